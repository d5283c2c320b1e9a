/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A sheet's items as the layers of a host's image.
 */
#pragma once

#include "sheet.h"

G_BEGIN_DECLS

/* Where a text's layer is: wider than the text, because a host's lines may be a little longer than ours. */
GeglRectangle mn_sheet_text_place (const MnSheetItem *item);

/* The item on a layer of its place; all of a split picture, whose mask is the layer's. */
gboolean      mn_sheet_draw_layer (const MnSheet *sheet, const MnSheetItem *item, GPtrArray *pictures,
                                   GeglBuffer *layer, GError **error);
void          mn_sheet_draw_mask  (const MnSheetItem *item, GeglBuffer *mask);

G_END_DECLS
