/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling:render (hidden): the photo, the survey's maps (aux) and the doses become the treated photo.
 */
#include "config-i18n.h"

#ifdef GEGL_PROPERTIES

/* clang-format off */
property_pointer (portrait, "Portrait", "MnPortrait; NULL: the whole frame")
property_pointer (doses, "Doses", "MnDoses; NULL: none")
property_double (scale, "Scale", 0.0)
  value_range (0.0, 100.0)
property_seed (seed, "Seed", rand)
/* clang-format on */

#else

#define GEGL_OP_COMPOSER
#define GEGL_OP_NAME mn_render
#define GEGL_OP_C_SOURCE mn-render.c

#include "gegl-op.h"

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
#include "render-block.h"

static const float pixel_contrast = 0.6f;    /* of a perceived grade, for texture and lines (SCIENCE, part I2) */

static const int   kept_side = 512;
static const float least_coverage = 1.001f / 255;    /* a rounding above where mn_face_coverage ends */

static void
swelling (MnBlock *block)
{
  const int n = block->cols * block->rows;

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
  mn_texture_render (block->cell_gain, block->map[MN_MAP_TEXTURE], block->cell_texture, block->cols * block->rows);
}

static void
scars (MnBlock *block)
{
  mn_scars_render (block->cell_gain, block->map[MN_MAP_SCARS], block->map[MN_MAP_FOLDS], block->cols * block->rows,
                   block->doses->scars, block->cell_folds);
}

static void
tone (MnBlock *block)
{
  mn_tone_render (block->cell_gain, block->map[MN_MAP_MELANIN], block->map[MN_MAP_GREY], block->map[MN_MAP_SPOTS],
                  block->map[MN_MAP_HAEMOGLOBIN], block->cols * block->rows, block->doses->tone, block->doses->spots,
                  block->doses->blotches);
}

static void
radiance (MnBlock *block)
{
  mn_radiance_render (block->cell_gain, block->map[MN_MAP_RADIANCE], block->map[MN_MAP_GLOW], block->cell_sheen,
                      block->cols * block->rows, block->doses->radiance);
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
  for (int y = 0; y < block->rows; y++)
    {
      const int    i = y * block->cols;
      const MnGain gain = { block->cell_gain.r + i, block->cell_gain.g + i, block->cell_gain.b + i };

      mn_erythema_blotches (blotches, block->seed, x_mm, y_mm + (float) y * step, step, block->cols);
      mn_erythema_render (gain, block->map[MN_MAP_ERYTHEMA] + i, blotches, block->cols, density);
    }
}

static void
lift (MnBlock *block)
{
  mn_block_lift (block, block->cell_gain.r, block->gain.r);
  mn_block_lift (block, block->cell_gain.g, block->gain.g);
  mn_block_lift (block, block->cell_gain.b, block->gain.b);
  mn_block_lift (block, block->map[MN_MAP_COVERAGE], block->coverage);
}

