/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "skin-mask.h"

#include <math.h>

void
mn_skin_row (const MnPortrait *portrait, int y, float *one_face, float *row)
{
  for (int x = 0; x < portrait->width; x++)
    row[x] = 0.0f;
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      mn_face_coverage (mn_portrait_face (portrait, i), y + 0.5, 0.5, 1.0, portrait->width, one_face);
      for (int x = 0; x < portrait->width; x++)
        row[x] = MAX (row[x], one_face[x]);
    }
}

GeglBuffer *
mn_skin_mask (const MnPortrait *portrait)
{
  const GeglRectangle extent = { 0, 0, portrait->width, portrait->height };
  const Babl         *format = babl_format ("Y' u8");
  GeglBuffer         *mask = gegl_buffer_new (&extent, format);
  g_autofree float   *one_face = g_new (float, portrait->width);
  g_autofree float   *row = g_new (float, portrait->width);
  g_autofree guint8  *line = g_new (guint8, portrait->width);

  for (int y = 0; y < portrait->height; y++)
    {
      mn_skin_row (portrait, y, one_face, row);
      for (int x = 0; x < portrait->width; x++)
        line[x] = (guint8) lrintf (255.0f * row[x]);
      gegl_buffer_set (mask, GEGL_RECTANGLE (0, y, portrait->width, 1), 0, format, line, GEGL_AUTO_ROWSTRIDE);
    }
  return mask;
}
