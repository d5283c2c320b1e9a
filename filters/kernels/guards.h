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

/* hair: 1 in cells with a hair in them, and in those beside.  Its few dark pixels give the cell a third moment, which
 * falls with the cube of the contrast that the photo's pixels leave of a hair, and which relief as rough as nearby
 * hardly reaches by chance.  beard: 1 where hairs are frequent: beard, stubble, hairline; counted in hair, too. */
void mn_guard_hair (float *hair, float *beard, const MnSkinPlanes *skin);

/* 1 where white light lies on the skin: brighter than 8 mm about it by more than 0.04 to 0.12 (natural log), and its
 * colour diluted, which looks like 0.08 to 0.18 less melanin. */
void mn_guard_highlight (float *out, const MnSkinPlanes *skin);
