/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The procedures for sheets in GIMP 2.10.
 */
#pragma once

#include <libgimp/gimp.h>

#include "sheet-request.h"

G_BEGIN_DECLS

void     mn_sheet_install (const MnSheetProcedure *procedure);

/* FALSE without an error where the user cancelled. */
gboolean mn_sheet_run     (const MnSheetProcedure *procedure, const GimpParam *param, int n_params, gint32 *made,
                           GError **error);

/* One value for each of mn_sheet_keys; changes them to what the user chose.  FALSE for Cancel. */
gboolean mn_sheet_dialog  (const MnSheetProcedure *procedure, char **values);

/* A new image with a layer for each item, with the photo's profile, depth and metadata. */
gint32   mn_sheet_image   (const MnSheet *sheet, const MnSheetOptions *options, GPtrArray *pictures, gint32 photo,
                           GError **error);

G_END_DECLS
