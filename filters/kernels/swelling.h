/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Swelling: oedema stretches the skin, so that texture is shallower, and makes it shine.
 *
 * At full oedema (O = 1) texture and folds lose a fifth, the glow gains 12 % and taut skin is 1.8 % lighter; the
 * eyelids' surroundings swell 1.6 times as much (the model: SCIENCE, judgement; 24-72 h are reported).  Dryness (F)
 * takes a tenth of the glow.
 */
#pragma once

#include "skin.h"

/* texture, folds: fractions that go; sheen: relative gain of the glow; all are added to, and so is the gain. */
void mn_swelling_render (MnGain gain, float *texture, float *folds, float *sheen, const float *oedema, int n,
                         float swelling, float flaking);
