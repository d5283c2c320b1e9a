/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The detected skin as a picture.
 */
#pragma once

#include "portrait.h"

G_BEGIN_DECLS

/* What skin is tinted with where it is shown: a colour that no skin has. */
#define MN_SKIN_RED 0
#define MN_SKIN_GREEN 150
#define MN_SKIN_BLUE 136

/* The coverage of all faces at the photo's pixels of row y, 0 … 1; one_face and row have the photo's width. */
void        mn_skin_row  (const MnPortrait *portrait, int y, float *one_face, float *row);

/* 8-bit grey of the photo's size, 255 = fully treated. */
GeglBuffer *mn_skin_mask (const MnPortrait *portrait);

G_END_DECLS
