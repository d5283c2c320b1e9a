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

#include "maps.h"
#include "portrait.h"
#include "treatment.h"

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

static GeglRectangle
get_required_for_output (GeglOperation *operation, const char *pad, const GeglRectangle *roi)
{
  if (! strcmp (pad, "aux"))
    {
      const GeglRectangle *maps = gegl_operation_source_get_bounding_box (operation, "aux");

      return maps ? *maps : (GeglRectangle) { 0, 0, 0, 0 };
    }
  return *roi;
}

static GeglRectangle
get_invalidated_by_change (GeglOperation *operation, const char *pad, const GeglRectangle *roi)
{
  return strcmp (pad, "aux") ? *roi : get_bounding_box (operation);
}

static gboolean
process (GeglOperation *operation, GeglBuffer *input, GeglBuffer *aux, GeglBuffer *output, const GeglRectangle *roi,
         int level)
{
  const GeglProperties *o = GEGL_PROPERTIES (operation);
  const MnDoses *doses = o->doses;
  const GeglRectangle  *photo = gegl_operation_source_get_bounding_box (operation, "input");
  g_autoptr (MnPortrait) portrait = NULL;
  const Babl *format = gegl_operation_get_format (operation, "output");

  gegl_buffer_copy (input, roi, GEGL_ABYSS_NONE, output, roi);
  if (! doses || ! aux || mn_doses_are_zero (doses))
    return TRUE;
  portrait = mn_portrait_resolve (o->portrait, photo->width, photo->height, (float) o->scale, NULL);
  for (int i = 0; portrait && i < mn_portrait_n_faces (portrait); i++)
    {
      g_autofree float *row = g_new (float, roi->width * 4);
      g_autofree float *coverage = g_new (float, roi->width);

      for (int y = roi->y; y < roi->y + roi->height; y++)
        {
          mn_face_coverage (mn_portrait_face (portrait, i), y - photo->y + 0.5, roi->x - photo->x + 0.5, 1, roi->width,
                            coverage);
          gegl_buffer_get (input, GEGL_RECTANGLE (roi->x, y, roi->width, 1), 1, format, row, GEGL_AUTO_ROWSTRIDE, 0);
          for (int x = 0; x < roi->width; x++)
            if (coverage[x] > 0)
              {
                float d = coverage[x] * doses->erythema / 16;
                row[4 * x + 0] *= expf (-0.21f * d / 2.4f);
                row[4 * x + 1] *= expf (-0.69f * d / 2.4f);
                row[4 * x + 2] *= expf (-0.69f * d / 2.4f);
              }
          gegl_buffer_set (output, GEGL_RECTANGLE (roi->x, y, roi->width, 1), 0, format, row, GEGL_AUTO_ROWSTRIDE);
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
  GEGL_OPERATION_COMPOSER_CLASS (klass)->process = process;

  gegl_operation_class_set_keys (operation_class,
    "name", "microneedling:render",
    "title", "Microneedling render",
    "categories", "hidden",
    "description", "Treats a photo by the maps of microneedling:survey",
    NULL);
}

#endif
