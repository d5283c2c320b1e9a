/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The survey's maps against naive references in double, on random skin of two tones at two scales.
 */
#include "kernels/pores.h"
#include "kernels/radiance.h"
#include "kernels/scars.h"
#include "kernels/texture.h"
#include "kernels/tone.h"
#include "random-skin.h"

static const double grey = 0.57735;     /* each channel's of white light: 1 / sqrt (3) */

static void
pores (const Fixture *fixture, const MnSkinPlanes *skin, float *out[4])
{
  g_autofree double *knee = naive_copy (skin->deviation, RANDOM_CELLS);

  for (int i = 0; i < RANDOM_CELLS; i++)
    knee[i] = MIN (knee[i] * knee[i], 0.04);
  naive_blur (knee, RANDOM_WIDTH, RANDOM_HEIGHT, 4 * skin->cells_per_mm);
  for (int i = 0; i < RANDOM_CELLS; i++)
    knee[i] = CLAMP (0.75 * sqrt (knee[i]), 0.014, 0.09);
  mn_pores_survey (out[0], skin);
  random_compare ("knee", out[0], knee, FLOAT);
}

static double
line (double lowest, double mean)
{
  return 1 - naive_smoothstep (0.5, 0.9, lowest / MAX (mean, 1e-6));
}

static double
shallow (double depth)
{
  return depth * (1 - naive_smoothstep (0.18, 0.32, depth));
}

/* How steep the steepest of the cells about one is. */
static double
steepest (const MnSkinPlanes *skin, const float *knee, int x, int y)
{
  double most = 0;

  for (int v = MAX (y - 1, 0); v <= MIN (y + 1, skin->height - 1); v++)
    for (int u = MAX (x - 1, 0); u <= MIN (x + 1, skin->width - 1); u++)
      {
        const int i = v * skin->width + u;

        most = MAX (most, naive_smoothstep (2.5 * knee[i], 3.5 * knee[i], skin->deviation[i]));
      }
  return most;
}

/* A new plane, 0 at its edges. */
static double *
second_differences (const MnSkinPlanes *skin, const double *plane)
{
  const int w = skin->width;
  double   *out = g_new0 (double, RANDOM_CELLS);

  for (int i = 0; i < RANDOM_CELLS; i++)
    if (i % w > 0 && i % w < w - 1 && i >= w && i < RANDOM_CELLS - w)
      out[i] = (plane[i - 1] - 2 * plane[i] + plane[i + 1]) + (plane[i - w] - 2 * plane[i] + plane[i + w]);
  return out;
}

