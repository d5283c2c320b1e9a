/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * From the photo's pixels to the survey's planes of one face (kernels/skin.h).
 */
#pragma once

#include <gegl.h>

#include "kernels/skin.h"
#include "portrait.h"

#define MN_SKIN_MARGIN 32     /* cells round the face's rectangle */

MnSkinPlanes *mn_skin_planes_new  (GeglBuffer *photo, const Babl *format, const MnFace *face,
                                   const MnAtlasPlace *place);    /* format: "R'G'B' float" */
void          mn_skin_planes_free (MnSkinPlanes *planes);

/* Individual typology angle of the mean skin colour, degrees (Chardon 1991): atan ((L* - 50) / b*). */
float         mn_skin_planes_ita  (const MnSkinPlanes *planes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnSkinPlanes, mn_skin_planes_free)
