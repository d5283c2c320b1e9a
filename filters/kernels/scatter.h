/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Where on the skin small things happen: a random process of points in millimetres, the same for every tile.
 *
 * The frame is the face's: millimetres from the middle between the pupils along the photo's axes.  It is cut into cells
 * of MN_SCATTER_CELL_MM; the points born in a cell depend on seed, stream and the cell's indices only.  Points come in
 * groups as a needle's passes leave them: most alone, some two to four in a row or a huddle, reaching at most
 * MN_SCATTER_GROUP_MM out of the cell.  Each group has a level, and each of its points shows where the density wanted
 * at its place exceeds it: the levels of a cell are a Poisson process, so the number of points follows the density
 * exactly, and a greater density keeps every point and adds more.  At its level a point fades in: nothing pops up.
 *
 * A point asks for the weight at its own place only: a map that goes just as far beyond the block as
 * what is drawn at a point gives the same picture as the whole map.
 */
#pragma once

#include <math.h>
#include <stdint.h>

#include "noise.h"
#include "scalar.h"

#define MN_SCATTER_CELL_MM  4.0f
#define MN_SCATTER_GROUP_MM 4.0f
#define MN_SCATTER_MAX      192    /* points a cell: 1200 a cm2, what is beyond is left out */

/* A block of optical density (natural logarithm, of linear light) to be added to, and where it lies. */
typedef struct
{
  float *r, *g, *b;
  int    stride;               /* floats from row to row */
  int    width, height;
  int    x, y;                 /* the photo's column and row of the first pixel */
  float  origin_x, origin_y;   /* middle between the pupils, photo pixels, pixel centres at +0.5 */
  float  px_per_mm;
} MnOdBlock;

/* A coarse map over the skin: relative density, mean 1 over it, exactly 0 where there must be nothing. */
typedef struct
{
  const float *values;
  int          cols, rows, stride;
  float        x_mm, y_mm;     /* centre of cell (0, 0) */
  float        pitch_mm;
} MnWeight;

typedef struct
{
  uint32_t        seed, stream;
  float           density;     /* points a cm2 where the weight is 1 */
  const MnWeight *weight;
  float           limit;       /* level that no point of this map can show at */
} MnScatter;

typedef struct
{
  float    x_mm, y_mm;
  float    visibility;         /* 0 … 1: how far the density is above this point's level */
  float    along_x, along_y;   /* direction of the pass that left it */
  uint32_t mark;               /* a hash to draw its looks from */
} MnSpot;

MnScatter mn_scatter_over (const MnWeight *weight, uint32_t seed, uint32_t stream, float density);

/* Cells i0 <= i < i1, j0 <= j < j1: all whose points, reach_mm wide, can touch the block. */
typedef struct
{
  int i0, j0, i1, j1;
} MnCells;

MnCells   mn_scatter_cells (const MnOdBlock *block, float reach_mm);

/* The points of a cell that show, in a fixed order; returns how many. */
int       mn_scatter_cell  (const MnScatter *scatter, int i, int j, MnSpot spots[MN_SCATTER_MAX]);

/* Bilinear; 0 beyond the map's cell centres. */
float     mn_weight_at     (const MnWeight *weight, float x_mm, float y_mm);

/* A point's own deviates, numbered by what they decide. */
static inline float
mn_spot_uniform (const MnSpot *spot, int which)
{
  return mn_uniform (mn_hash_mix (spot->mark + (uint32_t) which * 0x9e3779b9u));
}

static inline float
mn_spot_normal (const MnSpot *spot, int which)
{
  return mn_normal (mn_hash_mix (spot->mark + (uint32_t) which * 0x9e3779b9u));
}

/* A point in pixel indices of the photo. */
static inline float
mn_spot_x (const MnSpot *spot, const MnOdBlock *block)
{
  return block->origin_x - 0.5f + spot->x_mm * block->px_per_mm;
}

static inline float
mn_spot_y (const MnSpot *spot, const MnOdBlock *block)
{
  return block->origin_y - 0.5f + spot->y_mm * block->px_per_mm;
}

/* The columns (rows) of a block, begin <= i < end, that lie within reach of a centre in pixel indices of the photo. */
typedef struct
{
  int begin, end;
} MnSpan;

static inline MnSpan
mn_span (float centre, float reach, int start, int length)
{
  return (MnSpan) { (int) mn_maxf (ceilf (centre - reach) - (float) start, 0),
                    (int) mn_minf (floorf (centre + reach) - (float) start + 1, (float) length) };
}
