/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What holds of the clinical model whatever its numbers are: it is monotone and continuous, zero is nothing, a
 * multiplier moves its own doses, a zone has the doses of its depth.
 */
#include "usual.h"

#include <locale.h>
#include <math.h>

/* More sessions never give less; a better responder never gets less and reddens less. */
static void
test_monotone (void)
{
  for (size_t i = 0; i < N_OUTCOMES; i++)
    for (float weeks = 0.5f; weeks <= 12; weeks += 0.5f)
      {
        double last = 0;

        for (int sessions = 0; sessions <= 12; sessions++)
          {
            MnTreatment treatment = usual;

            treatment.sessions = sessions;
            treatment.interval = weeks;
            const double dose = dose_of (&treatment, outcomes[i].dose);

            g_assert_cmpfloat (dose, >=, last);
            if (weeks >= 2 && sessions > 0)
              g_assert_cmpfloat (dose, >, last);
            last = dose;
          }
      }
  for (size_t i = 0; i < N_OUTCOMES; i++)
    {
      MnTreatment low = usual, high = usual;

      low.response = MN_RESPONSE_CONSERVATIVE;
      high.response = MN_RESPONSE_OPTIMISTIC;
      g_assert_cmpfloat (dose_of (&low, outcomes[i].dose), <, dose_of (&usual, outcomes[i].dose));
      g_assert_cmpfloat (dose_of (&high, outcomes[i].dose), >, dose_of (&usual, outcomes[i].dose));
      low.days_after = high.days_after = 1;
      g_assert_cmpfloat (dose_of (&low, offsetof (MnDoses, erythema)), >,
                         dose_of (&high, offsetof (MnDoses, erythema)));
    }
}

/* What is seen of each dose, so that a count that nobody sees any more may stop. */
static void
seen (const MnTreatment *treatment, double out[N_OUTCOMES + 5])
{
  const int n = N_OUTCOMES;
  MnDoses   doses;

  mn_treatment_doses (treatment, &doses);
  for (int i = 0; i < n; i++)
    out[i] = G_STRUCT_MEMBER (float, &doses, outcomes[i].dose);
  out[n] = doses.erythema / 10;
  out[n + 1] = doses.points / 50 * doses.film;
  out[n + 2] = doses.petechiae / 10 * doses.petechiae_fade;
  out[n + 3] = doses.swelling;
  out[n + 4] = doses.flaking;
}

/* A minute, a quarter of an hour, then six hours at a time: no step above what so short a time can do. */
static void
test_continuous (void)
{
  for (float depth = 0.25f; depth <= 2.5f; depth += 0.25f)
    {
      double      before[N_OUTCOMES + 5], now[N_OUTCOMES + 5];
      MnTreatment treatment = usual;

      treatment.needle_depth = depth;
      treatment.days_after = 0;
      seen (&treatment, before);
      while (treatment.days_after < 730)
        {
          const float step = treatment.days_after < 1 ? 1 / 1440.0f : treatment.days_after < 10 ? 1 / 96.0f : 0.25f;

          treatment.days_after += step;
          seen (&treatment, now);
          for (size_t i = 0; i < G_N_ELEMENTS (now); i++)
            {
              const double most = i < N_OUTCOMES ? 0.03 * step + 1e-6 : 0.07 * before[i] + 0.0045;

              g_assert_cmpfloat (fabs (now[i] - before[i]), <=, most);
              before[i] = now[i];
            }
        }
    }
}

static void
test_course (void)
{
  MnTreatment treatment = usual;
  MnDoses     doses;

  treatment.sessions = 1;
  treatment.days_after = 0;
  mn_treatment_doses (&treatment, &doses);
  for (size_t i = 0; i < N_OUTCOMES; i++)
    g_assert_cmpfloat (G_STRUCT_MEMBER (float, &doses, outcomes[i].dose), ==, 0);
  g_assert_cmpfloat_with_epsilon (doses.erythema, 7.27, 0.01);

  treatment.sessions = 2;
  g_assert_cmpfloat (dose_of (&treatment, offsetof (MnDoses, pores)), >, 0);

  treatment.days_after = 1;
  mn_treatment_doses (&treatment, &doses);
  g_assert_cmpfloat (doses.film, <, 1e-20f);
  g_assert_cmpfloat_with_epsilon (doses.petechiae_fade, exp2 (-24.5 / 24), 1e-4);

  treatment.days_after = 3;
  g_assert_cmpfloat_with_epsilon (dose_of (&treatment, offsetof (MnDoses, flaking)), 0.4, 0.001);

  treatment.days_after = 84;
  mn_treatment_doses (&treatment, &doses);
  g_assert_true (doses.erythema == 0 && doses.points == 0 && doses.petechiae == 0 && doses.swelling == 0
                 && doses.flaking == 0);

  treatment.days_after = 168;
  const double half_year = dose_of (&treatment, offsetof (MnDoses, pores));

  treatment.days_after = 168 + 9 * 28;
  g_assert_cmpfloat_with_epsilon (dose_of (&treatment, offsetof (MnDoses, pores)), half_year / 2, 0.003);
}

