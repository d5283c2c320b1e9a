/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Deviates, noise and scattered points against naive references in double, and against the laws they are meant to obey:
 * those hold whatever the hash.
 */
#include <stdlib.h>

#include "naive-scatter.h"

#define FLOAT 1e-6
#define NOISE_NEAR 5e-5         /* to 30 wavelengths: the lattice place has five decimals */
#define NOISE_FAR 2e-2          /* to 10^4: it has three */
#define PLACE 1e-5              /* mm, to 100 mm */
#define VISIBILITY 3e-4         /* the level and the density to five digits, through a slope of 10 */
#define LAW 0.02
#define LAW_OF_GROUPS 0.06      /* some lose a member to a place of less density */

static void
deviates (void)
{
  const int n = 1 << 18;
  double    fourth = 0, squares = 0;

  for (int i = 0; i < n; i++)
    {
      const uint32_t h = mn_hash (1, 2, i, -i);
      const double   z = naive_normal (h);

      g_assert_cmpfloat (mn_uniform (h), ==, naive_uniform (h));
      g_assert_cmpfloat_with_epsilon (mn_normal (h), z, FLOAT);
      g_assert_cmpfloat (fabs (mn_normal (h)), <, 4.9);
      squares += z * z / n;
      fourth += z * z * z * z / n;
    }
  g_assert_cmpfloat_with_epsilon (fourth / (squares * squares) - 3, -0.15, LAW);
}

static void
noise (void)
{
  double near = 0, far = 0;

  for (int i = 0; i < 20000; i++)
    {
      const float x = 2 * mn_uniform (mn_hash (1, 1, i, 0)) - 1, y = 2 * mn_uniform (mn_hash (1, 1, i, 1)) - 1;

      near = MAX (near, fabs (mn_noise (7, 3, 30 * x, 30 * y) - naive_noise (7, 3, 30 * x, 30 * y)));
      far = MAX (far, fabs (mn_noise (7, 3, 1e4f * x, 1e4f * y) - naive_noise (7, 3, 1e4f * x, 1e4f * y)));
    }
  g_test_message ("off by %.1e near, %.1e far", near, far);
  g_assert_cmpfloat (near, <, NOISE_NEAR);
  g_assert_cmpfloat (far, <, NOISE_FAR);
}

/* A map with holes, over 60 x 48 mm. */
static MnWeight
random_weight (float values[20 * 16])
{
  for (int i = 0; i < 20 * 16; i++)
    values[i] = MAX (2.2f * mn_uniform (mn_hash (8, 8, i, 0)) - 0.6f, 0);
  return (MnWeight) { values, 20, 16, 20, -31, -23, 3 };
}

/* Every point of the reference is there, but for those that hardly show, and no other. */
static void
points (void)
{
  float           values[20 * 16];
  const MnWeight  weight = random_weight (values);
  const MnScatter scatter = mn_scatter_over (&weight, 21, 5, 60);
  MnSpot          spots[MN_SCATTER_MAX];
  double          place = 0, visibility = 0;
  int             n_spots = 0;

  for (int j = -9; j < 9; j++)
    for (int i = -11; i < 11; i++)
      {
        const int          n = mn_scatter_cell (&scatter, i, j, spots);
        g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (NaiveSpot));
        int                k = 0;

        naive_cell (wanted, 21, 5, &weight, 60, i, j);
        for (guint w = 0; w < wanted->len; w++)
          {
            const NaiveSpot *spot = &g_array_index (wanted, NaiveSpot, w);

            if (k == n || spots[k].mark != spot->mark)
              {
                g_assert_cmpfloat (spot->visibility, <, VISIBILITY);
                continue;
              }
            place = MAX (place, hypot (spots[k].x_mm - spot->x, spots[k].y_mm - spot->y));
            visibility = MAX (visibility, fabs (spots[k].visibility - spot->visibility));
            g_assert_cmpfloat_with_epsilon (spots[k].along_x, spot->along_x, FLOAT);
            g_assert_cmpfloat_with_epsilon (spots[k].along_y, spot->along_y, FLOAT);
            k++;
          }
        g_assert_cmpint (k, ==, n);
        n_spots += n;
      }
  g_test_message ("%d points, off by %.1e mm and %.1e of visibility", n_spots, place, visibility);
  g_assert_cmpint (n_spots, >, 500);
  g_assert_cmpfloat (place, <, PLACE);
  g_assert_cmpfloat (visibility, <, VISIBILITY);
}

static void
weights (void)
{
  float          values[20 * 16];
  const MnWeight weight = random_weight (values);

  for (int i = 0; i < 5000; i++)
    {
      const float x = 80 * mn_uniform (mn_hash (2, 1, i, 0)) - 40, y = 60 * mn_uniform (mn_hash (2, 1, i, 1)) - 30;

      g_assert_cmpfloat_with_epsilon (mn_weight_at (&weight, x, y), naive_weight (&weight, x, y), 1e-5);
    }
}

/* Groups are a Poisson process.  With so few that patches hardly matter, the points of a cell have the variance of
 * groups of 1, 2, 3, 4 (80, 10, 6, 4 %) and that of the density between patches, and as many cells are empty as it
 * says.  Points that hardly show count as others: there are 5 % more. */
static void
poisson (void)
{
  static const float    one[4] = { 1, 1, 1, 1 };
  static const MnWeight everywhere = { one, 2, 2, 2, -5000, -5000, 10000 };
  const double          mean_size = 1.34, mean_square = 0.80 + 4 * 0.10 + 9 * 0.06 + 16 * 0.04;
  const double          expected = 0.5 * 0.16, patches = exp (0.4 * 0.4) - 1;
  const double          dispersion = mean_square / mean_size + patches * expected;
  const MnScatter       scatter = mn_scatter_over (&everywhere, 6, 9, 0.5f);
  const int             n_cells = 1000 * 1000;
  MnSpot                spots[MN_SCATTER_MAX];
  double                shown = 0, mean = 0, squares = 0, empty = 0;

  for (int cell = 0; cell < n_cells; cell++)
    {
      const int n = mn_scatter_cell (&scatter, cell % 1000 - 500, cell / 1000 - 500, spots);

      for (int k = 0; k < n; k++)
        shown += spots[k].visibility / n_cells;
      mean += (double) n / n_cells;
      squares += (double) n * n / n_cells;
      empty += (n == 0) / (double) n_cells;
    }
  g_test_message ("a cell: shown %g for %g, dispersion %g for %g, empty %g for %g", shown, expected,
                  (squares - mean * mean) / mean, dispersion, empty, exp (-1.05 * expected / mean_size));
  g_assert_cmpfloat (fabs (shown / expected - 1), <, LAW);
  g_assert_cmpfloat (fabs (mean / (1.05 * expected) - 1), <, LAW);
  g_assert_cmpfloat (fabs ((squares - mean * mean) / mean / dispersion - 1), <, LAW_OF_GROUPS);
  g_assert_cmpfloat (fabs (log (empty) / (-1.05 * expected / mean_size) - 1), <, LAW_OF_GROUPS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/naive/scatter/deviates", deviates);
  g_test_add_func ("/naive/scatter/noise", noise);
  g_test_add_func ("/naive/scatter/weights", weights);
  g_test_add_func ("/naive/scatter/points", points);
  g_test_add_func ("/naive/scatter/poisson", poisson);
  return g_test_run ();
}
