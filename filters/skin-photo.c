/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "skin-photo.h"

#include <math.h>

#include "kernels/scalar.h"
#include "kernels/wide.h"

typedef struct { int first, last; } Span;      /* pixels first … last - 1 */

/* The pixels of cell i, at least one. */
static Span
cell_span (double origin, double pitch, int i)
{
  const int first = (int) floor (origin + i * pitch + 0.5);
  const int last = (int) floor (origin + (i + 1) * pitch + 0.5);

  return (Span) { first, MAX (last, first + 1) };
}

/* Of the rows of n values. */
MN_WIDE static void
add_rows (float *restrict sum, const float *restrict strip, int n, int rows)
{
  for (int i = 0; i < n; i++)
    sum[i] = 0;
  for (int y = 0; y < rows; y++, strip += n)
    for (int i = 0; i < n; i++)
      sum[i] += strip[i];
}

/* Column by column: each pixel's luma against that of its cell. */
MN_WIDE static void
compare_rows (float *restrict squares, float *restrict cubes, const float *restrict strip, const float *restrict luma,
              int width, int rows)
{
  for (int x = 0; x < width; x++)
    squares[x] = cubes[x] = 0;
  for (int y = 0; y < rows; y++, strip += 3 * width)
    for (int x = 0; x < width; x++)
      {
        const float darker = luma[x] - mn_luma (strip[3 * x], strip[3 * x + 1], strip[3 * x + 2]);

        squares[x] += darker * darker;
        cubes[x] += darker * darker * darker;
      }
}

static float
sum_of (const float *column, Span span, int step)
{
  float sum = 0;

  for (int x = span.first; x < span.last; x++)
    sum += column[step * x];
  return sum;
}

/* A row of n cells, from first on; strip holds its rows as R'G'B', spans the columns of each cell in it; column: 6
 * values for each column to work in. */
static void
measure_cells (const MnSkinPhoto *cells, gsize first, const float *strip, int width, int rows, const Span *spans, int n,
               float *column)
{
  float *sum = column, *luma = column + 3 * width, *squares = luma + width, *cubes = squares + width;

  add_rows (sum, strip, 3 * width, rows);
  for (int cell = 0; cell < n; cell++)
    {
      const Span  span = spans[cell];
      const float share = 1.0f / (float) (rows * (span.last - span.first));

      for (int c = 0; c < 3; c++)
        cells->mean[c][first + cell] = share * sum_of (sum + c, span, 3);

      const float mean = mn_luma (cells->mean[0][first + cell], cells->mean[1][first + cell],
                                  cells->mean[2][first + cell]);

      for (int x = span.first; x < span.last; x++)
        luma[x] = mean;
    }
  compare_rows (squares, cubes, strip, luma, width, rows);
  for (int cell = 0; cell < n; cell++)
    {
      const Span  span = spans[cell];
      const float share = 1.0f / (float) (rows * (span.last - span.first));
      const float to_log = MN_CURVE_POWER / (mn_maxf (luma[span.first], 0) + MN_CURVE_OFFSET);

      cells->deviation[first + cell] = to_log * sqrtf (share * sum_of (squares, span, 1));
      cells->skew[first + cell] = to_log * to_log * to_log * share * sum_of (cubes, span, 1);
    }
}

void
mn_skin_photo_read (const MnSkinPhoto *cells, GeglBuffer *photo, const Babl *format, const MnAtlasPlace *place)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  const int            n = place->rect.width;
  const int            left = cell_span (place->x, place->pitch, 0).first;
  const int            strip_width = cell_span (place->x, place->pitch, n - 1).last - left;
  const int            strip_rows = (int) ceil (place->pitch) + 1;
  g_autofree float    *strip = g_new (float, 3 * (gsize) strip_width * strip_rows);
  g_autofree float    *column = g_new (float, 6 * (gsize) strip_width);
  g_autofree Span     *spans = g_new (Span, n);

  for (int x = 0; x < n; x++)
    {
      const Span columns = cell_span (place->x, place->pitch, x);

      spans[x] = (Span) { columns.first - left, columns.last - left };
    }
  for (int y = 0; y < place->rect.height; y++)
    {
      const Span rows = cell_span (place->y, place->pitch, y);
      const int  n_rows = MIN (rows.last - rows.first, strip_rows);

      gegl_buffer_get (photo, GEGL_RECTANGLE (extent->x + left, extent->y + rows.first, strip_width, n_rows), 1.0,
                       format, strip, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_CLAMP);
      measure_cells (cells, (gsize) y * cells->stride, strip, strip_width, n_rows, spans, n, column);
    }
}