static void
scars (const Fixture *fixture, const MnSkinPlanes *skin, float *out[4])
{
  const int          n = RANDOM_CELLS;
  g_autofree double *light = naive_copy (skin->grey, n), *relief = NULL, *blobs = g_new (double, n);
  g_autofree double *lowest = g_new (double, n), *mean = g_new (double, n);
  g_autofree double *marks = g_new (double, n), *folds = g_new (double, n), *once = NULL, *twice = NULL;

  roughen (out[2], 31, 15, 0.03f, 0);      /* the knee */
  limit (out[2], 0.01f, 0.05f);
  for (int i = 0; i < n; i++)
    light[i] *= -grey;
  relief = g_memdup2 (light, sizeof *light * n);
  naive_blur (relief, RANDOM_WIDTH, RANDOM_HEIGHT, 1.5 * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    relief[i] = MIN (fabs (light[i] - relief[i]), 0.05);
  naive_blur (relief, RANDOM_WIDTH, RANDOM_HEIGHT, 10 * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    relief[i] = MAX (sqrt (G_PI / 2) * relief[i], 1e-3);
  random_closings (fixture, lowest, mean, light, 5.5);
  for (int i = 0; i < n; i++)
    {
      const double steep = steepest (skin, out[2], i % skin->width, i / skin->width);

      folds[i] = line (lowest[i], mean[i]) * MIN (mean[i], 0.6) * (1 - skin->beard[i]) / 0.736;
      marks[i] = -shallow (mean[i]) * (1 - 0.46 * steep) * (1 - skin->nevus[i])
                 * (1 - naive_smoothstep (0.12, 0.30, folds[i])) / 0.985;
      blobs[i] = -naive_blob (lowest[i], mean[i]) * mean[i];
      light[i] = -light[i];
    }
  random_closings (fixture, lowest, mean, light, 5.5);
  for (int i = 0; i < n; i++)
    blobs[i] += naive_blob (lowest[i], mean[i]) * mean[i];
  naive_blur (blobs, RANDOM_WIDTH, RANDOM_HEIGHT, 0.25 * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    {
      const double light_scar = shallow (mean[i]) * (1 - skin->highlight[i]) / 0.96;

      marks[i] = naive_smoothstep (1.3 * relief[i], 2.1 * relief[i], fabs (blobs[i]))
                 * (blobs[i] < 0 ? marks[i] : light_scar) * (1 - skin->hair[i]);
    }

  once = second_differences (skin, marks);
  twice = second_differences (skin, once);
  for (int i = 0; i < n; i++)
    marks[i] += twice[i] / 128 - once[i] / 8;

  mn_scars_survey (out[0], out[1], out[2], skin);
  random_compare ("scars", out[0], marks, A_LEVEL);
  random_compare ("folds", out[1], folds, A_LEVEL);
}

static void
texture (const Fixture *fixture, const MnSkinPlanes *skin, float *out[4])
{
  g_autofree double *smooth = random_blurred (fixture, skin->log_light, 0.35);
  g_autofree double *base = random_guided (fixture, smooth, smooth, 2, 0.14);

  roughen (out[1], 30, 20, 0.15f, 0);      /* the folds */
  for (int i = 0; i < RANDOM_CELLS; i++)
    {
      const double band = smooth[i] - base[i];
      const int    x = i % skin->width, y = i / skin->width, near = (int) (1.5f * skin->cells_per_mm);
      double       fold = 0;

      for (int v = MAX (y - near, 0); v <= MIN (y + near, skin->height - 1); v++)
        for (int u = MAX (x - near, 0); u <= MIN (x + near, skin->width - 1); u++)
          fold = MAX (fold, out[1][v * skin->width + u]);

      base[i] = band / 0.527 * exp (-band * band / 0.0025) * (1 - skin->nevus[i]) * (1 - skin->hair[i])
                * (1 - skin->highlight[i]) * (1 - naive_smoothstep (0.12, 0.30, fold));
    }
  mn_texture_survey (out[0], out[1], skin);
  random_compare ("texture", out[0], base, FLOAT);
}

static void
tone (const Fixture *fixture, const MnSkinPlanes *skin, float *out[4])
{
  const int          n = RANDOM_CELLS;
  const double       melanin[3] = { 0.30, 0.50, 0.81 };
  const double       of_melanin = (0.2126 * melanin[0] + 0.7152 * melanin[1] + 0.0722 * melanin[2])
                                  / hypot (hypot (melanin[0], melanin[1]), melanin[2]);
  g_autofree double *guide = random_blurred (fixture, skin->log_light, 3);
  g_autofree double *plane = random_blurred (fixture, skin->melanin, 0.35);
  g_autofree double *lightness = naive_copy (skin->log_light, n);
  g_autofree double *base = random_guided (fixture, plane, guide, 8, 0.05);
  g_autofree double *light_base = random_guided (fixture, lightness, guide, 8, 0.05);
  g_autofree double *light = random_blurred (fixture, skin->log_light, 0.35);
  g_autofree double *blood = random_blurred (fixture, skin->haemoglobin, 0.5);
  g_autofree double *blood_base = random_guided (fixture, blood, guide, 12, 0.05);
  g_autofree double *depth = g_new (double, n), *mean = g_new (double, n);

  for (int i = 0; i < n; i++)
    mean[i] = -plane[i];
  random_closings (fixture, depth, mean, mean, 15);
  for (int i = 0; i < n; i++)
    {
      const double m = plane[i] - base[i], darker = 1.6 * (light_base[i] - light[i]) / of_melanin;
      const double shown = m > 0 ? CLAMP (darker, 0, m) : CLAMP (darker, m, 0);
      const double skin_only = (1 - skin->nevus[i]) * (1 - skin->beard[i]);
      const double flat = depth[i] * naive_smoothstep (0.04, 0.12, depth[i])
                          * (1 - naive_smoothstep (0.42, 0.50, depth[i]));
      const double spot = MIN (flat * skin_only, MAX (shown, 0)), d = blood[i] - blood_base[i];
      const double goes = (m > 0 ? 1 : 0.8 * (1 - skin->highlight[i])) * skin_only
                          * (1 - naive_smoothstep (0.45, 0.85, fabs (m)));

      plane[i] = goes * (m - spot) / 0.815;
      mean[i] = goes * (m - shown) * of_melanin / 0.815;
      depth[i] = spot / 0.72;
      blood[i] = d * (d > 0 ? 1 : 0.35) * skin_only * (1 - naive_smoothstep (0.5, 0.9, fabs (d))) / 0.82;
    }
  mn_tone_survey (out[0], out[1], out[2], out[3], skin);
  random_compare ("melanin", out[0], plane, A_LEVEL);
  random_compare ("grey", out[1], mean, FLOAT);
  random_compare ("spots", out[2], depth, A_LEVEL);
  random_compare ("haemoglobin", out[3], blood, FLOAT);
}

static void
radiance (const Fixture *fixture, const MnSkinPlanes *skin, float *out[4])
{
  g_autofree double *light = naive_copy (skin->log_light, RANDOM_CELLS);
  g_autofree double *wide = random_blurred (fixture, skin->log_light, 18);
  g_autofree double *base = random_guided (fixture, light, light, 5, 0.12);

  for (int i = 0; i < RANDOM_CELLS; i++)
    {
      const double matt = 1 - naive_smoothstep (0.50, 0.85, exp (base[i])), brighter = MAX (base[i] - wide[i], 0);

      light[i] = matt / (38.7 * cbrt (MAX (exp (base[i]), 0.02)));
      wide[i] = matt * brighter / (1 + 2 * brighter);
    }
  mn_radiance_survey (out[0], out[1], skin);
  random_compare ("radiance", out[0], light, FLOAT);
  random_compare ("glow", out[1], wide, FLOAT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/naive/survey/pores", pores, on_random_skins);
  g_test_add_data_func ("/naive/survey/scars", scars, on_random_skins);
  g_test_add_data_func ("/naive/survey/texture", texture, on_random_skins);
  g_test_add_data_func ("/naive/survey/tone", tone, on_random_skins);
  g_test_add_data_func ("/naive/survey/radiance", radiance, on_random_skins);
  return g_test_run ();
}
