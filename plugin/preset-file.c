/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "preset-file.h"

#include <limits.h>
#include <string.h>

#define LAST_IN_ORDER INT_MAX

typedef enum { SECTION_NONE, SECTION_PRESET, SECTION_TREATMENT } Section;

static gboolean
fail (GError **error, const char *message, const char *word)
{
  g_set_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_INVALID, message, word);
  return FALSE;
}

static gboolean
read_heading (const char *line, Section *section, GError **error)
{
  if (strcmp (line, "[preset]") == 0)
    *section = SECTION_PRESET;
  else if (strcmp (line, "[treatment]") == 0)
    *section = SECTION_TREATMENT;
  else
    return fail (error, "there is no section %s; the sections are [preset] and [treatment]", line);
  return TRUE;
}

static gboolean
read_text (char **field, const char *key, const char *value, GError **error)
{
  if (*field)
    return fail (error, "'%s' is given twice", key);
  *field = g_strdup (value);
  return TRUE;
}

static gboolean
read_about (MnPreset *preset, const char *key, const char *value, GError **error)
{
  gint64 order;

  if (strcmp (key, "name") == 0)
    return read_text (&preset->name, key, value, error);
  if (strcmp (key, "description") == 0)
    return read_text (&preset->description, key, value, error);
  if (strcmp (key, "order") != 0)
    return fail (error, "there is no key '%s' in [preset]; the keys are name, description, order", key);
  if (preset->order != LAST_IN_ORDER)
    return fail (error, "'%s' is given twice", key);
  if (! g_ascii_string_to_signed (value, 10, INT_MIN, INT_MAX - 1, &order, NULL))
    return fail (error, "order is '%s', but must be a whole number", value);
  preset->order = (int) order;
  return TRUE;
}

static gboolean
read_treatment (MnPreset *preset, const char *key, const char *value, GError **error)
{
  MnSetting setting = { 0 };

  if (mn_preset_get (preset, key))
    return fail (error, "'%s' is given twice", key);
  if (! mn_setting_parse (&setting, key, value, error))
    return FALSE;
  mn_preset_put (preset, &setting);
  return TRUE;
}

static gboolean
read_line (MnPreset *preset, char *line, Section *section, GError **error)
{
  char *equals = strchr (g_strstrip (line), '=');

  if (*line == '\0' || *line == '#')
    return TRUE;
  if (*line == '[')
    return read_heading (line, section, error);
  if (! equals)
    return fail (error, "'%s' is neither key=value nor a [section]", line);
  *equals = '\0';
  g_strchomp (line);
  g_strchug (equals + 1);
  if (*section == SECTION_PRESET)
    return read_about (preset, line, equals + 1, error);
  if (*section == SECTION_TREATMENT)
    return read_treatment (preset, line, equals + 1, error);
  return fail (error, "'%s' stands before any [section]", line);
}

MnPreset *
mn_preset_read (const char *path, const char *id, GError **error)
{
  g_autoptr (MnPreset) preset = mn_preset_new (id);
  g_auto (GStrv)       lines = NULL;
  g_autofree char     *text = NULL;
  g_autoptr (GError)   reason = NULL;
  gsize                length;
  Section              section = SECTION_NONE;

  if (! g_file_get_contents (path, &text, &length, &reason))
    {
      g_set_error_literal (error, MN_PRESET_ERROR, MN_PRESET_ERROR_NOT_FOUND, reason->message);
      return NULL;
    }
  if (! g_utf8_validate (text, (gssize) length, NULL))
    {
      fail (error, "%s: this is not a text file", path);
      return NULL;
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (! read_line (preset, lines[i], &section, error))
      {
        g_prefix_error (error, "%s:%u: ", path, i + 1);
        return NULL;
      }
  if (! preset->name || ! *preset->name)
    {
      fail (error, "%s: the preset has no name", path);
      return NULL;
    }
  if (! preset->description)
    preset->description = g_strdup ("");
  return g_steal_pointer (&preset);
}

MnPreset *
mn_preset_new (const char *id)
{
  MnPreset *preset = g_new0 (MnPreset, 1);

  preset->id = g_strdup (id);
  preset->order = LAST_IN_ORDER;
  preset->settings = g_array_new (FALSE, TRUE, sizeof (MnSetting));
  g_array_set_clear_func (preset->settings, (GDestroyNotify) mn_setting_clear);
  return preset;
}

MnSetting *
mn_preset_get (const MnPreset *preset, const char *key)
{
  for (guint i = 0; i < preset->settings->len; i++)
    {
      MnSetting *setting = &g_array_index (preset->settings, MnSetting, i);

      if (strcmp (setting->key, key) == 0)
        return setting;
    }
  return NULL;
}

void
mn_preset_put (MnPreset *preset, MnSetting *setting)
{
  MnSetting *old = mn_preset_get (preset, setting->key);

  if (old)
    {
      mn_setting_clear (old);
      *old = *setting;
    }
  else
    {
      g_array_append_val (preset->settings, *setting);
    }
}
