/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What all effects came to, laid over the photo: linear light times exp (coverage x (gain + light) - density).
 *
 * Light gained can't leave the range: it fades out towards white, by less than a tenth below 0.86.  What is drawn lies
 * on the skin, and is there in full where the coverage is above a quarter.
 */
#pragma once

#include "skin.h"

/* rgba: n pixels R'G'B'A, in place, alpha stays; coverage 0 … 1, below a rounding above 1/255 it counts as 0; gain, and
 * light, the same in all channels: natural log; drawn: optical density. */
void mn_compose (float *rgba, const float *coverage, MnGain gain, const float *light, MnGain drawn, int n);
