/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/radiance.h"
#include "kernels/swelling.h"
#include "skin-fixture.h"

#define SIDE 80
#define CENTRE (40 * SIDE + 40)

static float
lightness (float luminance)
{
  return 116 * cbrtf (luminance) - 16;
}

/* On even skin of any tone, one L* is one L*; nearly white stays. */
static void
one_lightness (void)
{
  for (float luminance = 0.05f; luminance < 0.48f; luminance += 0.05f)
    {
      Fixture      fixture = fixture_skin (SIDE, SIDE);
      float       *radiance = fixture_out (&fixture), *glow = fixture_out (&fixture), *sheen = fixture_out (&fixture);
      const MnGain gain = fixture_gain (&fixture, SIDE * SIDE);

      for (int i = 0; i < SIDE * SIDE; i++)
        ((float *) fixture.skin.log_light)[i] = logf (luminance);
      mn_radiance_survey (radiance, glow, &fixture.skin);
      mn_radiance_render (gain, radiance, glow, sheen, SIDE * SIDE, 1);
      g_assert_cmpfloat_with_epsilon (lightness (luminance * expf (gain.g[CENTRE])) - lightness (luminance), 1, 0.05);
      g_assert_cmpfloat_with_epsilon (glow[CENTRE], 0, 1e-4);
      fixture_end (&fixture);
    }
}

static void
white_stays (void)
{
  Fixture fixture = fixture_skin (SIDE, SIDE);
  float  *radiance = fixture_out (&fixture), *glow = fixture_out (&fixture);

  for (int i = 0; i < SIDE * SIDE; i++)
    ((float *) fixture.skin.log_light)[i] = logf (0.9f);
  mn_radiance_survey (radiance, glow, &fixture.skin);
  g_assert_cmpfloat (radiance[CENTRE], <, 1e-4f);
  fixture_end (&fixture);
}

/* A forehead glows, what lies around it doesn't, and sheen makes it glow more. */
static void
glows (void)
{
  Fixture      fixture = fixture_skin (SIDE, SIDE);
  float       *radiance = fixture_out (&fixture), *glow = fixture_out (&fixture), *sheen = fixture_out (&fixture);
  const MnGain gain = fixture_gain (&fixture, SIDE * SIDE);

  add_hill (fixture.skin.log_light, SIDE, SIDE, 40, 40, 36, 0.25f);
  mn_radiance_survey (radiance, glow, &fixture.skin);
  for (int i = 0; i < SIDE * SIDE; i++)
    sheen[i] = 0.1f;
  mn_radiance_render (gain, radiance, glow, sheen, SIDE * SIDE, 0);
  g_assert_cmpfloat (glow[CENTRE], >, 0.05f);
  g_assert_cmpfloat (glow[5 * SIDE + 5], <, 0.01f);
  g_assert_cmpfloat_with_epsilon (gain.r[CENTRE], 0.1f * glow[CENTRE], 1e-7);
  fixture_end (&fixture);
}

/* Oedema hides texture and shines; dryness dulls. */
static void
swelling (void)
{
  Fixture      fixture = { .n_planes = 0 };
  const MnGain gain = fixture_gain (&fixture, 2);
  float        texture[2] = { 0.1f, 0.1f }, folds[2] = { 0, 0 }, sheen[2] = { 0.05f, 0.05f };
  const float  oedema[2] = { 1, 1.6f };

  mn_swelling_render (gain, texture, folds, sheen, oedema, 2, 0, 0);
  g_assert_cmpfloat (texture[0], ==, 0.1f);
  g_assert_cmpfloat (gain.r[1], ==, 0);
  g_assert_cmpfloat (sheen[1], ==, 0.05f);
  mn_swelling_render (gain, texture, folds, sheen, oedema, 2, 0.5f, 0);
  g_assert_cmpfloat_with_epsilon (texture[0], 0.2f, 1e-6);
  g_assert_cmpfloat_with_epsilon (texture[1], 0.26f, 1e-6);
  g_assert_cmpfloat_with_epsilon (folds[0], 0.1f, 1e-6);
  g_assert_cmpfloat_with_epsilon (sheen[0], 0.11f, 1e-6);
  g_assert_cmpfloat_with_epsilon (gain.g[0], 0.009f, 1e-6);
  mn_swelling_render (gain, texture, folds, sheen, oedema, 2, 0, 0.5f);
  g_assert_cmpfloat (sheen[0], <, 0.11f);
  fixture_end (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/radiance/one-lightness", one_lightness);
  g_test_add_func ("/radiance/white-stays", white_stays);
  g_test_add_func ("/radiance/glows", glows);
  g_test_add_func ("/radiance/swelling", swelling);
  return g_test_run ();
}
