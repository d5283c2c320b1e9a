/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A plan: what the dialog is about – a treatment, the area and the result – without any toolkit.
 *
 * The treatment is an operation of ours: its properties say what there is to choose, notify of changes, and can be
 * bound to widgets.  "changed" is emitted whenever any of it has changed.
 */
#pragma once

#include "request.h"

G_BEGIN_DECLS

#define MN_TYPE_PLAN (mn_plan_get_type ())
G_DECLARE_FINAL_TYPE (MnPlan, mn_plan, MN, PLAN, GObject)

MnPlan          *mn_plan_new        (void);

/* A request's text; on an error the plan is as it was. */
gboolean         mn_plan_set        (MnPlan *plan, const char *text, GError **error);
char            *mn_plan_text       (MnPlan *plan);

/* The operation, and the node that it is the operation of. */
GObject         *mn_plan_treatment  (MnPlan *plan);
GeglNode        *mn_plan_node       (MnPlan *plan);

MnArea           mn_plan_area       (MnPlan *plan);
MnResult         mn_plan_result     (MnPlan *plan);
void             mn_plan_set_area   (MnPlan *plan, MnArea area);
void             mn_plan_set_result (MnPlan *plan, MnResult result);

/* All presets, of MnPreset, and the chosen one's place in them; -1 where it is a file of its own. */
const GPtrArray *mn_plan_presets    (MnPlan *plan);
int              mn_plan_preset     (MnPlan *plan);

/* Settings made by hand stay, but for those that the preset itself has. */
void             mn_plan_choose     (MnPlan *plan, int preset);

/* What was changed since the preset was chosen, as mn_preset_override reads it. */
char            *mn_plan_settings   (MnPlan *plan);

/* The treatment as a preset of the user's, which is then the chosen one. */
gboolean         mn_plan_save       (MnPlan *plan, const char *name, GError **error);

/* "at once", "3 days later", "12 weeks later": in words, translated. */
char            *mn_plan_when       (MnPlan *plan);

G_END_DECLS
