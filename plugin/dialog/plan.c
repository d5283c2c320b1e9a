/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "plan.h"

#include <string.h>

#include "config-i18n.h"
#include "when.h"

struct _MnPlan
{
  GObject    parent_instance;

  GeglNode  *graph, *node;
  GPtrArray *presets;
  MnPreset  *preset;
  char      *name;          /* what preset was loaded by */
  MnArea     area;
  MnResult   result;
};

G_DEFINE_TYPE (MnPlan, mn_plan, G_TYPE_OBJECT)

static guint changed;

static void
emit_changed (MnPlan *plan)
{
  g_signal_emit (plan, changed, 0);
}

static void
mn_plan_init (MnPlan *plan)
{
  plan->presets = mn_preset_list ();
  plan->preset = mn_preset_load ("", NULL);
  plan->name = g_strdup ("");
  plan->graph = gegl_node_new ();
  plan->node = mn_session_node (plan->graph, NULL, plan->preset);
  g_signal_connect_swapped (mn_plan_treatment (plan), "notify", G_CALLBACK (emit_changed), plan);
}

static void
mn_plan_dispose (GObject *object)
{
  MnPlan *plan = MN_PLAN (object);

  if (plan->graph)
    g_signal_handlers_disconnect_by_data (mn_plan_treatment (plan), plan);
  g_clear_object (&plan->graph);
  g_clear_pointer (&plan->presets, g_ptr_array_unref);
  g_clear_pointer (&plan->preset, mn_preset_free);
  g_clear_pointer (&plan->name, g_free);
  G_OBJECT_CLASS (mn_plan_parent_class)->dispose (object);
}

static void
mn_plan_class_init (MnPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mn_plan_dispose;
  changed = g_signal_new ("changed", MN_TYPE_PLAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

MnPlan *
mn_plan_new (void)
{
  return g_object_new (MN_TYPE_PLAN, NULL);
}

GeglNode *
mn_plan_node (MnPlan *plan)
{
  return plan->node;
}

GObject *
mn_plan_treatment (MnPlan *plan)
{
  return G_OBJECT (gegl_node_get_gegl_operation (plan->node));
}

/* Takes the preset over; treatment: it with what is laid over it. */
static void
take (MnPlan *plan, MnPreset *preset, const char *name, const MnPreset *treatment)
{
  g_autofree char *kept_name = g_strdup (name);

  mn_preset_free (plan->preset);
  plan->preset = preset;
  g_free (plan->name);
  plan->name = g_steal_pointer (&kept_name);

  g_object_freeze_notify (mn_plan_treatment (plan));
  mn_treatment_copy (NULL, mn_plan_treatment (plan));
  mn_preset_apply (treatment, mn_plan_treatment (plan));
  g_object_thaw_notify (mn_plan_treatment (plan));
}

gboolean
mn_plan_set (MnPlan *plan, const char *text, GError **error)
{
  g_autoptr (MnRequest) request = mn_request_new_from_text (text, error);
  g_auto (GStrv)        lines = g_strsplit (text, "\n", 2);
  MnPreset             *chosen = request ? mn_preset_load (lines[0], error) : NULL;

  if (! chosen)
    return FALSE;
  plan->area = request->area;
  plan->result = request->result;
  take (plan, chosen, lines[0], request->preset);
  emit_changed (plan);
  return TRUE;
}

char *
mn_plan_text (MnPlan *plan)
{
  g_autofree char *settings = mn_plan_settings (plan);

  return g_strjoin ("\n", plan->name, settings, mn_areas[plan->area].name, mn_results[plan->result].name, NULL);
}

MnArea
mn_plan_area (MnPlan *plan)
{
  return plan->area;
}

MnResult
mn_plan_result (MnPlan *plan)
{
  return plan->result;
}

void
mn_plan_set_area (MnPlan *plan, MnArea area)
{
  if (area == plan->area)
    return;
  plan->area = area;
  emit_changed (plan);
}

void
mn_plan_set_result (MnPlan *plan, MnResult result)
{
  if (result == plan->result)
    return;
  plan->result = result;
  emit_changed (plan);
}

const GPtrArray *
mn_plan_presets (MnPlan *plan)
{
  return plan->presets;
}

int
mn_plan_preset (MnPlan *plan)
{
  for (guint i = 0; i < plan->presets->len; i++)
    if (strcmp (((MnPreset *) plan->presets->pdata[i])->id, plan->name) == 0)
      return (int) i;
  return -1;
}

void
mn_plan_choose (MnPlan *plan, int preset)
{
  const MnPreset  *chosen = plan->presets->pdata[preset];
  g_autofree char *by_hand = mn_plan_settings (plan);
  g_autofree char *own = mn_preset_to_text (chosen);
  MnPreset        *loaded = mn_preset_load (chosen->id, NULL);
  g_autoptr (MnPreset) treatment = mn_preset_load (chosen->id, NULL);

  if (! loaded || ! treatment)
    {
      g_clear_pointer (&loaded, mn_preset_free);
      return;
    }
  mn_preset_override (treatment, by_hand, NULL);
  mn_preset_override (treatment, own, NULL);
  take (plan, loaded, chosen->id, treatment);
  emit_changed (plan);
}

char *
mn_plan_settings (MnPlan *plan)
{
  g_autoptr (MnPreset) difference = mn_preset_difference (mn_plan_treatment (plan), plan->preset);

  return mn_preset_to_text (difference);
}

gboolean
mn_plan_save (MnPlan *plan, const char *name, GError **error)
{
  g_autoptr (MnPreset) defaults = mn_preset_load ("", NULL);
  MnPreset            *preset = mn_preset_difference (mn_plan_treatment (plan), defaults);

  g_free (preset->name);
  g_free (preset->description);
  preset->name = g_strdup (name);
  preset->description = g_strdup ("");
  if (! mn_preset_save (preset, error))
    {
      mn_preset_free (preset);
      return FALSE;
    }
  g_ptr_array_unref (plan->presets);
  plan->presets = mn_preset_list ();
  take (plan, preset, preset->id, preset);
  emit_changed (plan);
  return TRUE;
}

char *
mn_plan_when (MnPlan *plan)
{
  int    sessions;
  double days;

  g_object_get (mn_plan_treatment (plan), "sessions", &sessions, "days-after", &days, NULL);
  return mn_when (sessions, days);
}
