/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A draft: the request in the making, as the dialog shows it – a treatment, the area and the result – without any
 * toolkit.
 *
 * The treatment is an operation of ours: its properties say what there is to choose, notify of changes, and can be
 * bound to widgets.  "changed" is emitted whenever any of it has changed.
 */
#pragma once

#include "request.h"

G_BEGIN_DECLS

#define MN_TYPE_DRAFT (mn_draft_get_type ())
G_DECLARE_FINAL_TYPE (MnDraft, mn_draft, MN, DRAFT, GObject)

MnDraft         *mn_draft_new        (void);

/* A request's text; on an error the draft is as it was. */
gboolean         mn_draft_set        (MnDraft *draft, const char *text, GError **error);
char            *mn_draft_text       (MnDraft *draft);

/* The operation, and the node that it is the operation of. */
GObject         *mn_draft_treatment  (MnDraft *draft);
GeglNode        *mn_draft_node       (MnDraft *draft);

MnArea           mn_draft_area       (MnDraft *draft);
MnResult         mn_draft_result     (MnDraft *draft);
void             mn_draft_set_area   (MnDraft *draft, MnArea area);
void             mn_draft_set_result (MnDraft *draft, MnResult result);

/* All presets, of MnPreset, and the chosen one's place in them; -1 where it is a file of its own. */
const GPtrArray *mn_draft_presets    (MnDraft *draft);
int              mn_draft_preset     (MnDraft *draft);

/* Settings made by hand stay, but for those that the preset itself has. */
void             mn_draft_choose     (MnDraft *draft, int preset);

/* What was changed since the preset was chosen, as mn_preset_override reads it. */
char            *mn_draft_settings   (MnDraft *draft);

/* The treatment as a preset of the user's, which is then the chosen one. */
gboolean         mn_draft_save       (MnDraft *draft, const char *name, GError **error);

/* "at once", "3 days later", "12 weeks later": in words, translated. */
char            *mn_draft_when       (MnDraft *draft);

G_END_DECLS
