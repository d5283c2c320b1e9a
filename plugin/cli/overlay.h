/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the analysis found, as pictures of the photo's size.
 */
#pragma once

#include "photo.h"
#include "portrait.h"

G_BEGIN_DECLS

/* 8-bit grey, 255 = fully treated. */
GeglBuffer *mn_overlay_mask (const MnPortrait *portrait);

/* The photo in sRGB with the treated skin tinted, a ring around each pupil and a 10 mm bar below each face. */
GeglBuffer *mn_overlay_draw (const MnPortrait *portrait, const MnPhoto *photo);

G_END_DECLS
