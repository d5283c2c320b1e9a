/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "swelling.h"

static const float relief_hidden = 0.20f;
static const float sheen_gained = 0.12f;
static const float taut_lighter = 0.018f;
static const float sheen_lost_dry = 0.10f;

void
mn_swelling_render (MnGain gain, float *texture, float *folds, float *sheen, const float *oedema, int n,
                    float swelling, float flaking)
{
  for (int i = 0; i < n; i++)
    {
      const float o = swelling * oedema[i];

      texture[i] += relief_hidden * o;
      folds[i] += relief_hidden * o;
      sheen[i] += sheen_gained * o - sheen_lost_dry * flaking;
      gain.r[i] += taut_lighter * o;
      gain.g[i] += taut_lighter * o;
      gain.b[i] += taut_lighter * o;
    }
}
