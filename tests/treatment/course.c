/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * course [NEEDLE_MM]: prints what the clinical model says, a typical response over sessions and days, as
 * tab-separated values: for figures and for a look at the numbers.
 */
#include "treatment.h"

#include <stddef.h>

#define COLUMN(name) { #name, offsetof (MnDoses, name) }

static const struct { const char *name; size_t offset; } columns[] = {
  COLUMN (pores), COLUMN (texture), COLUMN (lines), COLUMN (folds), COLUMN (scars),
  COLUMN (tone), COLUMN (spots), COLUMN (blotches), COLUMN (radiance), COLUMN (glow), COLUMN (erythema),
  COLUMN (points), COLUMN (film), COLUMN (freshness), COLUMN (petechiae), COLUMN (petechiae_fade),
  COLUMN (swelling), COLUMN (flaking),
};

static const int   sessions[] = { 1, 2, 3, 4, 6 };
static const float days[] = { 0, 0.0625f, 0.125f, 0.25f, 0.5f, 0.75f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 5, 6, 7, 10, 14,
                              28, 56, 84, 168, 365, 730 };

static void
print_row (const MnTreatment *treatment)
{
  char    number[G_ASCII_DTOSTR_BUF_SIZE];
  MnDoses doses;

  mn_treatment_doses (treatment, &doses);
  g_print ("%d\t%s", treatment->sessions, g_ascii_formatd (number, sizeof number, "%g", treatment->days_after));
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const float dose = G_STRUCT_MEMBER (float, &doses, columns[i].offset);

      g_print ("\t%s", g_ascii_formatd (number, sizeof number, "%.3g", dose));
    }
  g_print ("\n");
}

int
main (int argc, char **argv)
{
  MnTreatment treatment = {
    .needle_depth = argc > 1 ? (float) g_ascii_strtod (argv[1], NULL) : 1, .interval = 4,
    .response = MN_RESPONSE_TYPICAL, .pores = 1, .texture = 1, .lines = 1, .scars = 1, .tone = 1, .radiance = 1,
    .redness = 1, .bleeding = 1, .swelling = 1, .flaking = 1,
  };

  g_print ("sessions\tdays");
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    g_print ("\t%s", columns[i].name);
  g_print ("\n");
  for (gsize k = 0; k < G_N_ELEMENTS (sessions); k++)
    for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
      {
        treatment.sessions = sessions[k];
        treatment.days_after = days[i];
        print_row (&treatment);
      }
  return 0;
}
