/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet.h"

#include <string.h>

#include <libgimp/gimpui.h>

#include "layers.h"
#include "results.h"

#define N_FIRST 3               /* arguments before ours: run mode, image, layer */

void
mn_sheet_install (const MnSheetProcedure *procedure)
{
  static const GimpParamDef result = { GIMP_PDB_IMAGE, "sheet", "The new image" };
  GimpParamDef              arguments[N_FIRST + MN_N_SHEET_KEYS] = {
    { GIMP_PDB_INT32,    "run-mode", "The run mode { RUN-INTERACTIVE (0), RUN-NONINTERACTIVE (1), "
                                     "RUN-WITH-LAST-VALS (2) }" },
    { GIMP_PDB_IMAGE,    "image",    "The image" },
    { GIMP_PDB_DRAWABLE, "drawable", "The layer with the portrait" },
  };

  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    arguments[N_FIRST + i] = (GimpParamDef) { mn_sheet_keys[i].flag ? GIMP_PDB_INT32 : GIMP_PDB_STRING,
                                              (char *) mn_sheet_keys[i].key, (char *) mn_sheet_keys[i].help };
  gimp_install_procedure (procedure->name, procedure->blurb, MN_SHEET_HELP, "the gimp-microneedling authors",
                          "GPL-3.0-or-later", "2026", procedure->label, "RGB*, GRAY*", GIMP_PLUGIN,
                          G_N_ELEMENTS (arguments), 1, arguments, &result);
  gimp_plugin_menu_register (procedure->name, "<Image>/Filters/Skin");
  gimp_plugin_icon_register (procedure->name, GIMP_ICON_TYPE_ICON_NAME, (const guint8 *) "microneedling");
}

/* Of the last call in this session of GIMP, or the standards. */
static char **
last_values (const MnSheetProcedure *procedure)
{
  const int        size = gimp_get_data_size (procedure->name);
  g_autofree char *text = size > 0 ? g_malloc (size) : NULL;
  char           **values = g_new0 (char *, MN_N_SHEET_KEYS + 1);

  if (text)
    {
      gimp_get_data (procedure->name, text);
      g_free (values);
      return g_strsplit (text, "\n", MN_N_SHEET_KEYS);
    }
  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    values[i] = g_strdup (mn_sheet_standard (procedure, i));
  return values;
}

static char **
given_values (const MnSheetProcedure *procedure, const GimpParam *param, int n_params)
{
  char **values = g_new0 (char *, MN_N_SHEET_KEYS + 1);

  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    {
      const GimpParam *given = N_FIRST + i < n_params ? &param[N_FIRST + i] : NULL;

      if (given && mn_sheet_keys[i].flag)
        values[i] = g_strdup (given->data.d_int32 ? "yes" : "no");
      else
        values[i] = g_strdup (given && given->data.d_string ? given->data.d_string : mn_sheet_standard (procedure, i));
    }
  return values;
}

static void
keep_values (const MnSheetProcedure *procedure, char **values)
{
  g_autofree char *text = NULL;

  for (char **value = values; *value; value++)
    g_strdelimit (*value, "\n", ' ');
  text = g_strjoinv ("\n", values);
  gimp_set_data (procedure->name, text, strlen (text) + 1);
}

/* A picture that is signed as a simulation may hold the layer that it was made from. */
static gboolean
is_original (gint32 image, gint32 layer)
{
  GimpMetadata       *found = gimp_image_get_metadata (image);
  g_autoptr (GObject) metadata = G_OBJECT (found);
  int                 n;
  g_autofree gint32  *layers = NULL;

  if (! metadata || ! mn_provenance_is_simulation (GEXIV2_METADATA (metadata)))
    return TRUE;
  layers = gimp_image_get_layers (image, &n);
  for (int i = 0; i < n; i++)
    if (layers[i] != layer && mn_layer_original (image, layers[i]) == layer)
      return TRUE;
  return FALSE;
}

static gboolean
make (const char *const *values, gint32 image, gint32 chosen, gint32 *made, GError **error)
{
  const gint32               layer = mn_layer_original (image, chosen);
  g_autoptr (MnSheetOptions) options = mn_sheet_options_new (values, NULL, error);
  g_auto (MnSubject)         subject = { 0 };
  g_autoptr (GPtrArray)      pictures = NULL;
  g_autoptr (MnSheet)        sheet = NULL;
  gboolean                   kept;

  if (! options
      || ! mn_reason_check (options->force || is_original (image, layer) ? NULL : MN_REASON_SIMULATION, error))
    return FALSE;
  gimp_progress_init (_("Microneedling"));
  if (! mn_subject_read (&subject, image, layer, error))
    return FALSE;
  kept = subject.kept != NULL;
  if (! (sheet = mn_sheet_of (&subject, options, &pictures, error)))
    return FALSE;
  if (! kept && subject.kept)
    mn_parasite_write (layer, MN_PARASITE_RECORD, 0, subject.kept);
  if (sheet->note)
    gimp_message (sheet->note);
  *made = mn_sheet_image (sheet, options, pictures, image, error);
  return *made > 0;
}

gboolean
mn_sheet_run (const MnSheetProcedure *procedure, const GimpParam *param, int n_params, gint32 *made, GError **error)
{
  const GimpRunMode mode = (GimpRunMode) param[0].data.d_int32;
  const gint32      image = param[1].data.d_image, layer = param[2].data.d_drawable;
  g_auto (GStrv)    values = mode == GIMP_RUN_NONINTERACTIVE ? given_values (procedure, param, n_params)
                                                             : last_values (procedure);

  if (! mn_layer_check (image, layer, error))
    return FALSE;
  if (mode == GIMP_RUN_INTERACTIVE)
    {
      gimp_ui_init ("microneedling", FALSE);
      if (! mn_sheet_dialog (procedure, values))
        return FALSE;
    }
  if (! make ((const char *const *) values, image, layer, made, error))
    return FALSE;
  keep_values (procedure, values);
  if (mode != GIMP_RUN_NONINTERACTIVE)
    gimp_display_new (*made);
  return TRUE;
}
