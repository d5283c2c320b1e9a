/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "preset.h"

#include <string.h>

#include "data-dir.h"
#include "preset-file.h"

#define SUFFIX ".ini"
#define PROVENANCE_PRESET "preset="

char *
mn_preset_own_dir (void)
{
  return g_build_filename (g_get_user_config_dir (), "microneedling", "presets", NULL);
}

/* The user's own, then the shipped ones. */
static GPtrArray *
preset_dirs (void)
{
  GPtrArray *dirs = g_ptr_array_new_with_free_func (g_free);
  char      *shipped = mn_data_dir ("presets");

  g_ptr_array_add (dirs, mn_preset_own_dir ());
  if (shipped)
    g_ptr_array_add (dirs, shipped);
  return dirs;
}

static MnPreset *
load_path (const char *path, GError **error)
{
  g_autofree char *id = g_path_get_basename (path);

  if (g_str_has_suffix (id, SUFFIX))
    id[strlen (id) - strlen (SUFFIX)] = '\0';
  return mn_preset_read (path, id, error);
}

static MnPreset *
load_defaults (void)
{
  MnPreset *preset = mn_preset_new ("");

  preset->name = g_strdup ("Defaults");
  preset->description = g_strdup ("");
  return preset;
}

MnPreset *
mn_preset_load (const char *name, GError **error)
{
  g_autoptr (GPtrArray) dirs = NULL;
  g_autofree char      *file = g_strconcat (name, SUFFIX, NULL);

  if (*name == '\0')
    return load_defaults ();
  if (strchr (name, '/') || g_str_has_suffix (name, SUFFIX))
    return load_path (name, error);

  dirs = preset_dirs ();
  for (guint i = 0; i < dirs->len; i++)
    {
      g_autofree char *path = g_build_filename (dirs->pdata[i], file, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return load_path (path, error);
    }
  g_set_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_NOT_FOUND,
               "there is no preset '%s'; 'microneedling presets' lists them", name);
  return NULL;
}

static gint
compare_presets (gconstpointer a, gconstpointer b)
{
  const MnPreset *first = *(MnPreset *const *) a;
  const MnPreset *second = *(MnPreset *const *) b;

  if (first->order != second->order)
    return first->order < second->order ? -1 : 1;
  return strcmp (first->id, second->id);
}

static void
list_dir (const char *path, GHashTable *seen, GPtrArray *presets)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char     *file = g_build_filename (path, name, NULL);
      g_autoptr (GError)   error = NULL;
      MnPreset            *preset;

      if (! g_str_has_suffix (name, SUFFIX) || ! g_hash_table_add (seen, g_strdup (name)))
        continue;
      preset = load_path (file, &error);
      if (preset)
        g_ptr_array_add (presets, preset);
      else
        g_warning ("%s", error->message);
    }
}

GPtrArray *
mn_preset_list (void)
{
  GPtrArray             *presets = g_ptr_array_new_with_free_func ((GDestroyNotify) mn_preset_free);
  g_autoptr (GPtrArray)  dirs = preset_dirs ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < dirs->len; i++)
    list_dir (dirs->pdata[i], seen, presets);
  g_ptr_array_sort (presets, compare_presets);
  return presets;
}

static gboolean
parse_word (MnPreset *preset, const char *word, GError **error)
{
  g_auto (GStrv) pair = g_strsplit (word, "=", 2);
  MnSetting      setting = { 0 };

  if (! pair[1])
    {
      g_set_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_INVALID, "'%s' is not key=value", word);
      return FALSE;
    }
  if (! mn_setting_parse (&setting, pair[0], pair[1], error))
    return FALSE;
  mn_preset_put (preset, &setting);
  return TRUE;
}

gboolean
mn_preset_override (MnPreset *preset, const char *settings, GError **error)
{
  g_autoptr (MnPreset) parsed = mn_preset_new ("");
  g_auto (GStrv)       words = g_strsplit_set (settings, " \t\n", -1);

  for (guint i = 0; words[i]; i++)
    if (*words[i] && ! parse_word (parsed, words[i], error))
      return FALSE;

  for (guint i = 0; i < parsed->settings->len; i++)
    {
      MnSetting *setting = &g_array_index (parsed->settings, MnSetting, i);

      mn_preset_put (preset, setting);
      memset (setting, 0, sizeof *setting);
    }
  return TRUE;
}

MnPreset *
mn_preset_of_provenance (const char *treatment, GError **error)
{
  const char          *seed = strstr (treatment, " seed=");
  const char          *settings = seed ? strchr (seed + 1, ' ') : NULL;
  g_autoptr (MnPreset) preset = load_defaults ();

  if (! seed || ! g_str_has_prefix (treatment, PROVENANCE_PRESET))
    {
      g_set_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_INVALID, "'%s' is no treatment", treatment);
      return NULL;
    }
  g_free (preset->id);
  preset->id = g_strndup (treatment + strlen (PROVENANCE_PRESET),
                          (gsize) (seed - treatment) - strlen (PROVENANCE_PRESET));
  return ! settings || mn_preset_override (preset, settings, error) ? g_steal_pointer (&preset) : NULL;
}

char *
mn_preset_to_text (const MnPreset *preset)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < preset->settings->len; i++)
    {
      const MnSetting *setting = &g_array_index (preset->settings, MnSetting, i);
      g_autofree char *value = mn_setting_text (setting);

      g_string_append_printf (text, "%s%s=%s", i ? " " : "", setting->key, value);
    }
  return g_string_free (text, FALSE);
}

void
mn_preset_apply (const MnPreset *preset, GObject *target)
{
  for (guint i = 0; i < preset->settings->len; i++)
    mn_setting_apply (&g_array_index (preset->settings, MnSetting, i), target);
}

void
mn_preset_free (MnPreset *preset)
{
  g_free (preset->id);
  g_free (preset->name);
  g_free (preset->description);
  g_array_unref (preset->settings);
  g_free (preset);
}
