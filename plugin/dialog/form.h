/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Labels, mnemonics and columns of a dialog.  What is in this folder and needs GTK keeps to what GTK 2 and GTK 3 both
 * have: each host compiles it with its own.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the rows of one dialog share. */
typedef struct
{
  GString      *taken;                       /* letters that are mnemonics already */
  GtkSizeGroup *labels, *numbers, *units;    /* columns that line up */
} MnForm;

/* taken: the mnemonics of the dialog's own buttons. */
MnForm    *mn_form_new       (const char *taken);
void       mn_form_free      (MnForm *form);

/* A label for a widget, with the first free letter of it as the mnemonic; the text and the help are the widget's for
 * screen readers and the tool-tip too. */
GtkWidget *mn_label_for      (GtkWidget *widget, const char *text, const char *help, MnForm *form);

/* The text with an underline before its mnemonic. */
char      *mn_with_mnemonic  (const char *text, MnForm *form);

/* A button of any type with its text, help and mnemonic. */
GtkWidget *mn_button         (GType type, const char *text, const char *help, MnForm *form);

/* A box of children, one below the other or (across) beside. */
GtkWidget *mn_layout            (gboolean across, int spacing);

G_END_DECLS
