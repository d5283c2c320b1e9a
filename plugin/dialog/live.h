/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What happens while the dialog is open: the skin is looked for once and again whenever the area changes, the preview
 * follows the draft, the panel says what there is to know.
 */
#pragma once

#include "panel.h"
#include "portrait.h"
#include "subject.h"

G_BEGIN_DECLS

typedef struct _MnLive MnLive;

/* Shows the draft's treatment of what the record says; record NULL: shows none.  FALSE with a sentence where it
 * cannot. */
typedef gboolean (*MnShowFunc) (const char *record, gpointer user_data, GError **error);

MnLive           *mn_live_new      (MnDraft *draft, MnPanel *panel, MnShowFunc show, gpointer user_data);

/* Begins with the subject, which is the live's until it is freed. */
void              mn_live_start    (MnLive *live, MnSubject *subject);

/* What was found, NULL as long as it is looked for or where nothing was. */
MnPortrait       *mn_live_portrait (MnLive *live);

/* Waits for a search that is still going on, a second or so. */
void              mn_live_free     (MnLive *live);

G_END_DECLS
