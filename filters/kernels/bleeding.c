/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "bleeding.h"

#include <math.h>

#include "noise.h"
#include "scalar.h"

#define MEDIAN_MM 0.25f         /* of the diameters */
#define SPREAD 0.38f            /* standard deviation of their logarithms */
#define SMALLEST_MM 0.13f
#define BIGGEST_MM 0.55f
#define HALO_MM 1.1f            /* radius */
#define HALO_OD 0.10f
#define SMEAR_MM 1.15f          /* longest */
#define REACH_MM (1.2f * BIGGEST_MM + SMEAR_MM)
#define REACH_PX 3.0f
#define EDGE_PX 1.25f           /* half the width of a sharp edge: a pixel's own blur */
#define DROP_EDGE_MM 0.05f      /* … of a drop's */
#define PETECHIA_EDGE_MM 0.14f
#define SMEARED 0.06f           /* of the drops */
#define SMEAR_DOTS 8
#define SPECK_LIFE 0.125f       /* film's life over a speck's */
#define FADE_SPREAD 0.35f       /* of a point's fading, in speck life */

enum { STREAM_DROPS = 0xb1, STREAM_PETECHIAE = 0xb2 };
enum { DIAMETER, THICKNESS, LIFE, AGE, SMEAR, SMEAR_LENGTH, OUTLINE };

typedef struct
{
  float x, y;               /* centre, photo pixel indices */
  float radius, edge;       /* px: half coverage at the radius, all or nothing an edge away from it */
  float peak;               /* coverage at the centre: below 1 where the dot is smaller than a pixel */
  float wave[4];            /* outline: amplitudes of cos 2, sin 2, cos 3, sin 3 */
  float absorb[3];          /* 1 - transmission at full coverage */
  float shine;              /* strength of the highlight, 0 … 1 */
} Dot;

static inline float
draw_uniform (const MnSpot *spot, int which)
{
  return mn_uniform (mn_hash_mix (spot->mark + (uint32_t) which * 0x9e3779b9u));
}

static inline float
draw_normal (const MnSpot *spot, int which)
{
  return mn_normal (mn_hash_mix (spot->mark + (uint32_t) which * 0x9e3779b9u));
}

static inline float
power (float base, float exponent)
{
  return mn_exp2 (exponent * mn_log2 (base));
}

/* The columns (rows) of a block that [centre - reach, centre + reach] touches. */
static inline int
first_index (float centre, float reach, int start)
{
  return (int) mn_maxf (ceilf (centre - reach) - (float) start, 0);
}

static inline int
end_index (float centre, float reach, int start, int length)
{
  return (int) mn_minf (floorf (centre + reach) - (float) start + 1, (float) length);
}

static void
add_dot (const MnOdBlock *block, const Dot *dot)
{
  const float reach = 1.2f * dot->radius + dot->edge;
  const int   left = first_index (dot->x, reach, block->x), right = end_index (dot->x, reach, block->x, block->width);
  const int   top = first_index (dot->y, reach, block->y), bottom = end_index (dot->y, reach, block->y, block->height);
  const float glint_x = -0.30f * dot->radius, glint_y = -0.35f * dot->radius;
  const float glint = 1.0f / (0.3f * dot->radius * 0.3f * dot->radius + 0.5f);

  for (int row = top; row < bottom; row++)
    {
      const float dy = (float) (block->y + row) - dot->y;
      float      *r = block->r + row * block->stride;
      float      *g = block->g + row * block->stride;
      float      *b = block->b + row * block->stride;

      for (int col = left; col < right; col++)
        {
          const float dx = (float) (block->x + col) - dot->x;
          const float distance = sqrtf (dx * dx + dy * dy) + 1e-4f;
          const float c = dx / distance, s = dy / distance;
          const float c2 = c * c - s * s, s2 = 2 * s * c;
          const float c3 = c * c2 - s * s2, s3 = s * c2 + c * s2;
          const float edge = dot->radius * (1 + dot->wave[0] * c2 + dot->wave[1] * s2 + dot->wave[2] * c3 + dot->wave[3] * s3);
          const float t = mn_clampf ((edge + dot->edge - distance) / (2 * dot->edge), 0, 1);
          const float cover = dot->peak * t * t * (3 - 2 * t);
          const float off_x = dx - glint_x, off_y = dy - glint_y;
          const float u = mn_maxf (1 - (off_x * off_x + off_y * off_y) * glint, 0);
          const float shine = dot->shine * u * u;
          const float pass_r = 1 - cover * dot->absorb[0];
          const float pass_g = 1 - cover * dot->absorb[1];
          const float pass_b = 1 - cover * dot->absorb[2];

          r[col] -= MN_LN_2 * mn_log2 (pass_r + shine * (1.1f - pass_r));
          g[col] -= MN_LN_2 * mn_log2 (pass_g + shine * (1.1f - pass_g));
          b[col] -= MN_LN_2 * mn_log2 (pass_b + shine * (1.1f - pass_b));
        }
    }
}

