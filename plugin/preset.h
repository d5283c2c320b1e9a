/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Presets: named treatments in key files, and "key=value key=value" settings laid over them.
 *
 *     [preset]
 *     name=After 3 sessions
 *     description=One sentence.
 *     order=130
 *     [treatment]
 *     sessions=3
 *
 * name is required; presets without an order come last.  Keys of [treatment] are those of setting.h: nothing is
 * declared twice.
 */
#pragma once

#include "setting.h"

G_BEGIN_DECLS

typedef struct
{
  char   *id;            /* file name without .ini, "" for the defaults */
  char   *name;          /* for people */
  char   *description;
  int     order;
  GArray *settings;      /* of MnSetting, each key once */
} MnPreset;

void      mn_preset_free (MnPreset *preset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnPreset, mn_preset_free)

/* name: "" (the operation's defaults), a preset's id, or a path (has a '/' or ends in .ini).
 * Errors name the file, the line and the reason. */
MnPreset *mn_preset_load     (const char *name, GError **error);

/* All presets that can be found, the user's own first for the same id, by order; element type MnPreset.
 * A broken one is left out with a warning. */
GPtrArray *mn_preset_list    (void);

/* Lays "key=value key=value" over a preset; on an error the preset is as it was. */
gboolean  mn_preset_override (MnPreset *preset, const char *settings, GError **error);

/* "key=value key=value": what mn_preset_override reads. */
char     *mn_preset_to_text  (const MnPreset *preset);

/* The treatment of a picture, in the words of mn_provenance_read; a seed of its own is among the settings. */
MnPreset *mn_preset_of_provenance (const char *treatment, GError **error);

/* Sets the preset's settings on anything with these properties: a GeglNode's operation, a filter's config. */
void      mn_preset_apply    (const MnPreset *preset, GObject *target);

/* The settings in which a treatment, an operation of ours, differs from the operation's defaults with base over
 * them. */
MnPreset *mn_preset_difference (GObject *treatment, const MnPreset *base);

/* Writes it into the user's folder of presets, under an id made from its name, which it gets. */
gboolean  mn_preset_save     (MnPreset *preset, GError **error);

/* Sets every treatment property of target as source has it, or as the operation's defaults are (NULL). */
void      mn_treatment_copy  (GObject *source, GObject *target);

G_END_DECLS
