/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "canvas.h"

#define DENSITY_TOLERANCE 0.05

static double
count_points (uint32_t seed, float density, const MnWeight *weight, int cell, int cells)
{
  const MnScatter scatter = mn_scatter_over (weight, seed, 1, density);
  MnSpot          spots[MN_SCATTER_MAX];
  double          sum = 0;

  for (int j = cell; j < cell + cells; j++)
    for (int i = cell; i < cell + cells; i++)
      for (int n = mn_scatter_cell (&scatter, i, j, spots); n > 0; n--)
        sum += spots[n - 1].visibility;
  return sum / (cells * cells * MN_SCATTER_CELL_MM * MN_SCATTER_CELL_MM / 100);
}

static void
density (void)
{
  static const float wanted[] = { 0.6f, 8, 20, 54, 108 };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const int    cells = wanted[i] < 4 ? 480 : 200;
      const double found = count_points (3, wanted[i], &full_weight, -cells / 2, cells);

      g_assert_cmpfloat (fabs (found / wanted[i] - 1), <, DENSITY_TOLERANCE);
    }
}

/* A map of steps 0 | 0.5 | 2, 400 mm wide, with slopes of 400 mm between them. */
static void
follows_the_weight (void)
{
  static const float    steps[] = { 0, 0, 0.5f, 0.5f, 2, 2, 0, 0, 0.5f, 0.5f, 2, 2 };
  static const MnWeight weight = { steps, 6, 2, 6, -1000, -1000, 400 };
  const MnScatter       scatter = mn_scatter_over (&weight, 8, 1, 20);
  MnSpot                spots[MN_SCATTER_MAX];
  int                   sparse = 0, dense = 0;

  for (int j = -260; j < -140; j++)
    for (int i = -260; i < 260; i++)
      {
        const int n = mn_scatter_cell (&scatter, i, j, spots);

        for (int k = 0; k < n; k++)
          {
            const float here = mn_weight_at (&weight, spots[k].x_mm, spots[k].y_mm);

            g_assert_cmpfloat (here, >, 0);
            g_assert_cmpfloat (spots[k].x_mm, >=, -600);
            sparse += here == 0.5f;
            dense += here == 2;
          }
      }
  g_assert_cmpfloat (fabs (dense / (4.0 * sparse) - 1), <, DENSITY_TOLERANCE);
}

static void
more_keeps_every_point (void)
{
  const MnScatter few = mn_scatter_over (&full_weight, 5, 1, 8), many = mn_scatter_over (&full_weight, 5, 1, 20);
  MnSpot          a[MN_SCATTER_MAX], b[MN_SCATTER_MAX];

  for (int i = -40; i < 40; i++)
    {
      const int n_few = mn_scatter_cell (&few, i, 3, a), n_many = mn_scatter_cell (&many, i, 3, b);

      g_assert_cmpint (n_few, <=, n_many);
      for (int k = 0, l = 0; k < n_few; k++, l++)
        {
          while (l < n_many && a[k].mark != b[l].mark)
            l++;
          g_assert_cmpint (l, <, n_many);
          g_assert_cmpfloat (a[k].x_mm, ==, b[l].x_mm);
          g_assert_cmpfloat (a[k].visibility, <=, b[l].visibility);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scatter/density", density);
  g_test_add_func ("/scatter/follows-the-weight", follows_the_weight);
  g_test_add_func ("/scatter/more-keeps-every-point", more_keeps_every_point);
  return g_test_run ();
}
