/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Scars and folds, 1 to 5.5 mm: shallow depressions (rolling and boxcar scars), dark or light, and deep lines.
 *
 * A scar is a blob of shading: dark (or light) in every direction, and grey, for pigment has colours of its own.
 * Shallow means up to about 0.25 in natural log; deeper is anatomy.  What white light dilutes in colour is a highlight
 * and stays.  Narrow, deep ice-pick scars show in these cells as far as they respond: they lose about a quarter of what
 * shallow ones do (Lotfi 2013: slight).  A fold is dark along a line.
 */
#pragma once

#include "scalar.h"
#include "skin.h"

/* scars: log light of the scars, negative where they are dark.  folds: depth of the folds, >= 0. */
void mn_scars_survey (float *scars, float *folds, const MnSkinPlanes *skin);

/* How far a place is in a deep fold, where nothing but its own dose applies: 0 … 1. */
static inline float
mn_in_fold (float fold)
{
  return mn_smoothstep (0.12f, 0.30f, fold);
}

/* Doses: the fractions that go, the folds' for each cell. */
void mn_scars_render (MnGain gain, const float *scars, const float *folds, int n, float scar_dose,
                      const float *fold_dose);
