/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "render-stages.h"

#include <math.h>

#include "kernels/bleeding.h"
#include "kernels/closing.h"
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
static const float least_coverage = 1.001f / 255;    /* a rounding above where mn_face_coverage ends */

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

static void
erythema (MnBlock *block)
{
  const float density = block->visibility * mn_erythema_density (block->doses->erythema);

  const float step = (float) block->place->pitch / block->px_per_mm;
  float      *blotches = block->cell_noise;
  float       x_mm, y_mm;

  if (density == 0)
    return;
  mn_block_origin_mm (block, &x_mm, &y_mm);
  for (int y = 0; y < block->cells.rows; y++)
    {
      const int    i = y * block->cells.cols;
      const MnGain gain = { block->cell_gain.r + i, block->cell_gain.g + i, block->cell_gain.b + i };

      mn_erythema_blotches (blotches, block->seed, x_mm, y_mm + (float) y * step, step, block->cells.cols);
      mn_erythema_render (gain, block->map[MN_MAP_ERYTHEMA] + i, blotches, block->cells.cols, density);
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
        {
          float sum = 0;

          for (int i = 0; i < step; i++)
            sum += luma[step * x + i];
          out[x] = mn_log_light (share * sum);
        }
    }
}

static void
pores (MnBlock *block)
{
  const MnPoresDose dose = mn_pores_dose (block->doses->pores, pixel_contrast * block->doses->lines, block->px_per_mm);
  const MnGrid     *samples = &block->samples, *within = &block->within, *pixels = &block->pixels;
  const int         near = mn_pores_near (block->px_per_mm), reach = (samples->cols - within->cols) / 2;
  float            *deepest = block->scratch, *filled = block->scratch;

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
  mn_grid_lift (within, block->filled, pixels, filled);
  for (int i = 0; i < pixels->cols * pixels->rows; i++)
    {
      block->gain.r[i] += filled[i];
      block->gain.g[i] += filled[i];
      block->gain.b[i] += filled[i];
    }
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

/* Light gained can't leave the range: it fades out towards white, by less than a tenth below 0.86. */
static inline float
apply (float encoded, float gain)
{
  const float treated = mn_relight (encoded, gain);
  const float squared = encoded * encoded, fourth = squared * squared, eighth = fourth * fourth;
  const float brighter = (treated - encoded) * mn_maxf (1 - eighth * eighth, 0);

  return gain == 0 ? encoded : treated > encoded ? encoded + brighter : treated;
}

MN_WIDE static void
compose (const MnBlock *block, float *rgba, int stride)
{
  for (int y = 0; y < block->pixels.rows; y++)
    for (int x = 0; x < block->pixels.cols; x++)
      {
        const int    i = y * block->pixels.cols + x;
        float       *p = rgba + 4 * ((gsize) y * stride + x);
        const float  coverage = block->coverage[i] < least_coverage ? 0 : block->coverage[i];
        const float  on_skin = mn_smoothstep (0, 0.25f, coverage);

        p[0] = apply (p[0], coverage * block->gain.r[i] - on_skin * block->drawn.r[i]);
        p[1] = apply (p[1], coverage * block->gain.g[i] - on_skin * block->drawn.g[i]);
        p[2] = apply (p[2], coverage * block->gain.b[i] - on_skin * block->drawn.b[i]);
      }
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
  const gsize cells = (gsize) n_cells (block);
  const gsize pixels = (gsize) block->pixels.cols * block->pixels.rows;
  const float ita = isnan (block->doses->ita) ? block->map[MN_MAP_ITA][0] : block->doses->ita;

  block->visibility = mn_tone_visibility (ita);
  block->photo = photo;
  block->photo_x = left;
  block->photo_y = top;
  block->photo_stride = stride;
  clear (cells, block->cell_gain.r, block->cell_gain.g, block->cell_gain.b);
  clear (pixels, block->drawn.r, block->drawn.g, block->drawn.b);
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    stages[i] (block);
  compose (block, rgba + offset (block, &block->pixels), stride);
}
