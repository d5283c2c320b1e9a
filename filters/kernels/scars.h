/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Scars and folds, 1 to 5.5 mm: shallow depressions (rolling and boxcar scars), dark or light, and deep lines.
 *
 * A scar is a blob of shading: dark (or light) in every direction, and grey, for pigment has colours of its own.
 * Shallow means up to about 0.25 in natural log; deeper is anatomy.  A fold is dark along a line.
 */
#pragma once

#include "skin.h"

/* scars: log light of the scars, negative where they are dark.  folds: depth of the folds, >= 0. */
void mn_scars_survey (float *scars, float *folds, const MnSkinPlanes *skin);

/* Doses: the fractions that go, the folds' for each cell. */
void mn_scars_render (MnGain gain, const float *scars, const float *folds, int n, float scar_dose,
                      const float *fold_dose);
