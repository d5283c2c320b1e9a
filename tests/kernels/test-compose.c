/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/compose.h"

#include <glib.h>
#include <math.h>

#define N 3000

static float rgba[4 * N], before[4 * N], coverage[N], planes[7][N];

static void
draw_lots (GRand *rand, double lowest, double highest)
{
  for (int i = 0; i < N; i++)
    {
      coverage[i] = i % 7 ? (float) g_rand_double_range (rand, 0.01, 1) : 1;
      for (int p = 0; p < 7; p++)
        planes[p][i] = (float) g_rand_double_range (rand, p < 4 ? -0.5 : 0, p < 4 ? 0.5 : 2);
      for (int c = 0; c < 4; c++)
        before[4 * i + c] = rgba[4 * i + c] = (float) g_rand_double_range (rand, lowest, highest);
    }
}

static void
compose (void)
{
  mn_compose (rgba, coverage, (MnGain) { planes[0], planes[1], planes[2] }, planes[3],
              (MnGain) { planes[4], planes[5], planes[6] }, N);
}

/* The header's formula in double, by way of linear light. */
static double
naive (double encoded, double covered, double gain, double light, double drawn)
{
  const double t = MIN (covered / 0.25, 1), on_skin = t * t * (3 - 2 * t);
  const double linear = pow ((encoded + 0.055) / 1.055, 2.4) * exp (covered * (gain + light) - on_skin * drawn);
  const double treated = 1.055 * pow (linear, 1 / 2.4) - 0.055;

  return treated < encoded ? treated : encoded + (treated - encoded) * fmax (1 - pow (encoded, 16), 0);
}

static void
test_naive (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  double worst = 0;

  draw_lots (rand, 0, 1);
  compose ();
  for (int i = 0; i < 4 * N; i++)
    if (i % 4 < 3)
      worst = fmax (worst, fabs (rgba[i] - naive (before[i], coverage[i / 4], planes[i % 4][i / 4], planes[3][i / 4],
                                                  planes[4 + i % 4][i / 4])));
    else
      g_assert_cmpfloat (rgba[i], ==, before[i]);
  g_assert_cmpfloat (worst, <, 2e-6);
}

/* Bit for bit where nothing covers and where nothing is gained or drawn; white and beyond never get lighter. */
static void
test_untouched (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  draw_lots (rand, -0.5, 8);
  for (int i = 0; i < N; i++)
    if (i % 2)
      coverage[i] = i % 4 == 1 ? 0 : 1.0005f / 255;
    else
      for (int p = 0; p < 7; p++)
        planes[p][i] = 0;
  compose ();
  g_assert_cmpmem (rgba, sizeof rgba, before, sizeof before);

  draw_lots (rand, 1, 8);
  compose ();
  for (int i = 0; i < 4 * N; i++)
    g_assert_cmpfloat (rgba[i], <=, before[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compose/naive", test_naive);
  g_test_add_func ("/compose/untouched", test_untouched);
  return g_test_run ();
}
