/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "compose.h"

#include "scalar.h"
#include "wide.h"

static const float least_coverage = 1.001f / 255;    /* a rounding above where mn_face_coverage ends */

static inline float
apply (float encoded, float gain)
{
  const float treated = mn_relight (encoded, gain);
  const float squared = encoded * encoded, fourth = squared * squared, eighth = fourth * fourth;
  const float brighter = (treated - encoded) * mn_maxf (1 - eighth * eighth, 0);

  return gain == 0 ? encoded : treated > encoded ? encoded + brighter : treated;
}

MN_WIDE void
mn_compose (float *restrict rgba, const float *restrict coverage, MnGain gain, const float *restrict light,
            MnGain drawn, int n)
{
  for (int i = 0; i < n; i++)
    {
      float      *p = rgba + 4 * (size_t) i;
      const float covered = coverage[i] < least_coverage ? 0 : coverage[i];
      const float on_skin = mn_smoothstep (0, 0.25f, covered);

      p[0] = apply (p[0], covered * (gain.r[i] + light[i]) - on_skin * drawn.r[i]);
      p[1] = apply (p[1], covered * (gain.g[i] + light[i]) - on_skin * drawn.g[i]);
      p[2] = apply (p[2], covered * (gain.b[i] + light[i]) - on_skin * drawn.b[i]);
    }
}
