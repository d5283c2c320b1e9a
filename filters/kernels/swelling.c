/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "swelling.h"

static const float texture_hidden = 0.20f;
static const float sheen_gained = 0.12f;
static const float sheen_lost_dry = 0.10f;

void
mn_swelling_render (float *texture, float *sheen, const float *oedema, int n, float swelling, float flaking)
{
  for (int i = 0; i < n; i++)
    {
      texture[i] += texture_hidden * swelling * oedema[i];
      sheen[i] += sheen_gained * swelling * oedema[i] - sheen_lost_dry * flaking;
    }
}
