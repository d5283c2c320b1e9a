/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "panel.h"

#include <gegl-paramspecs.h>

#include "config-i18n.h"
#include "controls.h"
#include "notes.h"
#include "save.h"

#define NOTE_WIDTH 56       /* characters */

struct _MnPanel
{
  MnDraft    *draft;
  MnLooks    *looks;

  GtkWidget  *box, *presets, *about, *when, *area, *result, *spinner, *notes;
  MnForm     *form;
  gboolean    filling;      /* the widgets follow the draft, not the draft them */
};

static GtkWidget *
note_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), NOTE_WIDTH);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NOTE_WIDTH);
  gtk_misc_set_alignment (GTK_MISC (label), 0.0f, 0.0f);
  return label;
}

static void
fill_presets (MnPanel *panel)
{
  const GPtrArray *presets = mn_draft_presets (panel->draft);
  GtkComboBoxText *combo = GTK_COMBO_BOX_TEXT (panel->presets);

  gtk_list_store_clear (GTK_LIST_STORE (gtk_combo_box_get_model (GTK_COMBO_BOX (combo))));
  for (guint i = 0; i < presets->len; i++)
    gtk_combo_box_text_append_text (combo, _(((const MnPreset *) presets->pdata[i])->name));
}

/* The widgets that aren't bound to a property. */
static void
follow_draft (MnPanel *panel)
{
  const GPtrArray *presets = mn_draft_presets (panel->draft);
  const int        chosen = mn_draft_preset (panel->draft);
  const MnPreset  *preset = chosen < 0 ? NULL : presets->pdata[chosen];
  g_autofree char *settings = mn_draft_settings (panel->draft);
  g_autofree char *when = mn_draft_when (panel->draft);
  g_autofree char *heading = g_markup_printf_escaped ("<b>%s</b>", when);
  const char      *about = preset && *preset->description ? _(preset->description) : "";

  panel->filling = TRUE;
  if (gtk_tree_model_iter_n_children (gtk_combo_box_get_model (GTK_COMBO_BOX (panel->presets)), NULL)
      != (int) presets->len)
    fill_presets (panel);
  gtk_combo_box_set_active (GTK_COMBO_BOX (panel->presets), chosen);
  gtk_combo_box_set_active (GTK_COMBO_BOX (panel->area), (int) mn_draft_area (panel->draft));
  gtk_combo_box_set_active (GTK_COMBO_BOX (panel->result), (int) mn_draft_result (panel->draft));
  gtk_label_set_text (GTK_LABEL (panel->about), *settings ? _("Changed by hand since the preset was chosen.") : about);
  gtk_label_set_markup (GTK_LABEL (panel->when), heading);
  panel->filling = FALSE;
}

static void
preset_chosen (GtkComboBox *combo, MnPanel *panel)
{
  if (! panel->filling && gtk_combo_box_get_active (combo) >= 0)
    mn_draft_choose (panel->draft, gtk_combo_box_get_active (combo));
}

static void
area_chosen (GtkComboBox *combo, MnPanel *panel)
{
  if (! panel->filling)
    mn_draft_set_area (panel->draft, (MnArea) gtk_combo_box_get_active (combo));
}

static void
result_chosen (GtkComboBox *combo, MnPanel *panel)
{
  if (! panel->filling)
    mn_draft_set_result (panel->draft, (MnResult) gtk_combo_box_get_active (combo));
}

static void
save_clicked (GtkButton *button, MnPanel *panel)
{
  mn_save_preset (gtk_widget_get_toplevel (panel->box), panel->draft);
}

static GtkWidget *
menu_of_choices (const MnChoice *choices, int n)
{
  GtkWidget *combo = gtk_combo_box_text_new ();

  for (int i = 0; i < n; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (combo), _(choices[i].label));
  return combo;
}

static char *
help_of_choices (const MnChoice *choices, int n)
{
  GString *help = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append_printf (help, "%s%s: %s.", i ? "\n" : "", _(choices[i].label), _(choices[i].help));
  return g_string_free (help, FALSE);
}

static GtkWidget *
row (MnPanel *panel, GtkWidget *widget, const char *text, const char *help, GtkWidget *beside)
{
  GtkWidget *box = mn_layout (TRUE, 6);

  gtk_box_pack_start (GTK_BOX (box), mn_label_for (widget, text, help, panel->form), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), widget, TRUE, TRUE, 0);
  if (beside)
    gtk_box_pack_start (GTK_BOX (box), beside, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (panel->box), box, FALSE, FALSE, 0);
  return widget;
}

