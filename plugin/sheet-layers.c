/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-layers.h"

#define ROOM 0.02               /* of a text's width */

GeglRectangle
mn_sheet_text_place (const MnSheetItem *item)
{
  const int     more = (int) (ROOM * item->place.width);
  GeglRectangle place = item->place;

  place.x -= (int) item->align * more / 2;
  place.width += more;
  return place;
}

gboolean
mn_sheet_draw_layer (const MnSheet *sheet, const MnSheetItem *item, GPtrArray *pictures, GeglBuffer *layer,
                     GError **error)
{
  MnSheetItem whole = *item;

  whole.split = FALSE;
  if (! mn_sheet_draw_item (sheet, &whole, pictures, layer, item->place.x, item->place.y, error))
    return FALSE;
  gegl_buffer_flush (layer);
  return TRUE;
}

void
mn_sheet_draw_mask (const MnSheetItem *item, GeglBuffer *mask)
{
  const int         width = item->place.width;
  g_autofree float *row = g_new (float, width);

  for (int y = 0; y < item->place.height; y++)
    {
      mn_sheet_split_row (item, 0, y, width, row);
      gegl_buffer_set (mask, GEGL_RECTANGLE (0, y, width, 1), 0, babl_format ("Y float"), row, GEGL_AUTO_ROWSTRIDE);
    }
  gegl_buffer_flush (mask);
}
