/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A sheet as an image of GIMP 3.
 */
#include "sheet.h"

#include "layers.h"
#include "sheet-layers.h"

#define GIMP_FONT "Sans-serif"

static void
insert (GimpImage *image, GimpLayer *layer, const GeglRectangle *place)
{
  gimp_image_insert_layer (image, layer, NULL, 0);
  gimp_layer_set_offsets (layer, place->x, place->y);
}

/* FALSE where this GIMP has no such font. */
static gboolean
add_text (GimpImage *image, const MnSheetItem *item)
{
  static const GimpTextJustification sides[] = {
    GIMP_TEXT_JUSTIFY_LEFT, GIMP_TEXT_JUSTIFY_CENTER, GIMP_TEXT_JUSTIFY_RIGHT
  };
  const guint8        rgb[] = { (item->colour >> 16) & 255, (item->colour >> 8) & 255, item->colour & 255 };
  const GeglRectangle place = mn_sheet_text_place (item);
  GimpFont           *font = gimp_font_get_by_name (item->bold ? GIMP_FONT " Bold" : GIMP_FONT);
  GimpTextLayer      *layer = font ? gimp_text_layer_new (image, item->text, font, item->size, gimp_unit_pixel ())
                                   : NULL;
  GeglColor          *colour;

  if (! layer)
    return FALSE;
  insert (image, GIMP_LAYER (layer), &place);
  gimp_item_set_name (GIMP_ITEM (layer), item->name);
  colour = gegl_color_new (NULL);
  gegl_color_set_pixel (colour, babl_format ("R'G'B' u8"), rgb);
  gimp_text_layer_set_color (layer, colour);
  g_object_unref (colour);
  gimp_text_layer_set_justification (layer, sides[item->align]);
  gimp_text_layer_resize (layer, place.width, place.height + item->size);
  return TRUE;
}

static void
add_split_mask (GimpLayer *layer, const MnSheetItem *item)
{
  GimpLayerMask         *mask = gimp_layer_create_mask (layer, GIMP_ADD_MASK_WHITE);
  g_autoptr (GeglBuffer) pixels = NULL;

  gimp_layer_add_mask (layer, mask);
  pixels = gimp_drawable_get_buffer (GIMP_DRAWABLE (mask));
  mn_sheet_draw_mask (item, pixels);
  mn_layer_update (GIMP_DRAWABLE (mask));
}

static gboolean
add_pixels (GimpImage *image, const MnSheet *sheet, const MnSheetItem *item, GPtrArray *pictures, GError **error)
{
  GimpLayer             *layer = gimp_layer_new (image, item->name, item->place.width, item->place.height,
                                                 GIMP_RGBA_IMAGE, 100.0, gimp_image_get_default_new_layer_mode (image));
  g_autoptr (GeglBuffer) pixels = NULL;

  insert (image, layer, &item->place);
  pixels = gimp_drawable_get_buffer (GIMP_DRAWABLE (layer));
  if (! mn_sheet_draw_layer (sheet, item, pictures, pixels, error))
    return FALSE;
  mn_layer_update (GIMP_DRAWABLE (layer));
  if (item->split)
    add_split_mask (layer, item);
  return TRUE;
}

static gboolean
sign (GimpImage *image, GimpImage *photo, const MnSheetOptions *options, GError **error)
{
  GimpMetadata       *found = gimp_image_get_metadata (photo);
  g_autoptr (GObject) metadata = G_OBJECT (found ? found : gimp_metadata_new ());

  if (! mn_sheet_sign (options, GEXIV2_METADATA (metadata), error))
    return FALSE;
  gimp_image_set_metadata (image, GIMP_METADATA (metadata));
  return TRUE;
}

GimpImage *
mn_sheet_image (const MnSheet *sheet, const MnSheetOptions *options, GPtrArray *pictures, GimpImage *photo,
                GError **error)
{
  GimpImage        *image = gimp_image_new_with_precision (sheet->width, sheet->height, GIMP_RGB,
                                                           gimp_image_get_precision (photo));
  GimpColorProfile *profile = gimp_image_get_color_profile (photo);
  gboolean          done = TRUE;

  gimp_image_undo_disable (image);
  if (profile && gimp_image_get_base_type (photo) == GIMP_RGB)
    gimp_image_set_color_profile (image, profile);
  g_clear_object (&profile);
  for (guint i = 0; done && i < sheet->items->len; i++)
    {
      const MnSheetItem *item = &g_array_index (sheet->items, MnSheetItem, i);

      done = (item->kind == MN_ITEM_TEXT && add_text (image, item)) || add_pixels (image, sheet, item, pictures, error);
      gimp_progress_update ((i + 1.0) / sheet->items->len);
    }
  done = done && sign (image, photo, options, error);
  if (! done)
    {
      gimp_image_delete (image);
      return NULL;
    }
  if (sheet->dots_per_mm > 0.0)
    gimp_image_set_resolution (image, MN_MM_PER_INCH * sheet->dots_per_mm, MN_MM_PER_INCH * sheet->dots_per_mm);
  gimp_image_undo_enable (image);
  return image;
}
