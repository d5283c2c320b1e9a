/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Radiance: a slightly brighter low band and livelier highlights on the relief.
 *
 * CIE L* = 116 Y^(1/3) - 16, so one L* is 1 / (38.7 Y^(1/3)) in natural log of luminance.  Highlights stay as they
 * are: the gain fades out from 0.50 to 0.85 of white.
 */
#pragma once

#include "skin.h"

/* radiance: natural log of light for one L*.  glow: how far a place is brighter than what lies 18 mm about it,
 * natural log, >= 0: forehead, cheek bones, nose; what a sheen acts on. */
void mn_radiance_survey (float *radiance, float *glow, const MnSkinPlanes *skin);

/* lightness: delta L*.  sheen: relative gain of the glow, for each cell. */
void mn_radiance_render (MnGain gain, const float *radiance, const float *glow, const float *sheen, int n,
                         float lightness);
