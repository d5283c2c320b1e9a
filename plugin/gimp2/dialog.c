/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "dialog.h"

#include "config-i18n.h"
#include "dialog/live.h"
#include "layers.h"
#include "viewer.h"

#define RESPONSE_RESET 1

typedef struct
{
  gint32     image, layer, original;
  MnDraft   *draft;
  MnSubject  subject;
  MnViewer  *viewer;
  MnPanel   *panel;
  MnLive    *live;
  guint      starting;
} Dialog;

static gboolean
show (const char *record, gpointer user_data, GError **error)
{
  Dialog *dialog = user_data;

  mn_viewer_show (dialog->viewer, mn_draft_treatment (dialog->draft), record, mn_live_portrait (dialog->live),
                  mn_area_is_selected (mn_draft_area (dialog->draft)));
  return TRUE;
}

static void
view_changed (const MnView *view, gpointer user_data)
{
  Dialog *dialog = user_data;

  mn_viewer_view (dialog->viewer, view);
}

/* Reading the photo takes a moment: the dialog is on the screen by then. */
static gboolean
start (gpointer user_data)
{
  Dialog            *dialog = user_data;
  g_autoptr (GError) error = NULL;

  dialog->starting = 0;
  if (mn_subject_read (&dialog->subject, dialog->image, dialog->original, &error))
    {
      mn_viewer_take (dialog->viewer, &dialog->subject);
      mn_live_start (dialog->live, &dialog->subject);
    }
  else
    {
      mn_panel_tell (dialog->panel, FALSE, error->message);
    }
  return G_SOURCE_REMOVE;
}

/* What was made before is edited; else the last values are where to begin. */
static void
begin (Dialog *dialog, const char *last)
{
  g_autofree char *origin = mn_parasite_read (dialog->layer, MN_PARASITE_ORIGINAL);
  const char      *made = origin && dialog->original != dialog->layer ? strchr (origin, '\n') : NULL;

  mn_draft_set (dialog->draft, made ? made + 1 : last, NULL);
}

static GtkWidget *
new_window (const char *procedure, Dialog *dialog)
{
  GtkWidget *window = gimp_dialog_new (_("Microneedling Preview"), procedure, NULL, 0, NULL, NULL,
                                       _("_Reset"), RESPONSE_RESET, _("_Cancel"), GTK_RESPONSE_CANCEL, _("_OK"),
                                       GTK_RESPONSE_OK, NULL);
  GtkWidget *box = mn_layout (TRUE, 12);

  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  gtk_box_pack_start (GTK_BOX (box), mn_viewer_widget (dialog->viewer), TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), mn_panel_widget (dialog->panel), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window))), box, TRUE, TRUE, 0);
  gtk_dialog_set_alternative_button_order (GTK_DIALOG (window), GTK_RESPONSE_OK, RESPONSE_RESET, GTK_RESPONSE_CANCEL,
                                           -1);
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_OK);
  gimp_window_set_transient (GTK_WINDOW (window));
  mn_panel_watch (dialog->panel, window);
  return window;
}

char *
mn_dialog_run (const char *procedure, const char *last, const char *standard, gint32 image, gint32 layer)
{
  Dialog     dialog = { image, layer, mn_layer_original (image, layer), mn_draft_new () };
  GtkWidget *window;
  char      *chosen = NULL;
  int        response;

  begin (&dialog, last);
  dialog.viewer = mn_viewer_new ();
  dialog.panel = mn_panel_new (dialog.draft, FALSE, view_changed, &dialog);
  dialog.live = mn_live_new (dialog.draft, dialog.panel, show, &dialog);
  window = new_window (procedure, &dialog);
  gtk_widget_show_all (window);
  dialog.starting = gdk_threads_add_idle (start, &dialog);
  while ((response = gimp_dialog_run (GIMP_DIALOG (window))) == RESPONSE_RESET)
    mn_draft_set (dialog.draft, standard, NULL);

  if (response == GTK_RESPONSE_OK)
    chosen = mn_draft_text (dialog.draft);
  gtk_widget_hide (window);
  if (dialog.starting)
    g_source_remove (dialog.starting);
  mn_live_free (dialog.live);
  gtk_widget_destroy (window);
  if (dialog.subject.kept)
    mn_parasite_write (dialog.original, MN_PARASITE_RECORD, 0, dialog.subject.kept);
  mn_subject_clear (&dialog.subject);
  g_object_unref (dialog.draft);
  return chosen;
}
