/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A sheet as an image of GIMP 2.10.
 */
#include "sheet.h"

#include "sheet-layers.h"

static void
insert (gint32 image, gint32 layer, const GeglRectangle *place)
{
  gimp_image_insert_layer (image, layer, -1, 0);
  gimp_layer_set_offsets (layer, place->x, place->y);
}

/* FALSE where this GIMP has no such font. */
static gboolean
add_text (gint32 image, const MnSheetItem *item)
{
  static const GimpTextJustification sides[] = {
    GIMP_TEXT_JUSTIFY_LEFT, GIMP_TEXT_JUSTIFY_CENTER, GIMP_TEXT_JUSTIFY_RIGHT
  };
  const GeglRectangle place = mn_sheet_text_place (item);
  const gint32        layer = gimp_text_layer_new (image, item->text, item->bold ? MN_FONT " Bold" : MN_FONT,
                                                   item->size, GIMP_UNIT_PIXEL);
  GimpRGB             colour;

  if (layer < 0)
    return FALSE;
  insert (image, layer, &place);
  gimp_item_set_name (layer, item->name);
  gimp_rgb_set_uchar (&colour, (item->colour >> 16) & 255, (item->colour >> 8) & 255, item->colour & 255);
  gimp_text_layer_set_color (layer, &colour);
  gimp_text_layer_set_justification (layer, sides[item->align]);
  gimp_text_layer_resize (layer, place.width, place.height + item->size);
  return TRUE;
}

static void
add_split_mask (gint32 layer, const MnSheetItem *item)
{
  const gint32           mask = gimp_layer_create_mask (layer, GIMP_ADD_MASK_WHITE);
  g_autoptr (GeglBuffer) pixels = NULL;

  gimp_layer_add_mask (layer, mask);
  pixels = gimp_drawable_get_buffer (mask);
  mn_sheet_draw_mask (item, pixels);
  gimp_drawable_update (mask, 0, 0, item->place.width, item->place.height);
}

static gboolean
add_pixels (gint32 image, const MnSheet *sheet, const MnSheetItem *item, GPtrArray *pictures, GError **error)
{
  const gint32           layer = gimp_layer_new (image, item->name, item->place.width, item->place.height,
                                                 GIMP_RGBA_IMAGE, 100.0, gimp_image_get_default_new_layer_mode (image));
  g_autoptr (GeglBuffer) pixels = NULL;

  insert (image, layer, &item->place);
  pixels = gimp_drawable_get_buffer (layer);
  if (! mn_sheet_draw_layer (sheet, item, pictures, pixels, error))
    return FALSE;
  gimp_drawable_update (layer, 0, 0, item->place.width, item->place.height);
  if (item->split)
    add_split_mask (layer, item);
  return TRUE;
}

static gboolean
sign (gint32 image, gint32 photo, const MnSheetOptions *options, GError **error)
{
  GimpMetadata       *found = gimp_image_get_metadata (photo);
  g_autoptr (GObject) metadata = G_OBJECT (found ? found : gimp_metadata_new ());

  if (! mn_sheet_sign (options, GEXIV2_METADATA (metadata), error))
    return FALSE;
  gimp_image_set_metadata (image, GIMP_METADATA (metadata));
  return TRUE;
}

gint32
mn_sheet_image (const MnSheet *sheet, const MnSheetOptions *options, GPtrArray *pictures, gint32 photo, GError **error)
{
  const gint32      image = gimp_image_new_with_precision (sheet->width, sheet->height, GIMP_RGB,
                                                           gimp_image_get_precision (photo));
  GimpColorProfile *profile = gimp_image_get_color_profile (photo);
  gboolean          done = TRUE;

  gimp_image_undo_disable (image);
  if (profile && gimp_image_base_type (photo) == GIMP_RGB)
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
      return -1;
    }
  if (sheet->dots_per_mm > 0.0)
    gimp_image_set_resolution (image, MN_MM_PER_INCH * sheet->dots_per_mm, MN_MM_PER_INCH * sheet->dots_per_mm);
  gimp_image_undo_enable (image);
  return image;
}
