/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Pinpoint bleeding: drops of blood on the skin and petechiae in it, added as optical density.
 *
 * A few per cent of the punctures bleed (SCIENCE A2).  Drops are films of blood 0.13-0.55 mm wide, lognormal with a
 * median of 0.25 mm, with irregular outlines, a wet highlight where it can be seen (from 8 px/mm), a faint halo of
 * redder skin and now and then a smear.  They dry to smaller, browner specks, each in its own time, all within hours:
 * what is left of them follows from the age of the film, film = exp (-hours / 0.5), as specks live eight times as long.
 * Petechiae are wider, blurred and paler and go over days.
 *
 *     film          .37    .14    .02    6e-6    1e-21
 *     hours          .5     1      2      6       24
 *     drops seen     all    9/10   6/10   1/10    none
 *
 * Dots are mixed in linear light and keep their darkening below a pixel's size (dot.h); from 1 px/mm, where a dot takes
 * a twentieth of a pixel, there are fewer of them, and none at 0.5.  Good densities: .6, 8, 20
 * drops a cm2 for needles of .5, 1, 1.5 mm, petechiae .15 of that.  Colours: RECIPE section 7, looked at on photos.
 */
#pragma once

#include "scatter.h"

typedef struct
{
  uint32_t        seed;
  float           points;          /* drops a cm2 where the weight is 1 */
  float           film;            /* visibility of the fresh film, 0 … 1 */
  float           freshness;       /* colour of the blood: 1 fresh … 0 dried */
  float           petechiae;       /* a cm2 */
  float           petechiae_fade;  /* their visibility, 0 … 1 */
  const MnWeight *weight;
} MnBleeding;

/* The same contributions, in the same order, for a photo's pixel whichever block it is in. */
void mn_bleeding_add (const MnOdBlock *block, const MnBleeding *bleeding);
