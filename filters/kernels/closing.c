/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "closing.h"

#include <math.h>
#include <stdint.h>

#include "wide.h"

#define LEVELS 2048.0f      /* to a natural log unit */
#define RANGE  16383.0f     /* of a level, both ways: 8 units; differences stay within 16 bits */
#define MOST   8191         /* of a depth: eight of them stay within 16 bits */

static const struct { int dx, dy; } directions[MN_CLOSING_DIRECTIONS] = {
  { 1, 0 }, { 2, 1 }, { 1, 1 }, { 1, 2 }, { 0, 1 }, { -1, 2 }, { -1, 1 }, { -2, 1 }
};

static float
step_of (int direction)
{
  return hypotf ((float) directions[direction].dx, (float) directions[direction].dy);
}

/* Samples along a direction that span length cells. */
static int
samples (int direction, int length)
{
  const int n = 1 + (int) lroundf ((float) (length - 1) / step_of (direction));

  return length < 2 ? 1 : n < 2 ? 2 : n;
}

int
mn_closing_reach (int length)
{
  return length < 2 ? length : length + 1;
}

float
mn_closing_span (int direction, int length)
{
  return step_of (direction) * (float) (samples (direction, length) - 1);
}

static inline int16_t
higher (int16_t a, int16_t b)
{
  return a > b ? a : b;
}

static inline int16_t
lower (int16_t a, int16_t b)
{
  return a < b ? a : b;
}

/* Where the other three of four values lie that make extrema of done samples into such of up to four times as many. */
typedef struct
{
  ptrdiff_t a, b, c;
  int       done;
} Step;

static inline Step
next_step (int done, int count, ptrdiff_t shift)
{
  const int rest = count - done;

  return (Step) { .a = shift * (done < rest ? done : rest), .b = shift * (2 * done < rest ? 2 * done : rest),
                  .c = shift * (3 * done < rest ? 3 * done : rest), .done = 4 * done < count ? 4 * done : count };
}

/* A plane is one long line, rows only meet in its outermost columns; to may be from. */
static inline void
highest_of_four (int16_t *to, const int16_t *from, Step step, ptrdiff_t n)
{
#pragma GCC ivdep
  for (ptrdiff_t i = 0; i < n - step.c; i++)
    to[i] = higher (higher (from[i], from[i + step.a]), higher (from[i + step.b], from[i + step.c]));
}

static inline void
lowest_of_four (int16_t *to, const int16_t *from, Step step, ptrdiff_t n)
{
#pragma GCC ivdep
  for (ptrdiff_t i = 0; i < n - step.c; i++)
    to[i] = lower (lower (from[i], from[i + step.a]), lower (from[i + step.b], from[i + step.c]));
}

/* Closing by count samples, shift apart; the result lies (count - 1) shift before its place. */
MN_WIDE static void
close_along (int16_t *restrict closed, const int16_t *restrict in, ptrdiff_t shift, int count, ptrdiff_t n)
{
  Step step = next_step (1, count, shift);

  highest_of_four (closed, in, step, n);
  for (n -= step.c; step.done < count; n -= step.c)
    {
      step = next_step (step.done, count, shift);
      highest_of_four (closed, closed, step, n);
    }
  for (step.done = 1; step.done < count; n -= step.c)
    {
      step = next_step (step.done, count, shift);
      lowest_of_four (closed, closed, step, n);
    }
}

MN_WIDE static void
to_levels (int16_t *restrict level, const float *restrict in, ptrdiff_t n)
{
  for (ptrdiff_t i = 0; i < n; i++)
    level[i] = (int16_t) ((int) (mn_clampf (LEVELS * in[i], -RANGE, RANGE) + 32768.5f) - 32768);
}

MN_WIDE static void
add_depth (int16_t *restrict lowest, uint16_t *restrict sum, const int16_t *restrict closed,
           const int16_t *restrict level, ptrdiff_t n)
{
  for (ptrdiff_t i = 0; i < n; i++)
    {
      const int16_t depth = lower ((int16_t) (closed[i] - level[i]), MOST);

      lowest[i] = lower (lowest[i], depth);
      sum[i] = (uint16_t) (sum[i] + depth);
    }
}

MN_WIDE static void
to_depths (float *restrict lowest, float *restrict mean, const int16_t *restrict least, const uint16_t *restrict sum,
           ptrdiff_t n)
{
  for (ptrdiff_t i = 0; i < n; i++)
    {
      mean[i] = 1 / (LEVELS * MN_CLOSING_DIRECTIONS) * (float) sum[i];
      lowest[i] = mn_minf (1 / LEVELS * (float) least[i], mean[i]);
    }
}

void
mn_closings (float *restrict lowest, float *restrict mean, const float *restrict in, float *restrict scratch,
             int stride, int height, int length)
{
  const ptrdiff_t n = (ptrdiff_t) stride * height;
  int16_t        *level = (int16_t *) scratch, *closed = level + n, *least = level + 2 * n;
  uint16_t       *sum = (uint16_t *) level + 3 * n;

  to_levels (level, in, n);
  for (ptrdiff_t i = 0; i < n; i++)
    {
      least[i] = MOST;
      sum[i] = 0;
    }
  for (int d = 0; d < MN_CLOSING_DIRECTIONS; d++)
    {
      const int       count = samples (d, length);
      const ptrdiff_t shift = (ptrdiff_t) directions[d].dy * stride + directions[d].dx;
      const ptrdiff_t reach = (count - 1) * shift;

      if (2 * reach >= n)
        continue;
      close_along (closed, level, shift, count, n);
      add_depth (least + reach, sum + reach, closed, level + reach, n - 2 * reach);
    }
  to_depths (lowest, mean, least, sum, n);
}

MN_WIDE void
mn_highest (float *plane, int stride, int height, int reach)
{
  const ptrdiff_t n = (ptrdiff_t) stride * height;

  for (int i = 0; i < 2 * reach; i++)
    {
#pragma GCC ivdep
      for (ptrdiff_t k = 0; k < n - 1; k++)
        plane[k] = mn_maxf (plane[k], plane[k + 1]);
#pragma GCC ivdep
      for (ptrdiff_t k = 0; k < n - stride; k++)
        plane[k] = mn_maxf (plane[k], plane[k + stride]);
    }
}
