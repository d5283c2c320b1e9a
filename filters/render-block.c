/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "render-block.h"

/* Hands out count planes of n floats each from the slab. */
static void
carve (float **slab, gsize n, int count, float **planes[])
{
  for (int i = 0; i < count; i++, *slab += n)
    *planes[i] = *slab;
}

MnBlock *
mn_block_new (const MnPortrait *portrait, const MnDoses *doses)
{
  MnBlock    *block = g_new0 (MnBlock, 1);
  const int   side = MN_BLOCK_SIDE + 2 * mn_block_halo (portrait, doses);
  const gsize around = (gsize) side * side, inside = MN_BLOCK_SIDE * MN_BLOCK_SIDE;
  int         within, wide;

  mn_block_cells (portrait, &within, &wide);

  const gsize cells = (gsize) within * within, wide_cells = (gsize) wide * wide;

  float **at_cells[] = { &block->cell_gain.r, &block->cell_gain.g, &block->cell_gain.b,
                         &block->cell_texture, &block->cell_folds, &block->cell_sheen, &block->cell_noise };
  float **at_pixels[] = { &block->gain.r, &block->gain.g, &block->gain.b, &block->drawn.r, &block->drawn.g,
                          &block->drawn.b, &block->coverage, &block->light };
  float **at_halo[] = { &block->log_light, &block->lowest, &block->mean, &block->keep, &block->knee, &block->filled,
                        &block->scratch };    /* scratch: two planes */

  float *slab = g_new (float, cells * (MN_N_MAPS + G_N_ELEMENTS (at_cells)) + inside * G_N_ELEMENTS (at_pixels)
                              + around * (1 + G_N_ELEMENTS (at_halo))
                              + wide_cells * (1 + MN_N_MAPS));

  for (int m = 0; m < MN_N_MAPS; m++, slab += cells)
    block->map[m] = slab;
  carve (&slab, cells, G_N_ELEMENTS (at_cells), at_cells);
  carve (&slab, inside, G_N_ELEMENTS (at_pixels), at_pixels);
  carve (&slab, around, G_N_ELEMENTS (at_halo), at_halo);
  slab += around;
  block->weight_cells = slab;
  block->weight_maps = slab + wide_cells;
  block->doses = doses;
  return block;
}

void
mn_block_free (MnBlock *block)
{
  g_free (block->map[0]);     /* where the slab begins */
  g_free (block);
}
