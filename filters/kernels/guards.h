/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What must stay: moles and nevi, hair, highlights.
 */
#pragma once

#include "skin.h"

/* Each cell of the plane becomes the highest of the square round it, in place; radius: cells. */
void mn_guard_widen (float *plane, float *scratch, int width, int height, int radius);

/* 1 where something is dark in all directions, smaller than 10 mm and clearly darker than flat pigment (from 0.18 to
 * 0.29 in log luminance, that is a melanin density of 0.4 and more), with 1.5 mm around it. */
void mn_guard_nevus (float *out, const MnSkinPlanes *skin);

/* 1 where single dark pixels are so frequent that they are hairs: beard, stubble, hairline. */
void mn_guard_beard (float *out, const MnSkinPlanes *skin);

/* beard, and 1 in cells with or beside single dark pixels: hairs too sparse for a beard. */
void mn_guard_hair (float *out, const MnSkinPlanes *skin);

/* 1 where white light lies on the skin: brighter than 8 mm about it by more than 0.04 to 0.12 (natural log), and its
 * colour diluted, which looks like 0.08 to 0.18 less melanin. */
void mn_guard_highlight (float *out, const MnSkinPlanes *skin);
