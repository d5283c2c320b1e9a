/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What was done to a phantom, measured on the picture alone: the definitions of the doses (DESIGN section 5).
 *
 * "Left" is after / before, 1 = untouched.  Contrast is the centre against a ring around it (lines: against both
 * flanks), summed over all features of a kind, so that noise and texture average out.  Bands are differences of two
 * Gaussians with the standard deviations named.  "Plain" is the phantom's lowest row, 2 mm inset: skin without
 * features.
 */
#pragma once

#include "view.h"

G_BEGIN_DECLS

/* Only what is asked for is measured. */
typedef enum
{
  MN_MEASURED_FEATURES = (1 << MN_N_KINDS) - 1,     /* 1 << kind: those of a kind */
  MN_MEASURED_TEXTURE = 1 << MN_N_KINDS,
  MN_MEASURED_TONE = 2 << MN_N_KINDS,
  MN_MEASURED_SHIFT = 4 << MN_N_KINDS,
  MN_MEASURED_REDNESS = 8 << MN_N_KINDS,
  MN_MEASURED_SPECKS = 16 << MN_N_KINDS,
  MN_MEASURED_ALL = (32 << MN_N_KINDS) - 1
} MnMeasured;

typedef struct
{
  /* features */
  double left[MN_N_KINDS];     /* contrast of each kind; MN_SCAR: the dark ones */
  double light_scars_left;
  /* texture */
  double texture_left;         /* RMS of log luminance, 0.35-1.5 mm, plain */
  double fine_left;            /* energy of the coefficients under the RMS, 0.06-0.28 mm, plain: the look of skin */
  /* tone */
  double melanin_left;         /* the known melanin map, 1-4 mm, plain */
  double haemoglobin_left;
  /* shift */
  double delta_l;              /* mean, plain */
  double rms_l;                /* RMS of delta L*, plain */
  double low_sd;               /* log luminance, blocks of 8 mm: standard deviation of the shift, plain */
  /* redness */
  double delta_h;              /* mean: optical density of haemoglobin */
  /* specks */
  double specks;               /* darkened spots a cm2, on all of the skin: points of blood */
} MnMeasures;

double        mn_measure_contrast (MnView *view, const MnFeature *feature);
void          mn_measure          (const MnPhantom *phantom, MnView *before, MnView *after, MnMeasured what,
                                   MnMeasures *measures);

/* All that a measure looks at. */
GeglRectangle mn_measured_part    (const MnPhantom *phantom, MnMeasured what);

G_END_DECLS
