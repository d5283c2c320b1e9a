/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The live preview on GIMP 3's canvas: a layer of its own above the user's, with our filter on it.
 *
 * As long as it is there, the image records no undo and has no selection: the operation never runs under one.
 * mn_canvas_free takes everything away again and leaves selection, undo history and modified flag as they were.
 * Where the plug-in was killed, the layer is still there and says so itself; mn_canvas_mend does the rest.
 */
#pragma once

#include <libgimp/gimp.h>

#include "dialog/panel.h"

G_BEGIN_DECLS

typedef struct _MnCanvas MnCanvas;

/* layer: the one the user chose; original: the one that is treated. */
MnCanvas *mn_canvas_new  (GimpImage *image, GimpDrawable *layer, GimpDrawable *original);
void      mn_canvas_free (MnCanvas *canvas);

/* Shows the treatment of what record says; limited: no further than the selection.  FALSE where GIMP can't. */
gboolean  mn_canvas_show (MnCanvas *canvas, GObject *treatment, const char *record, gboolean limited, GError **error);

/* Shows no treatment. */
void      mn_canvas_hide (MnCanvas *canvas);

/* skin: what view->skin shows. */
void      mn_canvas_view (MnCanvas *canvas, const MnView *view, const MnPortrait *skin);

/* Takes away what a preview that was killed has left in the image. */
void      mn_canvas_mend (GimpImage *image);

G_END_DECLS
