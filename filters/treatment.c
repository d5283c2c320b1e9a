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
}

gboolean
mn_doses_are_zero (const MnDoses *doses)
{
  return doses->erythema == 0;
}