static void
add_presets (MnPanel *panel)
{
  GtkWidget *save = mn_button (GTK_TYPE_BUTTON, _("Save as preset…"),
                               _("Keeps these settings in your own folder of presets"), panel->form);

  panel->presets = gtk_combo_box_text_new ();
  row (panel, panel->presets, _("Preset"), _("Where to begin; what you set by hand stays"), save);
  panel->about = note_label ("");
  gtk_box_pack_start (GTK_BOX (panel->box), panel->about, FALSE, FALSE, 0);
  g_signal_connect (panel->presets, "changed", G_CALLBACK (preset_chosen), panel);
  g_signal_connect (save, "clicked", G_CALLBACK (save_clicked), panel);
}

/* The properties that the operation puts into this section, NULL for those without one. */
static GtkWidget *
section (MnPanel *panel, const char *name)
{
  GtkWidget              *table = gtk_table_new (1, 4, FALSE);
  guint                   n;
  g_autofree GParamSpec **pspecs = mn_setting_list (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gegl_param_spec_get_property_key (pspecs[i], "section"), name) == 0)
      mn_control_add (GTK_TABLE (table), mn_draft_treatment (panel->draft), pspecs[i], panel->form);
  gtk_table_set_col_spacings (GTK_TABLE (table), 6);
  gtk_table_set_row_spacings (GTK_TABLE (table), 2);
  return table;
}

static void
add_treatment (MnPanel *panel)
{
  g_autofree char *label = mn_with_mnemonic (_("Fine tuning"), panel->form);
  GtkWidget       *folded = gtk_expander_new_with_mnemonic (label);

  panel->when = note_label ("");
  gtk_box_pack_start (GTK_BOX (panel->box), panel->when, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (panel->box), section (panel, "when"), FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (panel->box), section (panel, NULL), FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (folded), section (panel, "fine"));
  gtk_box_pack_start (GTK_BOX (panel->box), folded, FALSE, FALSE, 0);
}

static void
add_choices (MnPanel *panel, gboolean effects)
{
  const int        n_results = effects ? MN_N_RESULTS : MN_RESULT_LAYER_EFFECT;
  g_autofree char *area_help = help_of_choices (mn_areas, MN_N_AREAS);
  g_autofree char *result_help = help_of_choices (mn_results, n_results);

  panel->area = row (panel, menu_of_choices (mn_areas, MN_N_AREAS), _("Area"), area_help,
                     mn_looks_skin (panel->looks, panel->form));
  panel->result = row (panel, menu_of_choices (mn_results, n_results), _("Result"), result_help, NULL);
  g_signal_connect (panel->area, "changed", G_CALLBACK (area_chosen), panel);
  g_signal_connect (panel->result, "changed", G_CALLBACK (result_chosen), panel);
}

static void
add_notes (MnPanel *panel)
{
  g_autofree char *always = mn_notes_always ();
  GtkWidget       *box = mn_layout (TRUE, 6);

  panel->spinner = gtk_spinner_new ();
  panel->notes = note_label ("");
  gtk_widget_set_no_show_all (panel->spinner, TRUE);
  gtk_box_pack_start (GTK_BOX (box), panel->spinner, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), panel->notes, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (panel->box), box, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (panel->box), note_label (always), FALSE, FALSE, 0);
}

static void
panel_free (MnPanel *panel)
{
  g_signal_handlers_disconnect_by_data (panel->draft, panel);
  g_object_unref (panel->draft);
  mn_form_free (panel->form);
  g_free (panel->looks);
  g_free (panel);
}

MnPanel *
mn_panel_new (MnDraft *draft, gboolean effects, MnViewFunc view_func, gpointer user_data)
{
  MnPanel *panel = g_new0 (MnPanel, 1);

  panel->draft = g_object_ref (draft);
  panel->looks = mn_looks_new (view_func, user_data);
  panel->form = mn_form_new ("crolsh");     /* the dialog's own: Cancel, Reset, OK, Load, Save, Help */
  panel->box = mn_layout (FALSE, 6);
  g_object_set_data_full (G_OBJECT (panel->box), "mn-panel", panel, (GDestroyNotify) panel_free);
  add_presets (panel);
  add_treatment (panel);
  add_choices (panel, effects);
  gtk_box_pack_start (GTK_BOX (panel->box), mn_looks_row (panel->looks, panel->form), FALSE, FALSE, 0);
  add_notes (panel);
  follow_draft (panel);
  g_signal_connect_swapped (draft, "changed", G_CALLBACK (follow_draft), panel);
  gtk_widget_show_all (panel->box);
  return panel;
}

GtkWidget *
mn_panel_widget (MnPanel *panel)
{
  return panel->box;
}

void
mn_panel_watch (MnPanel *panel, GtkWidget *window)
{
  mn_looks_watch (panel->looks, window);
}

void
mn_panel_tell (MnPanel *panel, gboolean busy, const char *notes)
{
  gtk_widget_set_visible (panel->spinner, busy);
  g_object_set (panel->spinner, "active", busy, NULL);
  gtk_label_set_text (GTK_LABEL (panel->notes), notes);
}
