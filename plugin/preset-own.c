/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Presets made from a treatment, and the user's own.
 */
#include "preset.h"

#include <errno.h>
#include <string.h>

#include "preset-file.h"

static void
read_default (MnSetting *setting, GParamSpec *pspec)
{
  setting->key = g_strdup (pspec->name);
  g_value_init (&setting->value, G_PARAM_SPEC_VALUE_TYPE (pspec));
  g_param_value_set_default (pspec, &setting->value);
}

MnPreset *
mn_preset_difference (GObject *treatment, const MnPreset *base)
{
  guint                   n;
  g_autofree GParamSpec **pspecs = mn_setting_list (&n);
  MnPreset               *difference = mn_preset_new ("");

  for (guint i = 0; i < n; i++)
    {
      const MnSetting *of_base = mn_preset_get (base, pspecs[i]->name);
      MnSetting        setting = { 0 }, standard = { 0 };

      mn_setting_read (&setting, pspecs[i], treatment);
      read_default (&standard, pspecs[i]);
      if (mn_setting_equal (&setting, of_base ? of_base : &standard))
        mn_setting_clear (&setting);
      else
        mn_preset_put (difference, &setting);
      mn_setting_clear (&standard);
    }
  return difference;
}

void
mn_treatment_copy (GObject *source, GObject *target)
{
  guint                   n;
  g_autofree GParamSpec **pspecs = mn_setting_list (&n);

  for (guint i = 0; i < n; i++)
    {
      MnSetting setting = { 0 };

      if (source)
        mn_setting_read (&setting, pspecs[i], source);
      else
        read_default (&setting, pspecs[i]);
      mn_setting_apply (&setting, target);
      mn_setting_clear (&setting);
    }
}

/* A file's name: small letters and digits of any script, anything else a hyphen. */
static char *
id_from (const char *name)
{
  g_autofree char *small = g_utf8_strdown (name, -1);
  GString         *id = g_string_new (NULL);

  for (const char *c = small; *c; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      g_string_append_unichar (id, g_utf8_get_char (c));
    else if (id->len && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
  if (id->len && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  return g_string_free (id, FALSE);
}

gboolean
mn_preset_save (MnPreset *preset, GError **error)
{
  g_autofree char *id = id_from (preset->name);
  g_autofree char *dir = mn_preset_own_dir ();
  g_autofree char *file = g_strconcat (id, ".ini", NULL);
  g_autofree char *path = g_build_filename (dir, file, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  if (! *id)
    {
      g_set_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_INVALID, "'%s' is no name for a preset", preset->name);
      return FALSE;
    }
  g_strdelimit (preset->name, "\n", ' ');
  g_string_printf (text, "[preset]\nname=%s\ndescription=%s\n\n[treatment]\n", preset->name, preset->description);
  for (guint i = 0; i < preset->settings->len; i++)
    {
      const MnSetting *setting = &g_array_index (preset->settings, MnSetting, i);
      g_autofree char *value = mn_setting_text (setting);

      g_string_append_printf (text, "%s=%s\n", setting->key, value);
    }
  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_NOT_FOUND, "%s: %s", dir, g_strerror (errno));
      return FALSE;
    }
  g_free (preset->id);
  preset->id = g_steal_pointer (&id);
  return g_file_set_contents (path, text->str, (gssize) text->len, error);
}
