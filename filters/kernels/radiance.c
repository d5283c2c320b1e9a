/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "radiance.h"

#include <string.h>

#include "blur.h"
#include "scalar.h"
#include "wide.h"

static const float darkest = -3.912f;      /* of two hundredths of white */

MN_WIDE void
mn_radiance_survey (float *radiance, float *glow, const MnSkinPlanes *skin)
{
  const int    w = skin->width, h = skin->height, n = w * h;
  float       *base = skin->scratch, *wide = base + n, *more = base + 2 * n;
  const size_t size = (size_t) n * sizeof *base;

  memcpy (wide, skin->log_light, size);
  mn_guided (base, wide, wide, more, w, h, 5.0f * skin->cells_per_mm, 0.12f * 0.12f);
  mn_blur (wide, more, w, h, 18.0f * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    {
      const float luminance = mn_exp2 (base[i] / MN_LN_2);
      const float matt = 1 - mn_smoothstep (0.50f, 0.85f, luminance);
      const float brighter = mn_maxf (base[i] - wide[i], 0);

      radiance[i] = matt / (38.7f * mn_exp2 (mn_maxf (base[i], darkest) / (3 * MN_LN_2)));
      glow[i] = matt * brighter / (1 + 2 * brighter);
    }
}

void
mn_radiance_render (MnGain gain, const float *radiance, const float *glow, const float *sheen, int n,
                    float lightness)
{
  for (int i = 0; i < n; i++)
    {
      const float change = lightness * radiance[i] + sheen[i] * glow[i];

      gain.r[i] += change;
      gain.g[i] += change;
      gain.b[i] += change;
    }
}
