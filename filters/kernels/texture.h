/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Texture: unevenness between 0.35 and 1.5 mm, light and dark, which a treatment evens out, and which swelling hides.
 *
 * The band is the light smoothed at 0.35 mm minus its self-guided filter over 2 mm, which keeps larger relief; what
 * is stronger than about 0.05 (natural log) is structure, not texture, and leaves the band by exp (-(x / 0.05)^2).
 * Everything finer, which is what keeps skin from looking like plastic, is untouched.  Beside a deep fold the base dips
 * and the band is the fold's own: it is left alone for 1.5 mm.
 */
#pragma once

#include "skin.h"

/* The band, natural log of light, over what the two filters let through of it; none in deep folds (the map of scars.h),
 * moles, hair and highlights. */
void mn_texture_survey (float *out, const float *folds, const MnSkinPlanes *skin);

/* dose: the fraction of the band that goes, 0 … 0.45 and what swelling hides; a value for each cell. */
void mn_texture_render (MnGain gain, const float *band, const float *dose, int n);
