/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "scatter.h"

#define CELL_CM2 (MN_SCATTER_CELL_MM * MN_SCATTER_CELL_MM / 100.0f)
#define SOFTNESS 0.05f         /* a point fades in between 1 - this and 1 + this times its level */
#define PATCH_MM 9.0f          /* density also varies by itself, over this */
#define PATCH_SD 0.4f          /* in log density */
#define PATCH_MAX 2.5f
#define GROUP_MAX 4
#define GROUP_MEAN 1.34f       /* of the sizes in group_size() */
#define PASS_X 0.939f          /* passes go this way, and across it, */
#define PASS_Y 0.343f
#define PASS_SPREAD 0.3f       /* give or take */

enum { GAP, PLACE_X, PLACE_Y, SIZE, SHAPE, TURN, FIRST_MEMBER };

static inline uint32_t
deviate (uint32_t mark, int which)
{
  return mn_hash_mix (mark + (uint32_t) which * 0x9e3779b9u);
}

static int
group_size (float u)
{
  return u < 0.80f ? 1 : u < 0.90f ? 2 : u < 0.96f ? 3 : 4;
}

float
mn_weight_at (const MnWeight *weight, float x_mm, float y_mm)
{
  const float x = (x_mm - weight->x_mm) / weight->pitch_mm, y = (y_mm - weight->y_mm) / weight->pitch_mm;

  if (! (x >= 0 && y >= 0 && x <= (float) (weight->cols - 1) && y <= (float) (weight->rows - 1)))
    return 0;

  const int    i = (int) x, j = (int) y;
  const int    right = i + 1 < weight->cols, below = j + 1 < weight->rows ? weight->stride : 0;
  const float *v = weight->values + j * weight->stride + i;
  const float  u = x - (float) i;

  return mn_mixf (mn_mixf (v[0], v[right], u), mn_mixf (v[below], v[below + right], u), y - (float) j);
}

MnScatter
mn_scatter_over (const MnWeight *weight, uint32_t seed, uint32_t stream, float density)
{
  float top = 0;

  for (int row = 0; row < weight->rows; row++)
    for (int col = 0; col < weight->cols; col++)
      top = mn_maxf (top, weight->values[row * weight->stride + col]);
  return (MnScatter) { seed, stream, density, weight, density * top * PATCH_MAX * (1 + SOFTNESS) };
}

static void
pass_direction (uint32_t mark, float *x, float *y)
{
  const float turn = PASS_SPREAD * mn_clampf (mn_normal (deviate (mark, TURN)), -2, 2);
  const float along_x = PASS_X - turn * PASS_Y, along_y = PASS_Y + turn * PASS_X;
  const int   across = deviate (mark, SHAPE) & 2;

  *x = across ? -along_y : along_x;
  *y = across ? along_x : along_y;
}

/* Places the n-th of a group, which started at (x, y). */
static void
place_member (MnSpot *spot, uint32_t mark, int n, float x, float y)
{
  const float a = mn_clampf (mn_normal (deviate (mark, FIRST_MEMBER + 3 * n)), -2.5f, 2.5f);
  const float b = mn_clampf (mn_normal (deviate (mark, FIRST_MEMBER + 3 * n + 1)), -2.5f, 2.5f);
  const int   in_row = deviate (mark, SHAPE) & 1;
  const float along = in_row ? 0.95f * (float) n + 0.25f * a : 0.9f * a;
  const float across = in_row ? 0.18f * b : 0.9f * b;

  spot->x_mm = n == 0 ? x : x + along * spot->along_x - across * spot->along_y;
  spot->y_mm = n == 0 ? y : y + along * spot->along_y + across * spot->along_x;
}

MnCells
mn_scatter_cells (const MnOdBlock *block, float reach_mm)
{
  const float k = block->px_per_mm, reach = reach_mm + MN_SCATTER_GROUP_MM;
  const float left = ((float) block->x - block->origin_x) / k - reach;
  const float top = ((float) block->y - block->origin_y) / k - reach;
  const float right = ((float) (block->x + block->width) - block->origin_x) / k + reach;
  const float bottom = ((float) (block->y + block->height) - block->origin_y) / k + reach;

  return (MnCells) { (int) floorf (left / MN_SCATTER_CELL_MM), (int) floorf (top / MN_SCATTER_CELL_MM),
                     (int) floorf (right / MN_SCATTER_CELL_MM) + 1, (int) floorf (bottom / MN_SCATTER_CELL_MM) + 1 };
}

/* How far a point of this level shows. */
static float
visibility (const MnScatter *scatter, float level, float x_mm, float y_mm)
{
  const float density = scatter->density * mn_weight_at (scatter->weight, x_mm, y_mm);

  if (level >= density * PATCH_MAX * (1 + SOFTNESS))
    return 0;

  const float patch = PATCH_SD * mn_noise (scatter->seed, ~scatter->stream, x_mm / PATCH_MM, y_mm / PATCH_MM);
  const float wanted = density * mn_minf (mn_exp2 ((patch - PATCH_SD * PATCH_SD / 2) / MN_LN_2), PATCH_MAX);

  return mn_clampf (0.5f + (wanted - level) / (2 * SOFTNESS * wanted), 0, 1);
}

int
mn_scatter_cell (const MnScatter *scatter, int i, int j, MnSpot spots[MN_SCATTER_MAX])
{
  const uint32_t cell = mn_hash (scatter->seed, scatter->stream, i, j);
  float          level = 0;
  int            n = 0;

  for (uint32_t k = 0; n <= MN_SCATTER_MAX - GROUP_MAX; k++)
    {
      const uint32_t mark = mn_hash_mix (cell + k * 0x85ebca77u);

      level -= MN_LN_2 * mn_log2 (mn_uniform (deviate (mark, GAP))) * (GROUP_MEAN / CELL_CM2);
      if (! (level < scatter->limit))
        break;

      const float x = ((float) i + mn_uniform (deviate (mark, PLACE_X))) * MN_SCATTER_CELL_MM;
      const float y = ((float) j + mn_uniform (deviate (mark, PLACE_Y))) * MN_SCATTER_CELL_MM;
      const int   size = group_size (mn_uniform (deviate (mark, SIZE)));

      for (int member = 0; member < size; member++)
        {
          MnSpot *spot = &spots[n];

          pass_direction (mark, &spot->along_x, &spot->along_y);
          place_member (spot, mark, member, x, y);
          spot->visibility = visibility (scatter, level, spot->x_mm, spot->y_mm);
          spot->mark = deviate (mark, FIRST_MEMBER + 3 * member + 2);
          n += spot->visibility > 0;
        }
    }
  return n;
}
