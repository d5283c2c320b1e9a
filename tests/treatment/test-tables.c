/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The clinical model against the tables of SCIENCE.md (part I) and what studies observed.
 */
#include "usual.h"

#include <locale.h>
#include <math.h>

#define TABLE_ROUNDING 0.0051      /* the tables have two decimals */
#define REDNESS_ROUNDING 0.055     /* delta a*: one decimal, without the rise of the first minutes */
#define OBSERVED_TOLERANCE 0.0051

static void
test_typical_results (void)
{
  static const int sessions[] = { 1, 2, 3, 4, 6 };

  for (size_t i = 0; i < N_OUTCOMES; i++)
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

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/treatment/typical-results", test_typical_results);
  g_test_add_func ("/treatment/observed", test_observed);
  g_test_add_func ("/treatment/erythema", test_erythema);
  g_test_add_func ("/treatment/bleeding", test_bleeding);
  g_test_add_func ("/treatment/spread", test_spread);
  g_test_add_func ("/treatment/other-reactions", test_other_reactions);
  return g_test_run ();
}
