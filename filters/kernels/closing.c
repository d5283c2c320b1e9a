/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "closing.h"

#include <math.h>
#include <string.h>

#include "wide.h"

static const struct { int dx, dy; } directions[] = {
  { 1, 0 }, { 2, 1 }, { 1, 1 }, { 1, 2 }, { 0, 1 }, { -1, 2 }, { -1, 1 }, { -2, 1 }
};
enum { n_directions = sizeof directions / sizeof directions[0] };

/* Samples along a direction that span length cells. */
static int
samples (int direction, int length)
{
  const float step = hypotf ((float) directions[direction].dx, (float) directions[direction].dy);
  const int   n = 1 + (int) lroundf ((float) (length - 1) / step);

  return length < 2 ? 1 : n < 2 ? 2 : n;
}

int
mn_closing_reach (int length)
{
  return length < 2 ? length : length + 1;
}

/* plane[i] = max (plane[i], plane[i + shift]): a plane is one long line, rows only meet in its outermost columns. */
static inline void
spread_max (float *plane, ptrdiff_t shift, ptrdiff_t n)
{
#pragma GCC ivdep
  for (ptrdiff_t i = 0; i < n; i++)
    plane[i] = mn_maxf (plane[i], plane[i + shift]);
}

static inline void
spread_min (float *plane, ptrdiff_t shift, ptrdiff_t n)
{
#pragma GCC ivdep
  for (ptrdiff_t i = 0; i < n; i++)
    plane[i] = mn_minf (plane[i], plane[i + shift]);
}

/* Closing by count samples, shift apart, each extremum by doubling; the result lies (count - 1) shift before its
 * place. */
static inline void
close_along (float *plane, ptrdiff_t shift, int count, ptrdiff_t n)
{
  const ptrdiff_t reach = (count - 1) * shift;
  int             done;

  for (done = 1; 2 * done <= count; done *= 2)
    spread_max (plane, done * shift, n - done * shift);
  if (done < count)
    spread_max (plane, (count - done) * shift, n - (count - done) * shift);
  n -= reach;
  for (done = 1; 2 * done <= count; done *= 2)
    spread_min (plane, done * shift, n - done * shift);
  if (done < count)
    spread_min (plane, (count - done) * shift, n - (count - done) * shift);
}

MN_WIDE void
mn_highest (float *plane, int stride, int height, int reach)
{
  const ptrdiff_t n = (ptrdiff_t) stride * height;

  for (int i = 0; i < 2 * reach; i++)
    spread_max (plane, 1, n - 1);
  for (int i = 0; i < 2 * reach; i++)
    spread_max (plane, stride, n - stride);
}

MN_WIDE void
mn_closings (float *restrict lowest, float *restrict mean, const float *restrict in,
             float *restrict scratch, int stride, int height, int length)
{
  const ptrdiff_t n = (ptrdiff_t) stride * height;

  for (ptrdiff_t i = 0; i < n; i++)
    {
      lowest[i] = INFINITY;
      mean[i] = 0;
    }
  for (int d = 0; d < n_directions; d++)
    {
      const int       count = samples (d, length);
      const ptrdiff_t shift = (ptrdiff_t) directions[d].dy * stride + directions[d].dx;
      const ptrdiff_t reach = (count - 1) * shift;

      if (reach >= n)
        continue;
      memcpy (scratch, in, (size_t) n * sizeof *in);
      close_along (scratch, shift, count, n);
      for (ptrdiff_t i = reach; i < n; i++)
        {
          lowest[i] = mn_minf (lowest[i], scratch[i - reach]);
          mean[i] += scratch[i - reach];
        }
    }
  for (ptrdiff_t i = 0; i < n; i++)
    {
      lowest[i] = lowest[i] < INFINITY ? lowest[i] : in[i];
      mean[i] *= 1.0f / n_directions;
    }
}
