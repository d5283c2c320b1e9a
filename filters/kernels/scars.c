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
static const float blob_mm = 0.25f;
static const float deviation_of_mean = 1.2533f;      /* sqrt (pi / 2), of a normal distribution */
static const float ice_pick_share = 0.54f;    /* of the shallow scars' dose: a quarter on the picture */

/* What the maps hold of a feature's contrast, measured on the phantom. */
static const float dark_captured = 0.985f;
static const float light_captured = 0.96f;
static const float fold_captured = 0.736f;

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

/* A fold between two of the directions is deep along each: a place may be a blob and a line. */
static float
line (float lowest, float depth)
{
  return 1 - mn_smoothstep (0.5f, 0.9f, lowest / mn_maxf (depth, 1e-6f));
}

/* How far a blob is deeper than the skin's own relief. */
static float
stands_out (float blob, float relief)
{
  return mn_smoothstep (1.3f * relief, 2.1f * relief, blob);
}

/* Deeper is anatomy. */
static float
shallow (float depth)
{
  return depth * (1 - mn_smoothstep (0.18f, 0.32f, depth));
}

/* Second differences over both axes, 0 in the outermost cells. */
static void
laplacian (float *out, const float *in, int width, int height)
{
  memset (out, 0, (size_t) width * (size_t) height * sizeof *out);
  for (int y = 1; y < height - 1; y++)
    for (int x = 1; x < width - 1; x++)
      {
        const float *p = in + y * width + x;

        out[y * width + x] = p[-1] + p[1] + p[-width] + p[width] - 4 * *p;
      }
}

/* Takes back what the mean of a cell and the lift between cells blur, a quarter of a cell's area in variance: the first
 * terms of a Gaussian's inverse.  scratch: two planes. */
static void
sharpen (float *plane, float *scratch, int width, int height)
{
  const float variance = 0.25f;
  const int   n = width * height;

  laplacian (scratch, plane, width, height);
  laplacian (scratch + n, scratch, width, height);
  for (int i = 0; i < n; i++)
    plane[i] += variance * (variance / 8 * scratch[n + i] - scratch[i] / 2);
}

void
mn_scars_survey (float *scars, float *folds, const float *knee, const MnSkinPlanes *skin)
{
  const int w = skin->width, h = skin->height, n = w * h;
  const int length = (int) (size_mm * skin->cells_per_mm);
  float    *light = skin->scratch, *lowest = light + n, *depth = light + 2 * n, *more = light + 3 * n;
  float    *relief = light + 5 * n, *blobs = light + 6 * n, *steep = light + 7 * n;

  for (int i = 0; i < n; i++)
    {
      light[i] = -MN_GREY * skin->grey[i];
      steep[i] = mn_smoothstep (2.5f * knee[i], 3.5f * knee[i], skin->deviation[i]);
    }
  mn_highest (steep, w, h, 1);
  local_relief (relief, light, more, w, h, skin->cells_per_mm);

  mn_closings (lowest, depth, light, more, w, h, length);
  for (int i = 0; i < n; i++)
    {
      const float ice_pick = steep[i > w ? i - w - 1 : 0];     /* the highest about it lies before it */

      folds[i] = line (lowest[i], depth[i]) * mn_minf (depth[i], 0.6f) * (1 - skin->beard[i]) / fold_captured;
      scars[i] = -shallow (depth[i]) * mn_mixf (1, ice_pick_share, ice_pick) * (1 - skin->nevus[i])
                 * (1 - mn_in_fold (folds[i])) / dark_captured;
      blobs[i] = -mn_blob (lowest[i], depth[i]) * depth[i];
      light[i] = -light[i];
    }
  mn_closings (lowest, depth, light, more, w, h, length);
  for (int i = 0; i < n; i++)
    blobs[i] += mn_blob (lowest[i], depth[i]) * depth[i];
  mn_blur (blobs, more, w, h, blob_mm * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    {
      const float rise = shallow (depth[i]) * (1 - skin->highlight[i]) / light_captured;

      scars[i] = stands_out (fabsf (blobs[i]), relief[i]) * (blobs[i] < 0 ? scars[i] : rise) * (1 - skin->hair[i]);
    }
  sharpen (scars, more, w, h);
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
