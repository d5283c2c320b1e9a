/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "blur.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "scalar.h"
#include "wide.h"

#define LANES 16      /* lines side by side: their sums don't wait for each other */

static int
clampi (int i, int last)
{
  return i < 0 ? 0 : i > last ? last : i;
}

/* Running means over a box of radius whole + part (0 <= part < 1) down n rows of so many lanes. */
MN_WIDE static void
box_down (float *restrict out, const float *restrict in, int n, int whole, float part)
{
  const double norm = 1 / (2 * whole + 1 + 2 * (double) part);
  double       sum[LANES] = { 0 };

  for (int i = -whole; i <= whole; i++)
    {
      const float *row = in + LANES * clampi (i, n - 1);

      for (int lane = 0; lane < LANES; lane++)
        sum[lane] += row[lane];
    }
  for (int i = 0; i < n; i++, out += LANES)
    {
      const float *before = in + LANES * clampi (i - whole - 1, n - 1);
      const float *after = in + LANES * clampi (i + whole + 1, n - 1);
      const float *leaves = in + LANES * clampi (i - whole, n - 1);

      for (int lane = 0; lane < LANES; lane++)
        {
          const double enters = after[lane];

          out[lane] = (float) (norm * (sum[lane] + part * (before[lane] + enters)));
          sum[lane] += enters - leaves[lane];
        }
    }
}

/* The same where whole is 0: three values are no sum to keep. */
MN_WIDE static void
three_down (float *restrict out, const float *restrict in, int n, float part)
{
  const float norm = 1 / (1 + 2 * part);

  for (int i = 0; i < n; i++, out += LANES)
    {
      const float *before = in + LANES * clampi (i - 1, n - 1);
      const float *after = in + LANES * clampi (i + 1, n - 1);
      const float *middle = in + LANES * i;

      for (int lane = 0; lane < LANES; lane++)
        out[lane] = norm * (middle[lane] + part * (before[lane] + after[lane]));
    }
}

/* Boxes one after the other along an axis, on whose lines n values are each a step apart; the lines, each a stride from
 * the next, are taken as lanes.  What lanes without a line hold doesn't matter. */
static inline void
boxes_along (float *plane, float *scratch, int n, ptrdiff_t step, int lines, ptrdiff_t stride, float radius, int passes)
{
  float *in = scratch, *out = scratch + n * LANES;

  for (int first = 0; first < lines; first += LANES, plane += LANES * stride)
    {
      const int lanes = lines - first < LANES ? lines - first : LANES;

      for (int i = 0; i < n; i++)
#pragma GCC ivdep
        for (int lane = 0; lane < lanes; lane++)
          in[i * LANES + lane] = plane[i * step + lane * stride];
      for (int pass = 0; pass < passes; pass++)
        {
          float *swap = in;

          if (radius < 1)
            three_down (out, in, n, radius);
          else
            box_down (out, in, n, (int) radius, radius - truncf (radius));
          in = out;
          out = swap;
        }
      for (int i = 0; i < n; i++)
#pragma GCC ivdep
        for (int lane = 0; lane < lanes; lane++)
          plane[i * step + lane * stride] = in[i * LANES + lane];
    }
}

MN_WIDE static void
boxes (float *plane, float *scratch, int width, int height, float radius, int passes)
{
  boxes_along (plane, scratch, width, 1, height, width, radius, passes);
  boxes_along (plane, scratch, height, width, width, 1, radius, passes);
}

void
mn_box (float *plane, float *scratch, int width, int height, float radius)
{
  boxes (plane, scratch, width, height, radius, 1);
}

/* Three boxes of the fractional radius w + p whose variance, (sum of i^2, i = -w … w, + 2 p (w + 1)^2) /
 * (2 w + 1 + 2 p), is a third of the wanted one. */
static void
three_boxes (float *plane, float *scratch, int width, int height, float variance)
{
  const float third = variance / 3;
  int         w = 0;

  while ((w + 1) * (w + 2) / 3.0f <= third)
    w++;
  const float squares = w * (w + 1) * (2 * w + 1) / 3.0f;
  const float p = (third * (2 * w + 1) - squares) / (2 * ((w + 1) * (w + 1) - third));

  boxes (plane, scratch, width, height, (float) w + mn_clampf (p, 0.0f, 0.999f), 3);
}

enum { coarse = 4 };     /* cells to one, for wide blurs */

