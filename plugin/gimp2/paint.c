/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "paint.h"

#include <string.h>

#include "skin-mask.h"

#define TINT 0.4f              /* strength of the colour on detected skin */

static guint8
mixed (guint8 from, guint8 to, float share)
{
  return (guint8) ((float) from + share * ((float) to - (float) from) + 0.5f);
}

void
mn_paint_original (guint8 *pixels, const guint8 *original, const GeglRectangle *part, int level,
                   GeglBuffer *selection, int split)
{
  const double       scale = 1.0 / (1 << level);
  const gsize        n = (gsize) part->width * part->height;
  g_autofree guint8 *selected = g_malloc (n);

  if (selection)
    gegl_buffer_get (selection, part, scale, babl_format ("Y u8"), selected, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_CLAMP);
  else
    memset (selected, 255, n);
  for (gsize i = 0; i < n; i++)
    {
      const float share = (int) (i % part->width) < split ? 1.0f : (float) (255 - selected[i]) / 255.0f;

      for (int channel = 0; share > 0 && channel < 4; channel++)
        pixels[4 * i + channel] = mixed (pixels[4 * i + channel], original[4 * i + channel], share);
    }
}

void
mn_paint_skin (guint8 *pixels, const GeglRectangle *part, int level, MnPortrait *portrait)
{
  static const guint8 colour[] = { MN_SKIN_RED, MN_SKIN_GREEN, MN_SKIN_BLUE };
  const int           step = 1 << level;
  g_autofree float   *coverage = g_new (float, part->width);

  for (int face = 0; face < mn_portrait_n_faces (portrait); face++)
    for (int y = 0; y < part->height; y++)
      {
        guint8 *row = pixels + (gsize) 4 * y * part->width;

        mn_face_coverage (mn_portrait_face (portrait, face), (part->y + y + 0.5) * step, (part->x + 0.5) * step, step,
                          part->width, coverage);
        for (int x = 0; x < part->width; x++)
          for (int channel = 0; channel < 3; channel++)
            row[4 * x + channel] = mixed (row[4 * x + channel], colour[channel], TINT * coverage[x]);
      }
}
