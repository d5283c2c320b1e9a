/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * No main loop of its own is run: a screen reader that pressed the button would wait for its end.
 */
#include "save.h"

#include "config-i18n.h"
#include "form.h"

static void
complain (GtkWidget *parent, const char *sentence)
{
  GtkWidget *message = gtk_message_dialog_new (GTK_WINDOW (parent), GTK_DIALOG_MODAL, GTK_MESSAGE_WARNING,
                                               GTK_BUTTONS_CLOSE, "%s", sentence);

  g_signal_connect (message, "response", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_widget_show (message);
}

static void
answered (GtkDialog *dialog, int response, GtkEntry *entry)
{
  MnDraft           *draft = g_object_get_data (G_OBJECT (dialog), "mn-draft");
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_OK && ! mn_draft_save (draft, gtk_entry_get_text (entry), &error))
    complain (GTK_WIDGET (dialog), error->message);
  else
    gtk_widget_destroy (GTK_WIDGET (dialog));
}

void
mn_save_preset (GtkWidget *parent, MnDraft *draft)
{
  GtkWidget *dialog = gtk_dialog_new_with_buttons (_("Save as preset"), GTK_WINDOW (parent),
                                                   GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, _("_Cancel"),
                                                   GTK_RESPONSE_CANCEL, _("_Save"), GTK_RESPONSE_OK, NULL);
  GtkWidget *entry = gtk_entry_new (), *box = mn_layout (TRUE, 6);
  MnForm    *form = mn_form_new ("cs");

  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  gtk_box_pack_start (GTK_BOX (box), mn_label_for (entry, _("Name"), _("What the list of presets shows"), form), FALSE,
                      FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), entry, TRUE, TRUE, 0);
  gtk_container_add (GTK_CONTAINER (gtk_dialog_get_content_area (GTK_DIALOG (dialog))), box);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  g_object_set_data_full (G_OBJECT (dialog), "mn-draft", g_object_ref (draft), g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (answered), entry);
  gtk_widget_show_all (dialog);
  mn_form_free (form);
}
