/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The controls of the dialog, the same in every GIMP; each host compiles them with its own GTK and adds its preview.
 */
#pragma once

#include "draft.h"
#include "looks.h"

G_BEGIN_DECLS

typedef struct _MnPanel MnPanel;

/* Goes with its widget.  effects: does the host have layer effects?  view_func: called when the view changes. */
MnPanel   *mn_panel_new    (MnDraft *draft, gboolean effects, MnViewFunc view_func, gpointer user_data);
GtkWidget *mn_panel_widget (MnPanel *panel);

/* The key that shows the original while it is held works in this window. */
void       mn_panel_watch  (MnPanel *panel, GtkWidget *window);

/* Notes below the controls, one a line; busy: something is still being looked for. */
void       mn_panel_tell   (MnPanel *panel, gboolean busy, const char *notes);

G_END_DECLS
