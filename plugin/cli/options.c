/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "options.h"

#include "preset.h"
#include "sheet.h"

#define MAX_SCALE 100.0       /* px/mm, as microneedling:simulate */
#define MAX_COORDINATE 65500.0

G_DEFINE_QUARK (mn-usage-error-quark, mn_usage_error)

gboolean
mn_options_parse (int argc, char **argv, const GOptionEntry *entries, MnPhotoOptions *options, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry         common[] = {
    { "scale", 0, 0, G_OPTION_ARG_STRING, &options->scale, NULL, NULL },
    { "coverage-from", 0, 0, G_OPTION_ARG_FILENAME, &options->mask, NULL, NULL },
    { "pupils", 0, 0, G_OPTION_ARG_STRING, &options->pupils, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->photos, NULL, NULL },
    { NULL }
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  return g_option_context_parse (context, &argc, &argv, error);
}

gboolean
mn_read_number (const char *option, const char *text, double low, double high, double *number, GError **error)
{
  char *end;

  *number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && *number > low && *number <= high)
    return TRUE;
  g_set_error (error, MN_USAGE_ERROR, 0, "--%s is '%s', but must be a number above %g, up to %g", option, text, low,
               high);
  return FALSE;
}

static gboolean
read_pupils (const char *text, double pupils[4], GError **error)
{
  g_auto (GStrv) numbers = g_strsplit (text, ",", -1);

  if (g_strv_length (numbers) != 4)
    {
      g_set_error (error, MN_USAGE_ERROR, 0, "--pupils is '%s', but must be four numbers: X,Y,X,Y", text);
      return FALSE;
    }
  for (int i = 0; i < 4; i++)
    if (! mn_read_number ("pupils", numbers[i], 0.0, MAX_COORDINATE, &pupils[i], error))
      return FALSE;
  return TRUE;
}

gboolean
mn_options_read_hints (MnPhotoOptions *options, GError **error)
{
  MnHints *hints = &options->hints;

  if (options->scale && ! mn_read_number ("scale", options->scale, 0.0, MAX_SCALE, &hints->scale, error))
    return FALSE;
  if (options->pupils && ! read_pupils (options->pupils, hints->pupils, error))
    return FALSE;
  if (options->mask)
    {
      g_autoptr (MnPhoto) mask = mn_photo_load (options->mask, error);

      if (! mask)
        return FALSE;
      hints->coverage = g_object_ref (mask->buffer);
    }
  return TRUE;
}

void
mn_photo_options_clear (MnPhotoOptions *options)
{
  g_strfreev (options->photos);
  g_free (options->scale);
  g_free (options->mask);
  g_free (options->pupils);
  g_clear_object (&options->hints.coverage);
}

gboolean
mn_check_absent (const char *path, const char *unless, GError **error)
{
  if (! g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: is there already; --overwrite replaces it%s", path,
               unless);
  return FALSE;
}

gboolean
mn_hints_are_sufficient (const MnHints *hints)
{
  return hints->coverage && (hints->scale > 0.0 || hints->pupils[0] > 0.0);
}

MnPortrait *
mn_analyse_photo (MnAnalyser *analyser, const MnPhoto *photo, const MnHints *hints, GError **error)
{
  g_autoptr (GError) reason = NULL;
  MnPortrait        *portrait = mn_analyse (analyser, photo->buffer, hints, &reason);

  if (! portrait)
    g_set_error (error, reason->domain, reason->code, "%s: %s%s", photo->path, reason->message,
                 g_error_matches (reason, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_NO_FACE) && ! hints->coverage
                 ? " (--pupils X,Y,X,Y or --coverage-from MASK --scale PX_PER_MM)" : "");
  return portrait;
}

int
mn_complain (const GError *error)
{
  const gboolean usage = error->domain == MN_USAGE_ERROR || error->domain == G_OPTION_ERROR;

  g_printerr ("microneedling: %s%s\n", error->message, usage ? "; 'microneedling --help' shows how" : "");
  return usage || error->domain == MN_PRESET_ERROR || error->domain == MN_SHEET_ERROR ? MN_EXIT_USAGE : MN_EXIT_FAILED;
}