static void
test_zero (void)
{
  MnTreatment treatment = usual;
  MnDoses     doses;

  mn_treatment_doses (&treatment, &doses);
  g_assert_false (mn_doses_are_zero (&doses));

  treatment.sessions = 0;
  treatment.phototype = MN_PHOTOTYPE_V;
  mn_treatment_doses (&treatment, &doses);
  g_assert_true (mn_doses_are_zero (&doses));
  g_assert_cmpfloat (doses.ita, ==, -10);

  treatment = usual;
  treatment.needle_depth = 0.24f;
  mn_treatment_doses (&treatment, &doses);
  g_assert_true (mn_doses_are_zero (&doses));

  for (treatment = usual; treatment.days_after > 0; treatment.days_after -= 14)
    {
      MnTreatment none = treatment;

      none.pores = none.texture = none.lines = none.scars = none.tone = none.radiance = 0;
      none.redness = none.bleeding = none.swelling = none.flaking = 0;
      mn_treatment_doses (&none, &doses);
      g_assert_true (mn_doses_are_zero (&doses));
    }
}

/* One multiplier moves its own doses and no others; twice the dose unless the cap is there. */
static void
test_multipliers (void)
{
  MnTreatment once = usual, twice = usual;

  once.pores = 0.5f;
  twice.days_after = once.days_after = 1;
  twice.response = once.response = MN_RESPONSE_OPTIMISTIC;
  twice.sessions = once.sessions = 12;
  twice.needle_depth = once.needle_depth = 2.5f;
  twice.pores = twice.texture = twice.lines = twice.scars = twice.tone = twice.radiance = 2;
  twice.redness = twice.bleeding = twice.swelling = twice.flaking = 2;
  for (size_t i = 0; i < N_OUTCOMES; i++)
    g_assert_cmpfloat (dose_of (&twice, outcomes[i].dose), <=, outcomes[i].cap + 1e-6);
  g_assert_cmpfloat_with_epsilon (dose_of (&once, offsetof (MnDoses, pores)), 0.55 * 1.0893 / 2, 0.01);
  g_assert_cmpfloat_with_epsilon (dose_of (&twice, offsetof (MnDoses, pores)), 0.60, 1e-6);
  once.sessions = 3;
  once.days_after = 84;
  once.lines = 2;
  g_assert_cmpfloat_with_epsilon (dose_of (&once, offsetof (MnDoses, folds)), 2 * 0.15 * 1.1 * 0.615, 0.002);
  once.scars = 0.5f;
  g_assert_cmpfloat_with_epsilon (dose_of (&once, offsetof (MnDoses, scars)), 0.5 * 0.85 * 1.1 * 0.615, 0.002);
  g_assert_cmpfloat_with_epsilon (dose_of (&twice, offsetof (MnDoses, points)), 60, 1e-6);

  twice.days_after = 0;
  g_assert_cmpfloat_with_epsilon (dose_of (&twice, offsetof (MnDoses, erythema)), 14, 1e-6);
}

static void
test_tone (void)
{
  g_assert_cmpfloat (mn_tone_visibility (60), ==, 1);
  g_assert_cmpfloat (mn_tone_visibility (28), ==, 1);
  g_assert_cmpfloat_with_epsilon (mn_tone_visibility (-1), 0.8, 1e-6);
  g_assert_cmpfloat_with_epsilon (mn_tone_visibility (-30), 0.6, 1e-6);
  g_assert_cmpfloat_with_epsilon (mn_tone_visibility (-60), 0.6, 1e-6);
  g_assert_cmpfloat (mn_tone_visibility (NAN), ==, 1);
  g_assert_true (isnan (mn_phototype_ita (MN_PHOTOTYPE_AUTO)));
  for (int type = MN_PHOTOTYPE_II; type <= MN_PHOTOTYPE_VI; type++)
    g_assert_cmpfloat (mn_phototype_ita (type), <, mn_phototype_ita (type - 1));
  for (int type = MN_PHOTOTYPE_AUTO; type <= MN_PHOTOTYPE_VI; type++)
    g_assert_cmpint (mn_phototype_of_ita (mn_phototype_ita (type)), ==, type);
}

/* Where needles must be shorter, a zone gets the doses of that depth. */
static void
test_shares (void)
{
  static const float allowed[] = { 0.25f, 0.5f, 1, 1.5f, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      MnTreatment deep = usual, shallow = usual;
      MnDoses     doses, less;

      deep.needle_depth = 2;
      shallow.needle_depth = allowed[i];
      deep.days_after = shallow.days_after = 1;
      mn_treatment_doses (&deep, &doses);
      mn_treatment_doses (&shallow, &less);
      g_assert_cmpfloat_with_epsilon (doses.erythema * mn_dose_share (&doses, MN_SHARE_ERYTHEMA, allowed[i]),
                                      less.erythema, 1e-4);
      g_assert_cmpfloat_with_epsilon (doses.scars * mn_dose_share (&doses, MN_SHARE_SCARS, allowed[i]),
                                      less.scars, 1e-5);
      g_assert_cmpfloat_with_epsilon (doses.petechiae * mn_dose_share (&doses, MN_SHARE_PETECHIAE, allowed[i]),
                                      less.petechiae, 1e-5);
      g_assert_cmpfloat (mn_dose_share (&doses, MN_SHARE_ALL, allowed[i]), ==, 1);
      g_assert_cmpfloat (mn_dose_share (&less, MN_SHARE_ERYTHEMA, 2.5f), ==, 1);
    }
  for (int zone = MN_ZONE_NONE; zone < MN_N_ZONES; zone++)
    g_assert_cmpfloat (mn_zone_depth (zone), >=, 0.5f);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/treatment/monotone", test_monotone);
  g_test_add_func ("/treatment/continuous", test_continuous);
  g_test_add_func ("/treatment/course", test_course);
  g_test_add_func ("/treatment/zero", test_zero);
  g_test_add_func ("/treatment/multipliers", test_multipliers);
  g_test_add_func ("/treatment/tone", test_tone);
  g_test_add_func ("/treatment/shares", test_shares);
  return g_test_run ();
}