/* sum: width values to work in. */
MN_WIDE static void
shrink (float *restrict small, float *restrict sum, const float *restrict plane, int width, int height)
{
  const int cols = (width + coarse - 1) / coarse, rows = (height + coarse - 1) / coarse;

  for (int v = 0; v < rows; v++)
    {
      for (int x = 0; x < width; x++)
        sum[x] = 0;
      for (int y = v * coarse; y < (v + 1) * coarse; y++)
        {
          const float *row = plane + (size_t) clampi (y, height - 1) * width;

          for (int x = 0; x < width; x++)
            sum[x] += row[x];
        }
      for (int u = 0; u < cols; u++)
        {
          const int last = width - 1, x = u * coarse;

          small[v * cols + u] = (sum[x] + sum[clampi (x + 1, last)] + sum[clampi (x + 2, last)]
                                 + sum[clampi (x + 3, last)]) * (1.0f / (coarse * coarse));
        }
    }
}

/* Bilinear, cell centres on cell centres: a row between two others, then four values of it between each two of its own.
 * mixed: five rows of small and eight values to work in. */
MN_WIDE static void
enlarge (float *restrict plane, float *restrict mixed, const float *restrict small, int width, int height)
{
  const int cols = (width + coarse - 1) / coarse, rows = (height + coarse - 1) / coarse;
  float    *fine = mixed + cols + 2;      /* begins half a cell before the plane */

  for (int y = 0; y < height; y++)
    {
      const float  v = (y + 0.5f) / coarse - 0.5f;
      const int    above = (int) floorf (v);
      const float  f = v - (float) above;
      const float *a = small + clampi (above, rows - 1) * cols, *b = small + clampi (above + 1, rows - 1) * cols;

      for (int u = 0; u < cols; u++)
        mixed[u + 1] = mn_mixf (a[u], b[u], f);
      mixed[0] = mixed[1];
      mixed[cols + 1] = mixed[cols];
      for (int u = 0; u <= cols; u++)
        for (int k = 0; k < coarse; k++)
          fine[coarse * u + k] = mn_mixf (mixed[u], mixed[u + 1], ((float) k + 0.5f) / coarse);
      memcpy (plane + (size_t) y * width, fine + coarse / 2, width * sizeof *plane);
    }
}

/* A blur much wider than four cells is done on every fourth: shrinking adds a variance of (16 - 1) / 12, enlarging one
 * of 16 / 6. */
void
mn_blur (float *plane, float *scratch, int width, int height, float sigma)
{
  const float wide = 2 * coarse;
  const int   n_small = ((width + coarse - 1) / coarse) * ((height + coarse - 1) / coarse);

  if (sigma < wide)
    {
      three_boxes (plane, scratch, width, height, sigma * sigma);
      return;
    }
  shrink (scratch, scratch + n_small, plane, width, height);
  three_boxes (scratch, scratch + n_small, (width + coarse - 1) / coarse, (height + coarse - 1) / coarse,
               (sigma * sigma - 15.0f / 12 - 16.0f / 6) / (coarse * coarse));
  enlarge (plane, scratch + n_small, scratch, width, height);
}

MN_WIDE void
mn_guided (float *out, const float *plane, const float *guide, float *scratch, int width, int height,
           float radius, float epsilon)
{
  const int  n = width * height;
  const bool other = plane != guide;      /* else two of the four means are the other two */
  float     *mean_p = scratch, *pg = scratch + n, *line = scratch + 4 * n;
  float     *mean_g = other ? scratch + 2 * n : mean_p, *gg = other ? scratch + 3 * n : pg;

  for (int i = 0; i < n; i++)
    {
      mean_p[i] = plane[i];
      pg[i] = plane[i] * guide[i];
    }
  mn_box (mean_p, line, width, height, radius);
  mn_box (pg, line, width, height, radius);
  if (other)
    {
      for (int i = 0; i < n; i++)
        {
          mean_g[i] = guide[i];
          gg[i] = guide[i] * guide[i];
        }
      mn_box (mean_g, line, width, height, radius);
      mn_box (gg, line, width, height, radius);
    }
  /* pg becomes the slope, mean_p the intercept */
  for (int i = 0; i < n; i++)
    {
      const float variance = mn_maxf (gg[i] - mean_g[i] * mean_g[i], 0.0f);
      const float a = (pg[i] - mean_p[i] * mean_g[i]) / (variance + epsilon);
      const float b = mean_p[i] - a * mean_g[i];

      pg[i] = a;
      mean_p[i] = b;
    }
  mn_box (pg, line, width, height, radius);
  mn_box (mean_p, line, width, height, radius);
  for (int i = 0; i < n; i++)
    out[i] = pg[i] * guide[i] + mean_p[i];
}
