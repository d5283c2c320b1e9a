/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling sheet: photos in, pages of before and after out.
 */
#include "commands.h"

#include "batch.h"
#include "sign.h"

#define N_OTHERS 5       /* options besides the sheet's */

typedef struct
{
  char           *values[MN_N_SHEET_KEYS];
  gboolean        flags[MN_N_SHEET_KEYS];
  char           *like, *target;
  MnPhotoOptions  input;
  MnBatchOptions  batch;
} Options;

static gboolean
parse_options (Options *options, int argc, char **argv, GError **error)
{
  GOptionEntry entries[MN_N_SHEET_KEYS + N_OTHERS + 1] = {
    { "like", 0, 0, G_OPTION_ARG_FILENAME, &options->like, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->target, NULL, NULL },
    { "jobs", 0, 0, G_OPTION_ARG_INT, &options->batch.jobs, NULL, NULL },
    { "overwrite", 0, 0, G_OPTION_ARG_NONE, &options->batch.overwrite, NULL, NULL },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &options->batch.resume, NULL, NULL },
  };

  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    {
      const MnSheetKey *key = &mn_sheet_keys[i];

      entries[i + N_OTHERS] = (GOptionEntry) { key->key, 0, 0, key->flag ? G_OPTION_ARG_NONE : G_OPTION_ARG_FILENAME,
                                        key->flag ? (gpointer) &options->flags[i] : &options->values[i], NULL, NULL };
    }
  if (! mn_options_parse (argc, argv, entries, &options->input, error)
      || ! mn_batch_check (&options->batch, options->input.photos, options->target, error))
    return FALSE;
  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    if (options->flags[i])
      options->values[i] = g_strdup ("yes");
  if (options->like && options->values[MN_SHEET_PRESETS])
    {
      g_set_error_literal (error, MN_USAGE_ERROR, 0, "--like and --presets contradict each other");
      return FALSE;
    }
  return TRUE;
}

static void
options_clear (Options *options)
{
  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    g_free (options->values[i]);
  g_free (options->like);
  g_free (options->target);
  mn_photo_options_clear (&options->input);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The treatments of the sheet that is to be made again, which says the rest of what is not given here. */
static GPtrArray *
read_like (Options *options, GError **error)
{
  g_autofree char      *text = NULL;
  g_autoptr (GPtrArray) presets = mn_treatments_of (options->like, &text, error);

  if (presets && (! text || ! g_str_has_prefix (text, MN_SHEET_WORD)))
    g_set_error (error, MN_SHEET_ERROR, MN_SHEET_ERROR_INVALID, "%s: this is no sheet; 'render --like' makes it again",
                 options->like);
  else if (presets && mn_sheet_read_text (text, options->values, presets, error))
    return g_steal_pointer (&presets);
  else if (presets)
    g_prefix_error (error, "%s: ", options->like);
  return NULL;
}

static int
make_sheets (Options *options, GError **error)
{
  g_autoptr (GPtrArray)      presets = options->like ? read_like (options, error) : NULL;
  g_autoptr (MnSheetOptions) sheet = NULL;
  g_autoptr (MnPlan)         plan = NULL;

  if (presets || ! options->like)
    sheet = mn_sheet_options_new ((const char *const *) options->values, presets, error);
  if (! sheet || ! mn_options_read_hints (&options->input, error))
    return MN_EXIT_FAILED;
  sheet->px_per_mm = options->input.hints.scale;
  options->batch.sheet = sheet;
  options->batch.force = sheet->force;
  options->batch.hints = &options->input.hints;
  plan = mn_plan_new (options->input.photos, NULL, options->target, error);
  return plan && mn_batch_run (plan, &options->batch, error) && mn_plan_is_done (plan) ? MN_EXIT_DONE : MN_EXIT_FAILED;
}

int
mn_command_sheet (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Options)   options = { .batch.jobs = 1 };
  int                code = MN_EXIT_FAILED;

  if (parse_options (&options, argc, argv, &error))
    code = make_sheets (&options, &error);
  if (error)
    code = mn_complain (error);
  return code;
}
