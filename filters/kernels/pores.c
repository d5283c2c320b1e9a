/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "pores.h"

#include <math.h>
#include <string.h>

#include "blur.h"
#include "closing.h"
#include "scalar.h"
#include "wide.h"

static const float length_mm = 1.0f;
static const float softness_mm = 0.07f;
static const float pixel_variance = 0.1f;     /* square pixels: what lens and pixel blur already */
static const float hair_mm = 0.1f;           /* its width, and that of its flanks */
static const float most_a_pass = 0.66f;       /* variance, square pixels */
static const float knee_of_deviation = 0.75f;
static const float knee_lowest = 0.014f;
static const float knee_highest = 0.09f;
static const float pit_mm = 0.4f;              /* width at half depth */
static const float fwhm_per_sigma = 2.3548f;
static const float line_mm = 0.3f;
static const int   line_angles = 8;
static const float pi = 3.14159265f;
static const float filled_variance = 0.6f;    /* of the pit's: the knee leaves its rim, measured on the phantom */
static const float captured = 0.92f;          /* measured on the phantom, beside what depth_held says */

/* What the photo still lacks, square pixels. */
static float
softening (float px_per_mm)
{
  return mn_maxf (softness_mm * px_per_mm * softness_mm * px_per_mm - pixel_variance, 0);
}

/* A box of so many pixels and the tent between their centres have these variances, square pixels. */
static float
box_variance (int step)
{
  return (float) (step * step - 1) / 12;
}

static float
lift_variance (int step)
{
  return (float) (step * step - 1) / 6;
}

int
mn_pores_step (float px_per_mm)
{
  int step = 1;

  while (box_variance (2 * step) + lift_variance (2 * step) <= softening (px_per_mm))
    step *= 2;
  return step;
}

static float
samples_per_mm (float px_per_mm)
{
  return px_per_mm / (float) mn_pores_step (px_per_mm);
}

/* What of the softening is left to do, square samples. */
static float
rest (float px_per_mm)
{
  const int step = mn_pores_step (px_per_mm);

  return (softening (px_per_mm) - box_variance (step) - lift_variance (step)) / (float) (step * step);
}

/* One pass adds its variance; several make a Gaussian. */
static int
passes (float px_per_mm)
{
  return (int) ceilf (rest (px_per_mm) / most_a_pass);
}

int
mn_pores_length (float px_per_mm)
{
  const int length = (int) lroundf (length_mm * samples_per_mm (px_per_mm));

  return length < 3 ? 3 : length;
}

int
mn_pores_reach (float px_per_mm)
{
  return mn_closing_reach (mn_pores_length (px_per_mm)) + passes (px_per_mm) + mn_pores_near (px_per_mm);
}

int
mn_pores_near (float px_per_mm)
{
  return (int) mn_maxf (lroundf (hair_mm * samples_per_mm (px_per_mm)), 1);
}

/* A plane is one long line: rows only meet in its outermost columns. */
MN_WIDE void
mn_pores_soften (float *restrict plane, float *restrict scratch, int stride, int height, float px_per_mm)
{
  const ptrdiff_t n = (ptrdiff_t) stride * height;
  const int       count = passes (px_per_mm);
  const float     side = rest (px_per_mm) / (2 * mn_maxf ((float) count, 1)), middle = 1 - 2 * side;

  for (int pass = 0; pass < count; pass++)
    {
      scratch[0] = plane[0];
      scratch[n - 1] = plane[n - 1];
      for (ptrdiff_t i = 1; i < n - 1; i++)
        scratch[i] = middle * plane[i] + side * (plane[i - 1] + plane[i + 1]);
      for (ptrdiff_t i = stride; i < n - stride; i++)
        plane[i] = middle * scratch[i] + side * (scratch[i - stride] + scratch[i + stride]);
    }
}

/* How well pores resolve. */
static float
resolved (float px_per_mm)
{
  return mn_clampf ((px_per_mm - 2) / 2, 0, 1);
}

/* Depth by the closings, of the contrast in the photo: of a pit (angles = 1) or of a line at so many angles to them. */
static float
depth_held (float px_per_mm, float width_mm, int angles)
{
  const int   step = mn_pores_step (px_per_mm);
  const float width = width_mm / fwhm_per_sigma * px_per_mm;
  const float seen = width * width + pixel_variance, softened = seen + softening (px_per_mm);
  const float closed = softened - lift_variance (step), filled = filled_variance * closed;
  const float blunted = seen / closed * filled / (filled + lift_variance (step));
  float       sum = 0;

  for (int d = 0; d < MN_CLOSING_DIRECTIONS; d++)
    for (int a = 0; a < angles; a++)
      {
        const float span = (float) step * mn_closing_span (d, mn_pores_length (px_per_mm));
        const float across = span * sinf (pi * ((float) a + 0.5f) / (float) angles);

        sum += 1 - expf (-across * across / (8 * closed));
      }
  return (angles > 1 ? sqrtf (blunted) : blunted) * sum / (float) (MN_CLOSING_DIRECTIONS * angles);
}

MnPoresDose
mn_pores_dose (float pores, float lines, float px_per_mm)
{
  const float share = resolved (px_per_mm) / captured;

  return (MnPoresDose) {
    .pores = share * pores / depth_held (px_per_mm, pit_mm, 1),
    .lines = share * lines / depth_held (px_per_mm, line_mm, line_angles),
    .hair = mn_minf (hair_mm * px_per_mm, 1),
  };
}

void
mn_pores_survey (float *knee, const MnSkinPlanes *skin)
{
  const int n = skin->width * skin->height;

  for (int i = 0; i < n; i++)
    knee[i] = mn_minf (skin->deviation[i] * skin->deviation[i], 0.04f);
  mn_blur (knee, skin->scratch, skin->width, skin->height, 4.0f * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    knee[i] = mn_clampf (knee_of_deviation * sqrtf (mn_maxf (knee[i], 0)), knee_lowest, knee_highest);
}

MN_WIDE void
mn_pores_render (float *filled, const float *lowest, const float *mean, const float *deepest,
                  const float *knee, const float *keep, int n, const MnPoresDose *dose)
{
  for (int i = 0; i < n; i++)
    {
      const float depth = mean[i];
      const float blob = mn_blob (lowest[i], depth);
      const float round = mn_smoothstep (0.5f, 0.9f, lowest[i] / mn_maxf (depth, 1e-6f));
      const float relief = mn_minf (knee[i], 0.030f) * mn_mixf (dose->hair, 1, round);
      const float deep = mn_smoothstep (11 * relief, 15.5f * relief, deepest[i]);
      const float pit = blob * (1 - deep) * mn_smoothstep (0.8f * knee[i], 3.7f * knee[i], depth);
      const float line = (1 - round) * (1 - mn_smoothstep (0.14f, 0.20f, deepest[i]))
                         * mn_smoothstep (0.5f * knee[i], 2.3f * knee[i], depth);

      filled[i] = keep[i] * depth * mn_maxf (dose->pores * pit, dose->lines * line);
    }
}
