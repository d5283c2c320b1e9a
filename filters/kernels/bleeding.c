/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "bleeding.h"

#include "dot.h"

#define MEDIAN_MM 0.25f         /* of the diameters */
#define SPREAD 0.38f            /* standard deviation of their logarithms */
#define SMALLEST_MM 0.13f
#define BIGGEST_MM 0.55f
#define HALO_MM 1.1f            /* radius */
#define HALO_OD 0.10f
#define SMEAR_MM 1.15f          /* longest */
#define REACH_MM (1.2f * BIGGEST_MM + SMEAR_MM)
#define REACH_PX 3.0f
#define DROP_BLUR_MM 0.05f      /* half the width of the edge */
#define PETECHIA_BLUR_MM 0.14f
#define SMEARED 0.06f           /* of the drops */
#define SMEAR_DOTS 8
#define SPECK_LIFE 0.125f       /* film's life over a speck's */
#define FADE_SPREAD 0.35f       /* of a point's fading, in speck life */
#define SHOWS_FROM 0.5f         /* px/mm */
#define SHOWS_WHOLLY 1.0f

enum { STREAM_DROPS = 0xb1, STREAM_PETECHIAE = 0xb2 };
enum { DIAMETER, THICKNESS, LIFE, AGE, SMEAR, SMEAR_LENGTH, OUTLINE };

static inline float
power (float base, float exponent)
{
  return mn_exp2 (exponent * mn_log2 (base));
}

static void
add_halo (const MnOdBlock *block, float x, float y, float strength)
{
  const float reach = HALO_MM * block->px_per_mm, scale = 1 / (reach * reach);
  const MnSpan cols = mn_span (x, reach, block->x, block->width);
  const MnSpan rows = mn_span (y, reach, block->y, block->height);

  for (int row = rows.begin; row < rows.end; row++)
    {
      const float dy = (float) (block->y + row) - y;
      float      *r = block->r + row * block->stride;
      float      *g = block->g + row * block->stride;
      float      *b = block->b + row * block->stride;

      for (int col = cols.begin; col < cols.end; col++)
        {
          const float dx = (float) (block->x + col) - x;
          const float u = mn_maxf (1 - (dx * dx + dy * dy) * scale, 0);
          const float od = strength * u * u;

          r[col] += 0.21f * od;
          g[col] += 0.69f * od;
          b[col] += 0.69f * od;
        }
    }
}

/* How much is left of a point that outlives a part of the others, when so much is left on the whole. */
static float
remains (const MnSpot *spot, float left)
{
  return mn_clampf ((left * (1 + FADE_SPREAD) - mn_spot_uniform (spot, LIFE)) / FADE_SPREAD, 0, 1) * spot->visibility;
}

/* In mm. */
static float
draw_diameter (const MnSpot *spot, float factor)
{
  const float own = mn_exp2 (SPREAD / MN_LN_2 * mn_spot_normal (spot, DIAMETER));

  return mn_clampf (MEDIAN_MM * factor * own, SMALLEST_MM, BIGGEST_MM);
}

/* In units of the blood's optical density: bigger ones are thicker. */
static float
draw_thickness (const MnSpot *spot, float diameter)
{
  const float own = mn_exp2 (0.44f / MN_LN_2 * mn_spot_normal (spot, THICKNESS));

  return mn_clampf (0.80f * power (diameter / MEDIAN_MM, 0.7f) * own, 0.30f, 1.6f);
}

/* A wiped tail: a row of ever smaller and thinner dots. */
static void
add_smear (const MnOdBlock *block, const MnSpot *spot, const MnDot *drop, const float od[3], float radius,
           float thickness)
{
  const float length = (0.25f + (SMEAR_MM - 0.25f) * mn_spot_uniform (spot, SMEAR_LENGTH)) * block->px_per_mm;
  const float step = length / SMEAR_DOTS;

  for (int i = 1; i <= SMEAR_DOTS; i++)
    {
      const float rest = 1 - (float) i / (SMEAR_DOTS + 1);
      MnDot       dot = { .x = drop->x + spot->along_x * step * (float) i,
                          .y = drop->y + spot->along_y * step * (float) i };

      mn_dot_set_size (&dot, radius * (0.5f + 0.5f * rest), DROP_BLUR_MM * block->px_per_mm + 0.5f * radius);
      mn_dot_set_colour (&dot, od, 0.21f * thickness * rest * mn_minf (step / radius, 1));
      mn_dot_add (block, &dot);
    }
}

