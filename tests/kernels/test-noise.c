/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "kernels/noise.h"

#define SIDE 512
#define MOMENT_TOLERANCE 0.02
#define DIRECTION_TOLERANCE 0.06
#define GUARD -1234.5f

static void
known_answers (void)
{
  g_assert_cmphex (mn_hash (1, 2, 3, 4), ==, 0xb02b7af2u);
  g_assert_cmphex (mn_hash (0, 0, -1, -1), ==, 0xecf368a2u);
  g_assert_cmpfloat (mn_noise (1, 2, -3.25f, 4.75f), ==, -0x1.badb54p-3f);
  g_assert_cmpfloat (mn_uniform (0), >, 0);
  g_assert_cmpfloat (mn_uniform (0xffffffff), <, 1);
}

static void
streams_differ (void)
{
  double same_stream = 0, other_stream = 0, other_seed = 0;

  for (int i = 0; i < SIDE * SIDE; i++)
    {
      const float x = (float) (i % SIDE) * 0.37f, y = (float) (i / SIDE) * 0.37f;
      const float a = mn_noise (1, 1, x, y);

      same_stream += a * a;
      other_stream += a * mn_noise (1, 2, x, y);
      other_seed += a * mn_noise (2, 1, x, y);
    }
  g_assert_cmpfloat (fabs (other_stream / same_stream), <, MOMENT_TOLERANCE);
  g_assert_cmpfloat (fabs (other_seed / same_stream), <, MOMENT_TOLERANCE);
}

static void
deviates (void)
{
  double sum = 0, squares = 0, normal = 0, normal_squares = 0;
  const int n = SIDE * SIDE;

  for (int i = 0; i < n; i++)
    {
      const uint32_t h = mn_hash (5, 6, i % SIDE - SIDE / 2, i / SIDE - SIDE / 2);
      const double   u = mn_uniform (h), z = mn_normal (h);

      sum += u;
      squares += u * u;
      normal += z;
      normal_squares += z * z;
    }
  g_assert_cmpfloat (fabs (sum / n - 0.5), <, MOMENT_TOLERANCE / 4);
  g_assert_cmpfloat (fabs (squares / n - 1.0 / 3), <, MOMENT_TOLERANCE / 4);
  g_assert_cmpfloat (fabs (normal / n), <, MOMENT_TOLERANCE / 2);
  g_assert_cmpfloat (fabs (normal_squares / n - 1), <, MOMENT_TOLERANCE);
}

/* Mean, spread and the steepness along and across each of four directions. */
static void
moments (void)
{
  const float step = 0.05f;
  const int   n = SIDE * SIDE;
  double      sum = 0, squares = 0, slopes[4] = { 0 }, total = 0;

  for (int i = 0; i < n; i++)
    {
      const float x = (float) (i % SIDE - SIDE / 2) * 0.61f, y = (float) (i / SIDE - SIDE / 2) * 0.61f;
      const float a = mn_noise (9, 4, x, y);

      sum += a;
      squares += a * a;
      for (int d = 0; d < 4; d++)
        {
          const float angle = (float) d * (float) G_PI / 4;
          const float b = mn_noise (9, 4, x + step * cosf (angle), y + step * sinf (angle));

          slopes[d] += (a - b) * (a - b);
          total += (a - b) * (a - b) / 4;
        }
    }
  g_assert_cmpfloat (fabs (sum / n), <, MOMENT_TOLERANCE);
  g_assert_cmpfloat (fabs (squares / n - 1), <, MOMENT_TOLERANCE);
  for (int d = 0; d < 4; d++)
    g_assert_cmpfloat (fabs (slopes[d] / total - 1), <, DIRECTION_TOLERANCE);

  /* The mean square slope of a wave of length l is (2 pi / l)^2 / 2 of its power along any one direction. */
  g_assert_cmpfloat (fabs (sqrt (2 * total / squares) / (step * 2 * G_PI) - 1.06), <, DIRECTION_TOLERANCE);
}

static void
row_is_points (void)
{
  float row[103];

  for (int i = 0; i < 103; i++)
    row[i] = GUARD;
  mn_noise_row (3, 8, -2.5f, 0.11f, -0.75f, 101, row + 1);
  for (int i = 0; i < 101; i++)
    g_assert_cmpfloat (row[i + 1], ==, mn_noise (3, 8, -2.5f + (float) i * 0.11f, -0.75f));
  g_assert_cmpfloat (row[0], ==, GUARD);
  g_assert_cmpfloat (row[102], ==, GUARD);
}

/* No step across the borders of cells, in particular at zero. */
static void
continuous (void)
{
  for (int i = -4000; i < 4000; i++)
    {
      const float x = (float) i * 1e-3f;

      g_assert_cmpfloat (fabsf (mn_noise (3, 1, x + 1e-3f, 0) - mn_noise (3, 1, x, 0)), <, 0.03f);
      g_assert_cmpfloat (fabsf (mn_noise (3, 1, 0, x + 1e-3f) - mn_noise (3, 1, 0, x)), <, 0.03f);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/noise/known-answers", known_answers);
  g_test_add_func ("/noise/streams-differ", streams_differ);
  g_test_add_func ("/noise/deviates", deviates);
  g_test_add_func ("/noise/moments", moments);
  g_test_add_func ("/noise/row-is-points", row_is_points);
  g_test_add_func ("/noise/continuous", continuous);
  return g_test_run ();
}
