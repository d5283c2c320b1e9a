/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Pointwise kernels against naive references in double, written from the headers alone: vectors from their unnormalised
 * values, the unmixing by Cramer's rule, doses by definition.
 */
#include "kernels/chromophore.h"
#include "kernels/erythema.h"
#include "kernels/noise.h"
#include "kernels/radiance.h"
#include "kernels/scars.h"
#include "kernels/swelling.h"
#include "kernels/texture.h"
#include "kernels/tone.h"
#include "skin-fixture.h"

#define N 500
#define CLOSE 2e-5     /* float against double; the vectors have five decimals */

static double melanin[3], haemoglobin[3], grey[3];

static void
normalise (double *to, double r, double g, double b)
{
  const double norm = sqrt (r * r + g * g + b * b);

  to[0] = r / norm;
  to[1] = g / norm;
  to[2] = b / norm;
}

static double
determinant (const double *a, const double *b, const double *c)
{
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) + c[0] * (a[1] * b[2] - a[2] * b[1]);
}

/* Any values in -1 … 1. */
static float
any (int i, int stream)
{
  return 2 * mn_uniform (mn_hash (7, (uint32_t) stream, i, 0)) - 1;
}

static float *
any_plane (Fixture *fixture, int stream)
{
  float *plane = fixture_plane (fixture, N, 0);

  for (int i = 0; i < N; i++)
    plane[i] = any (i, stream);
  return plane;
}

static void
assert_gain (MnGain gain, int i, const double wanted[3])
{
  g_assert_cmpfloat_with_epsilon (gain.r[i], wanted[0], CLOSE);
  g_assert_cmpfloat_with_epsilon (gain.g[i], wanted[1], CLOSE);
  g_assert_cmpfloat_with_epsilon (gain.b[i], wanted[2], CLOSE);
}

static void
unmixing (void)
{
  Fixture      fixture = { .n_planes = 0 };
  const float *r = any_plane (&fixture, 1), *g = any_plane (&fixture, 2), *b = any_plane (&fixture, 3);
  float       *m = any_plane (&fixture, 4), *h = any_plane (&fixture, 5), *s = any_plane (&fixture, 6);
  const double all = determinant (melanin, haemoglobin, grey);

  mn_chromophores_plane (m, h, s, r, g, b, N);
  for (int i = 0; i < N; i++)
    {
      const double d[3] = { r[i], g[i], b[i] };

      g_assert_cmpfloat_with_epsilon (m[i], determinant (d, haemoglobin, grey) / all, 2e-3);
      g_assert_cmpfloat_with_epsilon (h[i], determinant (melanin, d, grey) / all, 2e-3);
      g_assert_cmpfloat_with_epsilon (s[i], determinant (melanin, haemoglobin, d) / all, 2e-3);
    }
  fixture_end (&fixture);
}

static void
renders (void)
{
  Fixture      fixture = { .n_planes = 0 };
  const MnGain tone = fixture_gain (&fixture, N), scars = fixture_gain (&fixture, N), glow = fixture_gain (&fixture, N);
  const MnGain texture = fixture_gain (&fixture, N), red = fixture_gain (&fixture, N);
  const float *p[6];

  for (int k = 0; k < 6; k++)
    p[k] = any_plane (&fixture, 10 + k);
  mn_tone_render (tone, p[0], p[1], p[2], p[3], N, 0.3f, 0.2f, 0.1f);
  mn_scars_render (scars, p[0], p[1], N, 0.4f, p[2]);
  mn_radiance_render (glow, p[0], p[1], p[2], N, 1.5f);
  mn_texture_render (texture, p[0], p[1], N);
  mn_erythema_render (red, p[0], p[1], N, 0.7f);
  for (int i = 0; i < N; i++)
    {
      const double v[6] = { p[0][i], p[1][i], p[2][i], p[3][i], p[4][i], p[5][i] };
      double       wanted[5][3];

      for (int c = 0; c < 3; c++)
        {
          wanted[0][c] = (0.3 * v[0] + 0.2 * v[2]) * melanin[c] + 0.1 * v[3] * haemoglobin[c] - 0.3 * v[1];
          wanted[1][c] = v[2] * v[1] - 0.4 * v[0];
          wanted[2][c] = 1.5 * v[0] + v[2] * v[1];
          wanted[3][c] = -v[0] * v[1];
          wanted[4][c] = -0.7 * v[0] * v[1] * haemoglobin[c];
        }
      assert_gain (tone, i, wanted[0]);
      assert_gain (scars, i, wanted[1]);
      assert_gain (glow, i, wanted[2]);
      assert_gain (texture, i, wanted[3]);
      assert_gain (red, i, wanted[4]);
    }
  fixture_end (&fixture);
}

