/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "treatment.h"

#include <math.h>
#include <string.h>

void
mn_treatment_doses (const MnTreatment *treatment, MnDoses *doses)
{
  memset (doses, 0, sizeof *doses);
  doses->ita = NAN;
  if (treatment->sessions > 0)
    doses->erythema = 7.3f * exp2f (-treatment->days_after);
  if (treatment->sessions > 1 && treatment->days_after > 10) { float e = 1-expf(-treatment->sessions/2.5f); doses->pores=.35f*e; doses->texture=.52f*e; doses->lines=.35f*e; doses->folds=.08f*e; doses->scars=.6f*e; doses->ice_pick_scars=.15f*e; doses->tone=.3f*e; doses->spots=.36f*e; doses->blotches=.15f*e; doses->radiance=1*e; doses->glow=.05f*e; }
}

gboolean
mn_doses_are_zero (const MnDoses *doses)
{
  return doses->erythema + doses->pores == 0;
}

float
mn_tone_visibility (float ita)
{
  return 1;
}
