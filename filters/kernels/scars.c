/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "scars.h"

#include <math.h>
#include <string.h>

#include "blur.h"
#include "chromophore.h"
#include "closing.h"
#include "scalar.h"

static const float size_mm = 5.5f;
static const float smooth_mm = 0.28f;
static const float deviation_of_mean = 1.2533f;      /* sqrt (pi / 2), of a normal distribution */

/* What the maps hold of a feature's contrast, measured on the phantom. */
static const float dark_captured = 0.64f;
static const float light_captured = 0.60f;
static const float fold_captured = 0.635f;

/* Deeper than the skin's own relief, but not anatomy. */
static float
shallow (float depth, float relief)
{
  return depth * mn_smoothstep (1.9f * relief, 2.8f * relief, depth) * (1 - mn_smoothstep (0.18f, 0.32f, depth));
}

/* Deviation of the relief below 1.5 mm, over 10 mm; from its mean amount, to which a few scars add little. */
static void
local_relief (float *relief, const float *light, float *scratch, int width, int height, float cells_per_mm)
{
  const int n = width * height;

  memcpy (relief, light, (size_t) n * sizeof *relief);
  mn_blur (relief, scratch, width, height, 1.5f * cells_per_mm);
  for (int i = 0; i < n; i++)
    relief[i] = mn_minf (fabsf (light[i] - relief[i]), 0.05f);
  mn_blur (relief, scratch, width, height, 10.0f * cells_per_mm);
  for (int i = 0; i < n; i++)
    relief[i] = mn_maxf (deviation_of_mean * relief[i], 1e-3f);
}

void
mn_scars_survey (float *scars, float *folds, const MnSkinPlanes *skin)
{
  const int w = skin->width, h = skin->height, n = w * h;
  const int length = (int) (size_mm * skin->cells_per_mm);
  float    *light = skin->scratch, *lowest = light + n, *mean = light + 2 * n, *more = light + 3 * n;
  float    *relief = light + 5 * n;

  for (int i = 0; i < n; i++)
    light[i] = -MN_GREY * skin->grey[i];
  mn_blur (light, more, w, h, smooth_mm * skin->cells_per_mm);
  local_relief (relief, light, more, w, h, skin->cells_per_mm);

  mn_closings (lowest, mean, light, more, w, h, length);
  for (int i = 0; i < n; i++)
    {
      const float depth = mean[i], blob = mn_blob (lowest[i], depth);

      scars[i] = -blob * shallow (depth, relief[i]) * (1 - skin->nevus[i]) * (1 - skin->hair[i]) / dark_captured;
      folds[i] = (1 - blob) * mn_minf (depth, 0.6f) * (1 - skin->beard[i]) / fold_captured;
      light[i] = -light[i];
    }
  mn_closings (lowest, mean, light, more, w, h, length);
  for (int i = 0; i < n; i++)
    {
      const float rise = mean[i], blob = mn_blob (lowest[i], rise);

      scars[i] += blob * shallow (rise, relief[i]) * (1 - skin->highlight[i]) * (1 - skin->hair[i]) / light_captured;
    }
}

void
mn_scars_render (MnGain gain, const float *scars, const float *folds, int n, float scar_dose,
                 const float *fold_dose)
{
  for (int i = 0; i < n; i++)
    {
      const float change = fold_dose[i] * folds[i] - scar_dose * scars[i];

      gain.r[i] += change;
      gain.g[i] += change;
      gain.b[i] += change;
    }
}
