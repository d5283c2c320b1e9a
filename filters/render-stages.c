/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "render-stages.h"

#include <math.h>

#include "kernels/bleeding.h"
#include "kernels/closing.h"
#include "kernels/compose.h"
#include "kernels/erythema.h"
#include "kernels/flaking.h"
#include "kernels/pores.h"
#include "kernels/radiance.h"
#include "kernels/scalar.h"
#include "kernels/scars.h"
#include "kernels/swelling.h"
#include "kernels/texture.h"
#include "kernels/tone.h"
#include "kernels/wide.h"

static const float pixel_contrast = 0.6f;    /* of a perceived grade, for texture and lines (SCIENCE, part I2) */

static int
n_cells (const MnBlock *block)
{
  return block->cells.cols * block->cells.rows;
}

static void
swelling (MnBlock *block)
{
  const int n = n_cells (block);

  for (int i = 0; i < n; i++)
    {
      block->cell_texture[i] = pixel_contrast * block->doses->texture;
      block->cell_folds[i] = block->doses->folds;
      block->cell_sheen[i] = block->doses->glow;
    }
  mn_swelling_render (block->cell_gain, block->cell_texture, block->cell_folds, block->cell_sheen,
                      block->map[MN_MAP_OEDEMA], n, block->doses->swelling, block->doses->flaking);
}

static void
texture (MnBlock *block)
{
  mn_texture_render (block->cell_gain, block->map[MN_MAP_TEXTURE], block->cell_texture, n_cells (block));
}

static void
scars (MnBlock *block)
{
  mn_scars_render (block->cell_gain, block->map[MN_MAP_SCARS], block->map[MN_MAP_FOLDS], n_cells (block),
                   block->doses->scars, block->cell_folds);
}

static void
tone (MnBlock *block)
{
  mn_tone_render (block->cell_gain, block->map[MN_MAP_MELANIN], block->map[MN_MAP_GREY], block->map[MN_MAP_SPOTS],
                  block->map[MN_MAP_HAEMOGLOBIN], n_cells (block), block->doses->tone, block->doses->spots,
                  block->doses->blotches);
}

static void
radiance (MnBlock *block)
{
  mn_radiance_render (block->cell_gain, block->map[MN_MAP_RADIANCE], block->map[MN_MAP_GLOW], block->cell_sheen,
                      n_cells (block), block->doses->radiance);
}

/* A grid's values from a row on. */
static MnGain
row_of (MnGain planes, int first)
{
  return (MnGain) { planes.r + first, planes.g + first, planes.b + first };
}

static void
erythema (MnBlock *block)
{
  const float density = block->visibility * mn_erythema_density (block->doses->erythema);
  const float step = (float) block->place->pitch / block->px_per_mm;
  const int   n = block->cells.cols;
  float      *blotches = block->cell_noise;
  float       x_mm, y_mm;

  if (density == 0)
    return;
  mn_block_origin_mm (block, &x_mm, &y_mm);
  for (int y = 0; y < block->cells.rows; y++)
    {
      mn_erythema_blotches (blotches, block->seed, x_mm, y_mm + (float) y * step, step, n);
      mn_erythema_render (row_of (block->cell_gain, y * n), block->map[MN_MAP_ERYTHEMA] + y * n, blotches, n, density);
    }
}

static void
lift (MnBlock *block)
{
  const MnGrid *cells = &block->cells, *pixels = &block->pixels;

  mn_grid_lift (cells, block->cell_gain.r, pixels, block->gain.r);
  mn_grid_lift (cells, block->cell_gain.g, pixels, block->gain.g);
  mn_grid_lift (cells, block->cell_gain.b, pixels, block->gain.b);
  mn_grid_lift (cells, block->map[MN_MAP_COVERAGE], pixels, block->coverage);
}

/* Where a grid begins in the block's piece of the photo. */
static gsize
offset (const MnBlock *block, const MnGrid *grid)
{
  return 4 * ((gsize) ((int) grid->y - block->photo_y) * block->photo_stride + (int) grid->x - block->photo_x);
}

