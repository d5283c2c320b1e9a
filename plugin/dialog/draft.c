/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "draft.h"

#include <string.h>

#include "config-i18n.h"
#include "when.h"

struct _MnDraft
{
  GObject    parent_instance;

  GeglNode  *graph, *node;
  GPtrArray *presets;
  MnPreset  *preset;
  char      *name;          /* what preset was loaded by */
  MnArea     area;
  MnResult   result;
};

G_DEFINE_TYPE (MnDraft, mn_draft, G_TYPE_OBJECT)

static guint changed;

static void
emit_changed (MnDraft *draft)
{
  g_signal_emit (draft, changed, 0);
}

static void
mn_draft_init (MnDraft *draft)
{
  draft->presets = mn_preset_list ();
  draft->preset = mn_preset_load ("", NULL);
  draft->name = g_strdup ("");
  draft->graph = gegl_node_new ();
  draft->node = mn_session_node (draft->graph, NULL, draft->preset);
  g_signal_connect_swapped (mn_draft_treatment (draft), "notify", G_CALLBACK (emit_changed), draft);
}

static void
mn_draft_dispose (GObject *object)
{
  MnDraft *draft = MN_DRAFT (object);

  if (draft->graph)
    g_signal_handlers_disconnect_by_data (mn_draft_treatment (draft), draft);
  g_clear_object (&draft->graph);
  g_clear_pointer (&draft->presets, g_ptr_array_unref);
  g_clear_pointer (&draft->preset, mn_preset_free);
  g_clear_pointer (&draft->name, g_free);
  G_OBJECT_CLASS (mn_draft_parent_class)->dispose (object);
}

static void
mn_draft_class_init (MnDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mn_draft_dispose;
  changed = g_signal_new ("changed", MN_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

MnDraft *
mn_draft_new (void)
{
  return g_object_new (MN_TYPE_DRAFT, NULL);
}

GeglNode *
mn_draft_node (MnDraft *draft)
{
  return draft->node;
}

GObject *
mn_draft_treatment (MnDraft *draft)
{
  return G_OBJECT (gegl_node_get_gegl_operation (draft->node));
}

/* Takes the preset over; treatment: it with what is laid over it. */
static void
take (MnDraft *draft, MnPreset *preset, const char *name, const MnPreset *treatment)
{
  g_autofree char *kept_name = g_strdup (name);

  mn_preset_free (draft->preset);
  draft->preset = preset;
  g_free (draft->name);
  draft->name = g_steal_pointer (&kept_name);

  g_object_freeze_notify (mn_draft_treatment (draft));
  mn_treatment_copy (NULL, mn_draft_treatment (draft));
  mn_preset_apply (treatment, mn_draft_treatment (draft));
  g_object_thaw_notify (mn_draft_treatment (draft));
}

gboolean
mn_draft_set (MnDraft *draft, const char *text, GError **error)
{
  g_autoptr (MnRequest) request = mn_request_new_from_text (text, error);
  g_auto (GStrv)        lines = g_strsplit (text, "\n", 2);
  MnPreset             *chosen = request ? mn_preset_load (lines[0], error) : NULL;

  if (! chosen)
    return FALSE;
  draft->area = request->area;
  draft->result = request->result;
  take (draft, chosen, lines[0], request->preset);
  emit_changed (draft);
  return TRUE;
}

char *
mn_draft_text (MnDraft *draft)
{
  g_autofree char *settings = mn_draft_settings (draft);

  return g_strjoin ("\n", draft->name, settings, mn_areas[draft->area].name, mn_results[draft->result].name, NULL);
}

MnArea
mn_draft_area (MnDraft *draft)
{
  return draft->area;
}

MnResult
mn_draft_result (MnDraft *draft)
{
  return draft->result;
}

void
mn_draft_set_area (MnDraft *draft, MnArea area)
{
  if (area == draft->area)
    return;
  draft->area = area;
  emit_changed (draft);
}

void
mn_draft_set_result (MnDraft *draft, MnResult result)
{
  if (result == draft->result)
    return;
  draft->result = result;
  emit_changed (draft);
}

const GPtrArray *
mn_draft_presets (MnDraft *draft)
{
  return draft->presets;
}

int
mn_draft_preset (MnDraft *draft)
{
  for (guint i = 0; i < draft->presets->len; i++)
    if (strcmp (((MnPreset *) draft->presets->pdata[i])->id, draft->name) == 0)
      return (int) i;
  return -1;
}

void
mn_draft_choose (MnDraft *draft, int preset)
{
  const MnPreset  *chosen = draft->presets->pdata[preset];
  g_autofree char *by_hand = mn_draft_settings (draft);
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
  take (draft, loaded, chosen->id, treatment);
  emit_changed (draft);
}

char *
mn_draft_settings (MnDraft *draft)
{
  g_autoptr (MnPreset) difference = mn_preset_difference (mn_draft_treatment (draft), draft->preset);

  return mn_preset_to_text (difference);
}

gboolean
mn_draft_save (MnDraft *draft, const char *name, GError **error)
{
  g_autoptr (MnPreset) defaults = mn_preset_load ("", NULL);
  MnPreset            *preset = mn_preset_difference (mn_draft_treatment (draft), defaults);

  g_free (preset->name);
  g_free (preset->description);
  preset->name = g_strdup (name);
  preset->description = g_strdup ("");
  if (! mn_preset_save (preset, error))
    {
      mn_preset_free (preset);
      return FALSE;
    }
  g_ptr_array_unref (draft->presets);
  draft->presets = mn_preset_list ();
  take (draft, preset, preset->id, preset);
  emit_changed (draft);
  return TRUE;
}

char *
mn_draft_when (MnDraft *draft)
{
  int    sessions;
  double days;

  g_object_get (mn_draft_treatment (draft), "sessions", &sessions, "days-after", &days, NULL);
  return mn_when (sessions, days);
}
