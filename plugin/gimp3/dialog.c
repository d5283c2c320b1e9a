/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "dialog.h"

#include <string.h>

#include "canvas.h"
#include "config-i18n.h"
#include "dialog/live.h"
#include "layers.h"

static const char *const arguments[] = { "preset", "set", "area", "result" };

typedef struct
{
  GimpProcedureConfig *config;
  GimpImage           *image;
  GimpDrawable        *layer, *original;
  MnDraft             *draft;
  MnSubject            subject;
  MnCanvas            *canvas;
  MnPanel             *panel;
  MnLive              *live;
  gboolean             following;
} Dialog;

static void
draft_to_config (MnDraft *draft, Dialog *dialog)
{
  g_autofree char *text = mn_draft_text (draft);
  g_auto (GStrv)   lines = g_strsplit (text, "\n", G_N_ELEMENTS (arguments));

  if (dialog->following)
    return;
  dialog->following = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (arguments); i++)
    g_object_set (dialog->config, arguments[i], lines[i], NULL);
  dialog->following = FALSE;
}

static char *
text_of (GimpProcedureConfig *config)
{
  g_autofree char *preset = NULL, *settings = NULL, *area = NULL, *result = NULL;

  g_object_get (config, "preset", &preset, "set", &settings, "area", &area, "result", &result, NULL);
  return g_strjoin ("\n", preset ? preset : "", settings ? settings : "", area, result, NULL);
}

/* Reset and Load change the arguments one by one. */
static void
config_to_draft (GimpProcedureConfig *config, GParamSpec *pspec, Dialog *dialog)
{
  g_autofree char *text = text_of (config);

  if (dialog->following)
    return;
  dialog->following = TRUE;
  mn_draft_set (dialog->draft, text, NULL);
  dialog->following = FALSE;
}

/* What was made before is edited; else the last values are where to begin. */
static void
begin (Dialog *dialog)
{
  g_autofree char    *text = text_of (dialog->config);
  g_autofree char    *origin = mn_parasite_read (dialog->layer, MN_PARASITE_ORIGINAL);
  const char         *made = origin ? strchr (origin, '\n') : NULL;
  GimpDrawableFilter *effect = mn_layer_effect (dialog->layer);

  mn_draft_set (dialog->draft, text, NULL);
  if (effect)
    {
      mn_treatment_copy (G_OBJECT (gimp_drawable_filter_get_config (effect)), mn_draft_treatment (dialog->draft));
      mn_draft_set_result (dialog->draft, MN_RESULT_LAYER_EFFECT);
    }
  else if (made && dialog->original != dialog->layer)
    {
      mn_draft_set (dialog->draft, made + 1, NULL);
    }
  draft_to_config (dialog->draft, dialog);
}

static gboolean
show (const char *record, gpointer user_data, GError **error)
{
  Dialog        *dialog = user_data;
  const gboolean limited = mn_area_is_selected (mn_draft_area (dialog->draft))
                           && mn_draft_result (dialog->draft) != MN_RESULT_LAYER_EFFECT;

  if (record)
    return mn_canvas_show (dialog->canvas, mn_draft_treatment (dialog->draft), record, limited, error);
  mn_canvas_hide (dialog->canvas);
  return TRUE;
}

static void
view_changed (const MnView *view, gpointer user_data)
{
  Dialog *dialog = user_data;

  if (dialog->canvas)
    mn_canvas_view (dialog->canvas, view, mn_live_portrait (dialog->live));
}

/* Reading the photo takes a moment: the dialog is on the screen by then. */
static gboolean
start (gpointer user_data)
{
  Dialog *dialog = user_data;

  mn_subject_read (&dialog->subject, dialog->image, dialog->original);
  dialog->canvas = mn_canvas_new (dialog->image, dialog->layer, dialog->original);
  mn_live_start (dialog->live, &dialog->subject);
  return G_SOURCE_REMOVE;
}

static void
keep_record (Dialog *dialog)
{
  if (dialog->subject.kept)
    mn_parasite_write (dialog->original, MN_PARASITE_RECORD, 0, dialog->subject.kept);
}

gboolean
mn_dialog_run (GimpProcedure *procedure, GimpProcedureConfig *config, GimpImage *image, GimpDrawable *layer)
{
  Dialog     dialog = { config, image, layer, mn_layer_original (image, layer), mn_draft_new () };
  GtkWidget *window;
  gboolean   said_ok;
  guint      starting;

  begin (&dialog);
  window = gimp_procedure_dialog_new (procedure, config, _("Microneedling Preview"));
  dialog.panel = mn_panel_new (dialog.draft, TRUE, view_changed, &dialog);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window))), mn_panel_widget (dialog.panel), TRUE,
                      TRUE, 0);
  mn_panel_watch (dialog.panel, window);
  dialog.live = mn_live_new (dialog.draft, dialog.panel, show, &dialog);
  g_signal_connect (dialog.draft, "changed", G_CALLBACK (draft_to_config), &dialog);
  g_signal_connect (config, "notify", G_CALLBACK (config_to_draft), &dialog);

  starting = gdk_threads_add_idle (start, &dialog);
  said_ok = gimp_procedure_dialog_run (GIMP_PROCEDURE_DIALOG (window));

  g_signal_handlers_disconnect_by_data (config, &dialog);
  gtk_widget_hide (window);
  if (! dialog.canvas)
    g_source_remove (starting);
  mn_live_free (dialog.live);
  gtk_widget_destroy (window);
  g_clear_pointer (&dialog.canvas, mn_canvas_free);
  keep_record (&dialog);
  mn_subject_clear (&dialog.subject);
  g_object_unref (dialog.draft);
  return said_ok;
}
