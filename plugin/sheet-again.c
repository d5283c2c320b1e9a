/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What a sheet says of itself, so that it can be made again.
 */
#include <string.h>

#include "sheet.h"

#define NAMES "names"
#define PLAIN ":,"            /* besides letters, digits and -._~ */

/* The options that are the sheet's own; the presets are told as treatments. */
static const int kept[] = { MN_SHEET_LAYOUT, MN_SHEET_SIZE, MN_SHEET_TITLE, MN_SHEET_CLINIC, MN_SHEET_LOGO,
                            MN_SHEET_INSET, MN_SHEET_ADVICE };

char *
mn_sheet_text (const char *const *values, GPtrArray *presets)
{
  GString *text = g_string_new (MN_SHEET_WORD NAMES "=");

  for (guint i = 0; i < presets->len; i++)
    {
      const MnPreset  *preset = presets->pdata[i];
      g_autofree char *name = g_uri_escape_string (preset->name, NULL, TRUE);

      g_string_append_printf (text, "%s%s", i ? "," : "", name);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      const char      *value = values[kept[i]];
      g_autofree char *file = kept[i] == MN_SHEET_LOGO && *value ? g_path_get_basename (value) : NULL;
      g_autofree char *escaped = g_uri_escape_string (file ? file : value, PLAIN, TRUE);

      g_string_append_printf (text, " %s=%s", mn_sheet_keys[kept[i]].key, escaped);
    }
  return g_string_free (text, FALSE);
}

static gboolean
fail (GError **error, const char *format, const char *what)
{
  g_set_error (error, MN_SHEET_ERROR, MN_SHEET_ERROR_INVALID, format, what);
  return FALSE;
}

static gboolean
read_names (const char *text, GPtrArray *presets, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  if (g_strv_length (names) != presets->len)
    return fail (error, "'%s' does not name each preset", text);
  for (guint i = 0; i < presets->len; i++)
    {
      MnPreset *preset = presets->pdata[i];
      char     *name = g_uri_unescape_string (names[i], NULL);

      if (! name || ! *name || ! g_utf8_validate (name, -1, NULL))
        {
          g_free (name);
          return fail (error, "'%s' is no name", names[i]);
        }
      g_free (preset->name);
      preset->name = name;
    }
  return TRUE;
}

static gboolean
read_value (const char *key, const char *text, char **values, GError **error)
{
  g_autofree char *value = g_uri_unescape_string (text, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (strcmp (key, mn_sheet_keys[kept[i]].key) == 0)
      {
        if (! value)
          return fail (error, "'%s' is not escaped as it should be", text);
        if (kept[i] == MN_SHEET_LOGO && *value && ! values[MN_SHEET_LOGO])
          return fail (error, "this sheet has a logo, %s: give it with --logo", value);
        if (! values[kept[i]])
          values[kept[i]] = g_steal_pointer (&value);
        return TRUE;
      }
  return fail (error, "sheets have no '%s'", key);
}

gboolean
mn_sheet_read_text (const char *text, char **values, GPtrArray *presets, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text + strlen (MN_SHEET_WORD), " ", -1);

  for (char **word = words; *word; word++)
    {
      g_auto (GStrv) pair = g_strsplit (*word, "=", 2);

      if (! pair[0] || ! pair[1])
        return fail (error, "'%s' is not key=value", *word);
      if (! (strcmp (pair[0], NAMES) == 0 ? read_names (pair[1], presets, error)
                                          : read_value (pair[0], pair[1], values, error)))
        return FALSE;
    }
  return TRUE;
}
