/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What must stay, and where redness ends, against naive references in double, on random skin of two tones at two
 * scales.
 */
#include "kernels/erythema.h"
#include "kernels/guards.h"
#include "random-skin.h"

/* A new plane: the highest of the square of 2 radius + 1 about each cell; beyond the edges there is nothing. */
static double *
highest_about (const double *plane, int radius)
{
  double *out = g_new0 (double, RANDOM_CELLS);

  for (int i = 0; i < RANDOM_CELLS; i++)
    for (int y = i / RANDOM_WIDTH - radius; y <= i / RANDOM_WIDTH + radius; y++)
      for (int x = i % RANDOM_WIDTH - radius; x <= i % RANDOM_WIDTH + radius; x++)
        out[i] = MAX (out[i], naive_at (plane, RANDOM_WIDTH, RANDOM_HEIGHT, x, y));
  return out;
}

static void
nevus (const Fixture *fixture, const MnSkinPlanes *skin, float *out[4])
{
  g_autofree double *light = random_blurred (fixture, skin->log_light, 0.45);
  g_autofree double *lowest = g_new (double, RANDOM_CELLS), *wide = NULL;

  random_closings (fixture, lowest, light, light, 10);
  for (int i = 0; i < RANDOM_CELLS; i++)
    lowest[i] = naive_smoothstep (0.18, 0.29, lowest[i]);
  wide = highest_about (lowest, (int) (1.5 * skin->cells_per_mm));
  naive_blur (wide, RANDOM_WIDTH, RANDOM_HEIGHT, 0.6 * skin->cells_per_mm);
  mn_guard_nevus (out[0], skin);
  random_compare_share ("nevus", out[0], wide, A_LEVEL, 0.04);      /* one value widens into 49 cells, then blurred */
}

/* The least third moment of a hair of 0.12 mm seen through 0.45 pixels, or chance in relief so rough. */
static double
least_skew (double relief, const MnSkinPlanes *skin)
{
  const double kept = 0.05 / hypot (0.05, 0.45 / skin->px_per_mm);
  const double pixels = pow (skin->px_per_mm / skin->cells_per_mm, 2);

  return MAX (0.0045 * pow (kept, 3), 19.4 / sqrt (pixels) * pow (relief, 3));
}

static void
hairs (const Fixture *fixture, const MnSkinPlanes *skin, float *out[4])
{
  g_autofree double *relief = naive_copy (skin->deviation, RANDOM_CELLS);
  g_autofree double *single = g_new (double, RANDOM_CELLS), *beard = NULL, *beside = NULL;

  for (int i = 0; i < RANDOM_CELLS; i++)
    relief[i] = MIN (relief[i], 0.12);
  naive_blur (relief, RANDOM_WIDTH, RANDOM_HEIGHT, 4 * skin->cells_per_mm);
  for (int i = 0; i < RANDOM_CELLS; i++)
    {
      const double least = least_skew (relief[i], skin);

      single[i] = naive_smoothstep (0.3 * least, least, skin->skew[i]);
    }
  beard = g_memdup2 (single, RANDOM_CELLS * sizeof *single);
  naive_blur (beard, RANDOM_WIDTH, RANDOM_HEIGHT, 2.2 * skin->cells_per_mm);
  beside = highest_about (single, 1);
  for (int i = 0; i < RANDOM_CELLS; i++)
    {
      beard[i] = naive_smoothstep (0.10, 0.20, beard[i]);
      beside[i] = MAX (beside[i], beard[i]);
    }
  mn_guard_hair (out[0], out[1], skin);
  random_compare ("hair", out[0], beside, FLOAT);
  random_compare ("beard", out[1], beard, 4 * FLOAT);     /* the steepest smoothstep, of a blur */
}

