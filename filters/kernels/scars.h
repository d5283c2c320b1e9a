/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Scars and folds, 1 to 5.5 mm: shallow depressions (rolling and boxcar scars), dark or light, and deep lines.
 *
 * A scar is a blob of shading: dark (or light) in every direction, and grey, for pigment has colours of its own.
 * Blobs count as a whole: seen through a blur of 0.25 mm, dark against light, they must be deeper than 1.3 standard
 * deviations of the skin's relief over 10 mm, and count fully from 2.1.  What goes is all that the cells hold of their
 * depth, whatever the size, sharpened by what cells and lift blur.  Shallow means up to about 0.25 in natural log;
 * deeper is anatomy.  What white light dilutes in colour is a highlight and stays.
 *
 * An ice-pick scar is steep: within a cell the light deviates 1.9 to 2.6 times as much as nearby (2.5 to 3.5 knees of
 * pores.h).  Such cells and those beside them lose about a quarter of what shallow ones do (Lotfi 2013: slight).
 *
 * A fold is dark along a line.
 */
#pragma once

#include "scalar.h"
#include "skin.h"

/* scars: log light of the scars, negative where they are dark.  folds: depth of the folds, >= 0.  knee: of pores.h. */
void mn_scars_survey (float *scars, float *folds, const float *knee, const MnSkinPlanes *skin);

/* How far a place is in a deep fold, where nothing but its own dose applies: 0 … 1. */
static inline float
mn_in_fold (float fold)
{
  return mn_smoothstep (0.12f, 0.30f, fold);
}

/* Doses: the fractions that go, the folds' for each cell. */
void mn_scars_render (MnGain gain, const float *scars, const float *folds, int n, float scar_dose,
                      const float *fold_dose);
