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

#include "render-stages.h"

static const int   kept_side = 256;

/* The result is kept as the photo is: in float it would take up to five times the memory, and be rounded all the same
 * where it is stored. */
static const Babl *
stored_format (GeglOperation *operation, const Babl *working)
{
  static const char *const kept[] = { "R'G'B' u8", "R'G'B'A u8", "R'G'B' u16", "R'G'B'A u16", NULL };
  const Babl *photo = gegl_operation_get_source_format (operation, "input");

  return photo && g_strv_contains (kept, babl_format_get_encoding (photo)) ? photo : working;
}

static void
prepare (GeglOperation *operation)
{
  const Babl *space = gegl_operation_get_source_space (operation, "input");
  const Babl *format = babl_format_with_space ("R'G'B'A float", space);

  gegl_operation_set_format (operation, "input", format);
  gegl_operation_set_format (operation, "aux", babl_format_n (babl_type ("float"), MN_N_MAPS));
  gegl_operation_set_format (operation, "output", stored_format (operation, format));
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
  const GeglProperties  *o = GEGL_PROPERTIES (operation);
  g_autoptr (MnPortrait) portrait = resolve (operation);
  GeglRectangle          needed = *roi;

  if (! strcmp (pad, "aux"))
    return maps ? *maps : (GeglRectangle) { 0, 0, 0, 0 };
  if (portrait && o->doses)
    {
      const int halo = mn_block_halo (portrait, o->doses);

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
  int                  halo;
  float               *pixels, *treated;      /* a block and its halo, R'G'B'A */
} Pass;

/* One block of the grid: roi's part of it is written. */
static void
render_block (Pass *pass, const GeglRectangle *rect, const GeglRectangle *roi)
{
  const int     halo = pass->halo;
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
          gegl_buffer_get (pass->input, &around, 1.0, pass->format, pass->pixels, GEGL_AUTO_ROWSTRIDE,
                           GEGL_ABYSS_CLAMP);
          for (int y = halo; y < halo + rect->height; y++)
            memcpy (pass->treated + 4 * ((gsize) y * stride + halo), pass->pixels + 4 * ((gsize) y * stride + halo),
                    4 * sizeof (float) * rect->width);
          any = TRUE;
        }
      mn_block_treat (pass->block, pass->treated, pass->pixels, stride, inside.x - halo, inside.y - halo);
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
  const int            halo = mn_block_halo (portrait, o->doses);
  const gsize          side = MN_BLOCK_SIDE + 2 * halo;

  block = mn_block_new (portrait, o->doses);
  block->seed = o->seed;
  pixels = g_new (float, 4 * side * side);
  treated = g_new (float, 4 * side * side);
  places = g_new (MnAtlasPlace, mn_portrait_n_faces (portrait) + 1);
  mn_portrait_atlas (portrait, places);

  Pass pass = { input, aux, output, gegl_operation_get_format (operation, "input"), photo, portrait, places, block,
                halo, pixels, treated };

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
