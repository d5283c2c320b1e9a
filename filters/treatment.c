/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "treatment.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const double shortest_needle = 0.25;          /* mm; below it nothing is claimed */
static const double weeks_a_month = 4.0, days_a_month = 28.0;
static const double shortest_interval = 0.5;         /* months; denser sessions are not credited */
static const double maturation = 1.2;                /* months for 63 % of what a session gives */
static const double durable = 6.0;                   /* months before results wane */
static const double deepest_gain = 1.1;              /* longer needles than usual give at most 10 % more */

static const double photo_taken = 0.5;               /* hours after the last pass, at 0 days */
static const double reddest = 13.0;                  /* delta a*: a strong sunburn, CEA 4 */
static const double redness_depth = 1.1;             /* mm */
static const double redness_rise = 0.15;             /* hours */
static const double redness_gain[] = { 1.15, 1.0, 0.85 };
static const double redness_length[] = { 1.4, 1.0, 0.75 };
static const double pink_share = 0.06, pink_half_life = 72.0;
static const double pink_from = 1.0, pink_full = 1.5;   /* mm */
static const double bleeding_from = 0.4;             /* mm: above the vessels of the papillary dermis */
static const double film_life = 0.5;                 /* hours */
static const double drying_half_life = 8.0;          /* hours, RECIPE section 6: 1, .55, .2, 0 at 0, 6, 24, 72 h */
static const double petechiae_share = 0.15, petechiae_half_life = 24.0;
static const double oedema_rise = 1.0;               /* hours */
static const double flaking_most = 0.6, flaking_day = 3.0, flaking_spread = 1.2;

/* What can no longer be seen is exactly zero. */
static const double least_redness = 0.01, least_film = 1e-30, least_fade = 1.0 / 256, least_sheen = 1e-3;

typedef struct
{
  size_t dose, multiplier;   /* offsets in MnDoses and MnTreatment */
  double amplitude[3];       /* conservative, typical, optimistic */
  double share;              /* of the amplitude */
  double tau;                /* sessions for 63 % of the amplitude */
  double delta, reference;   /* mm: depth scale, usual needle */
  double half_life;          /* months, of what wanes */
  double cap;
} Outcome;

#define DOSE(dose, multiplier) offsetof (MnDoses, dose), offsetof (MnTreatment, multiplier)

/* clang-format off */
static const Outcome outcomes[] = {
  /*                              amplitude            share  tau  delta  ref.  half-life  cap   */
  { DOSE (pores, pores),          { .15, .35, .55 },   1.00,  2.5,  .4,   1.00,   9,       .60   },
  { DOSE (texture, texture),      { .20, .52, .70 },   1.00,  2.5,  .4,   1.00,  12,       .75   },
  { DOSE (lines, lines),          { .12, .35, .50 },   1.00,  3.0,  .7,   1.50,  12,       .50   },
  { DOSE (folds, lines),          { .03, .08, .15 },   1.00,  3.0,  .7,   1.50,  12,       .25   },
  { DOSE (scars, scars),          { .20, .60, .85 },   1.00,  3.0,  .9,   1.50,  36,       .70   },
  { DOSE (tone, tone),            { .10, .30, .45 },   1.00,  3.0,  .4,   1.00,   9,       .70   },
  { DOSE (spots, tone),           { .15, .60, .75 },    .60,  3.5,  .3,    .75,   6,       .70   },
  { DOSE (blotches, tone),        { .05, .15, .28 },   1.00,  3.0,  .5,   1.00,   9,       .50   },
  { DOSE (radiance, radiance),    { .40, 1.0, 2.0 },   1.00,  2.0,  .4,    .75,   4,      3.00   },
  { DOSE (glow, radiance),        { .02, .05, .08 },   1.00,  2.0,  .4,    .75,   4,       .12   },
};
/* clang-format on */

static const double most_redness = 14.0, most_points = 60.0;

static double
rise (double x, double scale)
{
  return 1 - exp (-x / scale);
}

static double
wane (double x, double half_life)
{
  return exp2 (-x / half_life);
}

