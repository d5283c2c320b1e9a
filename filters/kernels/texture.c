/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "texture.h"

#include <math.h>
#include <string.h>

#include "blur.h"
#include "guards.h"
#include "scalar.h"
#include "scars.h"

static const float fine_mm = 0.35f;
static const float coarse_mm = 2.0f;
static const float beside_fold_mm = 1.5f;
static const float flat_variance = 0.14f * 0.14f;
static const float structure = 0.05f;
static const float captured = 0.527f;      /* of the band's RMS, measured on the phantom */

void
mn_texture_survey (float *out, const float *folds, const MnSkinPlanes *skin)
{
  const int n = skin->width * skin->height;
  float    *smooth = skin->scratch, *more = smooth + n, *beside = more;

  memcpy (smooth, skin->log_light, (size_t) n * sizeof *smooth);
  mn_blur (smooth, more, skin->width, skin->height, fine_mm * skin->cells_per_mm);
  mn_guided (out, smooth, smooth, more, skin->width, skin->height, coarse_mm * skin->cells_per_mm, flat_variance);
  memcpy (beside, folds, (size_t) n * sizeof *beside);
  mn_guard_widen (beside, more + n, skin->width, skin->height, (int) (beside_fold_mm * skin->cells_per_mm));
  for (int i = 0; i < n; i++)
    {
      const float band = smooth[i] - out[i];

      out[i] = band / captured * expf (-(band / structure) * (band / structure)) * (1 - skin->nevus[i])
               * (1 - skin->hair[i]) * (1 - skin->highlight[i]) * (1 - mn_in_fold (beside[i]));
    }
}

void
mn_texture_render (MnGain gain, const float *band, const float *dose, int n)
{
  for (int i = 0; i < n; i++)
    {
      const float change = -dose[i] * band[i];

      gain.r[i] += change;
      gain.g[i] += change;
      gain.b[i] += change;
    }
}
