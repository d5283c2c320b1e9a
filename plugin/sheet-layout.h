/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Where things are on a sheet, and which part of the photo is shown.
 */
#pragma once

#include "sheet.h"

G_BEGIN_DECLS

#define MN_LINE 1.3           /* height of a line of text, sizes of its font */

typedef struct { GeglRectangle picture, detail, caption; } MnPanelPlaces;

/* The size of the sheet's text, pixels. */
double   mn_layout_text_size (const MnSheetOptions *options);

int      mn_layout_margin    (const MnSheetOptions *options);

/* The panels in an area, before first; FALSE where they would be too small to see anything. */
gboolean mn_layout_panels    (const MnSheetOptions *options, const MnPortrait *portrait, const GeglRectangle *area,
                              MnPanelPlaces *panels);

/* The part of the photo that a panel of this shape shows: the largest face, its pupils level and at a fixed height;
 * without a face, the whole photo.  *note: what the user must know of that. */
MnPart   mn_layout_part      (const MnPortrait *portrait, double width, double height, const char **note);

/* The face that a sheet is about, NULL where none is known. */
const MnFace *mn_layout_face (const MnPortrait *portrait);

G_END_DECLS
