/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "usual.h"

const MnTreatment usual = {
  .sessions = 3, .needle_depth = 1, .interval = 4, .days_after = 84, .response = MN_RESPONSE_TYPICAL,
  .pores = 1, .texture = 1, .lines = 1, .scars = 1, .tone = 1, .radiance = 1,
  .redness = 1, .bleeding = 1, .swelling = 1, .flaking = 1,
};

#define D(name) #name, offsetof (MnDoses, name)

const Outcome outcomes[N_OUTCOMES] = {
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

double
dose_of (const MnTreatment *treatment, size_t offset)
{
  MnDoses doses;

  mn_treatment_doses (treatment, &doses);
  return G_STRUCT_MEMBER (float, &doses, offset);
}
