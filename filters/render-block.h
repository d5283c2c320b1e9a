/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * One block of the render: a piece of the photo and one face's maps, small enough to stay in the cache.
 *
 * Blocks lie on a grid that starts at the photo's origin and are always computed whole, so that a pixel gets the same
 * value whichever tile asked for it.
 */
#pragma once

#include <gegl.h>

#include "grid.h"
#include "kernels/scatter.h"
#include "kernels/skin.h"
#include "maps.h"
#include "portrait.h"
#include "treatment.h"

#define MN_BLOCK_SIDE     MN_GRID_MOST    /* pixels */
#define MN_DRAWN_REACH_MM 3.0             /* what is drawn on the skin reaches less far from its point */

/* Pixels round a block that its results depend on. */
int  mn_block_halo  (const MnPortrait *portrait, const MnDoses *doses);

/* Cells along a side of a block and its rim at the finest pitch of the portrait, with one more on both sides for the
 * bilinear lift; around: with the reach of what is drawn. */
void mn_block_cells (const MnPortrait *portrait, int *within, int *around);

typedef struct
{
  const MnDoses      *doses;
  guint32             seed;
  const MnFace       *face;
  const MnAtlasPlace *place;
  float               px_per_mm;
  float               visibility;      /* of haemoglobin through this skin's melanin */

  MnGrid              pixels;                /* the block's own; within the face's rectangle */
  MnGrid              cells;                 /* of the survey, about them */
  int                 col, row;              /* the first cell's place in the face's rectangle of the atlas */
  float              *map[MN_N_MAPS];        /* of the cells */
  MnGain              cell_gain;             /* what is added up at the cells' resolution */
  float              *cell_texture, *cell_folds, *cell_sheen, *cell_noise;
  MnWeight            weight;                /* where points may be, MN_DRAWN_REACH_MM round the block */
  float              *weight_cells, *weight_maps;

  const float        *photo;                 /* R'G'B'A, from this pixel of the photo on */
  int                 photo_x, photo_y, photo_stride;

  MnGrid              samples;               /* of the light, with what pores and lines look at round them */
  MnGrid              within;                /* those of the samples that have all of it */
  float              *log_light, *lowest, *mean;     /* of the samples */
  float              *keep, *knee, *filled;          /* of those within */

  MnGain              gain;                  /* of the pixels: of the skin, before the coverage */
  MnOdBlock           drawn;                 /* of the pixels: density of what lies on the skin: blood, flakes */
  float              *coverage, *light;      /* of the pixels; light: gained in the pores, natural log */
  float              *scratch;               /* twice as large as log_light */
} MnBlock;

/* Memory for any block of this portrait; one slab. */
MnBlock *mn_block_new  (const MnPortrait *portrait, const MnDoses *doses);
void     mn_block_free (MnBlock *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnBlock, mn_block_free)

/* Sets the block to the part of rect (photo pixels) that the face covers and takes its maps from the atlas.
 * FALSE where the face covers nothing of it. */
gboolean mn_block_place (MnBlock *block, const MnFace *face, const MnAtlasPlace *place, GeglBuffer *atlas,
                         const GeglRectangle *rect);

/* Where the block's first cell lies, mm from the pupil midpoint. */
void     mn_block_origin_mm (const MnBlock *block, float *x, float *y);
