/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "controls.h"

#include <gegl.h>
#include <gegl-paramspecs.h>
#include <math.h>

#include "config-i18n.h"
#include "when.h"

#define STEPS 100.0               /* of a slider, by its keys */
#define SLIDER_WIDTH 260
#define TIMELINE_WIDTH 420

/* A slider's way from 0 to 1, and the property's range on it. */
typedef struct { double low, high, gamma; } Course;

static gboolean
to_slider (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  const Course *course = data;
  const double  part = (g_value_get_double (from) - course->low) / (course->high - course->low);

  g_value_set_double (to, pow (CLAMP (part, 0, 1), 1 / course->gamma));
  return TRUE;
}

/* Three digits are as many as a hand can mean. */
static double
rounded (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.3g", value), NULL);
}

static gboolean
from_slider (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  const Course *course = data;
  const double  value = course->low + (course->high - course->low) * pow (g_value_get_double (from), course->gamma);

  g_value_set_double (to, CLAMP (rounded (value), course->low, course->high));
  return TRUE;
}

static void
bind (GObject *treatment, const char *property, gpointer widget, const char *widget_property)
{
  g_object_bind_property (treatment, property, widget, widget_property,
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/* The number beside a slider, which it reaches further than. */
static GtkWidget *
number (GObject *treatment, GParamSpec *pspec, double low, double high, double step, int digits)
{
  GtkAdjustment *adjustment = GTK_ADJUSTMENT (gtk_adjustment_new (low, low, high, step, 10 * step, 0));
  GtkWidget     *spin = gtk_spin_button_new (adjustment, step, (guint) digits);

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_entry_set_width_chars (GTK_ENTRY (spin), 6);
  bind (treatment, pspec->name, adjustment, "value");
  return spin;
}

static void
mark_days (GtkScale *scale, const Course *course)
{
  for (const MnMark *mark = mn_marks; mark->label; mark++)
    {
      g_autofree char *text = g_markup_printf_escaped ("<small>%s</small>", _(mark->label));

      gtk_scale_add_mark (scale, pow (mark->days / course->high, 1 / course->gamma), GTK_POS_BOTTOM, text);
    }
}

static GtkWidget *
slider_of_double (GObject *treatment, GeglParamSpecDouble *pspec, const char *unit)
{
  GtkAdjustment *adjustment = GTK_ADJUSTMENT (gtk_adjustment_new (0, 0, 1, 1 / STEPS, 10 / STEPS, 0));
  GtkWidget     *scale = gtk_hscale_new (adjustment);
  Course        *course = g_new (Course, 1);
  const gboolean timeline = g_strcmp0 (unit, "days") == 0;

  *course = (Course) { pspec->ui_minimum, pspec->ui_maximum, pspec->ui_gamma };
  g_object_bind_property_full (treatment, G_PARAM_SPEC (pspec)->name, adjustment, "value",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, to_slider, from_slider, course, g_free);
  if (timeline)
    mark_days (GTK_SCALE (scale), course);
  gtk_widget_set_size_request (scale, timeline ? TIMELINE_WIDTH : SLIDER_WIDTH, -1);
  return scale;
}

static GtkWidget *
slider_of_int (GObject *treatment, GeglParamSpecInt *pspec)
{
  GtkAdjustment *adjustment = GTK_ADJUSTMENT (gtk_adjustment_new (pspec->ui_minimum, pspec->ui_minimum,
                                                                  pspec->ui_maximum, 1, 1, 0));
  GtkWidget     *scale = gtk_hscale_new (adjustment);

  gtk_scale_set_digits (GTK_SCALE (scale), 0);
  bind (treatment, G_PARAM_SPEC (pspec)->name, adjustment, "value");
  for (int i = pspec->ui_minimum; i <= pspec->ui_maximum; i++)
    gtk_scale_add_mark (GTK_SCALE (scale), i, GTK_POS_BOTTOM, NULL);
  return scale;
}

static GtkWidget *
menu_of_enum (GObject *treatment, GParamSpecEnum *pspec)
{
  GtkWidget *combo = gtk_combo_box_text_new ();

  for (guint i = 0; i < pspec->enum_class->n_values; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (combo), pspec->enum_class->values[i].value_name);
  bind (treatment, G_PARAM_SPEC (pspec)->name, combo, "active");
  return combo;
}

static GtkWidget *
unit_label (const char *unit)
{
  GtkWidget *label = gtk_label_new (unit ? _(unit) : "");

  gtk_misc_set_alignment (GTK_MISC (label), 0.0f, 0.5f);
  return label;
}

void
mn_control_add (GtkTable *table, GObject *treatment, GParamSpec *pspec, MnForm *form)
{
  const char *title = g_param_spec_get_nick (pspec), *help = g_param_spec_get_blurb (pspec);
  const char *unit = gegl_param_spec_get_property_key (pspec, "unit");
  GtkWidget  *wide = NULL, *narrow = NULL;
  guint       row;

  if (GEGL_IS_PARAM_SPEC_DOUBLE (pspec))
    {
      GeglParamSpecDouble *real = GEGL_PARAM_SPEC_DOUBLE (pspec);
      GParamSpecDouble    *range = G_PARAM_SPEC_DOUBLE (pspec);

      wide = slider_of_double (treatment, real, unit);
      narrow = number (treatment, pspec, range->minimum, range->maximum, real->ui_gamma > 1 ? 1 : 0.05, 2);
    }
  else if (GEGL_IS_PARAM_SPEC_INT (pspec))
    {
      wide = slider_of_int (treatment, GEGL_PARAM_SPEC_INT (pspec));
      narrow = number (treatment, pspec, G_PARAM_SPEC_INT (pspec)->minimum, G_PARAM_SPEC_INT (pspec)->maximum, 1, 0);
    }
  else if (G_IS_PARAM_SPEC_ENUM (pspec))
    {
      wide = menu_of_enum (treatment, G_PARAM_SPEC_ENUM (pspec));
    }
  else
    {
      narrow = number (treatment, pspec, 0, G_MAXUINT32, 1, 0);
    }

  g_object_get (table, "n-rows", &row, NULL);
  gtk_table_resize (table, row + 1, 4);
  gtk_table_attach (table, mn_label_for (narrow ? narrow : wide, title, help, form), 0, 1, row, row + 1, GTK_FILL, 0,
                    0, 0);
  if (wide)
    {
      if (GTK_IS_SCALE (wide))
        {
          gtk_scale_set_draw_value (GTK_SCALE (wide), FALSE);
          atk_object_set_name (gtk_widget_get_accessible (wide), title);
        }
      gtk_widget_set_tooltip_text (wide, help);
      gtk_table_attach (table, wide, 1, narrow ? 2 : 4, row, row + 1, GTK_EXPAND | GTK_FILL, 0, 0, 0);
    }
  if (narrow)
    {
      GtkWidget *of_unit = unit_label (unit);

      gtk_size_group_add_widget (form->numbers, narrow);
      gtk_size_group_add_widget (form->units, of_unit);
      gtk_table_attach (table, narrow, 2, 3, row, row + 1, GTK_FILL, 0, 0, 0);
      gtk_table_attach (table, of_unit, 3, 4, row, row + 1, GTK_FILL, 0, 0, 0);
    }
}
