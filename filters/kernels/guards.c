/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "guards.h"

#include <math.h>
#include <string.h>

#include "blur.h"
#include "closing.h"
#include "scalar.h"

static const float nevus_size_mm = 10.0f;
static const float nevus_margin_mm = 1.5f;
static const float beard_spread_mm = 2.2f;
static const float hair_mm = 0.05f;           /* standard deviation of a hair 0.12 mm wide */
static const float pixel_blur = 0.45f;        /* pixels, lens and pixel together */
static const float hair_skew = 0.0045f;       /* of a cell with a hair in it, but for that blur */
static const float relief_about_mm = 4.0f;
static const float most_relief = 0.12f;
static const float chance = 19.4f;            /* of a normal third moment: eight standard errors, sqrt (6 / pixels) */
static const float highlight_about_mm = 8.0f;
static const float highlight_smooth_mm = 0.3f;

void
mn_guard_widen (float *plane, float *scratch, int width, int height, int radius)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        float m = 0;

        for (int i = -radius; i <= radius; i++)
          if (x + i >= 0 && x + i < width)
            m = mn_maxf (m, plane[y * width + x + i]);
        scratch[y * width + x] = m;
      }
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        float m = 0;

        for (int i = -radius; i <= radius; i++)
          if (y + i >= 0 && y + i < height)
            m = mn_maxf (m, scratch[(y + i) * width + x]);
        plane[y * width + x] = m;
      }
}

void
mn_guard_nevus (float *out, const MnSkinPlanes *skin)
{
  const int n = skin->width * skin->height;
  float    *light = skin->scratch, *lowest = light + n, *mean = light + 2 * n, *more = light + 3 * n;

  memcpy (light, skin->log_light, (size_t) n * sizeof *light);
  mn_blur (light, more, skin->width, skin->height, 0.45f * skin->cells_per_mm);
  mn_closings (lowest, mean, light, more, skin->width, skin->height, (int) (nevus_size_mm * skin->cells_per_mm));
  for (int i = 0; i < n; i++)
    out[i] = mn_smoothstep (0.18f, 0.29f, lowest[i]);
  mn_guard_widen (out, more, skin->width, skin->height, (int) (nevus_margin_mm * skin->cells_per_mm));
  mn_blur (out, more, skin->width, skin->height, 0.6f * skin->cells_per_mm);
}

/* The least third moment of a cell with a hair in it: of the hair, or of the relief about it. */
static float
least_skew (float relief, const MnSkinPlanes *skin)
{
  const float blur = pixel_blur / skin->px_per_mm, kept = hair_mm / sqrtf (hair_mm * hair_mm + blur * blur);

  return mn_maxf (hair_skew * kept * kept * kept,
                  chance * relief * relief * relief * skin->cells_per_mm / skin->px_per_mm);
}

void
mn_guard_hair (float *hair, float *beard, const MnSkinPlanes *skin)
{
  const int n = skin->width * skin->height;

  for (int i = 0; i < n; i++)
    hair[i] = mn_minf (skin->deviation[i], most_relief);
  mn_blur (hair, skin->scratch, skin->width, skin->height, relief_about_mm * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    {
      const float least = least_skew (hair[i], skin);

      beard[i] = hair[i] = mn_smoothstep (0.3f * least, least, skin->skew[i]);
    }
  mn_blur (beard, skin->scratch, skin->width, skin->height, beard_spread_mm * skin->cells_per_mm);
  mn_guard_widen (hair, skin->scratch, skin->width, skin->height, 1);
  for (int i = 0; i < n; i++)
    {
      beard[i] = mn_smoothstep (0.10f, 0.20f, beard[i]);
      hair[i] = mn_maxf (hair[i], beard[i]);
    }
}

/* How far a plane lies above its surroundings. */
static void
rise (float *out, const float *plane, float *scratch, const MnSkinPlanes *skin)
{
  const int n = skin->width * skin->height;
  float    *more = scratch + n;

  memcpy (out, plane, (size_t) n * sizeof *out);
  memcpy (scratch, plane, (size_t) n * sizeof *scratch);
  mn_blur (out, more, skin->width, skin->height, highlight_smooth_mm * skin->cells_per_mm);
  mn_blur (scratch, more, skin->width, skin->height, highlight_about_mm * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    out[i] -= scratch[i];
}

void
mn_guard_highlight (float *out, const MnSkinPlanes *skin)
{
  const int n = skin->width * skin->height;
  float    *paler = skin->scratch, *more = skin->scratch + n;

  rise (out, skin->log_light, more, skin);
  rise (paler, skin->melanin, more, skin);
  for (int i = 0; i < n; i++)
    out[i] = mn_smoothstep (0.04f, 0.12f, out[i]) * mn_smoothstep (0.08f, 0.18f, -paler[i]);
}
