/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet.h"

#include <libgimp/gimpui.h>

#include "canvas.h"
#include "layers.h"
#include "results.h"

/* One value for each of mn_sheet_keys. */
static char **
values_of (GimpProcedureConfig *config)
{
  char **values = g_new0 (char *, MN_N_SHEET_KEYS + 1);

  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    {
      const MnSheetKey *key = &mn_sheet_keys[i];
      gboolean          flag;

      if (key->flag)
        {
          g_object_get (config, key->key, &flag, NULL);
          values[i] = g_strdup (flag ? "yes" : "no");
        }
      else
        {
          g_object_get (config, key->key, &values[i], NULL);
          if (! values[i])
            values[i] = g_strdup (key->standard);
        }
    }
  return values;
}

/* A picture that is signed as a simulation may hold the layer that it was made from. */
static gboolean
is_original (GimpImage *image, GimpDrawable *layer)
{
  GimpMetadata       *found = gimp_image_get_metadata (image);
  g_autoptr (GObject) metadata = G_OBJECT (found);
  GimpLayer         **layers;
  gboolean            original = mn_layer_effect (layer) != NULL;

  if (! metadata || ! mn_provenance_is_simulation (GEXIV2_METADATA (metadata)))
    return TRUE;
  layers = gimp_image_get_layers (image);
  for (int i = 0; layers[i] && ! original; i++)
    original = GIMP_DRAWABLE (layers[i]) != layer && mn_layer_original (image, GIMP_DRAWABLE (layers[i])) == layer;
  g_free (layers);
  return original;
}

static GimpImage *
make (GimpProcedureConfig *config, GimpImage *image, GimpDrawable *chosen, GError **error)
{
  GimpDrawable              *layer = mn_layer_original (image, chosen);
  g_auto (GStrv)             values = values_of (config);
  g_autoptr (MnSheetOptions) options = mn_sheet_options_new ((const char *const *) values, NULL, error);
  g_auto (MnSubject)         subject = { 0 };
  g_autoptr (GPtrArray)      pictures = NULL;
  g_autoptr (MnSheet)        sheet = NULL;
  gboolean                   kept;

  if (! options
      || ! mn_reason_check (options->force || is_original (image, layer) ? NULL : MN_REASON_SIMULATION, error))
    return NULL;
  gimp_progress_init (_("Microneedling"));
  mn_subject_read (&subject, image, layer);
  kept = subject.kept != NULL;
  sheet = mn_sheet_of (&subject, options, &pictures, error);
  if (! kept && subject.kept)
    mn_parasite_write (layer, MN_PARASITE_RECORD, 0, subject.kept);
  if (sheet && sheet->note)
    gimp_message (sheet->note);
  return sheet ? mn_sheet_image (sheet, options, pictures, image, error) : NULL;
}

static gboolean
ask (GimpProcedure *procedure, GimpProcedureConfig *config)
{
  GtkWidget *dialog;
  gboolean   chosen;

  gimp_ui_init ("microneedling");
  dialog = gimp_procedure_dialog_new (procedure, config, gimp_procedure_get_menu_label (procedure));
  gimp_procedure_dialog_fill (GIMP_PROCEDURE_DIALOG (dialog), NULL);
  chosen = gimp_procedure_dialog_run (GIMP_PROCEDURE_DIALOG (dialog));
  gtk_widget_destroy (dialog);
  return chosen;
}

static GimpValueArray *
run (GimpProcedure *procedure, GimpRunMode run_mode, GimpImage *image, GimpDrawable **drawables,
     GimpProcedureConfig *config, gpointer run_data)
{
  g_autoptr (GError) error = NULL;
  GimpDrawable      *layer = drawables[0] && ! drawables[1] ? drawables[0] : NULL;
  GimpValueArray    *values;
  GimpImage         *made = NULL;

  mn_session_init ();
  mn_canvas_mend (image);

  if (mn_layer_check (image, layer, &error))
    {
      if (run_mode == GIMP_RUN_INTERACTIVE && ! ask (procedure, config))
        return gimp_procedure_new_return_values (procedure, GIMP_PDB_CANCEL, NULL);
      made = make (config, image, layer, &error);
    }
  if (! made)
    return gimp_procedure_new_return_values (procedure, GIMP_PDB_EXECUTION_ERROR, g_steal_pointer (&error));
  if (run_mode != GIMP_RUN_NONINTERACTIVE)
    gimp_display_new (made);
  values = gimp_procedure_new_return_values (procedure, GIMP_PDB_SUCCESS, NULL);
  GIMP_VALUES_SET_IMAGE (values, 1, made);
  return values;
}

GimpProcedure *
mn_sheet_create (GimpPlugIn *plug_in, const MnSheetProcedure *sheet)
{
  GimpProcedure *procedure = gimp_image_procedure_new (plug_in, sheet->name, GIMP_PDB_PROC_TYPE_PLUGIN, run, NULL,
                                                       NULL);
  GimpChoice    *layouts = gimp_choice_new ();

  for (int i = 0; sheet->layouts[i]; i++)
    gimp_choice_add (layouts, sheet->layouts[i], i, sheet->layouts[i], NULL);
  gimp_procedure_set_image_types (procedure, "RGB*, GRAY*");
  gimp_procedure_set_menu_label (procedure, _(sheet->label));
  gimp_procedure_set_icon_name (procedure, "microneedling");
  gimp_procedure_add_menu_path (procedure, "<Image>/Filters/Skin");
  gimp_procedure_set_documentation (procedure, _(sheet->blurb), _(MN_SHEET_HELP), NULL);
  gimp_procedure_set_attribution (procedure, "the gimp-microneedling authors", "GPL-3.0-or-later", "2026");
  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    {
      const MnSheetKey *key = &mn_sheet_keys[i];
      const char       *standard = mn_sheet_standard (sheet, i);

      if (i == MN_SHEET_LAYOUT)
        gimp_procedure_add_choice_argument (procedure, key->key, _(key->label), _(key->help), layouts, standard,
                                            G_PARAM_READWRITE);
      else if (key->flag)
        gimp_procedure_add_boolean_argument (procedure, key->key, _(key->label), _(key->help), FALSE,
                                             G_PARAM_READWRITE);
      else
        gimp_procedure_add_string_argument (procedure, key->key, _(key->label), _(key->help), standard,
                                            G_PARAM_READWRITE);
    }
  gimp_procedure_add_image_return_value (procedure, "sheet", "Sheet", "The new image", FALSE, G_PARAM_READWRITE);
  return procedure;
}
