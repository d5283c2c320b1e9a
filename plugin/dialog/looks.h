/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * How the user looks at the preview: before, split, what was found.
 */
#pragma once

#include "form.h"

G_BEGIN_DECLS

/* How the user wants to look at it. */
typedef struct
{
  gboolean before;       /* the original, as long as a button or a key is held */
  gboolean skin;         /* the detected skin in colour */
  gboolean split;        /* the original left of at, a part of the width */
  double   at;
} MnView;

typedef void (*MnViewFunc) (const MnView *view, gpointer user_data);

typedef struct _MnLooks MnLooks;

/* To be freed with g_free after its widgets.  view_func: called when the view changes. */
MnLooks   *mn_looks_new   (MnViewFunc view_func, gpointer user_data);

/* A row with Before and the split; the button for the skin. */
GtkWidget *mn_looks_row   (MnLooks *looks, MnForm *form);
GtkWidget *mn_looks_skin  (MnLooks *looks, MnForm *form);

/* The key that shows the original while it is held works in this window. */
void       mn_looks_watch (MnLooks *looks, GtkWidget *window);

G_END_DECLS
