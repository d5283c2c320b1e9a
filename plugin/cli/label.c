/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "label.h"

#include <gio/gio.h>
#include <math.h>

#include "sheet.h"

#define SMALLEST 6.0        /* pixels of a font that can be read at all */

static gboolean
is_readable (const MnSheet *label)
{
  for (guint i = 0; i < label->items->len; i++)
    {
      const MnSheetItem *item = &g_array_index (label->items, MnSheetItem, i);

      if (item->kind == MN_ITEM_TEXT && item->size < SMALLEST)
        return FALSE;
    }
  return TRUE;
}

gboolean
mn_label_add (GeglBuffer **picture, GPtrArray *presets, GError **error)
{
  const GeglRectangle   *extent = gegl_buffer_get_extent (*picture);
  const int              height = (int) ceil (MN_STRIP * extent->height);
  const GeglRectangle    whole = { 0, 0, extent->width, extent->height + height };
  g_autoptr (MnSheet)    label = mn_sheet_new_label (presets, extent->width, height);
  g_autoptr (GeglBuffer) labelled = gegl_buffer_new (&whole, gegl_buffer_get_format (*picture));

  if (! is_readable (label))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the picture is too small for a label to be read");
      return FALSE;
    }
  gegl_buffer_copy (*picture, extent, GEGL_ABYSS_NONE, labelled, extent);
  for (guint i = 0; i < label->items->len; i++)
    if (! mn_sheet_draw_item (label, &g_array_index (label->items, MnSheetItem, i), NULL, labelled, 0, -extent->height,
                              error))
      return FALSE;
  g_set_object (picture, labelled);
  return TRUE;
}
