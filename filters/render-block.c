/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "render-block.h"

#include <math.h>

#include "kernels/pores.h"
#include "kernels/scalar.h"
#include "kernels/wide.h"

/* Only pores and lines look at their neighbours. */
static int
face_halo (const MnFace *face, const MnDoses *doses)
{
  return doses->pores > 0 || doses->lines > 0 ? mn_pores_reach ((float) face->px_per_mm) : 0;
}

int
mn_block_halo (const MnPortrait *portrait, const MnDoses *doses)
{
  int halo = 0;

  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    halo = MAX (halo, face_halo (mn_portrait_face (portrait, i), doses));
  return halo;
}

/* Cells round the block's own that decide on what is drawn in it. */
static int
weight_reach (const MnFace *face, const MnAtlasPlace *place)
{
  return (int) ceil (MN_DRAWN_REACH_MM * face->px_per_mm / place->pitch) + 1;
}

/* Cells along a block's side at the finest pitch of the portrait, with one more on both sides for the bilinear lift;
 * around: with the reach of what is drawn. */
static void
most_cells (const MnPortrait *portrait, int *within, int *around)
{
  g_autofree MnAtlasPlace *places = g_new (MnAtlasPlace, mn_portrait_n_faces (portrait) + 1);

  *within = *around = 0;
  mn_portrait_atlas (portrait, places);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const int cells = (int) ceil (MN_BLOCK_SIDE / places[i].pitch) + 3;

      *within = MAX (*within, cells);
      *around = MAX (*around, cells + 2 * weight_reach (mn_portrait_face (portrait, i), &places[i]));
    }
}

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

  most_cells (portrait, &within, &wide);

  const gsize cells = (gsize) within * within, wide_cells = (gsize) wide * wide;

  float **at_cells[] = { &block->cell_gain.r, &block->cell_gain.g, &block->cell_gain.b,
                         &block->cell_texture, &block->cell_folds, &block->cell_sheen, &block->cell_noise };
  float **at_pixels[] = { &block->gain.r, &block->gain.g, &block->gain.b, &block->drawn.r, &block->drawn.g,
                          &block->drawn.b, &block->coverage, &block->keep, &block->knee };
  float **at_halo[] = { &block->log_light, &block->lowest, &block->mean, &block->scratch };    /* scratch: two planes */

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
  block->cells = slab + wide_cells;
  block->doses = doses;
  return block;
}

void
mn_block_free (MnBlock *block)
{
  g_free (block->map[0]);     /* where the slab begins */
  g_free (block);
}

/* Pixel centre -> cell coordinate, cell centres at whole numbers. */
static double
to_cell (double pixel, double origin, double pitch)
{
  return (pixel + 0.5 - origin) / pitch - 0.5;
}

static double
middle_x (const MnFace *face)
{
  return (face->pupil_r[0] + face->pupil_l[0]) / 2;
}

static double
middle_y (const MnFace *face)
{
  return (face->pupil_r[1] + face->pupil_l[1]) / 2;
}

static float
to_mm (double pixel, double middle, const MnFace *face)
{
  return (float) ((pixel - middle) / face->px_per_mm);
}

/* Points fall where redness is, well inside the coverage, and fewer where needles are shorter. */
static float
point_weight (const float *cell, const MnDoses *doses)
{
  return mn_smoothstep (0.5f, 0.8f, cell[MN_MAP_COVERAGE]) * cell[MN_MAP_ERYTHEMA]
         * mn_dose_share (doses, MN_SHARE_PETECHIAE, cell[MN_MAP_DEPTH]);
}

/* The dose that a map's values will be multiplied with. */
static const MnShare share_of[MN_N_MAPS] = {
  [MN_MAP_KEEP] = MN_SHARE_PORES, [MN_MAP_TEXTURE] = MN_SHARE_TEXTURE, [MN_MAP_SCARS] = MN_SHARE_SCARS,
  [MN_MAP_FOLDS] = MN_SHARE_FOLDS, [MN_MAP_MELANIN] = MN_SHARE_TONE, [MN_MAP_GREY] = MN_SHARE_TONE,
  [MN_MAP_SPOTS] = MN_SHARE_SPOTS, [MN_MAP_HAEMOGLOBIN] = MN_SHARE_BLOTCHES, [MN_MAP_RADIANCE] = MN_SHARE_RADIANCE,
  [MN_MAP_GLOW] = MN_SHARE_GLOW, [MN_MAP_ERYTHEMA] = MN_SHARE_ERYTHEMA, [MN_MAP_OEDEMA] = MN_SHARE_SWELLING,
};

/* A cell's values, less where the needles must be shorter there than the treatment's. */
static void
take_cell (MnBlock *block, int i, const float *cell)
{
  for (int m = 0; m < MN_N_MAPS; m++)
    block->map[m][i] = cell[m];
  if (cell[MN_MAP_DEPTH] < block->doses->depth)
    for (int m = 0; m < MN_N_MAPS; m++)
      block->map[m][i] *= mn_dose_share (block->doses, share_of[m], cell[MN_MAP_DEPTH]);
}

