/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "flaking.h"

#define DENSITY 160.0f          /* flakes a cm2 and amount, were they everywhere */
#define PATCH_MM 7.0f
#define SMALLEST_MM 0.3f        /* widths */
#define BIGGEST_MM 1.0f
#define MEDIAN_MM 0.42f
#define SPREAD 0.3f             /* standard deviation of their logarithms */
#define RIM_MM 0.06f            /* half its width, and what a pixel's own blur adds to it */
#define RIM_PX 0.8f
#define REACH_MM 2.3f           /* of the most uneven flake of 1 mm, at SHOWS_FROM */
#define SHEET_OD 0.045f
#define RIM_OD 0.19f
#define SHADOW 0.33f            /* of the rim's */
#define GREY_G 1.6f             /* white light on skin: the gain of green and blue over that of red */
#define GREY_B 2.2f
#define SHOWS_FROM 4.0f         /* px/mm */
#define SHOWS_WHOLLY 6.0f

enum { STREAM_FLAKES = 0xf1, STREAM_PATCHES };
enum { WIDTH, LENGTH, TURN_X, TURN_Y, LOOSE_X, LOOSE_Y, STRENGTH, OUTLINE };

typedef struct
{
  float x, y;                   /* centre, pixel indices of the photo */
  float radius;                 /* px */
  float flat;                   /* width over length */
  float cosine, sine;           /* its length's direction */
  float wave[8];                /* of the outline: amplitudes of cos and sin 2, 3, 4, 5 */
  float loose_x, loose_y;       /* where the edge has come loose */
  float rim, lift;              /* half the width of the rim, px, and its optical density */
  float strength;
} Flake;

/* How far an outline can go beyond the radius, relative to it. */
static float
outermost (const float wave[8])
{
  float sum = 0;

  for (int i = 0; i < 8; i += 2)
    sum += sqrtf (wave[i] * wave[i] + wave[i + 1] * wave[i + 1]);
  return sum;
}

static void
add_flake (const MnOdBlock *block, const Flake *flake)
{
  const float *w = flake->wave;
  const float  across = flake->radius * (1 + outermost (w)) + 2.6f * flake->rim, along = across / flake->flat;
  const MnSpan cols = mn_span (flake->x, hypotf (along * flake->cosine, across * flake->sine), block->x, block->width);
  const MnSpan rows = mn_span (flake->y, hypotf (along * flake->sine, across * flake->cosine), block->y, block->height);

  for (int row = rows.begin; row < rows.end; row++)
    {
      const float dy = (float) (block->y + row) - flake->y;
      float      *r = block->r + row * block->stride;
      float      *g = block->g + row * block->stride;
      float      *b = block->b + row * block->stride;

      for (int col = cols.begin; col < cols.end; col++)
        {
          const float dx = (float) (block->x + col) - flake->x;
          const float u = (dx * flake->cosine + dy * flake->sine) * flake->flat;
          const float v = dy * flake->cosine - dx * flake->sine;
          const float distance = sqrtf (u * u + v * v) + 1e-4f;
          const float c = u / distance, s = v / distance;
          const float c2 = c * c - s * s, s2 = 2 * s * c;
          const float c3 = c * c2 - s * s2, s3 = s * c2 + c * s2;
          const float c4 = c2 * c2 - s2 * s2, s4 = 2 * s2 * c2;
          const float c5 = c2 * c3 - s2 * s3, s5 = s2 * c3 + c2 * s3;
          const float uneven = w[0] * c2 + w[1] * s2 + w[2] * c3 + w[3] * s3 + w[4] * c4 + w[5] * s4 + w[6] * c5
                               + w[7] * s5;
          const float outside = distance - flake->radius * (1 + uneven);
          const float sheet = mn_clampf (0.5f - outside / (2 * flake->rim), 0, 1);
          const float loose = mn_clampf (-0.2f + c * flake->loose_x + s * flake->loose_y + 4 * uneven, 0, 1);
          const float on_rim = mn_maxf (1 - outside * outside / (flake->rim * flake->rim), 0);
          const float beyond = outside - 1.6f * flake->rim;
          const float shadow = mn_maxf (1 - beyond * beyond / (flake->rim * flake->rim), 0);
          const float od = flake->strength * (flake->lift * loose * (SHADOW * shadow - on_rim) - SHEET_OD * sheet);

          r[col] += od;
          g[col] += GREY_G * od;
          b[col] += GREY_B * od;
        }
    }
}

/* Dry skin comes in patches; between them nothing flakes. */
static float
patch (uint32_t seed, const MnSpot *spot)
{
  return mn_smoothstep (-0.8f, 1.6f, mn_noise (seed, STREAM_PATCHES, spot->x_mm / PATCH_MM, spot->y_mm / PATCH_MM));
}

static Flake
flake_at (const MnOdBlock *block, const MnSpot *spot, float strength)
{
  const float k = block->px_per_mm;
  const float own = mn_exp2 (SPREAD / MN_LN_2 * mn_spot_normal (spot, WIDTH));
  const float width = mn_clampf (MEDIAN_MM * own, SMALLEST_MM, BIGGEST_MM);
  const float length = mn_minf (width * (1 + 1.5f * mn_spot_uniform (spot, LENGTH)), BIGGEST_MM);
  const float turn_x = mn_spot_normal (spot, TURN_X), turn_y = mn_spot_normal (spot, TURN_Y);
  const float turn = 1 / sqrtf (turn_x * turn_x + turn_y * turn_y + 1e-6f);
  const float rim = sqrtf (RIM_MM * k * RIM_MM * k + RIM_PX * RIM_PX);
  Flake       flake = { .x = mn_spot_x (spot, block), .y = mn_spot_y (spot, block),
                        .radius = 0.5f * width * k, .flat = width / length,
                        .cosine = turn_x * turn, .sine = turn_y * turn,
                        .loose_x = 0.8f * mn_spot_normal (spot, LOOSE_X),
                        .loose_y = 0.8f * mn_spot_normal (spot, LOOSE_Y),
                        .rim = rim, .lift = RIM_OD * RIM_MM * k / rim,
                        .strength = strength * (0.4f + 0.9f * mn_spot_uniform (spot, STRENGTH)) };

  for (int i = 0; i < 8; i++)
    flake.wave[i] = 0.10f * mn_clampf (mn_spot_normal (spot, OUTLINE + i), -1.5f, 1.5f);
  return flake;
}

void
mn_flaking_add (const MnOdBlock *block, const MnFlaking *flaking)
{
  const MnScatter scatter = mn_scatter_over (flaking->weight, flaking->seed, STREAM_FLAKES, DENSITY * flaking->amount);
  const float     shows = mn_smoothstep (SHOWS_FROM, SHOWS_WHOLLY, block->px_per_mm);
  const MnCells   cells = mn_scatter_cells (block, REACH_MM);
  MnSpot          spots[MN_SCATTER_MAX];

  if (shows <= 0 || scatter.limit <= 0)
    return;

  for (int j = cells.j0; j < cells.j1; j++)
    for (int i = cells.i0; i < cells.i1; i++)
      {
        const int n = mn_scatter_cell (&scatter, i, j, spots);

        for (int k = 0; k < n; k++)
          {
            const float strength = shows * spots[k].visibility * patch (flaking->seed, &spots[k]);
            const Flake flake = flake_at (block, &spots[k], strength);

            if (strength > 0)
              add_flake (block, &flake);
          }
      }
}
