/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the survey knows of one face's skin before any effect looks at it: planes of about two cells a
 * millimetre with a margin all round.  Outside the skin the light is continued from the skin nearby, so that no
 * filter sees a hairline or a lip as a structure.
 */
#pragma once

#include <stdint.h>

#define MN_SKIN_SCRATCH 8      /* planes */

typedef struct
{
  int            width, height;
  float          cells_per_mm;  /* 2, less where a cell would be smaller than a pixel */
  float          px_per_mm;     /* of the photo */
  const float   *coverage;      /* 0 … 1 */
  const float   *log_light;     /* mean natural log of the relative luminance */
  const float   *deviation;     /* its standard deviation within the cell */
  const float   *skew;          /* its third moment there, positive where few pixels are much darker than the rest:
                                   hairs and stubble, for relief goes both ways */
  const float   *melanin, *haemoglobin, *grey;   /* optical densities, chromophore.h */
  const float   *reaction;      /* how strongly the zone reacts, relative to the cheek */
  const float   *oedema;        /* how strongly the zone swells */
  const float   *outcome;       /* how well the zone responds */
  const float   *depth;         /* the longest needles in use there, mm */
  const float   *nevus;         /* guards.h: 1 in moles and nevi, 0 elsewhere */
  const float   *beard;         /* guards.h: 1 in hair, 0 elsewhere */
  const float   *hair;          /* guards.h: the same, and 1 on a single hair */
  const float   *highlight;     /* guards.h: 1 in highlights, 0 elsewhere */
  float         *scratch;       /* MN_SKIN_SCRATCH * width * height */
} MnSkinPlanes;

/* Light gained, natural log, by channel: what every low-resolution effect adds to. */
typedef struct
{
  float *r, *g, *b;
} MnGain;
