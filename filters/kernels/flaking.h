/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Dryness and fine flaking around the third day (SCIENCE I1): scales of dead skin 0.3-1 mm wide, in patches, that
 * scatter a little more light than the skin below.  Each is a ragged, hardly lighter sheet with a thin bright rim where
 * its edge has come loose, broken in places, and a trace of shadow beyond.
 *
 * The result is added as optical density, negative where it is lighter, and grey: white light weighs more on skin in
 * green and blue than in red (the same density in all channels looks orange).
 * Good values: amount .6 at its height; there a practitioner sees dry skin, and a client nothing to worry about.
 * Flakes can't be told below 6 px/mm: from there the effect fades out, and it is gone at 4.
 */
#pragma once

#include "scatter.h"

typedef struct
{
  uint32_t        seed;
  float           amount;          /* F, 0 … 0.6, up to 1.2 */
  const MnWeight *weight;
} MnFlaking;

/* The same contributions, in the same order, for a photo's pixel whichever block it is in. */
void mn_flaking_add (const MnOdBlock *block, const MnFlaking *flaking);
