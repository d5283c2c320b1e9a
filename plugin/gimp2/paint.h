/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What is painted over the treated pixels that a preview shows: a part of a level of the photo, 8 bits, R'G'B'A.
 */
#pragma once

#include "portrait.h"

G_BEGIN_DECLS

/* The original, left of the column split of the part, and outside the selection (of the photo; NULL: everything). */
void mn_paint_original (guint8 *pixels, const guint8 *original, const GeglRectangle *part, int level,
                        GeglBuffer *selection, int split);

/* A colour on the skin that is treated. */
void mn_paint_skin     (guint8 *pixels, const GeglRectangle *part, int level, MnPortrait *portrait);

G_END_DECLS
