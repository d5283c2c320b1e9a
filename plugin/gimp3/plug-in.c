/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The plug-in for GIMP 3: its procedure, and the one that it lets show the dialog.  The dialog is a process of its own:
 * whatever ends it, the first is still there to take the preview away.
 */
#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include "canvas.h"
#include "config-i18n.h"
#include "data-dir.h"
#include "dialog.h"
#include "layers.h"
#include "results.h"
#include "sheet.h"

#define PROCEDURE "plug-in-microneedling"
#define DIALOG_PROCEDURE "plug-in-microneedling-dialog"

static const char *const arguments[] = { "preset", "set", "area", "result" };

#define MN_TYPE_PLUG_IN (mn_plug_in_get_type ())
G_DECLARE_FINAL_TYPE (MnPlugIn, mn_plug_in, MN, PLUG_IN, GimpPlugIn)

struct _MnPlugIn
{
  GimpPlugIn parent_instance;
};

G_DEFINE_TYPE (MnPlugIn, mn_plug_in, GIMP_TYPE_PLUG_IN)

static GimpValueArray *
failed (GimpProcedure *procedure, GError *error)
{
  return gimp_procedure_new_return_values (procedure, GIMP_PDB_EXECUTION_ERROR, error);
}

static MnRequest *
request_of (GimpProcedureConfig *config, GError **error)
{
  g_autofree char *preset = NULL, *settings = NULL, *area = NULL, *result = NULL;

  g_object_get (config, "preset", &preset, "set", &settings, "area", &area, "result", &result, NULL);
  return mn_request_new (preset ? preset : "", settings ? settings : "", area, result, error);
}

/* Where a layer's mask is what one would paint on, it is handed over instead of the layer. */
static GimpDrawable *
layer_of (GimpDrawable *drawable)
{
  return GIMP_IS_LAYER_MASK (drawable) ? GIMP_DRAWABLE (gimp_layer_from_mask (GIMP_LAYER_MASK (drawable))) : drawable;
}

static GimpValueArray *
run_dialog (GimpProcedure *procedure, GimpRunMode run_mode, GimpImage *image, GimpDrawable **drawables,
            GimpProcedureConfig *config, gpointer run_data)
{
  GimpValueArray *answer;

  mn_session_init ();
  gimp_ui_init ("microneedling");
  if (! mn_dialog_run (procedure, config, image, drawables[0]))
    return gimp_procedure_new_return_values (procedure, GIMP_PDB_CANCEL, NULL);

  answer = gimp_procedure_new_return_values (procedure, GIMP_PDB_SUCCESS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (arguments); i++)
    g_object_get_property (G_OBJECT (config), arguments[i], gimp_value_array_index (answer, (int) i + 1));
  return answer;
}

/* What the user chose, into config. */
static GimpPDBStatusType
ask (GimpImage *image, GimpDrawable *layer, GimpProcedureConfig *config)
{
  GimpProcedure    *dialog = gimp_pdb_lookup_procedure (gimp_get_pdb (), DIALOG_PROCEDURE);
  GimpDrawable     *drawables[] = { layer, NULL };
  GimpValueArray   *answer = gimp_procedure_run (dialog, "run-mode", GIMP_RUN_INTERACTIVE, "image", image, "drawables",
                                                 drawables, NULL);
  GimpPDBStatusType status = GIMP_VALUES_GET_ENUM (answer, 0);

  for (gsize i = 0; status == GIMP_PDB_SUCCESS && i < G_N_ELEMENTS (arguments); i++)
    g_object_set (config, arguments[i], GIMP_VALUES_GET_STRING (answer, (int) i + 1), NULL);
  gimp_value_array_unref (answer);
  return status;
}

static GimpValueArray *
run (GimpProcedure *procedure, GimpRunMode run_mode, GimpImage *image, GimpDrawable **drawables,
     GimpProcedureConfig *config, gpointer run_data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (MnRequest) request = NULL;
  GimpDrawable         *layer = drawables[0] && ! drawables[1] ? layer_of (drawables[0]) : NULL;
  GimpPDBStatusType     status = GIMP_PDB_SUCCESS;

  mn_session_init ();
  mn_canvas_mend (image);

  if (run_mode == GIMP_RUN_INTERACTIVE)
    {
      if (! mn_layer_check (image, layer, &error))
        return failed (procedure, g_steal_pointer (&error));
      status = ask (image, layer, config);
      mn_canvas_mend (image);
    }
  if (status != GIMP_PDB_SUCCESS)
    return gimp_procedure_new_return_values (procedure, GIMP_PDB_CANCEL, NULL);
  request = request_of (config, &error);
  if (request && mn_result_check (image, layer, request, &error) && mn_result_make (image, layer, request, &error))
    return gimp_procedure_new_return_values (procedure, GIMP_PDB_SUCCESS, NULL);
  return failed (procedure, g_steal_pointer (&error));
}

