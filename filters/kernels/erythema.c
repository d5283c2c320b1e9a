/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "erythema.h"

#include <math.h>
#include <string.h>

#include "blur.h"
#include "chromophore.h"
#include "noise.h"
#include "scalar.h"
#include "wide.h"

static const float border_mm = 5.0f;
static const float diagonal = 1.4142f;
static const float blotch_deviation = 0.22f;
static const float blotch_mean = 0.0156f;

/* Less where it is nearer by way of the row beside. */
static void
step_across (float *restrict row, const float *restrict beside, int width)
{
  for (int x = 0; x < width; x++)
    row[x] = mn_minf (row[x], beside[x] + 1);
  for (int x = 1; x < width; x++)
    row[x] = mn_minf (row[x], beside[x - 1] + diagonal);
  for (int x = 1; x < width; x++)
    row[x - 1] = mn_minf (row[x - 1], beside[x] + diagonal);
}

/* Distance of each cell that is not 0 in inside to the nearest that is, in cells (chamfer, within 9 %), at most far. */
static void
distance_within (float *distance, const float *inside, int width, int height, float far)
{
  for (int i = 0; i < width * height; i++)
    distance[i] = inside[i] > 0 ? far : 0;
  for (int y = 0; y < height; y++)
    {
      float *row = distance + y * width;

      if (y > 0)
        step_across (row, row - width, width);
      for (int x = 1; x < width; x++)
        row[x] = mn_minf (row[x], row[x - 1] + 1);
    }
  for (int y = height - 1; y >= 0; y--)
    {
      float *row = distance + y * width;

      if (y < height - 1)
        step_across (row, row + width, width);
      for (int x = width - 1; x > 0; x--)
        row[x - 1] = mn_minf (row[x - 1], row[x] + 1);
    }
}

/* 1 where there is skin or a hole in it (brow, eye, mouth, nostril), 0 where the outside reaches. */
static void
fill_holes (float *filled, const float *coverage, float *stack, int width, int height)
{
  const int n = width * height;
  int       top = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const int i = y * width + x;

        filled[i] = 1;
        if ((x == 0 || y == 0 || x == width - 1 || y == height - 1) && coverage[i] <= 0.5f)
          {
            filled[i] = 0;
            stack[top++] = (float) i;
          }
      }
  while (top > 0)
    {
      const int i = (int) stack[--top], x = i % width;
      const int next[4] = { x > 0 ? i - 1 : i, x < width - 1 ? i + 1 : i, i - width, i + width };

      for (int k = 0; k < 4; k++)
        if (next[k] >= 0 && next[k] < n && filled[next[k]] > 0 && coverage[next[k]] <= 0.5f)
          {
            filled[next[k]] = 0;
            stack[top++] = (float) next[k];
          }
    }
}

MN_WIDE void
mn_erythema_survey (float *out, const MnSkinPlanes *skin)
{
  const int    w = skin->width, h = skin->height, n = w * h;
  float       *fine = skin->scratch, *wide = fine + n, *low = fine + 2 * n, *more = fine + 3 * n, *edge = more;
  const size_t size = (size_t) n * sizeof *fine;
  const float  border = border_mm * skin->cells_per_mm;
  double       sum = 0, area = 0;

  memcpy (fine, skin->haemoglobin, size);
  memcpy (wide, skin->haemoglobin, size);
  memcpy (low, skin->log_light, size);
  mn_blur (fine, more, w, h, 4.0f * skin->cells_per_mm);
  mn_blur (wide, more, w, h, 20.0f * skin->cells_per_mm);
  mn_blur (low, more, w, h, 14.0f * skin->cells_per_mm);

  fill_holes (out, skin->coverage, more, w, h);
  distance_within (more, out, w, h, 2 * border);
  memcpy (out, more, size);
  mn_blur (out, more, w, h, 1.0f * skin->cells_per_mm);
  for (int i = 0; i < n; i++)
    {
      const float vessels = 1 + 0.14f * mn_clampf ((fine[i] - wide[i]) / 0.12f, -1, 1);
      const float glint = mn_smoothstep (0.30f, 0.70f, skin->log_light[i] - low[i])
                          * mn_smoothstep (0.25f, 0.60f, mn_exp2 (skin->log_light[i] / MN_LN_2));

      edge[i] = mn_smoothstep (0, border, out[i]);
      out[i] = skin->reaction[i] * edge[i] * vessels * (1 - 0.8f * glint);
    }
  for (int i = 0; i < n; i++)
    {
      sum += (double) out[i] * skin->coverage[i];
      area += (double) edge[i] * skin->coverage[i];
    }

  const float norm = sum > 0 ? (float) (area / sum) : 0;

  for (int i = 0; i < n; i++)
    out[i] *= norm;
}

float
mn_erythema_density (float delta_a)
{
  static const float phototype_2[3] = { 0.67555f, 1.19636f, 1.50270f };   /* optical density of L* 65, a* 12, b* 16 */
  float lab[3], before, low = 0, high = 2.5f;

  mn_density_to_lab (phototype_2, lab);
  before = lab[1];
  for (int i = 0; i < 24; i++)
    {
      const float middle = 0.5f * (low + high);
      const float density[3] = { phototype_2[0] + middle * MN_HAEMOGLOBIN_R,
                                 phototype_2[1] + middle * MN_HAEMOGLOBIN_G,
                                 phototype_2[2] + middle * MN_HAEMOGLOBIN_B };

      mn_density_to_lab (density, lab);
      if (lab[1] - before < delta_a)
        low = middle;
      else
        high = middle;
    }
  return delta_a > 0 ? 0.5f * (low + high) : 0;
}

void
mn_erythema_blotches (float *out, uint32_t seed, float x, float y, float step, int n)
{
  static const struct { float wavelength, weight; uint32_t stream; } octaves[] = {
    { 34.0f, 0.45f, 1 }, { 14.0f, 0.45f, 2 }, { 6.0f, 0.40f, 3 }, { 2.4f, 0.28f, 4 }
  };

  enum { piece = 64 };

  for (int first = 0; first < n; first += piece)
    {
      const int count = n - first < piece ? n - first : piece;
      float     sum[piece] = { 0 }, octave[piece];

      for (int k = 0; k < 4; k++)
        {
          const float wavelength = octaves[k].wavelength;

          mn_noise_row (seed, octaves[k].stream, (x + (float) first * step) / wavelength, step / wavelength,
                        y / wavelength, count, octave);
          for (int i = 0; i < count; i++)
            sum[i] += octaves[k].weight * octave[i];
        }
      for (int i = 0; i < count; i++)
        out[first + i] = mn_exp2 ((blotch_deviation * sum[i] - blotch_mean) / MN_LN_2);
    }
}

void
mn_erythema_render (MnGain gain, const float *map, const float *blotches, int n, float density)
{
  for (int i = 0; i < n; i++)
    {
      const float d = density * map[i] * blotches[i];

      gain.r[i] -= d * MN_HAEMOGLOBIN_R;
      gain.g[i] -= d * MN_HAEMOGLOBIN_G;
      gain.b[i] -= d * MN_HAEMOGLOBIN_B;
    }
}
