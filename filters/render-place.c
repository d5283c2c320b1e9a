/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "render-block.h"

#include <math.h>

#include "kernels/pores.h"
#include "kernels/scalar.h"

/* Samples beyond the block's own that its pixels lie between. */
static int
rim (int step)
{
  return step > 1;
}

/* Pores and lines alone look at their neighbours; one step more, for blocks don't begin on samples. */
static int
face_halo (const MnFace *face, const MnDoses *doses)
{
  const float k = (float) face->px_per_mm;
  const int   step = mn_pores_step (k);

  return doses->pores > 0 || doses->lines > 0 ? step * (mn_pores_reach (k) + 2 * rim (step)) : 0;
}

int
mn_block_halo (const MnPortrait *portrait, const MnDoses *doses)
{
  int halo = 0;

  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    halo = MAX (halo, face_halo (mn_portrait_face (portrait, i), doses));
  return halo;
}

/* Pixels round the block that the rim reaches over. */
static int
margin (const MnFace *face)
{
  const int step = mn_pores_step ((float) face->px_per_mm);

  return 2 * step * rim (step);
}

/* Cells round the block's own that decide on what is drawn in it. */
static int
weight_reach (const MnFace *face, const MnAtlasPlace *place)
{
  return (int) ceil (MN_DRAWN_REACH_MM * face->px_per_mm / place->pitch) + 1;
}

void
mn_block_cells (const MnPortrait *portrait, int *within, int *around)
{
  g_autofree MnAtlasPlace *places = g_new (MnAtlasPlace, mn_portrait_n_faces (portrait) + 1);

  *within = *around = 0;
  mn_portrait_atlas (portrait, places);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace *face = mn_portrait_face (portrait, i);
      const int     cells = (int) ceil ((MN_BLOCK_SIDE + 2 * margin (face)) / places[i].pitch) + 3;

      *within = MAX (*within, cells);
      *around = MAX (*around, cells + 2 * weight_reach (face, &places[i]));
    }
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
  const int           right = CLAMP (block->col + block->cells.cols + reach, left + 1, place->rect.width);
  const int           bottom = CLAMP (block->row + block->cells.rows + reach, top + 1, place->rect.height);
  const GeglRectangle rect = { place->rect.x + left, place->rect.y + top, right - left, bottom - top };
  gboolean            any = FALSE;

  gegl_buffer_get (atlas, &rect, 1.0, babl_format_n (babl_type ("float"), MN_N_MAPS), block->weight_maps,
                   GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  for (int y = 0; y < block->cells.rows; y++)
    for (int x = 0; x < block->cells.cols; x++)
      {
        const int    col = CLAMP (block->col + x - left, 0, rect.width - 1);
        const int    row = CLAMP (block->row + y - top, 0, rect.height - 1);
        const float *cell = block->weight_maps + ((gsize) row * rect.width + col) * MN_N_MAPS;

        take_cell (block, y * block->cells.cols + x, cell);
        any |= cell[MN_MAP_COVERAGE] > 0;
      }

  for (int i = 0; i < rect.width * rect.height; i++)
    block->weight_cells[i] = point_weight (block->weight_maps + (gsize) i * MN_N_MAPS, block->doses);
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

/* The survey's cells whose centres lie about the pixels and so many more. */
static void
place_cells (MnBlock *block, int more)
{
  const MnAtlasPlace *place = block->place;
  const MnGrid       *pixels = &block->pixels;
  const double        pitch = place->pitch;

  block->col = (int) floor ((pixels->x - more + 0.5 - place->x) / pitch - 0.5);
  block->row = (int) floor ((pixels->y - more + 0.5 - place->y) / pitch - 0.5);
  block->cells = (MnGrid) {
    .x = place->x + block->col * pitch,
    .y = place->y + block->row * pitch,
    .pitch = pitch,
    .cols = (int) floor ((pixels->x + pixels->cols + more - 0.5 - place->x) / pitch - 0.5) + 2 - block->col,
    .rows = (int) floor ((pixels->y + pixels->rows + more - 0.5 - place->y) / pitch - 0.5) + 2 - block->row,
  };
}

/* The samples lie on a grid that starts at the photo's origin, too. */
static void
place_samples (MnBlock *block)
{
  const MnGrid *pixels = &block->pixels;
  const int     step = mn_pores_step (block->px_per_mm), reach = mn_pores_reach (block->px_per_mm);
  const int     x = (int) pixels->x, y = (int) pixels->y;
  const int     left = x / step - rim (step), right = (x + pixels->cols - 1) / step + rim (step);
  const int     top = y / step - rim (step), bottom = (y + pixels->rows - 1) / step + rim (step);

  block->within = (MnGrid) { left * step, top * step, step, right - left + 1, bottom - top + 1 };
  block->samples = (MnGrid) { (left - reach) * step, (top - reach) * step, step,
                              block->within.cols + 2 * reach, block->within.rows + 2 * reach };
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
  block->pixels = (MnGrid) { part.x, part.y, 1, part.width, part.height };
  place_samples (block);
  place_cells (block, margin (face));
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
  return take_maps (block, atlas);
}

void
mn_block_origin_mm (const MnBlock *block, float *x, float *y)
{
  *x = to_mm (block->cells.x + 0.5 * block->cells.pitch, middle_x (block->face), block->face);
  *y = to_mm (block->cells.y + 0.5 * block->cells.pitch, middle_y (block->face), block->face);
}
