/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling:survey (hidden): a photo and its portrait record become the low-resolution maps of maps.h, whatever the
 * treatment.  The output is an atlas, not a picture.
 */
#include "config-i18n.h"

#ifdef GEGL_PROPERTIES

/* clang-format off */
property_pointer (portrait, "Portrait", "MnPortrait; NULL: the whole frame")
property_double (scale, "Scale", 0.0)
  value_range (0.0, 100.0)
/* clang-format on */

#else

#define GEGL_OP_FILTER
#define GEGL_OP_NAME mn_survey
#define GEGL_OP_C_SOURCE mn-survey.c

#include "gegl-op.h"

#include <math.h>

#include "kernels/erythema.h"
#include "kernels/pores.h"
#include "kernels/radiance.h"
#include "kernels/scars.h"
#include "kernels/texture.h"
#include "kernels/tone.h"
#include "maps.h"
#include "skin-planes.h"

static MnPortrait *
resolve (GeglOperation *operation, const guint8 *thumb)
{
  const GeglProperties *o = GEGL_PROPERTIES (operation);
  const GeglRectangle  *photo = gegl_operation_source_get_bounding_box (operation, "input");

  if (! photo || gegl_rectangle_is_empty (photo) || gegl_rectangle_is_infinite_plane (photo))
    return NULL;
  return mn_portrait_resolve (o->portrait, photo->width, photo->height, (float) o->scale, thumb);
}

static void
prepare (GeglOperation *operation)
{
  const Babl *space = gegl_operation_get_source_space (operation, "input");

  gegl_operation_set_format (operation, "input", babl_format_with_space ("R'G'B' float", space));
  gegl_operation_set_format (operation, "output", babl_format_n (babl_type ("float"), MN_N_MAPS));
}

static GeglRectangle
get_bounding_box (GeglOperation *operation)
{
  g_autoptr (MnPortrait) portrait = resolve (operation, NULL);
  g_autofree MnAtlasPlace *places = NULL;

  if (! portrait)
    return (GeglRectangle) { 0, 0, 1, 1 };
  places = g_new (MnAtlasPlace, mn_portrait_n_faces (portrait) + 1);
  return mn_portrait_atlas (portrait, places);
}

static GeglRectangle
get_required_for_output (GeglOperation *operation, const char *pad, const GeglRectangle *roi)
{
  const GeglRectangle *photo = gegl_operation_source_get_bounding_box (operation, "input");

  return photo ? *photo : (GeglRectangle) { 0, 0, 0, 0 };
}

static GeglRectangle
get_invalidated_by_change (GeglOperation *operation, const char *pad, const GeglRectangle *roi)
{
  return get_bounding_box (operation);
}

static GeglRectangle
get_cached_region (GeglOperation *operation, const GeglRectangle *roi)
{
  return get_bounding_box (operation);
}

/* Every kernel's map, width * height of the skin. */
static void
survey_skin (float *map[], const MnSkinPlanes *skin)
{
  mn_pores_survey (map[MN_MAP_KNEE], skin);
  mn_scars_survey (map[MN_MAP_SCARS], map[MN_MAP_FOLDS], map[MN_MAP_KNEE], skin);
  mn_texture_survey (map[MN_MAP_TEXTURE], map[MN_MAP_FOLDS], skin);
  mn_tone_survey (map[MN_MAP_MELANIN], map[MN_MAP_GREY], map[MN_MAP_SPOTS], map[MN_MAP_HAEMOGLOBIN], skin);
  mn_radiance_survey (map[MN_MAP_RADIANCE], map[MN_MAP_GLOW], skin);
  mn_erythema_survey (map[MN_MAP_ERYTHEMA], skin);
}