static float
visible (double value, double least)
{
  return value < least ? 0 : (float) value;
}

/* The sessions, each counted as far as it has matured. */
static double
matured_sessions (const MnTreatment *treatment, double months)
{
  const double interval = treatment->interval / weeks_a_month;
  const double counted = MAX (1, treatment->sessions * MIN (1, interval / shortest_interval));
  double       sum = 0;

  for (int i = 0; i < counted; i++)
    sum += MIN (1, counted - i) * rise (months + i * MAX (interval, shortest_interval), maturation);
  return sum;
}

static double
outcome (const Outcome *effect, const MnTreatment *treatment, double sessions, double months)
{
  const double depth = rise (treatment->needle_depth, effect->delta) / rise (effect->reference, effect->delta);
  const double left = wane (MAX (0, months - durable), effect->half_life);

  return effect->share * effect->amplitude[treatment->response] * MIN (deepest_gain, depth)
         * rise (sessions, effect->tau) * left;
}

static double
erythema (const MnTreatment *treatment, double hours)
{
  const double depth = treatment->needle_depth;
  const double most = redness_gain[treatment->response] * reddest * rise (depth, redness_depth);
  const double half_life = (4 + 8 * depth) * redness_length[treatment->response];
  const double pink = pink_share * CLAMP ((depth - pink_from) / (pink_full - pink_from), 0, 1);

  return most * (rise (hours, redness_rise) * wane (hours, half_life) + pink * wane (hours, pink_half_life));
}

static double
bleeding_points (double depth)
{
  return 17.6 * pow (MAX (0, depth - bleeding_from), 1.5);
}

static double
oedema (double depth, double hours)
{
  return CLAMP ((depth - 0.2) / 1.8, 0, 1) * rise (hours, oedema_rise) * wane (hours, 8 + 4 * depth);
}

static double
dryness (double depth, double days)
{
  const double z = (days - flaking_day) / flaking_spread;

  return flaking_most * MIN (1, depth / 1.5) * exp (-z * z);
}

static void
reaction (const MnTreatment *treatment, MnDoses *doses)
{
  const double hours = 24 * treatment->days_after + photo_taken;
  const double depth = treatment->needle_depth;
  const double points = MIN (treatment->bleeding * bleeding_points (depth), most_points);

  doses->erythema = visible (MIN (treatment->redness * erythema (treatment, hours), most_redness), least_redness);
  doses->film = visible (exp (-hours / film_life), least_film);
  doses->points = doses->film > 0 ? (float) points : 0;
  doses->freshness = visible (wane (hours, drying_half_life), least_fade);
  doses->petechiae_fade = visible (wane (hours, petechiae_half_life), least_fade);
  doses->petechiae = doses->petechiae_fade > 0 ? (float) (petechiae_share * points) : 0;
  doses->swelling = visible (treatment->swelling * oedema (depth, hours), least_sheen);
  doses->flaking = visible (treatment->flaking * dryness (depth, hours / 24), least_sheen);
}

/* Without the shares. */
static void
doses_at_depth (const MnTreatment *treatment, MnDoses *doses)
{
  const double months = treatment->days_after / days_a_month;

  memset (doses, 0, sizeof *doses);
  doses->ita = mn_phototype_ita (treatment->phototype);
  if (treatment->sessions < 1 || treatment->needle_depth < shortest_needle)
    return;

  const double sessions = matured_sessions (treatment, months);

  for (size_t i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      const Outcome *effect = &outcomes[i];
      const float    multiplier = G_STRUCT_MEMBER (float, treatment, effect->multiplier);
      const double   dose = multiplier * outcome (effect, treatment, sessions, months);

      G_STRUCT_MEMBER (float, doses, effect->dose) = (float) MIN (dose, effect->cap);
    }
  reaction (treatment, doses);
}

