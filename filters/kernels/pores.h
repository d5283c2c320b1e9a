/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Pores and fine lines, at full resolution: dark structures narrower than 1 mm.
 *
 * The closings of closing.h, 1 mm long, tell how deep a place lies in a pit (dark in all directions) or in a line
 * (dark along one).  The depth above the knee (natural texture and noise) is filled by the dose; below the knee
 * nothing changes:
 *
 *   filled = dose / captured x depth x smoothstep (knee / 2, 3 knee, depth)
 *
 * Pits deeper than 0.28-0.5 (natural log) are ice-pick scars and respond less; lines deeper than 0.2-0.4 are hairs
 * and stay.  Pits need 4 px/mm: the effect fades out between 4 and 2.
 */
#pragma once

#include "skin.h"

/* Length of the closings, pixels. */
int   mn_pores_length   (float px_per_mm);

/* How well pores resolve: 1 from 4 px/mm, 0 at 2. */
float mn_pores_resolved (float px_per_mm);

/* Out: the knee of each cell. */
void  mn_pores_survey   (float *knee, const MnSkinPlanes *skin);

typedef struct
{
  float pores, lines, ice_pick_scars;    /* the fractions that go */
} MnPoresDose;

/* gain (natural log of light) of n pixels is added to; lowest and mean: the closings of log_light; knee and keep (0 … 1,
 * what responds) of each pixel. */
void  mn_pores_render   (float *gain, const float *log_light, const float *lowest, const float *mean,
                         const float *knee, const float *keep, int n, const MnPoresDose *dose);
