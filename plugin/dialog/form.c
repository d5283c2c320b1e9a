/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "form.h"

#include <string.h>

MnForm *
mn_form_new (const char *taken)
{
  MnForm *form = g_new (MnForm, 1);

  form->taken = g_string_new (taken);
  form->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  form->numbers = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  form->units = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  return form;
}

void
mn_form_free (MnForm *form)
{
  g_string_free (form->taken, TRUE);
  g_object_unref (form->labels);
  g_object_unref (form->numbers);
  g_object_unref (form->units);
  g_free (form);
}

char *
mn_with_mnemonic (const char *text, MnForm *form)
{
  for (const char *c = text; *c; c = g_utf8_next_char (c))
    {
      const gunichar letter = g_unichar_tolower (g_utf8_get_char (c));
      char           small[7] = "";

      g_unichar_to_utf8 (letter, small);
      if (g_unichar_isalpha (letter) && ! strstr (form->taken->str, small))
        {
          g_string_append (form->taken, small);
          return g_strdup_printf ("%.*s_%s", (int) (c - text), text, c);
        }
    }
  return g_strdup (text);
}

GtkWidget *
mn_label_for (GtkWidget *widget, const char *text, const char *help, MnForm *form)
{
  g_autofree char *with_mnemonic = mn_with_mnemonic (text, form);
  GtkWidget       *label = gtk_label_new_with_mnemonic (with_mnemonic);

  gtk_size_group_add_widget (form->labels, label);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
  gtk_misc_set_alignment (GTK_MISC (label), 0.0f, 0.5f);
  gtk_widget_set_tooltip_text (widget, help);
  gtk_widget_set_tooltip_text (label, help);
  atk_object_set_name (gtk_widget_get_accessible (widget), text);
  return label;
}

GtkWidget *
mn_button (GType type, const char *text, const char *help, MnForm *form)
{
  g_autofree char *with_mnemonic = mn_with_mnemonic (text, form);

  return g_object_new (type, "label", with_mnemonic, "use-underline", TRUE, "tooltip-text", help, NULL);
}

GtkWidget *
mn_layout (gboolean across, int spacing)
{
  return across ? gtk_hbox_new (FALSE, spacing) : gtk_vbox_new (FALSE, spacing);
}
