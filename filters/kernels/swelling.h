/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Swelling: oedema stretches the skin, so that texture is shallower, and makes it shine.
 *
 * At full oedema (O = 1) the texture band loses a fifth and the glow gains 12 %; the eyelids' surroundings swell 1.6
 * times as much (the model: SCIENCE, judgement; 24-72 h are reported).  Dryness (F) takes a tenth of the glow.
 */
#pragma once

/* texture: fraction of the texture band that goes; sheen: relative gain of the glow.  Both are added to. */
void mn_swelling_render (float *texture, float *sheen, const float *oedema, int n, float swelling, float flaking);