static void
highlight (const Fixture *fixture, const MnSkinPlanes *skin, float *out[4])
{
  g_autofree double *light = random_blurred (fixture, skin->log_light, 0.3);
  g_autofree double *light_about = random_blurred (fixture, skin->log_light, 8);
  g_autofree double *melanin = random_blurred (fixture, skin->melanin, 0.3);
  g_autofree double *melanin_about = random_blurred (fixture, skin->melanin, 8);

  for (int i = 0; i < RANDOM_CELLS; i++)
    light[i] = naive_smoothstep (0.04, 0.12, light[i] - light_about[i])
               * naive_smoothstep (0.08, 0.18, melanin_about[i] - melanin[i]);
  mn_guard_highlight (out[0], skin);
  random_compare ("highlight", out[0], light, 4 * FLOAT);     /* the steepest smoothstep, on unsmoothed light */
}

/* A new plane: 1 where a way of cells that hold no skin leads to the plane's edge; it spreads until it can't. */
static double *
outside_of (const float *coverage)
{
  double *outside = g_new0 (double, RANDOM_CELLS);

  for (gboolean spreads = TRUE; spreads;)
    {
      spreads = FALSE;
      for (int i = 0; i < RANDOM_CELLS; i++)
        {
          const int x = i % RANDOM_WIDTH, y = i / RANDOM_WIDTH;

          if (outside[i] == 0 && coverage[i] <= 0.5f
              && (x == 0 || y == 0 || x == RANDOM_WIDTH - 1 || y == RANDOM_HEIGHT - 1 || outside[i - 1] > 0
                  || outside[i + 1] > 0 || outside[i - RANDOM_WIDTH] > 0 || outside[i + RANDOM_WIDTH] > 0))
            {
              outside[i] = 1;
              spreads = TRUE;
            }
        }
    }
  return outside;
}

/* A new plane: the way to the nearest cell outside in steps to the eight neighbours, at most far. */
static double *
way_outside (const double *outside, double far)
{
  double *way = g_new (double, RANDOM_CELLS);

  for (int i = 0; i < RANDOM_CELLS; i++)
    {
      way[i] = far;
      for (int k = 0; k < RANDOM_CELLS; k++)
        if (outside[k] > 0)
          {
            const int dx = abs (i % RANDOM_WIDTH - k % RANDOM_WIDTH), dy = abs (i / RANDOM_WIDTH - k / RANDOM_WIDTH);

            way[i] = MIN (way[i], MAX (dx, dy) + (G_SQRT2 - 1) * MIN (dx, dy));
          }
    }
  return way;
}

static void
erythema (const Fixture *fixture, const MnSkinPlanes *skin, float *out[4])
{
  const double       border = 5 * skin->cells_per_mm;
  g_autofree double *outside = outside_of (skin->coverage), *way = way_outside (outside, 2 * border);
  g_autofree double *near = random_blurred (fixture, skin->haemoglobin, 4);
  g_autofree double *about = random_blurred (fixture, skin->haemoglobin, 20);
  g_autofree double *light = random_blurred (fixture, skin->log_light, 14);
  double             sum = 0, inside = 0;

  naive_blur (way, RANDOM_WIDTH, RANDOM_HEIGHT, skin->cells_per_mm);
  for (int i = 0; i < RANDOM_CELLS; i++)
    {
      const double edge = naive_smoothstep (0, border, way[i]);
      const double glint = naive_smoothstep (0.30, 0.70, skin->log_light[i] - light[i])
                           * naive_smoothstep (0.25, 0.60, exp (skin->log_light[i]));

      way[i] = skin->reaction[i] * edge * (1 + 0.14 * CLAMP ((near[i] - about[i]) / 0.12, -1, 1)) * (1 - 0.8 * glint);
      sum += way[i] * skin->coverage[i];
      inside += edge * skin->coverage[i];
    }
  for (int i = 0; i < RANDOM_CELLS; i++)
    way[i] *= inside / sum;
  mn_erythema_survey (out[0], skin);
  random_compare ("erythema", out[0], way, FLOAT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/naive/guards/nevus", nevus, on_random_skins);
  g_test_add_data_func ("/naive/guards/hairs", hairs, on_random_skins);
  g_test_add_data_func ("/naive/guards/highlight", highlight, on_random_skins);
  g_test_add_data_func ("/naive/guards/erythema", erythema, on_random_skins);
  return g_test_run ();
}
