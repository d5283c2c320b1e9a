/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/chromophore.h"
#include "kernels/tone.h"
#include "skin-fixture.h"

#define SIDE 120
#define CENTRE (60 * SIDE + 60)
#define MELANIN_LUMINANCE (0.2126f * MN_MELANIN_R + 0.7152f * MN_MELANIN_G + 0.0722f * MN_MELANIN_B)

typedef struct
{
  Fixture fixture;
  float  *melanin, *grey, *spots, *haemoglobin;
} Survey;

/* Skin with a disc of pigment; luminous: the luminance shows it too. */
static Survey
survey_spot (float diameter_mm, float density, gboolean luminous)
{
  Survey survey = { .fixture = fixture_skin (SIDE, SIDE) };

  survey.melanin = fixture_out (&survey.fixture);
  survey.grey = fixture_out (&survey.fixture);
  survey.spots = fixture_out (&survey.fixture);
  survey.haemoglobin = fixture_out (&survey.fixture);
  add_disc (survey.fixture.skin.melanin, SIDE, SIDE, 60, 60, 2 * diameter_mm, density);
  if (luminous)
    add_disc (survey.fixture.skin.log_light, SIDE, SIDE, 60, 60, 2 * diameter_mm, -density * MELANIN_LUMINANCE);
  mn_tone_survey (survey.melanin, survey.grey, survey.spots, survey.haemoglobin, &survey.fixture.skin);
  return survey;
}

static void
lentigo (void)
{
  Survey survey = survey_spot (5, 0.25f, TRUE);

  g_assert_cmpfloat (survey.spots[CENTRE] + survey.melanin[CENTRE], >, 0.15f);
  g_assert_cmpfloat (survey.spots[CENTRE] + survey.melanin[CENTRE], <, 0.34f);
  g_assert_cmpfloat (fabsf (survey.spots[10 * SIDE + 10]), <, 1e-4f);
  g_assert_cmpfloat (fabsf (survey.melanin[10 * SIDE + 10]), <, 1e-3f);
  fixture_end (&survey.fixture);
}

static void
mole (void)
{
  Survey survey = survey_spot (4, 1, TRUE);

  g_assert_cmpfloat (survey.spots[CENTRE], <, 0.02f);
  g_assert_cmpfloat (survey.melanin[CENTRE], <, 0.05f);
  fixture_end (&survey.fixture);
}

/* Colour noise: taking the melanin away leaves the luminance as it is. */
static void
without_luminance (void)
{
  Survey       survey = survey_spot (3, 0.2f, FALSE);
  const MnGain gain = fixture_gain (&survey.fixture, SIDE * SIDE);
  float        change;

  mn_tone_render (gain, survey.melanin, survey.grey, survey.spots, survey.haemoglobin, SIDE * SIDE, 0.5f, 0.5f, 0);
  change = 0.2126f * gain.r[CENTRE] + 0.7152f * gain.g[CENTRE] + 0.0722f * gain.b[CENTRE];
  g_assert_cmpfloat (survey.spots[CENTRE], <, 0.01f);
  g_assert_cmpfloat (fabsf (change), <, 0.005f);
  fixture_end (&survey.fixture);
}

static void
blotch (void)
{
  Survey survey = { .fixture = fixture_skin (SIDE, SIDE) };

  survey.melanin = fixture_out (&survey.fixture);
  survey.grey = fixture_out (&survey.fixture);
  survey.spots = fixture_out (&survey.fixture);
  survey.haemoglobin = fixture_out (&survey.fixture);
  add_hill (survey.fixture.skin.haemoglobin, SIDE, SIDE, 60, 60, 16, 0.2f);
  mn_tone_survey (survey.melanin, survey.grey, survey.spots, survey.haemoglobin, &survey.fixture.skin);
  g_assert_cmpfloat (survey.haemoglobin[CENTRE], >, 0.12f);
  g_assert_cmpfloat (survey.haemoglobin[CENTRE], <, 0.25f);
  g_assert_cmpfloat (fabsf (survey.melanin[CENTRE]), <, 1e-3f);
  fixture_end (&survey.fixture);
}

/* Light comes back along the vectors. */
static void
render (void)
{
  Fixture      fixture = { .n_planes = 0 };
  const MnGain gain = fixture_gain (&fixture, 1);
  const float  melanin = 0.2f, grey = 0, spots = 0.1f, haemoglobin = 0.3f;

  mn_tone_render (gain, &melanin, &grey, &spots, &haemoglobin, 1, 0.5f, 0.4f, 0.2f);
  g_assert_cmpfloat_with_epsilon (gain.r[0], 0.14f * MN_MELANIN_R + 0.06f * MN_HAEMOGLOBIN_R, 1e-6);
  g_assert_cmpfloat_with_epsilon (gain.g[0], 0.14f * MN_MELANIN_G + 0.06f * MN_HAEMOGLOBIN_G, 1e-6);
  g_assert_cmpfloat_with_epsilon (gain.b[0], 0.14f * MN_MELANIN_B + 0.06f * MN_HAEMOGLOBIN_B, 1e-6);
  fixture_end (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tone/lentigo", lentigo);
  g_test_add_func ("/tone/mole", mole);
  g_test_add_func ("/tone/without-luminance", without_luminance);
  g_test_add_func ("/tone/blotch", blotch);
  g_test_add_func ("/tone/render", render);
  return g_test_run ();
}
