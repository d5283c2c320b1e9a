/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/chromophore.h"
#include "kernels/scars.h"
#include "skin-fixture.h"

#define SIDE 80
#define CENTRE (40 * SIDE + 40)

typedef struct
{
  Fixture fixture;
  float  *scars, *folds, *knee;
} Survey;

static Survey
survey_new (void)
{
  Survey survey = { .fixture = fixture_skin (SIDE, SIDE) };

  survey.scars = fixture_out (&survey.fixture);
  survey.folds = fixture_out (&survey.fixture);
  survey.knee = fixture_out (&survey.fixture);
  for (int i = 0; i < SIDE * SIDE; i++)
    survey.knee[i] = 0.03f;
  return survey;
}

static void
survey_run (Survey *survey)
{
  mn_scars_survey (survey->scars, survey->folds, survey->knee, &survey->fixture.skin);
}

/* log light of a grey density is -density x MN_GREY */
static void
add_scar (Survey *survey, float diameter_mm, float log_light)
{
  add_hill (survey->fixture.skin.grey, SIDE, SIDE, 40, 40, 2 * diameter_mm, -log_light / MN_GREY);
}

static void
dark_and_light (void)
{
  for (int sign = -1; sign <= 1; sign += 2)
    {
      Survey survey = survey_new ();

      add_scar (&survey, 3, 0.12f * sign);
      survey_run (&survey);
      g_assert_cmpfloat (survey.scars[CENTRE] * sign, >, 0.06f);
      g_assert_cmpfloat (survey.scars[CENTRE] * sign, <, 0.18f);
      g_assert_cmpfloat (fabsf (survey.scars[10 * SIDE + 10]), <, 1e-4f);
      g_assert_cmpfloat (survey.folds[CENTRE], <, 0.02f);
      fixture_end (&survey.fixture);
    }
}

/* Anatomy, shading and pigment are no scars. */
static void
others_stay (void)
{
  Survey deep = survey_new (), wide = survey_new (), pigment = survey_new (), nevus = survey_new ();

  add_scar (&deep, 3, -0.6f);
  add_scar (&wide, 25, -0.3f);
  add_disc (pigment.fixture.skin.melanin, SIDE, SIDE, 40, 40, 6, 0.3f);
  add_scar (&nevus, 3, -0.12f);
  for (int i = 0; i < SIDE * SIDE; i++)
    ((float *) nevus.fixture.skin.nevus)[i] = 1;
  survey_run (&deep);
  survey_run (&wide);
  survey_run (&pigment);
  survey_run (&nevus);
  g_assert_cmpfloat (fabsf (deep.scars[CENTRE]), <, 0.05f);
  g_assert_cmpfloat (fabsf (wide.scars[CENTRE]), <, 0.05f);
  g_assert_cmpfloat (fabsf (pigment.scars[CENTRE]), ==, 0);
  g_assert_cmpfloat (fabsf (nevus.scars[CENTRE]), ==, 0);
  fixture_end (&deep.fixture);
  fixture_end (&wide.fixture);
  fixture_end (&pigment.fixture);
  fixture_end (&nevus.fixture);
}

/* Steep walls are an ice-pick scar's, which responds less. */
static void
ice_pick (void)
{
  Survey flat = survey_new (), steep = survey_new ();

  add_scar (&flat, 1, -0.12f);
  add_scar (&steep, 1, -0.12f);
  ((float *) steep.fixture.skin.deviation)[CENTRE + 1] = 0.12f;
  survey_run (&flat);
  survey_run (&steep);
  g_assert_cmpfloat (flat.scars[CENTRE], <, -0.05f);
  g_assert_cmpfloat (steep.scars[CENTRE] / flat.scars[CENTRE], <, 0.8f);
  g_assert_cmpfloat (steep.scars[CENTRE] / flat.scars[CENTRE], >, 0.5f);
  fixture_end (&flat.fixture);
  fixture_end (&steep.fixture);
}

/* Whatever its angle to the directions of the closings, and nothing beside it. */
static void
fold (void)
{
  for (float angle = 0; angle < 3.1f; angle += 0.1f)
    {
      Survey survey = survey_new ();

      for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
          {
            const float across = ((float) x - 40) * sinf (angle) - ((float) y - 40) * cosf (angle);

            ((float *) survey.fixture.skin.grey)[y * SIDE + x] += 0.4f * expf (-across * across / 1.5f) / MN_GREY;
          }
      survey_run (&survey);
      g_assert_cmpfloat (survey.folds[CENTRE], >, 0.3f);
      g_assert_cmpfloat (survey.folds[CENTRE], <, 0.6f);
      g_assert_cmpfloat (fabsf (survey.scars[CENTRE]), <, 0.02f);
      g_assert_cmpfloat (survey.folds[CENTRE + (int) (20 * sinf (angle)) - (int) (20 * cosf (angle)) * SIDE], <, 0.01f);
      fixture_end (&survey.fixture);
    }
}

static void
render (void)
{
  Fixture      fixture = { .n_planes = 0 };
  const MnGain gain = fixture_gain (&fixture, 2);
  const float  scars[2] = { -0.1f, 0.1f }, folds[2] = { 0, 0.3f };
  const float  fold_dose[2] = { 0.05f, 0.05f };

  mn_scars_render (gain, scars, folds, 2, 0.4f, fold_dose);
  g_assert_cmpfloat_with_epsilon (gain.r[0], 0.04f, 1e-7);
  g_assert_cmpfloat_with_epsilon (gain.g[1], -0.04f + 0.015f, 1e-7);
  g_assert_cmpfloat (gain.b[1], ==, gain.r[1]);
  fixture_end (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scars/dark-and-light", dark_and_light);
  g_test_add_func ("/scars/others-stay", others_stay);
  g_test_add_func ("/scars/ice-pick", ice_pick);
  g_test_add_func ("/scars/fold", fold);
  g_test_add_func ("/scars/render", render);
  return g_test_run ();
}