/* One face's rows of the atlas, which it may not fill: the maps without their margin. */
static void
survey_face (GeglBuffer *photo, const Babl *format, const MnFace *face, const MnAtlasPlace *place, GeglBuffer *atlas,
             int atlas_width)
{
  g_autoptr (MnSkinPlanes) skin = mn_skin_planes_new (photo, format, face, place);
  const float ita = isnan (face->skin.ita) ? mn_skin_planes_ita (skin) : (float) face->skin.ita;
  const gsize n = (gsize) skin->width * skin->height;
  g_autofree float *maps = g_new (float, n * (MN_MAP_ERYTHEMA + 1 - MN_MAP_KNEE));
  g_autofree float *row = g_new0 (float, (gsize) atlas_width * MN_N_MAPS);
  float *map[MN_N_MAPS];

  for (int m = MN_MAP_KNEE; m <= MN_MAP_ERYTHEMA; m++)
    map[m] = maps + n * (m - MN_MAP_KNEE);
  survey_skin (map, skin);

  for (int y = 0; y < place->rect.height; y++)
    {
      for (int x = 0; x < place->rect.width; x++)
        {
          const gsize i = (gsize) (y + MN_SKIN_MARGIN) * skin->width + MN_SKIN_MARGIN + x;
          float      *cell = row + x * MN_N_MAPS;

          cell[MN_MAP_COVERAGE] = skin->coverage[i];
          cell[MN_MAP_ITA] = ita;
          cell[MN_MAP_KEEP] = skin->outcome[i] * (1 - skin->nevus[i]) * (1 - 0.9f * skin->beard[i])
                              * (1 - mn_in_fold (map[MN_MAP_FOLDS][i]));
          for (int m = MN_MAP_KNEE; m <= MN_MAP_ERYTHEMA; m++)
            cell[m] = map[m][i];
          cell[MN_MAP_OEDEMA] = skin->oedema[i];
          cell[MN_MAP_DEPTH] = skin->depth[i];
        }
      gegl_buffer_set (atlas, GEGL_RECTANGLE (0, place->rect.y + y, atlas_width, 1), 0,
                       babl_format_n (babl_type ("float"), MN_N_MAPS), row, GEGL_AUTO_ROWSTRIDE);
    }
}

/* Not by gegl_buffer_clear: GEGL 0.4.42 forgets what is written after it once the tiles have been in its swap. */
static void
empty (GeglBuffer *atlas, const GeglRectangle *rect)
{
  g_autofree float *row = g_new0 (float, (gsize) rect->width * MN_N_MAPS);

  for (int y = 0; y < rect->height; y++)
    gegl_buffer_set (atlas, GEGL_RECTANGLE (rect->x, rect->y + y, rect->width, 1), 0,
                     babl_format_n (babl_type ("float"), MN_N_MAPS), row, GEGL_AUTO_ROWSTRIDE);
}

static gboolean
process (GeglOperation *operation, GeglBuffer *input, GeglBuffer *output, const GeglRectangle *roi, int level)
{
  const GeglRectangle *extent = gegl_operation_source_get_bounding_box (operation, "input");
  const Babl          *format = gegl_operation_get_format (operation, "input");
  g_autoptr (MnPortrait) portrait = NULL;
  g_autoptr (GeglBuffer) photo = NULL;
  g_autofree MnAtlasPlace *places = NULL;
  guint8 thumb[MN_THUMB_SIDE * MN_THUMB_SIDE];
  GeglRectangle atlas;

  if (extent && ! gegl_rectangle_is_empty (extent) && ! gegl_rectangle_is_infinite_plane (extent))
    {
      photo = gegl_buffer_create_sub_buffer (input, extent);
      mn_portrait_thumb (photo, thumb);
      portrait = resolve (operation, thumb);
    }
  if (! portrait || mn_portrait_n_faces (portrait) == 0)
    {
      empty (output, roi);
      return TRUE;
    }

  places = g_new (MnAtlasPlace, mn_portrait_n_faces (portrait));
  atlas = mn_portrait_atlas (portrait, places);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    survey_face (photo, format, mn_portrait_face (portrait, i), &places[i], output, atlas.width);
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
  operation_class->threaded = FALSE;
  GEGL_OPERATION_FILTER_CLASS (klass)->process = process;

  gegl_operation_class_set_keys (operation_class,
    "name", "microneedling:survey",
    "title", "Microneedling survey",
    "categories", "hidden",
    "description", "Low-resolution maps of the skin in a portrait, for microneedling:render",
    NULL);
}

#endif
