/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-effect.h"

#include <math.h>

#define CELL 16               /* pixels a side */

typedef struct
{
  int     x, y, cols, rows;   /* of whole cells, from a pixel of the photo on */
  double *change;
} Map;

static void
add_differences (Map *map, int row, const float *before, const float *after, double *change)
{
  for (int x = 0; x < map->cols * CELL; x++)
    change[row * map->cols + x / CELL] += fabsf (after[x] - before[x]);
}

/* The picture's differences from the photo, with a mean of 1. */
static void
add_picture (Map *map, GeglBuffer *photo, GeglBuffer *picture)
{
  const int          width = map->cols * CELL;
  const gsize        n = (gsize) map->cols * map->rows;
  const Babl        *format = babl_format_with_space ("Y' float", gegl_buffer_get_format (photo));
  g_autofree float  *before = g_new (float, width), *after = g_new (float, width);
  g_autofree double *change = g_new0 (double, n);
  double             sum = 0.0;

  for (int y = 0; y < map->rows * CELL; y++)
    {
      const GeglRectangle line = { map->x, map->y + y, width, 1 };

      gegl_buffer_get (photo, &line, 1.0, format, before, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_CLAMP);
      gegl_buffer_get (picture, &line, 1.0, format, after, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_CLAMP);
      add_differences (map, y / CELL, before, after, change);
    }
  for (gsize i = 0; i < n; i++)
    sum += change[i];
  for (gsize i = 0; sum > 0.0 && i < n; i++)
    map->change[i] += change[i] * n / sum;
}

/* Sums from the upper left corner; cols + 1 by rows + 1. */
static double *
integrate (const Map *map)
{
  const int stride = map->cols + 1;
  double   *sums = g_new0 (double, (gsize) stride * (map->rows + 1));

  for (int y = 0; y < map->rows; y++)
    for (int x = 0; x < map->cols; x++)
      sums[(y + 1) * stride + x + 1] = map->change[y * map->cols + x] + sums[y * stride + x + 1]
                                       + sums[(y + 1) * stride + x] - sums[y * stride + x];
  return sums;
}

void
mn_effect_find (GPtrArray *pictures, const MnPart *within, MnPart *detail)
{
  Map                map = { (int) within->x, (int) within->y, MAX (1, (int) within->width / CELL),
                             MAX (1, (int) within->height / CELL) };
  const int          stride = map.cols + 1;
  const int          cols = CLAMP ((int) detail->width / CELL, 1, map.cols);
  const int          rows = CLAMP ((int) detail->height / CELL, 1, map.rows);
  g_autofree double *change = g_new0 (double, (gsize) map.cols * map.rows);
  g_autofree double *sums = NULL;
  double             most = -1.0;

  map.change = change;
  for (guint i = 1; i < pictures->len; i++)
    add_picture (&map, pictures->pdata[0], pictures->pdata[i]);
  sums = integrate (&map);
  for (int y = 0; y + rows <= map.rows; y++)
    for (int x = 0; x + cols <= map.cols; x++)
      {
        const double sum = sums[(y + rows) * stride + x + cols] - sums[y * stride + x + cols]
                           - sums[(y + rows) * stride + x] + sums[y * stride + x];

        if (sum > most)
          {
            most = sum;
            detail->x = map.x + x * CELL;
            detail->y = map.y + y * CELL;
          }
      }
  detail->x = MAX (within->x, MIN (detail->x, floor (within->x + within->width - detail->width)));
  detail->y = MAX (within->y, MIN (detail->y, floor (within->y + within->height - detail->height)));
}