/* The samples' light: of the mean of their pixels. */
MN_WIDE static void
take_light (MnBlock *block)
{
  const MnGrid *samples = &block->samples;
  const int     step = (int) samples->pitch, width = step * samples->cols;
  const float   share = 1 / (float) (step * step);
  const float  *rgba = block->photo + offset (block, samples);
  float        *luma = block->scratch;

  for (int y = 0; y < samples->rows; y++)
    {
      float *out = block->log_light + (gsize) y * samples->cols;

      memset (luma, 0, width * sizeof *luma);
      for (int row = 0; row < step; row++, rgba += 4 * (gsize) block->photo_stride)
        for (int x = 0; x < width; x++)
          luma[x] += mn_luma (rgba[4 * x], rgba[4 * x + 1], rgba[4 * x + 2]);
      for (int x = 0; x < samples->cols; x++)
        out[x] = luma[step * x];
      for (int i = 1; i < step; i++)
        for (int x = 0; x < samples->cols; x++)
          out[x] += luma[step * x + i];
      for (int x = 0; x < samples->cols; x++)
        out[x] = mn_log_light (share * out[x]);
    }
}

static void
pores (MnBlock *block)
{
  const MnPoresDose dose = mn_pores_dose (block->doses->pores, pixel_contrast * block->doses->lines, block->px_per_mm);
  const MnGrid     *samples = &block->samples, *within = &block->within;
  const int         near = mn_pores_near (block->px_per_mm), reach = (samples->cols - within->cols) / 2;
  float            *deepest = block->scratch;

  if (dose.pores + dose.lines == 0)
    return;
  take_light (block);
  mn_pores_soften (block->log_light, block->scratch, samples->cols, samples->rows, block->px_per_mm);
  mn_closings (block->lowest, block->mean, block->log_light, block->scratch, samples->cols, samples->rows,
               mn_pores_length (block->px_per_mm));
  memcpy (deepest, block->mean, (gsize) samples->cols * samples->rows * sizeof *deepest);
  mn_highest (deepest, samples->cols, samples->rows, near);
  mn_grid_lift (&block->cells, block->map[MN_MAP_KEEP], within, block->keep);
  mn_grid_lift (&block->cells, block->map[MN_MAP_KNEE], within, block->knee);
  for (int y = 0; y < within->rows; y++)
    {
      const int i = y * within->cols, s = (y + reach) * samples->cols + reach;

      mn_pores_render (block->filled + i, block->lowest + s, block->mean + s, deepest + s - near * (samples->cols + 1),
                       block->knee + i, block->keep + i, within->cols, &dose);
    }
  mn_grid_lift (within, block->filled, &block->pixels, block->light);
}

static void
bleeding (MnBlock *block)
{
  const MnDoses   *doses = block->doses;
  const MnBleeding params = {
    .seed = block->seed,
    .points = doses->points,
    .film = doses->film,
    .freshness = doses->freshness,
    .petechiae = doses->petechiae,
    .petechiae_fade = doses->petechiae_fade,
    .weight = &block->weight,
  };

  mn_bleeding_add (&block->drawn, &params);
}

static void
flaking (MnBlock *block)
{
  const MnFlaking params = { .seed = block->seed, .amount = block->doses->flaking, .weight = &block->weight };

  mn_flaking_add (&block->drawn, &params);
}

/* The order of the effects: first what is worked out in the survey's cells, then what needs every pixel. */
static void (*const stages[]) (MnBlock *block) = {
  swelling, texture, scars, tone, radiance, erythema, lift, pores, flaking, bleeding,
};

static void
compose (const MnBlock *block, float *rgba, int stride)
{
  const MnGain drawn = { block->drawn.r, block->drawn.g, block->drawn.b };
  const int    n = block->pixels.cols;

  for (int y = 0; y < block->pixels.rows; y++, rgba += 4 * (gsize) stride)
    mn_compose (rgba, block->coverage + y * n, row_of (block->gain, y * n), block->light + y * n,
                row_of (drawn, y * n), n);
}

static void
clear (gsize n, float *r, float *g, float *b)
{
  memset (r, 0, n * sizeof *r);
  memset (g, 0, n * sizeof *g);
  memset (b, 0, n * sizeof *b);
}

void
mn_block_treat (MnBlock *block, float *rgba, const float *photo, int stride, int left, int top)
{
  const gsize cells = n_cells (block), pixels = (gsize) block->pixels.cols * block->pixels.rows;
  const float ita = isnan (block->doses->ita) ? block->map[MN_MAP_ITA][0] : block->doses->ita;

  block->visibility = mn_tone_visibility (ita);
  block->photo = photo;
  block->photo_x = left;
  block->photo_y = top;
  block->photo_stride = stride;
  clear (cells, block->cell_gain.r, block->cell_gain.g, block->cell_gain.b);
  clear (pixels, block->drawn.r, block->drawn.g, block->drawn.b);
  memset (block->light, 0, pixels * sizeof *block->light);
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    stages[i] (block);
  compose (block, rgba + offset (block, &block->pixels), stride);
}
