/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The clinical model against the tables of SCIENCE.md (part I) and what studies observed.
 */
#include "treatment.h"

#include <locale.h>
#include <math.h>
#include <stddef.h>

#define TABLE_ROUNDING 0.0051      /* the tables have two decimals */
#define REDNESS_ROUNDING 0.055     /* delta a*: one decimal, without the rise of the first minutes */
#define OBSERVED_TOLERANCE 0.0051

static const MnTreatment usual = {
  .sessions = 3, .needle_depth = 1, .interval = 4, .days_after = 84, .response = MN_RESPONSE_TYPICAL,
  .pores = 1, .texture = 1, .lines = 1, .scars = 1, .tone = 1, .radiance = 1,
  .redness = 1, .bleeding = 1, .swelling = 1, .flaking = 1,
};

typedef struct
{
  const char *name;
  size_t      dose;
  float       depth;           /* usual needle, mm */
  double      typical[5];      /* after 1, 2, 3, 4, 6 sessions, 84 days */
  double      cap;
} Outcome;

#define D(name) #name, offsetof (MnDoses, name)

static const Outcome outcomes[] = {
  { D (pores),          1.00f, { .11, .19, .24, .28, .32 }, .60 },
  { D (texture),        1.00f, { .16, .27, .35, .41, .47 }, .75 },
  { D (lines),          1.50f, { .09, .16, .22, .25, .30 }, .50 },
  { D (folds),          1.50f, { .02, .04, .05, .06, .07 }, .25 },
  { D (scars),          1.50f, { .16, .28, .37, .43, .51 }, .70 },
  { D (tone),           1.00f, { .08, .14, .18, .22, .26 }, .70 },
  { D (spots),          0.75f, { .08, .15, .20, .24, .29 }, .70 },   /* .6 x pigment: .14 .25 .34 .40 .49 */
  { D (blotches),       1.00f, { .04, .07, .09, .11, .13 }, .50 },
  { D (radiance),       0.75f, { .37, .61, .76, .85, .95 }, 3 },
  { D (glow),           0.75f, { .02, .03, .04, .04, .05 }, .12 },
};

static double
dose_of (const MnTreatment *treatment, size_t offset)
{
  MnDoses doses;

  mn_treatment_doses (treatment, &doses);
  return G_STRUCT_MEMBER (float, &doses, offset);
}

static void
test_typical_results (void)
{
  static const int sessions[] = { 1, 2, 3, 4, 6 };

  for (size_t i = 0; i < G_N_ELEMENTS (outcomes); i++)
    for (int k = 0; k < 5; k++)
      {
        MnTreatment treatment = usual;

        treatment.sessions = sessions[k];
        treatment.needle_depth = outcomes[i].depth;
        g_test_message ("%s, %d sessions", outcomes[i].name, sessions[k]);
        g_assert_cmpfloat_with_epsilon (dose_of (&treatment, outcomes[i].dose), outcomes[i].typical[k], TABLE_ROUNDING);
      }
}

