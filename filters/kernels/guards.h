/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What must stay: moles and nevi, hair.
 */
#pragma once

#include "skin.h"

/* 1 where something is dark in all directions, smaller than 10 mm and clearly darker than flat pigment (from 0.20 to
 * 0.34 in log luminance, that is a melanin density of 0.4 and more), with 1.5 mm around it. */
void mn_guard_nevus (float *out, const MnSkinPlanes *skin);

/* 1 where single dark pixels are so frequent that they are hairs: beard, stubble, hairline. */
void mn_guard_beard (float *out, const MnSkinPlanes *skin);
