/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * One setting of a treatment: a property of microneedling:simulate and a value for it, as text and as a GValue.
 * Types, ranges and units are the operation's own; numbers have a decimal point in every locale.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MN_OPERATION "microneedling:simulate"

#define MN_PRESET_ERROR (mn_preset_error_quark ())
GQuark mn_preset_error_quark (void);

typedef enum { MN_PRESET_ERROR_NOT_FOUND, MN_PRESET_ERROR_INVALID } MnPresetError;

typedef struct
{
  char   *key;           /* a property of microneedling:simulate, "portrait" excepted: a record is no treatment */
  GValue  value;         /* of the property's type */
} MnSetting;

/* The properties that a treatment is made of, in the operation's order; free the list. */
GParamSpec **mn_setting_list (guint *n);

/* Fills a zeroed setting.  FALSE and MN_PRESET_ERROR_INVALID with a sentence that names key, value and range. */
gboolean  mn_setting_parse (MnSetting *setting, const char *key, const char *text, GError **error);

/* The value as mn_setting_parse reads it. */
char     *mn_setting_text  (const MnSetting *setting);

/* Sets the property of the same name on any object; an enum by its nick where the property is a string (a choice of
 * GIMP 3). */
void      mn_setting_apply (const MnSetting *setting, GObject *target);

/* Fills a zeroed setting with what source, anything that mn_setting_apply takes, has for the property. */
void      mn_setting_read  (MnSetting *setting, GParamSpec *pspec, GObject *source);

gboolean  mn_setting_equal (const MnSetting *one, const MnSetting *other);

void      mn_setting_clear (MnSetting *setting);

G_END_DECLS
