/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling render: photos in, simulations out.
 */
#include "commands.h"

#include "batch.h"
#include "label.h"
#include "preset-file.h"
#include "sign.h"
#include "treatment.h"

typedef struct
{
  char         **presets, **settings;
  char          *like, *target;
  MnPhotoOptions input;
  MnBatchOptions batch;
} Options;

static GPtrArray *
load_named (char **names, GError **error)
{
  static char          *no_preset[] = { (char *) "", NULL };
  g_autoptr (GPtrArray) presets = g_ptr_array_new_with_free_func ((GDestroyNotify) mn_preset_free);

  for (char **name = names ? names : no_preset; *name; name++)
    {
      MnPreset *preset = mn_preset_load (*name, error);

      if (! preset)
        return NULL;
      g_ptr_array_add (presets, preset);
    }
  return g_steal_pointer (&presets);
}

/* Those of the picture that is to be made again, and its label. */
static GPtrArray *
read_like (Options *options, GError **error)
{
  g_autofree char *form = NULL;
  GPtrArray       *presets = mn_treatments_of (options->like, &form, error);

  options->batch.label |= g_strcmp0 (form, MN_LABEL_WORD) == 0;
  return presets;
}

static GPtrArray *
load_presets (Options *options, GError **error)
{
  g_autoptr (GPtrArray) presets = options->like ? read_like (options, error) : load_named (options->presets, error);

  for (guint i = 0; presets && i < presets->len; i++)
    for (char **setting = options->settings; setting && *setting; setting++)
      if (! mn_preset_override (presets->pdata[i], *setting, error))
        {
          g_prefix_error (error, "--set: ");
          return NULL;
        }
  return g_steal_pointer (&presets);
}

static gboolean
check_options (const Options *options, GError **error)
{
  if (options->like && options->presets)
    {
      g_set_error_literal (error, MN_USAGE_ERROR, 0, "--like and --preset contradict each other");
      return FALSE;
    }
  return mn_batch_check (&options->batch, options->input.photos, options->target, error);
}

static gboolean
parse_options (Options *options, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "preset", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->presets, NULL, NULL },
    { "like", 0, 0, G_OPTION_ARG_FILENAME, &options->like, NULL, NULL },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->settings, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->target, NULL, NULL },
    { "jobs", 0, 0, G_OPTION_ARG_INT, &options->batch.jobs, NULL, NULL },
    { "overwrite", 0, 0, G_OPTION_ARG_NONE, &options->batch.overwrite, NULL, NULL },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &options->batch.resume, NULL, NULL },
    { "label", 0, 0, G_OPTION_ARG_NONE, &options->batch.label, NULL, NULL },
    { "keep-private", 0, 0, G_OPTION_ARG_NONE, &options->batch.keep_private, NULL, NULL },
    { NULL }
  };

  return mn_options_parse (argc, argv, entries, &options->input, error)
         && check_options (options, error);
}

static void
options_clear (Options *options)
{
  g_strfreev (options->presets);
  g_strfreev (options->settings);
  g_free (options->like);
  g_free (options->target);
  mn_photo_options_clear (&options->input);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Names only the places where needles so long are not in use. */
static void
say_depth (const MnPreset *preset, const MnSetting *setting)
{
  static const struct { const char *where; MnZone zone; } places[] = {
    { "round the eyes", MN_ZONE_PERIORBITAL }, { "on forehead, temples and nose", MN_ZONE_FOREHEAD },
    { "at chin, jaw and neck", MN_ZONE_JAW }, { "round the mouth", MN_ZONE_PERIORAL },
  };
  g_autofree char    *depth = mn_setting_text (setting);
  g_autoptr (GString) shorter = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const double in_use = mn_zone_depth (places[i].zone);
      char         digits[G_ASCII_DTOSTR_BUF_SIZE];

      if (g_value_get_double (&setting->value) > in_use)
        g_string_append_printf (shorter, "%s%s mm %s", shorter->len ? ", " : "",
                                g_ascii_formatd (digits, sizeof digits, "%g", in_use), places[i].where);
    }
  g_printerr ("microneedling: %s: needles of %s mm are too long for thin skin, so shorter ones are shown there: %s\n",
              *preset->id ? preset->id : setting->key, depth, shorter->str);
}

static void
say_depths (const GPtrArray *presets)
{
  for (guint i = 0; i < presets->len; i++)
    {
      const MnSetting *depth = mn_preset_get (presets->pdata[i], "needle-depth");

      if (depth && g_value_get_double (&depth->value) > mn_zone_depth (MN_ZONE_FOREHEAD))
        say_depth (presets->pdata[i], depth);
    }
}

static int
render (Options *options, GError **error)
{
  g_autoptr (GPtrArray) presets = load_presets (options, error);
  g_autoptr (MnPlan)    plan = presets ? mn_plan_new (options->input.photos, presets, options->target, error) : NULL;

  if (plan)
    say_depths (presets);
  options->batch.hints = &options->input.hints;
  if (plan && mn_options_read_hints (&options->input, error) && mn_batch_run (plan, &options->batch, error)
      && mn_plan_is_done (plan))
    return MN_EXIT_DONE;
  return MN_EXIT_FAILED;
}

int
mn_command_render (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Options)   options = { .batch.jobs = 1 };
  int                code = MN_EXIT_FAILED;

  if (parse_options (&options, argc, argv, &error))
    code = render (&options, &error);
  if (error)
    code = mn_complain (error);
  return code;
}