static const size_t shared[MN_N_SHARES] = {
  [MN_SHARE_PORES] = offsetof (MnDoses, pores), [MN_SHARE_TEXTURE] = offsetof (MnDoses, texture),
  [MN_SHARE_FOLDS] = offsetof (MnDoses, folds), [MN_SHARE_SCARS] = offsetof (MnDoses, scars),
  [MN_SHARE_TONE] = offsetof (MnDoses, tone), [MN_SHARE_SPOTS] = offsetof (MnDoses, spots),
  [MN_SHARE_BLOTCHES] = offsetof (MnDoses, blotches), [MN_SHARE_RADIANCE] = offsetof (MnDoses, radiance),
  [MN_SHARE_GLOW] = offsetof (MnDoses, glow), [MN_SHARE_ERYTHEMA] = offsetof (MnDoses, erythema),
  [MN_SHARE_PETECHIAE] = offsetof (MnDoses, petechiae), [MN_SHARE_SWELLING] = offsetof (MnDoses, swelling),
};

void
mn_treatment_doses (const MnTreatment *treatment, MnDoses *doses)
{
  doses_at_depth (treatment, doses);
  doses->depth = treatment->needle_depth;
  for (int k = 0; k < MN_N_DEPTHS; k++)
    {
      MnTreatment shallow = *treatment;
      MnDoses     less;

      shallow.needle_depth = MIN (treatment->needle_depth, MN_DEPTH_STEP * (float) (k + 1));
      doses_at_depth (&shallow, &less);
      doses->shares[MN_SHARE_ALL][k] = 1;
      for (int share = MN_SHARE_ALL + 1; share < MN_N_SHARES; share++)
        {
          const float whole = G_STRUCT_MEMBER (float, doses, shared[share]);

          doses->shares[share][k] = whole > 0 ? G_STRUCT_MEMBER (float, &less, shared[share]) / whole : 1;
        }
    }
}

float
mn_zone_depth (MnZone zone)
{
  static const float depths[MN_N_ZONES] = {
    [MN_ZONE_NONE] = 2.5f, [MN_ZONE_FOREHEAD] = 1, [MN_ZONE_TEMPLE] = 1, [MN_ZONE_PERIORBITAL] = 0.5f,
    [MN_ZONE_NOSE] = 1, [MN_ZONE_CHEEK] = 2.5f, [MN_ZONE_PERIORAL] = 2, [MN_ZONE_CHIN] = 1.5f, [MN_ZONE_JAW] = 1.5f,
    [MN_ZONE_NECK] = 1.5f,
  };

  return depths[zone];
}

float
mn_dose_share (const MnDoses *doses, MnShare share, float allowed)
{
  const float step = CLAMP (allowed / MN_DEPTH_STEP - 1, 0, MN_N_DEPTHS - 1);
  const int   below = MIN ((int) step, MN_N_DEPTHS - 2);
  const float *shares = doses->shares[share];

  return allowed >= doses->depth ? 1 : shares[below] + (shares[below + 1] - shares[below]) * (step - (float) below);
}

gboolean
mn_doses_are_zero (const MnDoses *doses)
{
  for (size_t i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (G_STRUCT_MEMBER (float, doses, outcomes[i].dose) != 0)
      return FALSE;
  return doses->erythema == 0 && doses->points == 0 && doses->petechiae == 0 && doses->swelling == 0
         && doses->flaking == 0;
}

float
mn_tone_visibility (float ita)
{
  const float light = 28, dark = -30, least = 0.6f;

  return isnan (ita) ? 1 : least + (1 - least) * CLAMP ((ita - dark) / (light - dark), 0, 1);
}

float
mn_phototype_ita (MnPhototype phototype)
{
  static const float middle[] = { NAN, 60, 48, 34.5f, 19, -10, -40 };

  return middle[phototype];
}

MnPhototype
mn_phototype_of_ita (float ita)
{
  static const float limits[] = { 55, 41, 28, 10, -30 };
  int                type = MN_PHOTOTYPE_I;

  if (isnan (ita))
    return MN_PHOTOTYPE_AUTO;
  for (size_t i = 0; i < G_N_ELEMENTS (limits); i++)
    type += ita <= limits[i];
  return (MnPhototype) type;
}
