/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the analysis found, drawn on the photo.
 */
#pragma once

#include "photo.h"
#include "portrait.h"

G_BEGIN_DECLS

/* The photo in sRGB with the treated skin tinted, a ring around each pupil and a 10 mm bar below each face. */
GeglBuffer *mn_overlay_draw (const MnPortrait *portrait, const MnPhoto *photo);

G_END_DECLS