static void
add_drop (const MnOdBlock *block, const MnBleeding *bleeding, const MnSpot *spot)
{
  const float left = remains (spot, power (mn_maxf (bleeding->film, 1e-30f), SPECK_LIFE));
  const float k = block->px_per_mm;

  if (left <= 0)
    return;

  const float diameter = draw_diameter (spot, 1);
  const float radius = 0.5f * diameter * k * (0.6f + 0.4f * left);
  const float thickness = draw_thickness (spot, diameter) * left;
  const float freshness = mn_clampf (bleeding->freshness + 0.15f * mn_spot_normal (spot, AGE), 0, 1);
  const float od[3] = { mn_mixf (0.80f, 0.36f, freshness), mn_mixf (1.60f, 1.90f, freshness),
                        mn_mixf (1.70f, 2.00f, freshness) };
  MnDot       dot = { .x = mn_spot_x (spot, block), .y = mn_spot_y (spot, block) };

  mn_dot_set_size (&dot, radius, DROP_BLUR_MM * k);
  mn_dot_set_outline (&dot, spot, OUTLINE);
  mn_dot_set_colour (&dot, od, thickness);
  dot.shine = 0.8f * left * mn_smoothstep (8, 14, k) * mn_smoothstep (0.18f, 0.4f, diameter)
              * mn_smoothstep (0.05f, 0.35f, bleeding->film);

  add_halo (block, dot.x, dot.y, HALO_OD * left);
  if (mn_spot_uniform (spot, SMEAR) < SMEARED)
    add_smear (block, spot, &dot, od, radius, thickness);
  mn_dot_add (block, &dot);
}

static void
add_petechia (const MnOdBlock *block, const MnBleeding *bleeding, const MnSpot *spot)
{
  static const float od[3] = { 0.28f, 1.00f, 0.95f };
  const float        left = remains (spot, bleeding->petechiae_fade);
  const float        diameter = draw_diameter (spot, 1.25f);
  MnDot              dot = { .x = mn_spot_x (spot, block), .y = mn_spot_y (spot, block) };

  if (left <= 0)
    return;

  mn_dot_set_size (&dot, 0.5f * diameter * block->px_per_mm, PETECHIA_BLUR_MM * block->px_per_mm);
  mn_dot_set_outline (&dot, spot, OUTLINE);
  mn_dot_set_colour (&dot, od, draw_thickness (spot, diameter) * left);
  mn_dot_add (block, &dot);
}

static void
add_all (const MnOdBlock *block, const MnBleeding *bleeding, const MnScatter *scatter,
         void (*add) (const MnOdBlock *, const MnBleeding *, const MnSpot *))
{
  MnSpot spots[MN_SCATTER_MAX];

  if (scatter->limit <= 0)
    return;

  const MnCells cells = mn_scatter_cells (block, REACH_MM + REACH_PX / block->px_per_mm);

  for (int j = cells.j0; j < cells.j1; j++)
    for (int i = cells.i0; i < cells.i1; i++)
      {
        const int n = mn_scatter_cell (scatter, i, j, spots);

        for (int spot = 0; spot < n; spot++)
          add (block, bleeding, &spots[spot]);
      }
}

void
mn_bleeding_add (const MnOdBlock *block, const MnBleeding *bleeding)
{
  const float     shows = mn_smoothstep (SHOWS_FROM, SHOWS_WHOLLY, block->px_per_mm);
  const MnWeight *weight = bleeding->weight;
  const MnScatter petechiae = mn_scatter_over (weight, bleeding->seed, STREAM_PETECHIAE, shows * bleeding->petechiae);
  const MnScatter drops = mn_scatter_over (weight, bleeding->seed, STREAM_DROPS, shows * bleeding->points);

  add_all (block, bleeding, &petechiae, add_petechia);
  add_all (block, bleeding, &drops, add_drop);
}
