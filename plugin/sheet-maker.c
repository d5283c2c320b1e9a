/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-maker.h"

MnSheetItem *
mn_maker_add (MnMaker *maker, MnItemKind kind, char *name, GeglRectangle place, guint32 colour)
{
  const MnSheetItem item = { .kind = kind, .name = name, .place = place, .colour = colour };

  g_array_append_val (maker->sheet->items, item);
  return &g_array_index (maker->sheet->items, MnSheetItem, maker->sheet->items->len - 1);
}

void
mn_maker_text (MnMaker *maker, char *name, const MnText *text, GeglRectangle place, double smallest, guint32 colour)
{
  MnText       fitting = *text;
  char        *shown;
  MnSheetItem *item;
  int          height;

  fitting.size = mn_text_fit (text, place.width, place.height, smallest);
  shown = mn_text_cut (&fitting, place.width, place.height);
  fitting.text = shown;
  height = mn_text_height (&fitting, place.width);
  place.y += (place.height - height) / 2;
  place.height = height;
  item = mn_maker_add (maker, MN_ITEM_TEXT, name, place, colour);
  item->text = shown;
  item->size = fitting.size;
  item->bold = text->bold;
  item->align = text->align;
}
