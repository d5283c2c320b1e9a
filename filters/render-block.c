/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "render-block.h"

#include <math.h>

#include "kernels/closing.h"
#include "kernels/pores.h"

static int
face_halo (const MnFace *face)
{
  return mn_closing_reach (mn_pores_length ((float) face->px_per_mm));
}

int
mn_block_halo (const MnPortrait *portrait)
{
  int halo = 0;

  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    halo = MAX (halo, face_halo (mn_portrait_face (portrait, i)));
  return halo;
}

/* Cells along a block's side at the finest pitch of the portrait, with one more on both sides for the bilinear lift. */
static int
most_cells (const MnPortrait *portrait)
{
  g_autofree MnAtlasPlace *places = g_new (MnAtlasPlace, mn_portrait_n_faces (portrait) + 1);
  double pitch = MN_BLOCK_SIDE;

  mn_portrait_atlas (portrait, places);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    pitch = MIN (pitch, places[i].pitch);
  return (int) ceil (MN_BLOCK_SIDE / pitch) + 3;
}

/* Hands out count planes of n floats each from the slab. */
static void
carve (float **slab, gsize n, int count, float **planes[])
{
  for (int i = 0; i < count; i++, *slab += n)
    *planes[i] = *slab;
}

MnBlock *
mn_block_new (const MnPortrait *portrait)
{
  MnBlock    *block = g_new0 (MnBlock, 1);
  const int   side = MN_BLOCK_SIDE + 2 * mn_block_halo (portrait);
  const gsize around = (gsize) side * side, inside = MN_BLOCK_SIDE * MN_BLOCK_SIDE;
  const int   cells_side = most_cells (portrait);
  const gsize cells = (gsize) cells_side * cells_side;

  float **at_cells[] = { &block->cell_gain.r, &block->cell_gain.g, &block->cell_gain.b,
                         &block->cell_texture, &block->cell_sheen, &block->cell_weight };
  float **at_pixels[] = { &block->gain.r, &block->gain.g, &block->gain.b, &block->drawn.r, &block->drawn.g,
                          &block->drawn.b, &block->coverage, &block->keep, &block->knee };
  float **at_halo[] = { &block->log_light, &block->lowest, &block->highest, &block->scratch };

  float *slab = g_new (float, cells * (MN_N_MAPS + G_N_ELEMENTS (at_cells)) + inside * G_N_ELEMENTS (at_pixels)
                              + around * G_N_ELEMENTS (at_halo));

  for (int m = 0; m < MN_N_MAPS; m++, slab += cells)
    block->map[m] = slab;
  carve (&slab, cells, G_N_ELEMENTS (at_cells), at_cells);
  carve (&slab, inside, G_N_ELEMENTS (at_pixels), at_pixels);
  carve (&slab, around, G_N_ELEMENTS (at_halo), at_halo);
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

static gboolean
take_maps (MnBlock *block, GeglBuffer *atlas)
{
  const MnAtlasPlace *place = block->place;
  const GeglRectangle inside = {
    CLAMP (block->col, 0, place->rect.width - 1), CLAMP (block->row, 0, place->rect.height - 1),
    CLAMP (block->col + block->cols, 1, place->rect.width), CLAMP (block->row + block->rows, 1, place->rect.height)
  };
  const GeglRectangle rect = { place->rect.x + inside.x, place->rect.y + inside.y, inside.width - inside.x,
                               inside.height - inside.y };
  g_autofree float *cells = g_new (float, (gsize) rect.width * rect.height * MN_N_MAPS);
  gboolean          any = FALSE;

  gegl_buffer_get (atlas, &rect, 1.0, babl_format_n (babl_type ("float"), MN_N_MAPS), cells, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  for (int y = 0; y < block->rows; y++)
    for (int x = 0; x < block->cols; x++)
      {
        const int    col = CLAMP (block->col + x - inside.x, 0, rect.width - 1);
        const int    row = CLAMP (block->row + y - inside.y, 0, rect.height - 1);
        const float *cell = cells + ((gsize) row * rect.width + col) * MN_N_MAPS;

        for (int m = 0; m < MN_N_MAPS; m++)
          block->map[m][y * block->cols + x] = cell[m];
        any |= cell[MN_MAP_COVERAGE] > 0;
      }
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
  block->halo = face_halo (face);
  block->stride = part.width + 2 * block->halo;

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
  const double        middle_x = (block->face->pupil_r[0] + block->face->pupil_l[0]) / 2;
  const double        middle_y = (block->face->pupil_r[1] + block->face->pupil_l[1]) / 2;

  *x = (float) ((place->x + (block->col + 0.5) * place->pitch - middle_x) / block->face->px_per_mm);
  *y = (float) ((place->y + (block->row + 0.5) * place->pitch - middle_y) / block->face->px_per_mm);
}

void
mn_block_lift (const MnBlock *block, const float *cells, float *pixels)
{
  const MnAtlasPlace *place = block->place;
  int   left[MN_BLOCK_SIDE];
  float part[MN_BLOCK_SIDE];
  float line[MN_BLOCK_SIDE + 3];

  for (int x = 0; x < block->width; x++)
    {
      const double u = to_cell (block->x + x, place->x, place->pitch) - block->col;

      left[x] = (int) u;
      part[x] = (float) (u - (int) u);
    }
  for (int y = 0; y < block->height; y++)
    {
      const double v = to_cell (block->y + y, place->y, place->pitch) - block->row;
      const float *above = cells + (int) v * block->cols, *below = above + block->cols;
      const float  f = (float) (v - (int) v);

      for (int x = 0; x < block->cols; x++)
        line[x] = above[x] + (below[x] - above[x]) * f;
      for (int x = 0; x < block->width; x++)
        pixels[y * block->width + x] = line[left[x]] + (line[left[x] + 1] - line[left[x]]) * part[x];
    }
}
