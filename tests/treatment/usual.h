/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the tests of the clinical model begin with: the usual treatment, and the outcomes it has.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

#include "treatment.h"

G_BEGIN_DECLS

#define N_OUTCOMES 10

typedef struct
{
  const char *name;
  size_t      dose;
  float       depth;           /* usual needle, mm */
  double      typical[5];      /* after 1, 2, 3, 4, 6 sessions, 84 days */
  double      cap;
} Outcome;

/* 3 sessions of 1 mm, 4 weeks apart, 84 days after, every multiplier 1. */
extern const MnTreatment usual;

extern const Outcome outcomes[N_OUTCOMES];

/* The dose at an offset in MnDoses. */
double dose_of (const MnTreatment *treatment, size_t offset);

G_END_DECLS
