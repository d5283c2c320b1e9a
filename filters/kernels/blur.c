/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "blur.h"

#include <math.h>
#include <string.h>

#include "scalar.h"

static int
clampi (int i, int last)
{
  return i < 0 ? 0 : i > last ? last : i;
}

/* One line of n values, step apart, box of radius whole + part (0 <= part < 1) about each. */
static void
box_line (float *out, const float *in, int n, int step, int whole, float part)
{
  const float norm = 1.0f / (2 * whole + 1 + 2 * part);
  double      sum = 0;

  for (int i = -whole; i <= whole; i++)
    sum += in[clampi (i, n - 1) * step];
  for (int i = 0; i < n; i++)
    {
      const float before = in[clampi (i - whole - 1, n - 1) * step];
      const float after = in[clampi (i + whole + 1, n - 1) * step];

      out[i * step] = norm * (float) (sum + part * (before + after));
      sum += after - in[clampi (i - whole, n - 1) * step];
    }
}

void
mn_box (float *plane, float *scratch, int width, int height, float radius)
{
  const int   whole = (int) radius;
  const float part = radius - (float) whole;

  for (int y = 0; y < height; y++)
    box_line (scratch + y * width, plane + y * width, width, 1, whole, part);
  for (int x = 0; x < width; x++)
    box_line (plane + x, scratch + x, height, width, whole, part);
}

/* The variance of a box of radius w + p is (sum of i^2, i = -w … w, + 2 p (w + 1)^2) / (2 w + 1 + 2 p). */
void
mn_blur (float *plane, float *scratch, int width, int height, float sigma)
{
  const float variance = sigma * sigma / 3;
  int         w = 0;

  while ((w + 1) * (w + 2) / 3.0f <= variance)
    w++;
  const float squares = w * (w + 1) * (2 * w + 1) / 3.0f;
  const float p = (variance * (2 * w + 1) - squares) / (2 * ((w + 1) * (w + 1) - variance));

  for (int pass = 0; pass < 3; pass++)
    mn_box (plane, scratch, width, height, (float) w + mn_clampf (p, 0.0f, 0.999f));
}

void
mn_guided (float *out, const float *plane, const float *guide, float *scratch, int width, int height,
           float radius, float epsilon)
{
  const int n = width * height;
  float    *mean_p = scratch, *mean_g = scratch + n, *pg = scratch + 2 * n, *gg = scratch + 3 * n;
  float    *line = scratch + 4 * n;

  for (int i = 0; i < n; i++)
    {
      mean_p[i] = plane[i];
      mean_g[i] = guide[i];
      pg[i] = plane[i] * guide[i];
      gg[i] = guide[i] * guide[i];
    }
  mn_box (mean_p, line, width, height, radius);
  mn_box (mean_g, line, width, height, radius);
  mn_box (pg, line, width, height, radius);
  mn_box (gg, line, width, height, radius);
  for (int i = 0; i < n; i++)
    {
      const float variance = mn_maxf (gg[i] - mean_g[i] * mean_g[i], 0.0f);
      const float a = (pg[i] - mean_p[i] * mean_g[i]) / (variance + epsilon);

      gg[i] = a;
      pg[i] = mean_p[i] - a * mean_g[i];
    }
  mn_box (gg, line, width, height, radius);
  mn_box (pg, line, width, height, radius);
  for (int i = 0; i < n; i++)
    out[i] = gg[i] * guide[i] + pg[i];
}
