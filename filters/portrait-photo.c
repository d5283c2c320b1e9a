/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "portrait.h"

#include <math.h>
#include <string.h>

void
mn_portrait_thumb (GeglBuffer *photo, guint8 thumb[MN_THUMB_SIDE * MN_THUMB_SIDE])
{
  enum { samples = 8, lattice = samples * MN_THUMB_SIDE };
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  g_autofree guint8   *row = g_malloc (extent->width);
  unsigned             sums[MN_THUMB_SIDE * MN_THUMB_SIDE] = { 0 };

  for (int j = 0; j < lattice; j++)
    {
      const int y = extent->y + (int) ((2 * j + 1) * (gint64) extent->height / (2 * lattice));

      gegl_buffer_get (photo, GEGL_RECTANGLE (extent->x, y, extent->width, 1), 1.0, babl_format ("Y' u8"), row,
                       GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      for (int i = 0; i < lattice; i++)
        sums[j / samples * MN_THUMB_SIDE + i / samples] += row[(2 * i + 1) * (gint64) extent->width / (2 * lattice)];
    }
  for (int i = 0; i < MN_THUMB_SIDE * MN_THUMB_SIDE; i++)
    thumb[i] = (guint8) (sums[i] / (samples * samples));
}

/* A face without planes gets a grid over the same place. */
static void
give_grid (MnFace *face)
{
  const double width = face->cols * face->pitch, height = face->rows * face->pitch;

  face->pitch = MAX (face->px_per_mm * MN_MAP_PITCH_MM, 1);
  while (ceil (width / face->pitch) * ceil (height / face->pitch) > MN_FACE_MAX_CELLS)
    face->pitch *= 1.1;
  face->cols = (int) ceil (width / face->pitch);
  face->rows = (int) ceil (height / face->pitch);
}

/* The pixels of cell i of a grid's axis, at least one, within the photo; none where the cell is outside. */
static void
cell_pixels (double origin, double pitch, int i, int side, int *from, int *to)
{
  const double low = origin + i * pitch, high = low + pitch;

  *from = (int) CLAMP (floor (low + 0.5), 0, side);
  *to = (int) CLAMP (floor (high + 0.5), 0, side);
  if (*from == *to && low < side && high > 0)
    {
      *from = (int) CLAMP (floor ((low + high) / 2), 0, side - 1);
      *to = *from + 1;
    }
}

static void
mask_row (MnFace *face, int row, const guint8 *pixels, int rows, int width)
{
  guint8 *coverage = face->coverage + (gsize) row * face->cols;

  for (int i = 0; i < face->cols; i++)
    {
      guint64 sum = 0;
      int     from, to;

      cell_pixels (face->grid_x, face->pitch, i, width, &from, &to);
      for (int y = 0; y < rows; y++)
        for (int x = from; x < to; x++)
          sum += pixels[(gsize) y * width + x];

      const double mean = from < to && rows > 0 ? (double) sum / ((double) rows * (to - from)) : 0;

      coverage[i] = (guint8) lround (coverage[i] * mean / 255);
    }
}

static void
mask_face (MnFace *face, GeglBuffer *mask)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (mask);
  const Babl          *own = gegl_buffer_get_format (mask);
  const Babl          *format = babl_format_get_bytes_per_pixel (own) == 1 ? own : babl_format ("Y u8");
  const gsize          rows = (gsize) MIN (ceil (face->pitch) + 1, extent->height);
  g_autofree guint8   *pixels = g_malloc (rows * extent->width);

  for (int row = 0; row < face->rows; row++)
    {
      int from, to;

      cell_pixels (face->grid_y, face->pitch, row, extent->height, &from, &to);
      if (from < to)
        gegl_buffer_get (mask, GEGL_RECTANGLE (extent->x, extent->y + from, extent->width, to - from), 1.0, format,
                         pixels, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      mask_row (face, row, pixels, to - from, extent->width);
    }
}

MnPortrait *
mn_portrait_masked (const MnPortrait *portrait, GeglBuffer *mask)
{
  MnPortrait *masked = mn_portrait_copy (portrait);

  for (int i = 0; i < mn_portrait_n_faces (masked); i++)
    {
      MnFace *face = mn_portrait_face (masked, i);

      if (! face->coverage)
        {
          if (! face->zones)
            give_grid (face);
          face->coverage = g_malloc ((gsize) face->cols * face->rows);
          memset (face->coverage, 255, (gsize) face->cols * face->rows);
        }
      mask_face (face, mask);
    }
  return masked;
}
