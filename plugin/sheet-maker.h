/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A sheet in the making: what sheet.c, sheet-panels.c and sheet-advice.c share.
 */
#pragma once

#include "sheet-layout.h"

G_BEGIN_DECLS

#define MN_PAPER 0xffffff
#define MN_INK 0x202020
#define MN_SMALLEST_CAPTION 0.62     /* of the sheet's text size; what is longer is cut */

typedef struct
{
  MnSheet              *sheet;
  const MnSheetOptions *options;
  GPtrArray            *pictures;
  const MnPortrait     *portrait;
  double                text_size;
  int                   margin;
} MnMaker;

/* Takes the name over; the item is the sheet's, to be filled in before the next one is added. */
MnSheetItem *mn_maker_add    (MnMaker *maker, MnItemKind kind, char *name, GeglRectangle place, guint32 colour);

/* In the middle of its place's height, smaller where it must be, and cut where even the smallest size is too large. */
void         mn_maker_text   (MnMaker *maker, char *name, const MnText *text, GeglRectangle place, double smallest,
                              guint32 colour);

/* Pictures, details, scales and captions. */
gboolean     mn_maker_panels (MnMaker *maker, const GeglRectangle *area);

/* What to expect, at the bottom of the area: its height, or -1 where it would be too small to read. */
int          mn_maker_advice (MnMaker *maker, const GeglRectangle *area);

G_END_DECLS