static void
add_halo (const MnOdBlock *block, float x, float y, float strength)
{
  const float reach = HALO_MM * block->px_per_mm, scale = 1 / (reach * reach);
  const int   left = first_index (x, reach, block->x), right = end_index (x, reach, block->x, block->width);
  const int   top = first_index (y, reach, block->y), bottom = end_index (y, reach, block->y, block->height);

  for (int row = top; row < bottom; row++)
    {
      const float dy = (float) (block->y + row) - y;
      float      *r = block->r + row * block->stride;
      float      *g = block->g + row * block->stride;
      float      *b = block->b + row * block->stride;

      for (int col = left; col < right; col++)
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

/* The soft disc's area is pi (radius^2 + edge^2 / 5): what it has too much is taken from the radius, and where the disc is
 * smaller than its edge, from the coverage. */
static void
set_size (Dot *dot, float radius, float edge)
{
  const float square = radius * radius - edge * edge / 5;

  dot->edge = edge;
  if (square >= edge * edge)
    {
      dot->radius = sqrtf (square);
      dot->peak = 1;
    }
  else
    {
      dot->radius = edge;
      dot->peak = radius * radius / (1.2f * edge * edge);
    }
}

static void
set_outline (Dot *dot, const MnSpot *spot)
{
  const float size = mn_smoothstep (1.2f, 3.0f, dot->radius);

  for (int i = 0; i < 4; i++)
    dot->wave[i] = size * 0.07f * mn_clampf (draw_normal (spot, OUTLINE + i), -1, 1);
}

static void
set_colour (Dot *dot, const float od[3], float thickness)
{
  for (int i = 0; i < 3; i++)
    dot->absorb[i] = 1 - mn_exp2 (-thickness * od[i] / MN_LN_2);
}

static Dot
dot_at (const MnOdBlock *block, const MnSpot *spot)
{
  return (Dot) { .x = block->origin_x - 0.5f + spot->x_mm * block->px_per_mm,
                 .y = block->origin_y - 0.5f + spot->y_mm * block->px_per_mm };
}

/* How much is left of a point that outlives a part of the others, when so much is left on the whole. */
static float
remains (const MnSpot *spot, float left)
{
  return mn_clampf ((left * (1 + FADE_SPREAD) - draw_uniform (spot, LIFE)) / FADE_SPREAD, 0, 1) * spot->visibility;
}

/* In mm. */
static float
draw_diameter (const MnSpot *spot, float factor)
{
  return mn_clampf (MEDIAN_MM * factor * mn_exp2 (SPREAD / MN_LN_2 * draw_normal (spot, DIAMETER)), SMALLEST_MM, BIGGEST_MM);
}

/* In units of the blood's optical density: bigger ones are thicker. */
static float
draw_thickness (const MnSpot *spot, float diameter)
{
  const float own = mn_exp2 (0.44f / MN_LN_2 * draw_normal (spot, THICKNESS));

  return mn_clampf (0.80f * power (diameter / MEDIAN_MM, 0.7f) * own, 0.30f, 1.6f);
}

/* A wiped tail: a row of ever smaller and thinner dots. */
static void
add_smear (const MnOdBlock *block, const MnSpot *spot, const Dot *drop, const float od[3], float radius, float thickness)
{
  const float length = (0.25f + (SMEAR_MM - 0.25f) * draw_uniform (spot, SMEAR_LENGTH)) * block->px_per_mm;
  const float step = length / SMEAR_DOTS;

  for (int i = 1; i <= SMEAR_DOTS; i++)
    {
      const float rest = 1 - (float) i / (SMEAR_DOTS + 1);
      Dot         dot = { .x = drop->x + spot->along_x * step * (float) i, .y = drop->y + spot->along_y * step * (float) i };

      set_size (&dot, radius * (0.5f + 0.5f * rest), drop->edge + 0.5f * radius);
      set_colour (&dot, od, 0.21f * thickness * rest * mn_minf (step / radius, 1));
      add_dot (block, &dot);
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
  const float freshness = mn_clampf (bleeding->freshness + 0.15f * draw_normal (spot, AGE), 0, 1);
  const float od[3] = { mn_mixf (0.80f, 0.36f, freshness), mn_mixf (1.60f, 1.90f, freshness),
                        mn_mixf (1.70f, 2.00f, freshness) };
  Dot         dot = dot_at (block, spot);

  set_size (&dot, radius, hypotf (EDGE_PX, DROP_EDGE_MM * k));
  set_outline (&dot, spot);
  set_colour (&dot, od, thickness);
  dot.shine = 0.8f * left * mn_smoothstep (8, 14, k) * mn_smoothstep (0.18f, 0.4f, diameter)
              * mn_smoothstep (0.05f, 0.35f, bleeding->film);

  add_halo (block, dot.x, dot.y, HALO_OD * left);
  if (draw_uniform (spot, SMEAR) < SMEARED)
    add_smear (block, spot, &dot, od, radius, thickness);
  add_dot (block, &dot);
}

static void
add_petechia (const MnOdBlock *block, const MnBleeding *bleeding, const MnSpot *spot)
{
  static const float od[3] = { 0.28f, 1.00f, 0.95f };
  const float        left = remains (spot, bleeding->petechiae_fade);
  const float        diameter = draw_diameter (spot, 1.25f);
  Dot                dot = dot_at (block, spot);

  if (left <= 0)
    return;

  set_size (&dot, 0.5f * diameter * block->px_per_mm, hypotf (EDGE_PX, PETECHIA_EDGE_MM * block->px_per_mm));
  set_outline (&dot, spot);
  set_colour (&dot, od, draw_thickness (spot, diameter) * left);
  add_dot (block, &dot);
}

static void
add_all (const MnOdBlock *block, const MnBleeding *bleeding, const MnScatter *scatter,
         void (*add) (const MnOdBlock *, const MnBleeding *, const MnSpot *))
{
  const MnCells cells = mn_scatter_cells (block, REACH_MM + REACH_PX / block->px_per_mm);
  MnSpot        spots[MN_SCATTER_MAX];

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
  const MnScatter petechiae = { bleeding->seed, STREAM_PETECHIAE, bleeding->petechiae, bleeding->weight };
  const MnScatter drops = { bleeding->seed, STREAM_DROPS, bleeding->points, bleeding->weight };

  add_all (block, bleeding, &petechiae, add_petechia);
  add_all (block, bleeding, &drops, add_drop);
}