static GList *
query_procedures (GimpPlugIn *plug_in)
{
  GList *names = g_list_append (g_list_append (NULL, g_strdup (PROCEDURE)), g_strdup (DIALOG_PROCEDURE));

  for (int i = 0; i < MN_N_SHEET_PROCEDURES; i++)
    names = g_list_append (names, g_strdup (mn_sheet_procedures[i].name));
  return names;
}

static GimpChoice *
choices (const MnChoice *from, int n)
{
  GimpChoice *to = gimp_choice_new ();

  for (int i = 0; i < n; i++)
    gimp_choice_add (to, from[i].name, i, _(from[i].label), _(from[i].help));
  return to;
}

static void
add_arguments (GimpProcedure *procedure)
{
  gimp_procedure_add_string_argument (procedure, "preset", _("Preset"),
                                      "A preset's name or file; \"\" takes the operation's defaults", "3-sessions",
                                      G_PARAM_READWRITE);
  gimp_procedure_add_string_argument (procedure, "set", "Settings",
                                      "Settings laid over the preset: \"key=value key=value\"", "", G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument (procedure, "area", _("Area"), "Where the skin is treated",
                                      choices (mn_areas, MN_N_AREAS), "skin", G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument (procedure, "result", _("Result"), "What becomes of it",
                                      choices (mn_results, MN_N_RESULTS), "new-layer", G_PARAM_READWRITE);
}

static GimpProcedure *
create_dialog_procedure (GimpPlugIn *plug_in)
{
  GimpProcedure *procedure = gimp_image_procedure_new (plug_in, DIALOG_PROCEDURE, GIMP_PDB_PROC_TYPE_PLUGIN, run_dialog,
                                                       NULL, NULL);

  gimp_procedure_set_documentation (procedure, "The dialog of " PROCEDURE ", which calls it", NULL, NULL);
  add_arguments (procedure);
  for (gsize i = 0; i < G_N_ELEMENTS (arguments); i++)
    {
      g_autofree char *name = g_strconcat ("chosen-", arguments[i], NULL);

      gimp_procedure_add_string_return_value (procedure, name, name, "What the user chose", NULL, G_PARAM_READWRITE);
    }
  return procedure;
}

static GimpProcedure *
create_preview (GimpPlugIn *plug_in, const char *name)
{
  GimpProcedure *procedure;

  if (strcmp (name, DIALOG_PROCEDURE) == 0)
    return create_dialog_procedure (plug_in);

  procedure = gimp_image_procedure_new (plug_in, name, GIMP_PDB_PROC_TYPE_PLUGIN, run, NULL, NULL);
  gimp_procedure_set_image_types (procedure, "RGB*, GRAY*");
  gimp_procedure_set_menu_label (procedure, _("Microneedling Preview…"));
  gimp_procedure_set_icon_name (procedure, "microneedling");
  gimp_procedure_add_menu_path (procedure, "<Image>/Filters/Skin");
  gimp_procedure_set_documentation (procedure, _(MN_BLURB), _(MN_HELP), NULL);
  gimp_procedure_set_attribution (procedure, "the gimp-microneedling authors", "GPL-3.0-or-later", "2026");
  add_arguments (procedure);
  return procedure;
}

static GimpProcedure *
create_procedure (GimpPlugIn *plug_in, const char *name)
{
  const MnSheetProcedure *sheet = mn_sheet_procedure (name);

  return sheet ? mn_sheet_create (plug_in, sheet) : create_preview (plug_in, name);
}

static void
mn_plug_in_class_init (MnPlugInClass *klass)
{
  mn_translate ();
  GIMP_PLUG_IN_CLASS (klass)->query_procedures = query_procedures;
  GIMP_PLUG_IN_CLASS (klass)->create_procedure = create_procedure;
  GIMP_PLUG_IN_CLASS (klass)->set_i18n = NULL;
}

static void
mn_plug_in_init (MnPlugIn *plug_in)
{
}

GIMP_MAIN (MN_TYPE_PLUG_IN)
