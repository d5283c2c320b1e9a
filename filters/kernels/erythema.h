/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Erythema: redness like a moderate sunburn, blotchy and following the vessels.
 *
 * The survey's map is what the photo says: how strongly each place reacts (zone), less within 5 mm of the outer border
 * of the treated area (up to brows, eyes and lips it stays), more where blood already shines through, less on glints,
 * which reflect and show no skin.  Its mean is 1 inside that border, so that the dose is the mean redness there.  The
 * render multiplies it with blotches of 2.4 to 34 mm that depend on the seed.
 *
 *   density of haemoglobin = dose x map x exp (0.22 n - 0.016),  n = .45 n34 + .45 n14 + .40 n6 + .28 n2.4
 *
 * with n of unit deviation at each wavelength in mm; exp (-0.016) keeps the mean.
 */
#pragma once

#include "skin.h"

void mn_erythema_survey (float *out, const MnSkinPlanes *skin);

/* Blotches, mean 1, of n cells from (x, y), step apart, mm from the pupil midpoint. */
void mn_erythema_blotches (float *out, uint32_t seed, float x, float y, float step, int n);

/* The haemoglobin density that raises CIE a* by delta_a on phototype II (L* 65, a* 12, b* 16), 0 … 25. */
float mn_erythema_density (float delta_a);

/* density: haemoglobin for map x blotches = 1. */
void mn_erythema_render (MnGain gain, const float *map, const float *blotches, int n, float density);
