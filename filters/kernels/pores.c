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
static const float knee_of_deviation = 0.7f;
static const float knee_lowest = 0.008f;
static const float knee_highest = 0.09f;
static const float pit_captured = 0.95f;     /* of a feature's contrast, measured on the phantom */
static const float line_captured = 0.45f;

int
mn_pores_length (float px_per_mm)
{
  const int length = (int) lroundf (length_mm * px_per_mm);

  return length < 3 ? 3 : length;
}

float
mn_pores_resolved (float px_per_mm)
{
  return mn_clampf ((px_per_mm - 2) / 2, 0, 1);
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
mn_pores_render (float *gain, const float *log_light, const float *lowest, const float *mean,
                 const float *knee, const float *keep, int n, const MnPoresDose *dose)
{
  for (int i = 0; i < n; i++)
    {
      const float depth = mean[i] - log_light[i];
      const float blob = mn_blob (lowest[i] - log_light[i], depth);
      const float pit_dose = mn_mixf (dose->pores, dose->ice_pick_scars, mn_smoothstep (0.28f, 0.50f, depth))
                             / pit_captured;
      const float line_dose = dose->lines / line_captured * (1 - mn_smoothstep (0.2f, 0.4f, depth));

      gain[i] += keep[i] * depth * mn_mixf (line_dose, pit_dose, blob)
                 * mn_smoothstep (0.5f * knee[i], 3 * knee[i], depth);
    }
}
