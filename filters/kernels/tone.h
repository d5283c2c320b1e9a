/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Tone: uneven melanin and blotchy redness between 2 and 20 mm, and flat pigment spots.
 *
 * Each map is the chromophore minus its guided base (melanin 8 mm, haemoglobin 12 mm; the guide is the light at
 * 3 mm, so that slow colour which follows shading stays).  Spots (lentigines) are what is dark with melanin in every
 * direction within 15 mm and flat: below a melanin density of 0.45.  Moles stay.
 *
 * Chroma noise of JPEG makes melanin without luminance; taking such melanin away would add luminance blotches.  So
 * melanin only counts as far as the luminance bears it out, and a grey map makes up the difference.
 */
#pragma once

#include "skin.h"

/* melanin, spots, haemoglobin: densities along their vectors that may go; grey: density that makes up for melanin
 * the luminance does not show. */
void mn_tone_survey (float *melanin, float *grey, float *spots, float *haemoglobin, const MnSkinPlanes *skin);

/* Doses: the fractions that go. */
void mn_tone_render (MnGain gain, const float *melanin, const float *grey, const float *spots,
                     const float *haemoglobin, int n, float tone, float spot_dose, float blotches);
