/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The preview in GIMP 2.10's dialog: the photo at 1:1, 1:2 … with what the treatment makes of the visible part.
 *
 * Smaller than 1:1 the treatment is that of the photo made smaller, record and all: a moment's work at any size, and
 * what a print of that size would show.
 */
#pragma once

#include <gtk/gtk.h>

#include "dialog/panel.h"
#include "portrait.h"
#include "subject.h"

G_BEGIN_DECLS

typedef struct _MnViewer MnViewer;

/* Goes with its widget. */
MnViewer  *mn_viewer_new    (void);
GtkWidget *mn_viewer_widget (MnViewer *viewer);

/* The picture to look at; the subject must outlive the viewer. */
void       mn_viewer_take   (MnViewer *viewer, const MnSubject *subject);

/* Shows the treatment of what record says, none where it is NULL; limited: no further than the selection. */
void       mn_viewer_show   (MnViewer *viewer, GObject *treatment, const char *record, MnPortrait *portrait,
                             gboolean limited);

void       mn_viewer_view   (MnViewer *viewer, const MnView *view);

G_END_DECLS
