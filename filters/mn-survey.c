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

#include "maps.h"
#include "portrait.h"

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

static gboolean
process (GeglOperation *operation, GeglBuffer *input, GeglBuffer *output, const GeglRectangle *roi, int level)
{
  const Babl *format = babl_format_n (babl_type ("float"), MN_N_MAPS);
  guint8      thumb[MN_THUMB_SIDE * MN_THUMB_SIDE];
  g_autoptr (MnPortrait) portrait = NULL;
  g_autofree MnAtlasPlace *places = NULL;

  gegl_buffer_clear (output, NULL);
  mn_portrait_thumb (input, thumb);
  portrait = resolve (operation, thumb);
  if (! portrait)
    return TRUE;

  places = g_new (MnAtlasPlace, mn_portrait_n_faces (portrait) + 1);
  mn_portrait_atlas (portrait, places);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace       *face = mn_portrait_face (portrait, i);
      const MnAtlasPlace *place = &places[i];
      g_autofree float   *row = g_new0 (float, (gsize) place->rect.width * MN_N_MAPS);
      g_autofree float   *coverage = g_new (float, place->rect.width);

      for (int y = 0; y < place->rect.height; y++)
        {
          mn_face_coverage (face, place->y + (y + 0.5) * place->pitch, place->x + 0.5 * place->pitch, place->pitch,
                            place->rect.width, coverage);
          for (int x = 0; x < place->rect.width; x++)
            {
              row[x * MN_N_MAPS + MN_MAP_COVERAGE] = coverage[x];
              row[x * MN_N_MAPS + MN_MAP_ERYTHEMA] = 1.0f;
            }
          gegl_buffer_set (output, GEGL_RECTANGLE (place->rect.x, place->rect.y + y, place->rect.width, 1), 0, format,
                           row, GEGL_AUTO_ROWSTRIDE);
        }
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
