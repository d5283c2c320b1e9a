/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The filters of blur.h and closing.h by their definitions, in double, as slow as they are plain: what the references
 * of the kernels are made of.
 */
#pragma once

#include <glib.h>
#include <math.h>
#include <string.h>

static inline double *
naive_copy (const float *in, int n)
{
  double *copy = g_new (double, n);

  for (int i = 0; i < n; i++)
    copy[i] = in[i];
  return copy;
}

static inline double
naive_smoothstep (double a, double b, double x)
{
  const double t = CLAMP ((x - a) / (b - a), 0, 1);

  return t * t * (3 - 2 * t);
}

/* A plane's value; edges repeat. */
static inline double
naive_at (const double *plane, int width, int height, int x, int y)
{
  return plane[CLAMP (y, 0, height - 1) * width + CLAMP (x, 0, width - 1)];
}

/* The mean over radius on both sides along an axis, where the outermost values count by a fraction. */
static inline void
naive_line (double *plane, int width, int height, int dx, int dy, double radius)
{
  const int          whole = (int) radius;
  g_autofree double *in = g_memdup2 (plane, sizeof (double) * width * height);

  for (int k = 0; k < width * height; k++)
    {
      const int x = k % width, y = k / width;
      double    sum = 0;

      for (int i = -whole - 1; i <= whole + 1; i++)
        sum += (abs (i) > whole ? radius - whole : 1) * naive_at (in, width, height, x + i * dx, y + i * dy);
      plane[k] = sum / (2 * radius + 1);
    }
}

static inline void
naive_box (double *plane, int width, int height, double radius)
{
  naive_line (plane, width, height, 1, 0, radius);
  naive_line (plane, width, height, 0, 1, radius);
}

static inline double
naive_box_variance (double radius)
{
  const int whole = (int) radius;
  double    sum = 0;

  for (int i = -whole - 1; i <= whole + 1; i++)
    sum += (abs (i) > whole ? radius - whole : 1) * i * i;
  return sum / (2 * radius + 1);
}

/* Three boxes that together have this variance; the radius is found by halving. */
static inline void
naive_three_boxes (double *plane, int width, int height, double variance)
{
  double low = 0, high = 1 + 2 * sqrt (variance);

  for (int i = 0; i < 60; i++)
    {
      const double middle = (low + high) / 2;

      *(3 * naive_box_variance (middle) < variance ? &low : &high) = middle;
    }
  for (int pass = 0; pass < 3; pass++)
    naive_box (plane, width, height, low);
}

/* From eight cells on the plane is shrunk four times: means of 4 x 4 cells (variance (4^2 - 1) / 12), later mixed
 * bilinearly (4^2 / 6). */
static inline void
naive_blur (double *plane, int width, int height, double sigma)
{
  const int cols = (width + 3) / 4, rows = (height + 3) / 4;

  if (sigma < 8)
    {
      naive_three_boxes (plane, width, height, sigma * sigma);
      return;
    }

  g_autofree double *small = g_new0 (double, cols * rows);

  for (int k = 0; k < cols * rows; k++)
    for (int i = 0; i < 16; i++)
      small[k] += naive_at (plane, width, height, k % cols * 4 + i % 4, k / cols * 4 + i / 4) / 16;
  naive_three_boxes (small, cols, rows, (sigma * sigma - 15.0 / 12 - 16.0 / 6) / 16);
  for (int k = 0; k < width * height; k++)
    {
      const double x = (k % width + 0.5) / 4 - 0.5, y = (k / width + 0.5) / 4 - 0.5;
      const int    i = (int) floor (x), j = (int) floor (y);
      const double u = x - i, v = y - j;

      plane[k] = (1 - u) * (1 - v) * naive_at (small, cols, rows, i, j)
                 + u * (1 - v) * naive_at (small, cols, rows, i + 1, j)
                 + (1 - u) * v * naive_at (small, cols, rows, i, j + 1)
                 + u * v * naive_at (small, cols, rows, i + 1, j + 1);
    }
}

/* A new plane: what of a plane follows the guide (He, Sun and Tang 2010). */
static inline double *
naive_guided (const double *plane, const double *guide, int width, int height, double radius, double epsilon)
{
  const int          n = width * height;
  g_autofree double *p = g_memdup2 (plane, sizeof *p * n), *g = g_memdup2 (guide, sizeof *g * n);
  g_autofree double *pg = g_new (double, n), *a = g_new (double, n), *b = g_new (double, n);
  double            *out = g_new (double, n);

  for (int i = 0; i < n; i++)
    {
      pg[i] = p[i] * g[i];
      a[i] = g[i] * g[i];
    }
  naive_box (p, width, height, radius);
  naive_box (g, width, height, radius);
  naive_box (pg, width, height, radius);
  naive_box (a, width, height, radius);
  for (int i = 0; i < n; i++)
    {
      a[i] = (pg[i] - p[i] * g[i]) / (a[i] - g[i] * g[i] + epsilon);
      b[i] = p[i] - a[i] * g[i];
    }
  naive_box (a, width, height, radius);
  naive_box (b, width, height, radius);
  for (int i = 0; i < n; i++)
    out[i] = a[i] * guide[i] + b[i];
  return out;
}

/* Over all placings of the segment of count samples that cover the place, the least of the greatest values in it. */
static inline double
naive_closing (const double *in, int stride, int dx, int dy, int count)
{
  double least = INFINITY;

  for (int first = 1 - count; first <= 0; first++)
    {
      double greatest = -INFINITY;

      for (int i = first; i < first + count; i++)
        greatest = MAX (greatest, in[i * (dy * stride + dx)]);
      least = MIN (least, greatest);
    }
  return least;
}

/* Depths, 0 in the outermost length + 1 cells. */
static inline void
naive_closings (double *lowest, double *mean, const double *in, int width, int height, int length)
{
  static const int directions[8][2] = { { 1, 0 }, { 2, 1 },  { 1, 1 },  { 1, 2 },
                                        { 0, 1 }, { -1, 2 }, { -1, 1 }, { -2, 1 } };
  const int        reach = length + 1;

  memset (lowest, 0, sizeof *lowest * width * height);
  memset (mean, 0, sizeof *mean * width * height);
  for (int y = reach; y < height - reach; y++)
    for (int x = reach; x < width - reach; x++)
      {
        const int i = y * width + x;
        double    sum = 0, least = INFINITY;

        for (int d = 0; d < 8; d++)
          {
            const int    dx = directions[d][0], dy = directions[d][1];
            const int    count = MAX (2, 1 + (int) lround ((length - 1) / hypot (dx, dy)));
            const double depth = naive_closing (in + i, width, dx, dy, count) - in[i];

            least = MIN (least, depth);
            sum += depth;
          }
        lowest[i] = least;
        mean[i] = sum / 8;
      }
}

/* To the levels that closing.h works with, 2048 to one. */
static inline void
naive_levels (double *plane, int n)
{
  for (int i = 0; i < n; i++)
    plane[i] = floor (2048 * plane[i] + 0.5) / 2048;
}

static inline double
naive_blob (double lowest, double mean)
{
  return naive_smoothstep (0.25, 0.60, lowest / MAX (mean, 1e-6));
}
