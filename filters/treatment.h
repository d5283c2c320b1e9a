/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The clinical model: a treatment becomes doses, each defined by what is measured on the result (DESIGN section 5).
 * The numbers are SCIENCE's, part I, but for pores (DESIGN); 1 month = 28 days.
 *
 * Outcome: every session matures with 1 - exp (-months / 1.2); D is their sum, and an effect is
 *     E = A (response) g (depth) (1 - exp (-D / tau)) H (months),   H = 1 for six months, then a half-life.
 * Right after a session the last one gives nothing yet: what shows is the earlier ones with the reaction on top.
 * Sessions closer than two weeks count as one in two weeks.  Typical doses after 84 days with the usual needle:
 *     sessions   1    2    3    4    6
 *     pores     .11  .19  .24  .28  .32
 *     texture   .16  .27  .35  .41  .47
 *     scars     .16  .28  .37  .43  .51
 * Reaction, t = 24 h x days + 0.5 h: redness rises in minutes and halves every 4 h + 8 h per mm; between 1 and 1.5 mm
 * a residual pink of 6 % sets in, which halves in three days.  The blood's film is gone within hours, petechiae halve
 * in a day, skin flakes about day 3.  All is continuous in time; what can no longer be seen is exactly 0.
 *
 * The multipliers are applied before the caps: none takes the skin past the best that is claimed of a course.  Caps
 * are SCIENCE's (pores DESIGN's; texture .75 is a contrast of .45, as .6 of it is drawn); those of folds,
 * blotches, tone, radiance and glow, and 14 delta a* and 60 points a cm2, the model's own strongest reaction, are
 * judgement.
 */
#pragma once

#include "portrait.h"

G_BEGIN_DECLS

typedef enum { MN_RESPONSE_CONSERVATIVE, MN_RESPONSE_TYPICAL, MN_RESPONSE_OPTIMISTIC } MnResponse;

typedef enum
{
  MN_PHOTOTYPE_AUTO, MN_PHOTOTYPE_I, MN_PHOTOTYPE_II, MN_PHOTOTYPE_III, MN_PHOTOTYPE_IV,
  MN_PHOTOTYPE_V, MN_PHOTOTYPE_VI
} MnPhototype;

/* The properties of microneedling:simulate, in its units. */
typedef struct
{
  int         sessions;        /* done so far; 0 = untreated */
  float       needle_depth;    /* mm */
  float       interval;        /* weeks between two sessions */
  float       days_after;      /* days since the end of the last session */
  MnResponse  response;
  MnPhototype phototype;
  float       pores, texture, lines, scars, tone, radiance;   /* multipliers on the outcome */
  float       redness, bleeding, swelling, flaking;           /* multipliers on the reaction */
} MnTreatment;

#define MN_DEPTH_STEP 0.25f     /* mm */
#define MN_N_DEPTHS 10

/* Doses that depend on the needles' depth; MN_SHARE_ALL stands for those that don't. */
typedef enum
{
  MN_SHARE_ALL, MN_SHARE_PORES, MN_SHARE_TEXTURE, MN_SHARE_FOLDS, MN_SHARE_SCARS, MN_SHARE_TONE, MN_SHARE_SPOTS,
  MN_SHARE_BLOTCHES, MN_SHARE_RADIANCE, MN_SHARE_GLOW, MN_SHARE_ERYTHEMA, MN_SHARE_PETECHIAE, MN_SHARE_SWELLING,
  MN_N_SHARES
} MnShare;

typedef struct
{
  /* Outcome: the fraction of the local contrast that goes, 0 … cap */
  float pores, texture, lines, folds, scars;
  float tone;               /* melanin map, 2-20 mm */
  float spots;              /* lentigines */
  float blotches;           /* background redness */
  float radiance;           /* delta L* of the low band */
  float glow;               /* relative gain of the specular band */
  /* Reaction to the last session */
  float erythema;           /* mean delta a* on phototype II, residual pink included */
  float points;             /* bleeding points a cm2 */
  float film;               /* visibility of the fresh blood film, 0 … 1 */
  float freshness;          /* colour of blood: 1 fresh … 0 dried */
  float petechiae;          /* petechiae a cm2 */
  float petechiae_fade;     /* their visibility, 0 … 1 */
  float swelling;           /* oedema O, 0 … 1 and the multiplier */
  float flaking;            /* F, 0 … 0.6 and the multiplier */
  /* Which skin: NAN = each face's own */
  float ita;
  /* What is left of them where needles must be shorter, by the depth allowed: 0.25, 0.5 … 2.5 mm */
  float depth;              /* mm, the treatment's */
  float shares[MN_N_SHARES][MN_N_DEPTHS];
} MnDoses;

void  mn_treatment_doses      (const MnTreatment *treatment, MnDoses *doses);

/* The longest needles in use in a zone, mm: professional depths after Alster & Graham 2018 (SCIENCE, part A3). */
float mn_zone_depth           (MnZone zone);

/* The share of a dose where needles are at most so long, mm; 1 where the treatment's are no longer. */
float mn_dose_share           (const MnDoses *doses, MnShare share, float allowed);

/* Does anything of these doses show? */
gboolean mn_doses_are_zero    (const MnDoses *doses);

/* How much of a dose of haemoglobin shows through the skin's melanin: 1 at ITA >= 28 degrees, 0.6 at <= -30. */
float mn_tone_visibility      (float ita);

/* ITA of a phototype's middle, degrees; NAN for auto. */
float mn_phototype_ita        (MnPhototype phototype);

/* The phototype in whose range of ITA this lies (limits 55, 41, 28, 10, -30 degrees: SCIENCE E4); auto for NAN.
 * A guess: photos show no true colour, and people of one ITA differ by a type either way. */
MnPhototype mn_phototype_of_ita (float ita);

G_END_DECLS
