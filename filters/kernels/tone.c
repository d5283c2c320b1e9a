/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "tone.h"

#include <math.h>
#include <string.h>

#include "blur.h"
#include "chromophore.h"
#include "closing.h"
#include "scalar.h"

static const float guide_mm = 3.0f;
static const float melanin_base_mm = 8.0f;
static const float haemoglobin_base_mm = 12.0f;
static const float flat_variance = 0.05f * 0.05f;
static const float spot_size_mm = 15.0f;
static const float melanin_luminance = 0.2126f * MN_MELANIN_R + 0.7152f * MN_MELANIN_G + 0.0722f * MN_MELANIN_B;
static const float light_side = 0.8f;      /* lighter than the base: changes less */
static const float melanin_captured = 0.815f;   /* of the contrast, measured on the phantom */
static const float spots_captured = 0.72f;
static const float haemoglobin_captured = 0.82f;
static const float pale_side = 0.35f;       /* paler than the base */

void
mn_tone_survey (float *melanin, float *grey, float *spots, float *haemoglobin, const MnSkinPlanes *skin)
{
  const int    w = skin->width, h = skin->height, n = w * h;
  float       *guide = skin->scratch, *base = guide + n, *plane = guide + 2 * n, *more = guide + 3 * n;
  const size_t size = (size_t) n * sizeof *guide;

  memcpy (guide, skin->log_light, size);
  mn_blur (guide, more, w, h, guide_mm * skin->cells_per_mm);

  memcpy (plane, skin->melanin, size);
  mn_blur (plane, more, w, h, 0.35f * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    base[i] = -plane[i];
  mn_closings (spots, melanin, base, more, w, h, (int) (spot_size_mm * skin->cells_per_mm));
  for (int i = 0; i < n; i++)
    {
      const float depth = spots[i];

      spots[i] = depth * mn_smoothstep (0.04f, 0.12f, depth) * (1 - mn_smoothstep (0.42f, 0.50f, depth))
                 * (1 - skin->nevus[i]) * (1 - skin->beard[i]);
    }

  mn_guided (base, plane, guide, more, w, h, melanin_base_mm * skin->cells_per_mm, flat_variance);
  for (int i = 0; i < n; i++)
    melanin[i] = plane[i] - base[i];

  memcpy (plane, skin->log_light, size);
  mn_guided (base, plane, guide, more, w, h, melanin_base_mm * skin->cells_per_mm, flat_variance);
  mn_blur (plane, more, w, h, 0.35f * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    {
      const float darker = 1.6f * (base[i] - plane[i]) / melanin_luminance;
      const float m = melanin[i];
      const float shown = m > 0 ? mn_minf (m, mn_maxf (darker, 0)) : mn_maxf (m, mn_minf (darker, 0));
      const float spot = mn_clampf (spots[i], 0, mn_maxf (shown, 0));
      const float weight = (m > 0 ? 1 : light_side * (1 - skin->highlight[i]))
                           * (1 - skin->nevus[i]) * (1 - skin->beard[i])
                           * (1 - mn_smoothstep (0.45f, 0.85f, fabsf (m)));

      spots[i] = spot / spots_captured;
      melanin[i] = weight * (m - spot) / melanin_captured;
      grey[i] = weight * (m - shown) * melanin_luminance / melanin_captured;
    }

  memcpy (plane, skin->haemoglobin, size);
  mn_blur (plane, more, w, h, 0.5f * skin->cells_per_mm);
  mn_guided (base, plane, guide, more, w, h, haemoglobin_base_mm * skin->cells_per_mm, flat_variance);
  for (int i = 0; i < n; i++)
    {
      const float d = plane[i] - base[i];

      haemoglobin[i] = d / haemoglobin_captured * (d > 0 ? 1 : pale_side) * (1 - skin->nevus[i]) * (1 - skin->beard[i])
                       * (1 - mn_smoothstep (0.5f, 0.9f, fabsf (d)));
    }
}

void
mn_tone_render (MnGain gain, const float *melanin, const float *grey, const float *spots,
                const float *haemoglobin, int n, float tone, float spot_dose, float blotches)
{
  for (int i = 0; i < n; i++)
    {
      const float m = tone * melanin[i] + spot_dose * spots[i];
      const float d = blotches * haemoglobin[i];
      const float s = tone * grey[i];

      gain.r[i] += m * MN_MELANIN_R + d * MN_HAEMOGLOBIN_R - s;
      gain.g[i] += m * MN_MELANIN_G + d * MN_HAEMOGLOBIN_G - s;
      gain.b[i] += m * MN_MELANIN_B + d * MN_HAEMOGLOBIN_B - s;
    }
}