static void
pores (MnBlock *block)
{
  const float       resolved = mn_pores_resolved (block->px_per_mm);
  const MnPoresDose dose = { resolved * block->doses->pores, resolved * pixel_contrast * block->doses->lines,
                             resolved * block->doses->ice_pick_scars };
  const int         length = mn_pores_length (block->px_per_mm);

  if (dose.pores + dose.lines + dose.ice_pick_scars == 0)
    return;
  mn_closings (block->lowest, block->mean, block->log_light, block->scratch, block->stride,
               block->height + 2 * block->halo, length);
  mn_block_lift (block, block->map[MN_MAP_KEEP], block->keep);
  mn_block_lift (block, block->map[MN_MAP_KNEE], block->knee);
  for (int y = 0; y < block->height; y++)
    {
      const int i = y * block->width, h = (y + block->halo) * block->stride + block->halo;
      float    *change = block->scratch;

      memset (change, 0, sizeof *change * block->width);
      mn_pores_render (change, block->log_light + h, block->lowest + h, block->mean + h, block->knee + i,
                       block->keep + i, block->width, &dose);
      for (int x = 0; x < block->width; x++)
        {
          block->gain.r[i + x] += change[x];
          block->gain.g[i + x] += change[x];
          block->gain.b[i + x] += change[x];
        }
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
  for (int y = 0; y < block->height; y++)
    for (int x = 0; x < block->width; x++)
      {
        const int    i = y * block->width + x;
        float       *p = rgba + 4 * ((gsize) y * stride + x);
        const float  coverage = block->coverage[i] < least_coverage ? 0 : block->coverage[i];
        const float  on_skin = mn_smoothstep (0, 0.25f, coverage);

        p[0] = apply (p[0], coverage * block->gain.r[i] - on_skin * block->drawn.r[i]);
        p[1] = apply (p[1], coverage * block->gain.g[i] - on_skin * block->drawn.g[i]);
        p[2] = apply (p[2], coverage * block->gain.b[i] - on_skin * block->drawn.b[i]);
      }
}

/* rgba: where the block's halo begins. */
MN_WIDE static void
take_light (MnBlock *block, const float *rgba, int stride)
{
  for (int y = 0; y < block->height + 2 * block->halo; y++, rgba += 4 * (gsize) stride)
    for (int x = 0; x < block->stride; x++)
      block->log_light[y * block->stride + x] = mn_log_light (mn_luma (rgba[4 * x], rgba[4 * x + 1], rgba[4 * x + 2]));
}

static void
clear (gsize n, float *r, float *g, float *b)
{
  memset (r, 0, n * sizeof *r);
  memset (g, 0, n * sizeof *g);
  memset (b, 0, n * sizeof *b);
}

/* Treats one face in rgba, which holds the photo's pixels from (left, top) on. */
static void
render_face (MnBlock *block, float *rgba, const float *photo, int stride, int left, int top)
{
  const gsize cells = (gsize) block->cols * block->rows, pixels = (gsize) block->width * block->height;
  const float ita = isnan (block->doses->ita) ? block->map[MN_MAP_ITA][0] : block->doses->ita;

  block->visibility = mn_tone_visibility (ita);
  take_light (block, photo + 4 * ((gsize) (block->y - block->halo - top) * stride + block->x - block->halo - left), stride);
  clear (cells, block->cell_gain.r, block->cell_gain.g, block->cell_gain.b);
  clear (pixels, block->drawn.r, block->drawn.g, block->drawn.b);
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    stages[i] (block);
  compose (block, rgba + 4 * ((gsize) (block->y - top) * stride + block->x - left), stride);
}

static void
prepare (GeglOperation *operation)
{
  const Babl *space = gegl_operation_get_source_space (operation, "input");
  const Babl *format = babl_format_with_space ("R'G'B'A float", space);

  gegl_operation_set_format (operation, "input", format);
  gegl_operation_set_format (operation, "aux", babl_format_n (babl_type ("float"), MN_N_MAPS));
  gegl_operation_set_format (operation, "output", format);
}

static GeglRectangle
get_bounding_box (GeglOperation *operation)
{
  const GeglRectangle *photo = gegl_operation_source_get_bounding_box (operation, "input");

  return photo ? *photo : (GeglRectangle) { 0, 0, 0, 0 };
}

static MnPortrait *
resolve (GeglOperation *operation)
{
  const GeglProperties *o = GEGL_PROPERTIES (operation);
  const GeglRectangle  *photo = gegl_operation_source_get_bounding_box (operation, "input");

  if (! photo || gegl_rectangle_is_empty (photo) || gegl_rectangle_is_infinite_plane (photo))
    return NULL;
  return mn_portrait_resolve (o->portrait, photo->width, photo->height, (float) o->scale, NULL);
}

/* The rectangle of whole blocks about roi, within the photo. */
static GeglRectangle
whole_blocks (const GeglRectangle *photo, const GeglRectangle *roi, int side)
{
  const int     x0 = (int) floor ((double) (roi->x - photo->x) / side) * side;
  const int     y0 = (int) floor ((double) (roi->y - photo->y) / side) * side;
  const int     x1 = (int) ceil ((double) (roi->x + roi->width - photo->x) / side) * side;
  const int     y1 = (int) ceil ((double) (roi->y + roi->height - photo->y) / side) * side;
  GeglRectangle blocks = { photo->x + x0, photo->y + y0, x1 - x0, y1 - y0 };

  gegl_rectangle_intersect (&blocks, &blocks, photo);
  return blocks;
}

static GeglRectangle
get_required_for_output (GeglOperation *operation, const char *pad, const GeglRectangle *roi)
{
  const GeglRectangle   *photo = gegl_operation_source_get_bounding_box (operation, "input");
  const GeglRectangle   *maps = gegl_operation_source_get_bounding_box (operation, "aux");
  g_autoptr (MnPortrait) portrait = resolve (operation);
  GeglRectangle          needed = *roi;

  if (! strcmp (pad, "aux"))
    return maps ? *maps : (GeglRectangle) { 0, 0, 0, 0 };
  if (portrait)
    {
      const int halo = mn_block_halo (portrait);

      needed = whole_blocks (photo, roi, MN_BLOCK_SIDE);
      needed = (GeglRectangle) { needed.x - halo, needed.y - halo, needed.width + 2 * halo, needed.height + 2 * halo };
      gegl_rectangle_intersect (&needed, &needed, photo);
    }
  return needed;
}

static GeglRectangle
get_invalidated_by_change (GeglOperation *operation, const char *pad, const GeglRectangle *roi)
{
  return get_bounding_box (operation);
}

/* Small tiles, as a canvas asks for them, come from larger ones that are kept. */
static GeglRectangle
get_cached_region (GeglOperation *operation, const GeglRectangle *roi)
{
  const GeglRectangle *photo = gegl_operation_source_get_bounding_box (operation, "input");

  if (! photo || gegl_rectangle_is_infinite_plane (photo) || MAX (roi->width, roi->height) >= kept_side)
    return *roi;
  return whole_blocks (photo, roi, kept_side);
}

typedef struct
{
  GeglBuffer          *input, *atlas, *output;
  const Babl          *format;
  const GeglRectangle *photo;
  MnPortrait          *portrait;
  MnAtlasPlace        *places;
  MnBlock             *block;
  float               *pixels, *treated;      /* a block and its halo, R'G'B'A */
} Pass;

/* One block of the grid: roi's part of it is written. */
static void
render_block (Pass *pass, const GeglRectangle *rect, const GeglRectangle *roi)
{
  const int     halo = mn_block_halo (pass->portrait);
  const int     stride = rect->width + 2 * halo;
  GeglRectangle around = { rect->x - halo, rect->y - halo, stride, rect->height + 2 * halo };
  GeglRectangle inside = { rect->x - pass->photo->x, rect->y - pass->photo->y, rect->width, rect->height };
  GeglRectangle written;
  gboolean      any = FALSE;

  gegl_rectangle_intersect (&written, rect, roi);
  for (int i = 0; i < mn_portrait_n_faces (pass->portrait); i++)
    {
      if (! mn_block_place (pass->block, mn_portrait_face (pass->portrait, i), &pass->places[i], pass->atlas, &inside))
        continue;
      if (! any)
        {
          gegl_buffer_get (pass->input, &around, 1.0, pass->format, pass->pixels, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_CLAMP);
          memcpy (pass->treated, pass->pixels, 4 * sizeof (float) * stride * around.height);
          any = TRUE;
        }
      render_face (pass->block, pass->treated, pass->pixels, stride, inside.x - halo, inside.y - halo);
    }
  if (! any)
    gegl_buffer_copy (pass->input, &written, GEGL_ABYSS_NONE, pass->output, &written);
  else
    gegl_buffer_set (pass->output, &written, 0, pass->format,
                     pass->treated + 4 * ((gsize) (written.y - around.y) * stride + written.x - around.x),
                     (int) (4 * sizeof (float)) * stride);
}

static gboolean
process (GeglOperation *operation, GeglBuffer *input, GeglBuffer *aux, GeglBuffer *output, const GeglRectangle *roi,
         int level)
{
  const GeglProperties  *o = GEGL_PROPERTIES (operation);
  g_autoptr (MnPortrait) portrait = resolve (operation);
  g_autoptr (MnBlock)    block = NULL;
  g_autofree float      *pixels = NULL, *treated = NULL;
  g_autofree MnAtlasPlace *places = NULL;

  if (! o->doses || ! aux || ! portrait || mn_doses_are_zero (o->doses))
    {
      gegl_buffer_copy (input, roi, GEGL_ABYSS_NONE, output, roi);
      return TRUE;
    }

  const GeglRectangle *photo = gegl_operation_source_get_bounding_box (operation, "input");
  const GeglRectangle  blocks = whole_blocks (photo, roi, MN_BLOCK_SIDE);
  const gsize          side = MN_BLOCK_SIDE + 2 * mn_block_halo (portrait);

  block = mn_block_new (portrait);
  block->doses = o->doses;
  block->seed = o->seed;
  pixels = g_new (float, 4 * side * side);
  treated = g_new (float, 4 * side * side);
  places = g_new (MnAtlasPlace, mn_portrait_n_faces (portrait) + 1);
  mn_portrait_atlas (portrait, places);

  Pass pass = { input, aux, output, gegl_operation_get_format (operation, "output"), photo, portrait, places, block,
                pixels, treated };

  for (int y = blocks.y; y < blocks.y + blocks.height; y += MN_BLOCK_SIDE)
    for (int x = blocks.x; x < blocks.x + blocks.width; x += MN_BLOCK_SIDE)
      {
        GeglRectangle rect = { x, y, MN_BLOCK_SIDE, MN_BLOCK_SIDE };

        gegl_rectangle_intersect (&rect, &rect, photo);
        render_block (&pass, &rect, roi);
      }
  return TRUE;
}

static void
gegl_op_class_init (GeglOpClass *klass)
{
  GeglOperationClass *operation_class = GEGL_OPERATION_CLASS (klass);

  operation_class->prepare = prepare;
  operation_class->get_bounding_box = get_bounding_box;
  operation_class->get_required_for_output = get_required_for_output;
  operation_class->get_invalidated_by_change = get_invalidated_by_change;
  operation_class->get_cached_region = get_cached_region;
  GEGL_OPERATION_COMPOSER_CLASS (klass)->process = process;

  gegl_operation_class_set_keys (operation_class,
    "name", "microneedling:render",
    "title", "Microneedling render",
    "categories", "hidden",
    "description", "Treats a photo by the maps of microneedling:survey",
    NULL);
}

#endif
