/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/pores.h"
#include "skin-fixture.h"

#define ORDER_TOLERANCE 1e-3f
#define PIT_CAPTURED 0.95f
#define LINE_CAPTURED 0.45f

/* What one pixel gains that lies so deep in a pit and a line. */
static float
gained (float pit, float line, float keep, MnPoresDose dose)
{
  const float log_light = -1, lowest = log_light + pit, mean = lowest + line, knee = 0.02f;
  float       gain = 0;

  mn_pores_render (&gain, &log_light, &lowest, &mean, &knee, &keep, 1, &dose);
  return gain;
}

static void
known_answers (void)
{
  const MnPoresDose dose = { .pores = 0.3f, .lines = 0.2f, .ice_pick_scars = 0.1f };

  g_assert_cmpfloat_with_epsilon (gained (0.15f, 0, 1, dose), 0.3f * 0.15f / PIT_CAPTURED, 1e-6);
  g_assert_cmpfloat_with_epsilon (gained (0, 0.12f, 1, dose), 0.2f * 0.12f / LINE_CAPTURED, 1e-6);
  g_assert_cmpfloat_with_epsilon (gained (0.9f, 0, 1, dose), 0.1f * 0.9f / PIT_CAPTURED, 1e-6);
  g_assert_cmpfloat (gained (0, 0, 1, dose), ==, 0);
}

/* Under the knee is natural texture, deep lines are hairs, and what is guarded stays. */
static void
untouched (void)
{
  const MnPoresDose dose = { .pores = 0.6f, .lines = 0.5f, .ice_pick_scars = 0.2f };

  g_assert_cmpfloat (gained (0.009f, 0, 1, dose), ==, 0);
  g_assert_cmpfloat (gained (0, 0.009f, 1, dose), ==, 0);
  g_assert_cmpfloat (gained (0, 0.5f, 1, dose), ==, 0);
  g_assert_cmpfloat (gained (0.15f, 0.1f, 0, dose), ==, 0);
  g_assert_cmpfloat (gained (0.15f, 0.1f, 1, (MnPoresDose) { 0 }), ==, 0);
}

/* More dose fills more; nothing is filled beyond the rim; a deeper pit is left deeper, or hardly less. */
static void
monotone (void)
{
  for (float d = 0; d < 0.6f; d += 0.05f)
    for (float pit = 0.03f; pit < 0.4f; pit += 0.01f)
      {
        const float less = gained (pit, 0, 1, (MnPoresDose) { .pores = d });
        const float more = gained (pit, 0, 1, (MnPoresDose) { .pores = d + 0.05f });
        const float deeper = gained (pit + 0.01f, 0, 1, (MnPoresDose) { .pores = d });

        g_assert_cmpfloat (more, >, less);
        g_assert_cmpfloat (more, <, pit);
        g_assert_cmpfloat (pit + 0.01f - deeper, >, pit - less - ORDER_TOLERANCE);
      }
}

static void
scale (void)
{
  g_assert_cmpfloat (mn_pores_resolved (1), ==, 0);
  g_assert_cmpfloat (mn_pores_resolved (2), ==, 0);
  g_assert_cmpfloat (mn_pores_resolved (3), ==, 0.5f);
  g_assert_cmpfloat (mn_pores_resolved (4), ==, 1);
  g_assert_cmpint (mn_pores_length (10), ==, 10);
  g_assert_cmpint (mn_pores_length (0.5f), >=, 1);
}

/* The knee follows the skin's own texture, within limits. */
static void
knee (void)
{
  Fixture fixture = fixture_skin (60, 50);
  float  *out = fixture_out (&fixture);
  float   last = 0;

  for (float deviation = 0; deviation < 0.3f; deviation += 0.02f)
    {
      for (int i = 0; i < 60 * 50; i++)
        ((float *) fixture.skin.deviation)[i] = deviation;
      mn_pores_survey (out, &fixture.skin);
      g_assert_cmpfloat (out[1000], >=, last);
      g_assert_cmpfloat (out[1000], >, 0.002f);
      g_assert_cmpfloat (out[1000], <, 0.1f);
      last = out[1000];
    }
  fixture_end (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pores/known-answers", known_answers);
  g_test_add_func ("/pores/untouched", untouched);
  g_test_add_func ("/pores/monotone", monotone);
  g_test_add_func ("/pores/scale", scale);
  g_test_add_func ("/pores/knee", knee);
  return g_test_run ();
}
