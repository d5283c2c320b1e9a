/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The dialog in GIMP 3: the panel, GIMP's own Reset, Load and Save, and the preview on the canvas.
 */
#pragma once

#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

G_BEGIN_DECLS

/* TRUE where the user said OK; config then has what was chosen.  The image is as it was before. */
gboolean mn_dialog_run (GimpProcedure *procedure, GimpProcedureConfig *config, GimpImage *image, GimpDrawable *layer);

G_END_DECLS