static gboolean
take_maps (MnBlock *block, GeglBuffer *atlas)
{
  const MnAtlasPlace *place = block->place;
  const int           reach = weight_reach (block->face, place);
  const int           left = CLAMP (block->col - reach, 0, place->rect.width - 1);
  const int           top = CLAMP (block->row - reach, 0, place->rect.height - 1);
  const int           right = CLAMP (block->col + block->cols + reach, left + 1, place->rect.width);
  const int           bottom = CLAMP (block->row + block->rows + reach, top + 1, place->rect.height);
  const GeglRectangle rect = { place->rect.x + left, place->rect.y + top, right - left, bottom - top };
  gboolean            any = FALSE;

  gegl_buffer_get (atlas, &rect, 1.0, babl_format_n (babl_type ("float"), MN_N_MAPS), block->cells, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  for (int y = 0; y < block->rows; y++)
    for (int x = 0; x < block->cols; x++)
      {
        const int    col = CLAMP (block->col + x - left, 0, rect.width - 1);
        const int    row = CLAMP (block->row + y - top, 0, rect.height - 1);
        const float *cell = block->cells + ((gsize) row * rect.width + col) * MN_N_MAPS;

        take_cell (block, y * block->cols + x, cell);
        any |= cell[MN_MAP_COVERAGE] > 0;
      }

  for (int i = 0; i < rect.width * rect.height; i++)
    block->weight_cells[i] = point_weight (block->cells + (gsize) i * MN_N_MAPS, block->doses);
  block->weight = (MnWeight) {
    .values = block->weight_cells,
    .cols = rect.width,
    .rows = rect.height,
    .stride = rect.width,
    .x_mm = to_mm (place->x + (left + 0.5) * place->pitch, middle_x (block->face), block->face),
    .y_mm = to_mm (place->y + (top + 0.5) * place->pitch, middle_y (block->face), block->face),
    .pitch_mm = (float) (place->pitch / block->face->px_per_mm),
  };
  return any;
}

gboolean
mn_block_place (MnBlock *block, const MnFace *face, const MnAtlasPlace *place, GeglBuffer *atlas,
                const GeglRectangle *rect)
{
  const GeglRectangle covered = {
    (int) ceil (place->x - 0.5), (int) ceil (place->y - 0.5),
    (int) ceil (place->rect.width * place->pitch), (int) ceil (place->rect.height * place->pitch)
  };
  GeglRectangle part;

  if (! gegl_rectangle_intersect (&part, rect, &covered))
    return FALSE;

  block->face = face;
  block->place = place;
  block->px_per_mm = (float) face->px_per_mm;
  block->x = part.x;
  block->y = part.y;
  block->width = part.width;
  block->height = part.height;
  block->halo = face_halo (face, block->doses);
  block->stride = part.width + 2 * block->halo;
  block->drawn = (MnOdBlock) {
    .r = block->drawn.r,
    .g = block->drawn.g,
    .b = block->drawn.b,
    .stride = part.width,
    .width = part.width,
    .height = part.height,
    .x = part.x,
    .y = part.y,
    .origin_x = (float) middle_x (face),
    .origin_y = (float) middle_y (face),
    .px_per_mm = (float) face->px_per_mm,
  };

  block->col = (int) floor (to_cell (part.x, place->x, place->pitch));
  block->row = (int) floor (to_cell (part.y, place->y, place->pitch));
  block->cols = (int) floor (to_cell (part.x + part.width - 1, place->x, place->pitch)) + 2 - block->col;
  block->rows = (int) floor (to_cell (part.y + part.height - 1, place->y, place->pitch)) + 2 - block->row;
  return take_maps (block, atlas);
}

void
mn_block_origin_mm (const MnBlock *block, float *x, float *y)
{
  const MnAtlasPlace *place = block->place;

  *x = to_mm (place->x + (block->col + 0.5) * place->pitch, middle_x (block->face), block->face);
  *y = to_mm (place->y + (block->row + 0.5) * place->pitch, middle_y (block->face), block->face);
}

/* One row of cells at the block's columns. */
static void
lift_row (const float *cells, const int *left, const float *part, int n, float *pixels)
{
  for (int x = 0; x < n; x++)
    pixels[x] = cells[left[x]] + (cells[left[x] + 1] - cells[left[x]]) * part[x];
}

MN_WIDE void
mn_block_lift (const MnBlock *block, const float *cells, float *pixels)
{
  const MnAtlasPlace *place = block->place;
  int   left[MN_BLOCK_SIDE], lifted = -1;
  float part[MN_BLOCK_SIDE];
  float rows[2][MN_BLOCK_SIDE];      /* the cell rows above and below, by parity */

  for (int x = 0; x < block->width; x++)
    {
      const double u = to_cell (block->x + x, place->x, place->pitch) - block->col;

      left[x] = (int) u;
      part[x] = (float) (u - (int) u);
    }
  for (int y = 0; y < block->height; y++)
    {
      const double v = to_cell (block->y + y, place->y, place->pitch) - block->row;
      const int    above = (int) v;
      const float  f = (float) (v - above);
      float       *out = pixels + y * block->width;

      for (; lifted < above + 1; lifted++)
        lift_row (cells + (lifted + 1) * block->cols, left, part, block->width, rows[(lifted + 1) & 1]);

      const float *a = rows[above & 1], *b = rows[(above + 1) & 1];

      for (int x = 0; x < block->width; x++)
        out[x] = a[x] + (b[x] - a[x]) * f;
    }
}
