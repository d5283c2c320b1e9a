/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Who runs in the bench: peers, the survey, the render by treatment and by stage.
 */
#pragma once

#include "graph.h"

typedef struct
{
  const char *name;
  double      goal;            /* times the blur's CPU time (DESIGN section 6); 0: none */
  void      (*run) (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm);
  const char *shows;           /* "reaction", "outcome", "both" or one multiplier: the warm graph's; NULL: no graph */
  double      largest;         /* the most MP it runs at: slow, and the same per pixel; 0: none */
  int         side;            /* pixels of a square that is all it makes; 0: the whole photo */
  int         threads;         /* of GEGL's; 0: as many as it takes by itself */
  gboolean    portrait;        /* skin is an oval of a tenth of the frame; FALSE: all of it */
} MnContestant;

extern const MnContestant mn_contestants[];      /* the first is the measure; ends with a NULL name */

#define MN_SEEN_SIDE 1000      /* 1 MP on the screen */

/* The treatment that a contestant shows, on the skin it has. */
void mn_contestant_treat (const MnContestant *contestant, GeglBuffer *photo, MnGraph *graph);
