/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the analysis found, drawn on the photo.
 */
#pragma once

#include "photo.h"
#include "portrait.h"

G_BEGIN_DECLS

/* The photo in sRGB with the treated skin tinted by zone and what was left out by its reason, a ring on each iris and a
 * 10 mm bar below each face; a legend below the photo. */
GeglBuffer *mn_overlay_draw (const MnPortrait *portrait, const MnPhoto *photo);

G_END_DECLS
