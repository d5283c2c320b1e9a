/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The dialog of a sheet in GIMP 2.10: one row for each option.
 */
#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include "config-i18n.h"
#include "dialog/form.h"
#include "sheet.h"

#define SPACE 6
#define WIDTH 48              /* letters */

static GtkWidget *
new_menu (const char *const *names, const char *chosen)
{
  GtkWidget *menu = gtk_combo_box_text_new ();

  for (int i = 0; names[i]; i++)
    {
      gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (menu), names[i]);
      if (i == 0 || g_strcmp0 (names[i], chosen) == 0)
        gtk_combo_box_set_active (GTK_COMBO_BOX (menu), i);
    }
  return menu;
}

static GtkWidget *
new_widget (const MnSheetProcedure *procedure, int key, const char *value)
{
  GtkWidget *widget;

  if (key == MN_SHEET_LAYOUT)
    return new_menu (procedure->layouts, value);
  if (mn_sheet_keys[key].flag)
    {
      widget = gtk_check_button_new ();
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), g_strcmp0 (value, "yes") == 0);
      return widget;
    }
  widget = gtk_entry_new ();
  gtk_entry_set_text (GTK_ENTRY (widget), value);
  gtk_entry_set_width_chars (GTK_ENTRY (widget), WIDTH);
  gtk_entry_set_activates_default (GTK_ENTRY (widget), TRUE);
  return widget;
}

static char *
value_of (GtkWidget *widget)
{
  if (GTK_IS_COMBO_BOX_TEXT (widget))
    return gtk_combo_box_text_get_active_text (GTK_COMBO_BOX_TEXT (widget));
  if (GTK_IS_TOGGLE_BUTTON (widget))
    return g_strdup (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget)) ? "yes" : "no");
  return g_strdup (gtk_entry_get_text (GTK_ENTRY (widget)));
}

gboolean
mn_sheet_dialog (const MnSheetProcedure *procedure, char **values)
{
  GtkWidget *window = gimp_dialog_new (_(procedure->label), procedure->name, NULL, 0, NULL, NULL,
                                       _("_Cancel"), GTK_RESPONSE_CANCEL, _("_OK"), GTK_RESPONSE_OK, NULL);
  GtkWidget *table = gtk_table_new (MN_N_SHEET_KEYS, 2, FALSE);
  GtkWidget *widgets[MN_N_SHEET_KEYS];
  MnForm    *form = mn_form_new ("co");
  gboolean   chosen;

  gtk_container_set_border_width (GTK_CONTAINER (table), 2 * SPACE);
  gtk_table_set_row_spacings (GTK_TABLE (table), SPACE);
  gtk_table_set_col_spacings (GTK_TABLE (table), SPACE);
  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    {
      GtkWidget *label;

      widgets[i] = new_widget (procedure, i, values[i]);
      label = mn_label_for (widgets[i], _(mn_sheet_keys[i].label), _(mn_sheet_keys[i].help), form);
      gtk_table_attach (GTK_TABLE (table), label, 0, 1, i, i + 1, GTK_FILL, GTK_FILL, 0, 0);
      gtk_table_attach (GTK_TABLE (table), widgets[i], 1, 2, i, i + 1, GTK_FILL | GTK_EXPAND, GTK_FILL, 0, 0);
    }
  gtk_box_pack_start (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window))), table, TRUE, TRUE, 0);
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_OK);
  gimp_window_set_transient (GTK_WINDOW (window));
  gtk_widget_show_all (window);
  chosen = gimp_dialog_run (GIMP_DIALOG (window)) == GTK_RESPONSE_OK;
  for (int i = 0; chosen && i < MN_N_SHEET_KEYS; i++)
    {
      g_free (values[i]);
      values[i] = value_of (widgets[i]);
    }
  mn_form_free (form);
  gtk_widget_destroy (window);
  return chosen;
}
