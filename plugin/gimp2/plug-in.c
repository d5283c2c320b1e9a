/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The plug-in for GIMP 2.10: its procedure.
 */
#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include "config-i18n.h"
#include "data-dir.h"
#include "dialog.h"
#include "results.h"
#include "sheet.h"

#define PROCEDURE "plug-in-microneedling"
#define N_FIRST 3               /* arguments before ours: run mode, image, layer */
#define N_OURS 4

static const char defaults[] = "3-sessions\n\nskin\nnew-layer";

static void
query (void)
{
  static const GimpParamDef arguments[] = {
    { GIMP_PDB_INT32,    "run-mode", "The run mode { RUN-INTERACTIVE (0), RUN-NONINTERACTIVE (1), "
                                     "RUN-WITH-LAST-VALS (2) }" },
    { GIMP_PDB_IMAGE,    "image",    "The image" },
    { GIMP_PDB_DRAWABLE, "drawable", "The layer with the portrait" },
    { GIMP_PDB_STRING,   "preset",   "A preset's name or file; \"\" takes the operation's defaults" },
    { GIMP_PDB_STRING,   "set",      "Settings laid over the preset: \"key=value key=value\"" },
    { GIMP_PDB_STRING,   "area",     "skin, selection, skin-in-selection or channel" },
    { GIMP_PDB_STRING,   "result",   "new-layer or in-place" },
  };

  g_autofree char *locale = mn_data_dir ("locale");

  if (locale)
    gimp_plugin_domain_register (GETTEXT_PACKAGE, locale);
  gimp_install_procedure (PROCEDURE, MN_BLURB, MN_HELP,
                          "the gimp-microneedling authors", "GPL-3.0-or-later", "2026",
                          N_("Microneedling Preview…"), "RGB*, GRAY*", GIMP_PLUGIN, G_N_ELEMENTS (arguments), 0,
                          arguments, NULL);
  gimp_plugin_menu_register (PROCEDURE, "<Image>/Filters/Skin");
  gimp_plugin_icon_register (PROCEDURE, GIMP_ICON_TYPE_ICON_NAME, (const guint8 *) "microneedling");
  for (int i = 0; i < MN_N_SHEET_PROCEDURES; i++)
    mn_sheet_install (&mn_sheet_procedures[i]);
}

/* What the last call in this session of GIMP asked for. */
static char *
last_values (void)
{
  const int size = gimp_get_data_size (PROCEDURE);
  char     *text = size > 0 ? g_malloc (size) : g_strdup (defaults);

  if (size > 0)
    gimp_get_data (PROCEDURE, text);
  return text;
}

static MnRequest *
request_of (const GimpParam *param, int n_params, gint32 image, gint32 layer, GError **error)
{
  const char      *ours[N_OURS];
  g_autofree char *last = NULL, *chosen = NULL;

  switch (param[0].data.d_int32)
    {
    case GIMP_RUN_NONINTERACTIVE:
      for (int i = 0; i < N_OURS; i++)
        ours[i] = N_FIRST + i < n_params && param[N_FIRST + i].data.d_string ? param[N_FIRST + i].data.d_string : "";
      return mn_request_new (ours[0], ours[1], ours[2], ours[3], error);
    case GIMP_RUN_WITH_LAST_VALS:
      last = last_values ();
      return mn_request_new_from_text (last, error);
    default:
      if (! mn_layer_check (image, layer, error))
        return NULL;
      last = last_values ();
      gimp_ui_init ("microneedling", FALSE);
      chosen = mn_dialog_run (PROCEDURE, last, defaults, image, layer);
      return chosen ? mn_request_new_from_text (chosen, error) : NULL;
    }
}

/* Where a layer's mask is what one would paint on, it is handed over instead of the layer. */
static gint32
layer_of (gint32 drawable)
{
  return gimp_item_is_layer_mask (drawable) ? gimp_layer_from_mask (drawable) : drawable;
}

/* FALSE without an error where the user cancelled. */
static gboolean
treat (const GimpParam *param, int n_params, GError **error)
{
  const gint32          image = param[1].data.d_image;
  const gint32          layer = layer_of (param[2].data.d_drawable);
  g_autoptr (MnRequest) request = request_of (param, n_params, image, layer, error);

  if (! request || ! mn_result_check (image, layer, request, error) || ! mn_result_make (image, layer, request, error))
    return FALSE;
  gimp_set_data (PROCEDURE, request->text, strlen (request->text) + 1);
  return TRUE;
}

static void
run (const char *name, gint n_params, const GimpParam *param, gint *n_return_vals, GimpParam **return_vals)
{
  static GimpParam        values[2];
  const MnSheetProcedure *sheet = mn_sheet_procedure (name);
  g_autoptr (GError)      error = NULL;
  gint32                  made = -1;
  gboolean                done;

  mn_session_init ();

  done = sheet ? mn_sheet_run (sheet, param, n_params, &made, &error) : treat (param, n_params, &error);
  *n_return_vals = 1;
  *return_vals = values;
  values[0].type = GIMP_PDB_STATUS;
  values[0].data.d_status = done ? GIMP_PDB_SUCCESS : error ? GIMP_PDB_EXECUTION_ERROR : GIMP_PDB_CANCEL;
  if (done && sheet)
    {
      *n_return_vals = 2;
      values[1].type = GIMP_PDB_IMAGE;
      values[1].data.d_image = made;
    }
  else if (error)
    {
      *n_return_vals = 2;
      values[1].type = GIMP_PDB_STRING;
      values[1].data.d_string = g_strdup (error->message);
    }
}

const GimpPlugInInfo PLUG_IN_INFO = { NULL, NULL, query, run };

MAIN ()
