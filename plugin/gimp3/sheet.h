/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The procedures for sheets in GIMP 3.
 */
#pragma once

#include <libgimp/gimp.h>

#include "sheet-request.h"

G_BEGIN_DECLS

GimpProcedure *mn_sheet_create (GimpPlugIn *plug_in, const MnSheetProcedure *procedure);

/* A new image with a layer for each item, with the photo's profile, depth and metadata. */
GimpImage     *mn_sheet_image  (const MnSheet *sheet, const MnSheetOptions *options, GPtrArray *pictures,
                                GimpImage *photo, GError **error);

G_END_DECLS