/* What studies observed, and what SCIENCE says its model gives for them. */
static void
test_observed (void)
{
  static const struct
  {
    const char *study;
    size_t      dose;
    int         sessions;
    float       depth, weeks, days;
    MnResponse  response;
    double      expected, share;
  } studies[] = {
    { "Dogra 2014: .446",           offsetof (MnDoses, scars),   5, 1.5f,  4,  28, MN_RESPONSE_TYPICAL,      .454, 1 },
    { "Alam 2014: .41",             offsetof (MnDoses, scars),   3, 1.5f,  2, 168, MN_RESPONSE_TYPICAL,      .38,  1 },
    { "Sohag: .086",                offsetof (MnDoses, scars),   6, 1.5f,  4,  28, MN_RESPONSE_CONSERVATIVE, .165, 1 },
    { "Liang 2022: .39",            offsetof (MnDoses, texture), 5, 1.0f,  2,  14, MN_RESPONSE_TYPICAL,      .38,  1 },
    { "Farshi 2020, 2 sessions: .21", offsetof (MnDoses, spots), 2, .75f,  4,  28, MN_RESPONSE_TYPICAL,      .20, .6 },
    { "Farshi 2020, 4 sessions: .36", offsetof (MnDoses, spots), 4, .75f,  4,  28, MN_RESPONSE_TYPICAL,      .36, .6 },
    { "weekly, at the end: .32",    offsetof (MnDoses, scars),  12, 1.5f,  1,   0, MN_RESPONSE_TYPICAL,      .40,  1 },
    { "weekly, after a month: .41", offsetof (MnDoses, scars),  12, 1.5f,  1,  28, MN_RESPONSE_TYPICAL,      .48,  1 },
    { "weekly, after two: .46",     offsetof (MnDoses, scars),  12, 1.5f,  1,  56, MN_RESPONSE_TYPICAL,      .50,  1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (studies); i++)
    {
      MnTreatment treatment = usual;

      treatment.sessions = studies[i].sessions;
      treatment.needle_depth = studies[i].depth;
      treatment.interval = studies[i].weeks;
      treatment.days_after = studies[i].days;
      treatment.response = studies[i].response;
      const double dose = dose_of (&treatment, studies[i].dose) / studies[i].share;

      g_test_message ("%s: the model gives %.3f", studies[i].study, dose);
      g_assert_cmpfloat_with_epsilon (dose, studies[i].expected, OBSERVED_TOLERANCE);
    }
}

static void
test_erythema (void)
{
  static const struct { float depth, hours; double a; } table[] = {
    { .5f, 1, 4.4 }, { .5f, 6, 2.8 }, { .5f, 24, .6 },
    { 1, 1, 7.3 }, { 1, 6, 5.5 }, { 1, 24, 1.9 }, { 1, 48, .5 },
    { 1.5f, 1, 9.3 }, { 1.5f, 6, 7.5 }, { 1.5f, 24, 3.4 }, { 1.5f, 48, 1.2 }, { 1.5f, 72, .4 },
    { 2.5f, 1, 11.3 }, { 2.5f, 6, 9.8 }, { 2.5f, 24, 5.8 }, { 2.5f, 48, 2.9 }, { 2.5f, 72, 1.5 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      MnTreatment  treatment = usual;
      const double most = 13 * (1 - exp (-table[i].depth / 1.1));
      const double pink = table[i].depth < 1.5f ? 0 : 0.06 * most * exp2 (-table[i].hours / 72);

      treatment.needle_depth = table[i].depth;
      treatment.days_after = (table[i].hours - 0.5f) / 24;
      g_test_message ("%.1f mm, %.0f h", table[i].depth, table[i].hours);
      g_assert_cmpfloat_with_epsilon (dose_of (&treatment, offsetof (MnDoses, erythema)) - pink, table[i].a,
                                      REDNESS_ROUNDING);
    }
}

static void
test_bleeding (void)
{
  static const struct { float depth; double points; } table[] = {
    { .25f, 0 }, { .4f, 0 }, { .5f, .6 }, { 1, 8 }, { 1.5f, 20 }, { 2, 36 }, { 2.5f, 54 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      MnTreatment treatment = usual;
      MnDoses     doses;

      treatment.needle_depth = table[i].depth;
      treatment.days_after = 0;
      mn_treatment_doses (&treatment, &doses);
      g_assert_cmpfloat_with_epsilon (doses.points, table[i].points, 0.55);
      g_assert_cmpfloat_with_epsilon (doses.petechiae, 0.15 * doses.points, 1e-5);
      g_assert_cmpfloat_with_epsilon (doses.film, exp (-1), 1e-6);
    }
}

/* More sessions never give less; a better responder never gets less and reddens less. */
static void
test_monotone (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (outcomes); i++)
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
  for (size_t i = 0; i < G_N_ELEMENTS (outcomes); i++)
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

static void
test_spread (void)
{
  static const struct { MnResponse response; float hours; double a; } table[] = {
    { MN_RESPONSE_CONSERVATIVE, 1, 8.6 }, { MN_RESPONSE_CONSERVATIVE, 24, 3.3 },
    { MN_RESPONSE_OPTIMISTIC, 1, 6.1 },   { MN_RESPONSE_OPTIMISTIC, 24, 1.0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      MnTreatment treatment = usual;

      treatment.response = table[i].response;
      treatment.days_after = (table[i].hours - 0.5f) / 24;
      g_assert_cmpfloat_with_epsilon (dose_of (&treatment, offsetof (MnDoses, erythema)), table[i].a, REDNESS_ROUNDING);
    }
}

/* Oedema and the colour of blood: no table in SCIENCE, so the formula and RECIPE's 1, .55, .2, 0. */
static void
test_other_reactions (void)
{
  static const struct { float depth, hours; double oedema, freshness; } table[] = {
    { 1, 0.5f, .17, .96 }, { 1, 6, .31, .59 }, { 1, 24, .11, .13 }, { 2, 6, .77, .59 }, { 1, 72, .007, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      MnTreatment treatment = usual;
      MnDoses     doses;

      treatment.swelling = 2;
      treatment.needle_depth = table[i].depth;
      treatment.days_after = (table[i].hours - 0.5f) / 24;
      mn_treatment_doses (&treatment, &doses);
      g_assert_cmpfloat_with_epsilon (doses.swelling / 2, table[i].oedema, TABLE_ROUNDING);
      g_assert_cmpfloat_with_epsilon (doses.freshness, table[i].freshness, TABLE_ROUNDING);
    }
}

/* What is seen of each dose, so that a count that nobody sees any more may stop. */
static void
seen (const MnTreatment *treatment, double out[G_N_ELEMENTS (outcomes) + 5])
{
  const int n = G_N_ELEMENTS (outcomes);
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
      double      before[G_N_ELEMENTS (outcomes) + 5], now[G_N_ELEMENTS (outcomes) + 5];
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
              const double most = i < G_N_ELEMENTS (outcomes) ? 0.03 * step + 1e-6 : 0.07 * before[i] + 0.0045;

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
  for (size_t i = 0; i < G_N_ELEMENTS (outcomes); i++)
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
  for (size_t i = 0; i < G_N_ELEMENTS (outcomes); i++)
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
  g_test_add_func ("/treatment/typical-results", test_typical_results);
  g_test_add_func ("/treatment/observed", test_observed);
  g_test_add_func ("/treatment/erythema", test_erythema);
  g_test_add_func ("/treatment/bleeding", test_bleeding);
  g_test_add_func ("/treatment/monotone", test_monotone);
  g_test_add_func ("/treatment/spread", test_spread);
  g_test_add_func ("/treatment/other-reactions", test_other_reactions);
  g_test_add_func ("/treatment/continuous", test_continuous);
  g_test_add_func ("/treatment/course", test_course);
  g_test_add_func ("/treatment/zero", test_zero);
  g_test_add_func ("/treatment/multipliers", test_multipliers);
  g_test_add_func ("/treatment/tone", test_tone);
  g_test_add_func ("/treatment/shares", test_shares);
  return g_test_run ();
}