static void
swelling (void)
{
  Fixture      fixture = { .n_planes = 0 };
  const MnGain gain = fixture_gain (&fixture, N);
  float       *texture = fixture_plane (&fixture, N, 0.1f), *folds = fixture_plane (&fixture, N, 0.2f);
  float       *sheen = fixture_plane (&fixture, N, 0.3f);
  const float *oedema = any_plane (&fixture, 20);

  mn_swelling_render (gain, texture, folds, sheen, oedema, N, 0.6f, 0.4f);
  for (int i = 0; i < N; i++)
    {
      const double o = 0.6 * oedema[i], light[3] = { 0.018 * o, 0.018 * o, 0.018 * o };

      g_assert_cmpfloat_with_epsilon (texture[i], 0.1 + 0.2 * o, 1e-6);
      g_assert_cmpfloat_with_epsilon (folds[i], 0.2 + 0.2 * o, 1e-6);
      g_assert_cmpfloat_with_epsilon (sheen[i], 0.3 + 0.12 * o - 0.1 * 0.4, 1e-6);
      assert_gain (gain, i, light);
    }
  fixture_end (&fixture);
}

/* CIE a* of phototype II's light after a density of haemoglobin, by the standard's own formulas. */
static double
a_star (double density)
{
  const double fy = (65 + 16) / 116.0, white[3] = { 0.95047, 1, 1.08883 };
  const double f[3] = { fy + 12 / 500.0, fy, fy - 16 / 200.0 };
  static const double to_rgb[3][3] = { { 3.2404542, -1.5371385, -0.4985314 }, { -0.9692660, 1.8760108, 0.0415560 },
                                       { 0.0556434, -0.2040259, 1.0572252 } };
  static const double to_xyz[2][3] = { { 0.4124564, 0.3575761, 0.1804375 }, { 0.2126729, 0.7151522, 0.0721750 } };
  double x = 0, y = 0;

  for (int c = 0; c < 3; c++)
    {
      double light = 0;

      for (int j = 0; j < 3; j++)
        light += to_rgb[c][j] * white[j] * f[j] * f[j] * f[j];
      light *= exp (-density * haemoglobin[c]);
      x += to_xyz[0][c] * light;
      y += to_xyz[1][c] * light;
    }
  return 500 * (cbrt (x / white[0]) - cbrt (y));
}

static void
redness (void)
{
  for (float delta = 0.5f; delta <= 14; delta += 0.5f)
    g_assert_cmpfloat_with_epsilon (a_star (mn_erythema_density (delta)) - a_star (0), delta, 0.01);
}

static void
blotches (void)
{
  static const double octaves[4][2] = { { 34, 0.45 }, { 14, 0.45 }, { 6, 0.40 }, { 2.4, 0.28 } };
  float out[N];

  mn_erythema_blotches (out, 5, -20, 31, 0.5f, N);
  for (int i = 0; i < N; i++)
    {
      double sum = 0;

      for (int k = 0; k < 4; k++)
        sum += octaves[k][1] * mn_noise (5, (uint32_t) k + 1, (float) ((-20 + 0.5 * i) / octaves[k][0]),
                                         (float) (31 / octaves[k][0]));
      g_assert_cmpfloat_with_epsilon (out[i], exp (0.22 * sum - 0.0156), 1e-3);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  normalise (melanin, 0.30, 0.50, 0.81);
  normalise (haemoglobin, 0.21, 0.69, 0.69);
  normalise (grey, 1, 1, 1);
  g_test_add_func ("/naive/unmixing", unmixing);
  g_test_add_func ("/naive/renders", renders);
  g_test_add_func ("/naive/swelling", swelling);
  g_test_add_func ("/naive/redness", redness);
  g_test_add_func ("/naive/blotches", blotches);
  return g_test_run ();
}
