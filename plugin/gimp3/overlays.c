/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "overlays.h"

#include <string.h>

#include "config-i18n.h"
#include "layers.h"
#include "skin-mask.h"

#define SKIN_OPACITY 40.0    /* per cent */

/* Intersects as GIMP does: the least of both. */
static void
limit_row (guint8 *row, int width, const GeglRectangle *line, GeglBuffer *by)
{
  g_autofree guint8 *other = g_malloc ((gsize) width);

  gegl_buffer_get (by, line, 1.0, babl_format ("Y u8"), other, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  for (int x = 0; x < width; x++)
    row[x] = MIN (row[x], other[x]);
}

static GimpLayerMask *
mask_of (GimpLayer *layer, GimpAddMaskType type)
{
  GimpLayerMask *mask = gimp_layer_get_mask (layer);

  if (! mask)
    {
      mask = gimp_layer_create_mask (layer, type);
      gimp_layer_add_mask (layer, mask);
    }
  return mask;
}

void
mn_limit_layer (GimpLayer *layer, GeglBuffer *own, GeglBuffer *selected, double split)
{
  GimpDrawable          *mask = GIMP_DRAWABLE (mask_of (layer, GIMP_ADD_MASK_WHITE));
  const int              width = gimp_drawable_get_width (mask), height = gimp_drawable_get_height (mask);
  g_autofree guint8     *row = g_malloc ((gsize) width);
  g_autoptr (GeglBuffer) buffer = gimp_drawable_get_buffer (mask);

  for (int y = 0; y < height; y++)
    {
      const GeglRectangle line = { 0, y, width, 1 };

      memset (row, 255, (gsize) width);
      if (own)
        limit_row (row, width, &line, own);
      if (selected)
        limit_row (row, width, &line, selected);
      memset (row, 0, (gsize) (split * width));
      gegl_buffer_set (buffer, &line, 0, babl_format ("Y u8"), row, GEGL_AUTO_ROWSTRIDE);
    }
  gegl_buffer_flush (buffer);
  mn_layer_update (mask);
}

GimpLayer *
mn_skin_layer (GimpImage *image, GimpDrawable *over)
{
  GimpLayer *layer = gimp_layer_new (image, _("Detected skin"), gimp_drawable_get_width (over),
                                     gimp_drawable_get_height (over), GIMP_RGBA_IMAGE, SKIN_OPACITY,
                                     GIMP_LAYER_MODE_NORMAL);
  int        x, y;

  gimp_drawable_get_offsets (over, &x, &y);
  gimp_layer_set_offsets (layer, x, y);
  return layer;
}

void
mn_skin_layer_fill (GimpLayer *layer, const MnPortrait *portrait)
{
  const guint8           tint[] = { MN_SKIN_RED, MN_SKIN_GREEN, MN_SKIN_BLUE };
  GimpDrawable          *mask = GIMP_DRAWABLE (mask_of (layer, GIMP_ADD_MASK_BLACK));
  g_autoptr (GeglBuffer) found = mn_skin_mask (portrait);
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (GIMP_DRAWABLE (layer));
  g_autoptr (GeglBuffer) limits = gimp_drawable_get_buffer (mask);
  GeglColor             *colour = gegl_color_new (NULL);

  gegl_color_set_pixel (colour, babl_format ("R'G'B' u8"), tint);
  gegl_buffer_set_color (pixels, NULL, colour);
  g_object_unref (colour);
  gegl_buffer_flush (pixels);
  gegl_buffer_copy (found, NULL, GEGL_ABYSS_NONE, limits, NULL);
  gegl_buffer_flush (limits);
  mn_layer_update (mask);
  mn_layer_update (GIMP_DRAWABLE (layer));
}
