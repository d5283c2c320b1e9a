/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "chromophore.h"

#include <math.h>

MnChromophores
mn_chromophores_from_density (float r, float g, float b)
{
  MnChromophores c;

  mn_chromophores_plane (&c.melanin, &c.haemoglobin, &c.grey, &r, &g, &b, 1);
  return c;
}

void
mn_chromophores_to_density (MnChromophores c, float density[3])
{
  density[0] = c.melanin * MN_MELANIN_R + c.haemoglobin * MN_HAEMOGLOBIN_R + c.grey * MN_GREY;
  density[1] = c.melanin * MN_MELANIN_G + c.haemoglobin * MN_HAEMOGLOBIN_G + c.grey * MN_GREY;
  density[2] = c.melanin * MN_MELANIN_B + c.haemoglobin * MN_HAEMOGLOBIN_B + c.grey * MN_GREY;
}

/* Haemoglobin has the same density in green and blue, so their difference is melanin alone; then red against green
 * gives haemoglobin, and what is left is grey. */
void
mn_chromophores_plane (float *melanin, float *haemoglobin, float *grey, const float *r, const float *g,
                       const float *b, int n)
{
#pragma GCC ivdep
  for (int i = 0; i < n; i++)
    {
      const float red = r[i];
      const float m = (b[i] - g[i]) / (MN_MELANIN_B - MN_MELANIN_G);
      const float h = (g[i] - red - m * (MN_MELANIN_G - MN_MELANIN_R)) / (MN_HAEMOGLOBIN_G - MN_HAEMOGLOBIN_R);

      melanin[i] = m;
      haemoglobin[i] = h;
      grey[i] = (red - m * MN_MELANIN_R - h * MN_HAEMOGLOBIN_R) / MN_GREY;
    }
}

static float
lab_curve (float t)
{
  return t > 216.0f / 24389.0f ? cbrtf (t) : (24389.0f / 27.0f * t + 16) / 116;
}

void
mn_density_to_lab (const float density[3], float lab[3])
{
  const float r = expf (-density[0]), g = expf (-density[1]), b = expf (-density[2]);
  const float x = lab_curve ((0.4124564f * r + 0.3575761f * g + 0.1804375f * b) / 0.95047f);
  const float y = lab_curve (0.2126729f * r + 0.7151522f * g + 0.0721750f * b);
  const float z = lab_curve ((0.0193339f * r + 0.1191920f * g + 0.9503041f * b) / 1.08883f);

  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}
