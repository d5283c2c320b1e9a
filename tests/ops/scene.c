/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "scene.h"

#include <math.h>

#include "phantom.h"

GeglBuffer *
scene_photo (const char *format, int x, int y)
{
  static MnPhantom *phantom;
  MnPhantomParams   params = MN_PHANTOM_DEFAULTS;

  if (! phantom)
    phantom = (params.px_per_mm = SCENE_PX_PER_MM, mn_phantom_new (&params));

  const GeglRectangle rect = { x, y, phantom->width, phantom->height };
  GeglBuffer         *buffer = gegl_buffer_new (&rect, babl_format (format));
  const int           n = rect.width * rect.height;
  g_autofree float   *rgba = g_new (float, 4 * n);

  for (int i = 0; i < n; i++)
    {
      for (int c = 0; c < 3; c++)
        rgba[4 * i + c] = phantom->rgb[3 * i + c];
      rgba[4 * i + 3] = (i / 7 % 5) / 4.0f;
    }
  gegl_buffer_set (buffer, &rect, 0, babl_format ("R'G'B'A float"), rgba, GEGL_AUTO_ROWSTRIDE);
  return buffer;
}

/* An ellipse around the pupils, one cell feathered per 12 %, in the grid of a face. */
static void
add_face (MnPortrait *record, double x, double y, double radius_mm)
{
  const double radius = radius_mm * SCENE_PX_PER_MM;
  MnFace       face = {
    .px_per_mm = SCENE_PX_PER_MM, .pitch = SCENE_PX_PER_MM / 2.0,
    .pupil_r = { x - radius / 2, y }, .pupil_l = { x + radius / 2, y },
    .box = { x - radius, y - radius, 2 * radius, 2 * radius },
    .skin = { .ita = 43, .melanin = 0.4, .haemoglobin = 0.3, .a_star = 12 },
    .grid_x = x - radius, .grid_y = y - radius };

  face.cols = face.rows = (int) (2 * radius / face.pitch);
  face.coverage = g_new (guint8, face.cols * face.rows);
  face.zones = g_new (guint8, face.cols * face.rows);
  for (int j = 0; j < face.rows; j++)
    for (int i = 0; i < face.cols; i++)
      {
        const double u = 2 * (i + 0.5) / face.cols - 1, v = 2 * (j + 0.5) / face.rows - 1;

        face.coverage[j * face.cols + i] = (guint8) (255 * CLAMP ((0.95 - hypot (u, v * 0.9)) / 0.12, 0, 1));
        face.zones[j * face.cols + i] = (guint8) (1 + (i / 8 + j / 8) % (MN_N_ZONES - 1));
      }
  mn_portrait_add_face (record, &face);
}

MnPortrait *
scene_record (GeglBuffer *photo)
{
  const GeglRectangle *rect = gegl_buffer_get_extent (photo);
  MnPortrait          *record = mn_portrait_new (rect->width, rect->height);

  mn_portrait_thumb (photo, record->thumb);
  add_face (record, 150, 190, 26);
  add_face (record, 330, 100, 10);
  return record;
}

char *
scene_text (GeglBuffer *photo)
{
  g_autoptr (MnPortrait) record = scene_record (photo);

  return mn_portrait_to_text (record, NULL);
}

float *
scene_coverage (MnPortrait *record, int width, int height)
{
  g_autoptr (MnPortrait) portrait = mn_portrait_resolve (record, width, height, 0, NULL);
  g_autofree float      *row = g_new (float, width);
  float                 *coverage = g_new0 (float, width * height);

  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    for (int y = 0; y < height; y++)
      {
        mn_face_coverage (mn_portrait_face (portrait, i), y + 0.5, 0.5, 1, width, row);
        for (int x = 0; x < width; x++)
          coverage[y * width + x] = MAX (coverage[y * width + x], row[x]);
      }
  return coverage;
}
