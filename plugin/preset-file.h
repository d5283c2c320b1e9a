/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The reader of preset files.  Line by line, so that every error names its line, which GKeyFile cannot do.
 */
#pragma once

#include "preset.h"

/* A zero-filled preset with an empty list of settings. */
MnPreset *mn_preset_new  (const char *id);

MnPreset *mn_preset_read (const char *path, const char *id, GError **error);

/* Where the user's own presets are. */
char     *mn_preset_own_dir (void);

/* Adds a setting or replaces the one with its key; takes its contents over. */
void      mn_preset_put  (MnPreset *preset, MnSetting *setting);

/* The setting with this key, or NULL. */
MnSetting *mn_preset_get (const MnPreset *preset, const char *key);
