/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "looks.h"

#include <gdk/gdkkeysyms.h>

#include "config-i18n.h"

struct _MnLooks
{
  MnView     view;
  MnViewFunc view_func;
  gpointer   user_data;
};

static void
tell_view (MnLooks *looks)
{
  looks->view_func (&looks->view, looks->user_data);
}

static void
before_held (GtkButton *button, MnLooks *looks)
{
  looks->view.before = TRUE;
  tell_view (looks);
}

static void
before_released (GtkButton *button, MnLooks *looks)
{
  looks->view.before = FALSE;
  tell_view (looks);
}

static gboolean
key_moved (GtkWidget *window, GdkEventKey *event, MnLooks *looks)
{
  const gboolean held = event->type == GDK_KEY_PRESS;

  if (event->keyval != GDK_KEY_F8)
    return FALSE;
  if (held != looks->view.before)
    {
      looks->view.before = held;
      tell_view (looks);
    }
  return TRUE;
}

static void
skin_toggled (GtkToggleButton *button, MnLooks *looks)
{
  looks->view.skin = gtk_toggle_button_get_active (button);
  tell_view (looks);
}

static void
split_toggled (GtkToggleButton *button, MnLooks *looks)
{
  looks->view.split = gtk_toggle_button_get_active (button);
  tell_view (looks);
}

static void
split_moved (GtkRange *range, MnLooks *looks)
{
  looks->view.at = gtk_range_get_value (range);
  if (looks->view.split)
    tell_view (looks);
}

MnLooks *
mn_looks_new (MnViewFunc view_func, gpointer user_data)
{
  MnLooks *looks = g_new0 (MnLooks, 1);

  looks->view.at = 0.5;
  looks->view_func = view_func;
  looks->user_data = user_data;
  return looks;
}

GtkWidget *
mn_looks_row (MnLooks *looks, MnForm *form)
{
  GtkWidget *before = mn_button (GTK_TYPE_BUTTON, _("Before"),
                                 _("Shows the original as long as it is held, or the key F8"), form);
  GtkWidget *split = mn_button (GTK_TYPE_CHECK_BUTTON, _("Split view"),
                                _("Shows the original to the left of the slider's place"), form);
  GtkWidget *at = gtk_hscale_new_with_range (0.0, 1.0, 0.01);
  GtkWidget *box = mn_layout (TRUE, 6);

  gtk_scale_set_draw_value (GTK_SCALE (at), FALSE);
  gtk_range_set_value (GTK_RANGE (at), looks->view.at);
  atk_object_set_name (gtk_widget_get_accessible (at), _("Place of the split"));
  gtk_box_pack_start (GTK_BOX (box), before, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), split, FALSE, FALSE, 0);
  gtk_box_pack_start (GTK_BOX (box), at, TRUE, TRUE, 0);
  g_signal_connect (before, "pressed", G_CALLBACK (before_held), looks);
  g_signal_connect (before, "released", G_CALLBACK (before_released), looks);
  g_signal_connect (split, "toggled", G_CALLBACK (split_toggled), looks);
  g_signal_connect (at, "value-changed", G_CALLBACK (split_moved), looks);
  g_object_bind_property (split, "active", at, "sensitive", G_BINDING_SYNC_CREATE);
  return box;
}

GtkWidget *
mn_looks_skin (MnLooks *looks, MnForm *form)
{
  GtkWidget *skin = mn_button (GTK_TYPE_TOGGLE_BUTTON, _("Show skin"), _("Shows in colour what is treated"), form);

  g_signal_connect (skin, "toggled", G_CALLBACK (skin_toggled), looks);
  return skin;
}

void
mn_looks_watch (MnLooks *looks, GtkWidget *window)
{
  g_signal_connect (window, "key-press-event", G_CALLBACK (key_moved), looks);
  g_signal_connect (window, "key-release-event", G_CALLBACK (key_moved), looks);
}
