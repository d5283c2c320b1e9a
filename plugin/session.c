/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "session.h"

#include "data-dir.h"
#include "filters.h"
#include "treatment.h"

#define MODELS_HINT "without the face models every photo needs a mask and a scale; 'make models' fetches them"

void
mn_session_init (void)
{
  gegl_init (NULL, NULL);
  mn_filters_register ();
}

MnAnalyser *
mn_session_analyser (GError **error)
{
  g_autofree char *dir = mn_data_dir ("models");
  MnAnalyser      *analyser;

  if (! dir)
    {
      g_set_error_literal (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_MODELS, "no face models found: " MODELS_HINT);
      return NULL;
    }
  analyser = mn_analyser_new (dir, error);
  if (! analyser)
    g_prefix_error (error, "%s: ", dir);
  return analyser;
}

GeglNode *
mn_session_node (GeglNode *parent, const char *record, const MnPreset *preset)
{
  GeglNode *node = gegl_node_new_child (parent, "operation", MN_OPERATION, NULL);

  mn_preset_apply (preset, G_OBJECT (gegl_node_get_gegl_operation (node)));
  if (record)
    gegl_node_set (node, "portrait", record, NULL);
  return node;
}

void
mn_session_render (GeglBuffer     *photo,
                   GeglBuffer     *output,
                   const char     *record,
                   const MnPreset *preset,
                   MnProgressFunc  progress,
                   gpointer        user_data)
{
  g_autoptr (GeglNode)      graph = gegl_node_new ();
  g_autoptr (GeglProcessor) processor = NULL;
  GeglNode *source = gegl_node_new_child (graph, "operation", "gegl:buffer-source", "buffer", photo, NULL);
  GeglNode *simulate = mn_session_node (graph, record, preset);
  GeglNode *sink = gegl_node_new_child (graph, "operation", "gegl:write-buffer", "buffer", output, NULL);
  double    fraction = 0.0;

  gegl_node_link_many (source, simulate, sink, NULL);
  processor = gegl_node_new_processor (sink, NULL);
  while (gegl_processor_work (processor, &fraction))
    if (progress)
      progress (fraction, user_data);
}

/* The node's properties are the operation's defaults with the preset laid over them. */
static gboolean
bleeds (GeglNode *node)
{
  MnTreatment treatment = { 0 };
  MnDoses     doses;
  double      needle_depth, interval, days_after, bleeding;
  int         response;

  gegl_node_get (node, "sessions", &treatment.sessions, "needle-depth", &needle_depth, "interval", &interval,
                 "days-after", &days_after, "response", &response, "bleeding", &bleeding, NULL);
  treatment.needle_depth = (float) needle_depth;
  treatment.interval = (float) interval;
  treatment.days_after = (float) days_after;
  treatment.response = (MnResponse) response;
  treatment.bleeding = (float) bleeding;
  mn_treatment_doses (&treatment, &doses);
  return doses.points * doses.film > 0.0f || doses.petechiae * doses.petechiae_fade > 0.0f;
}

const char *
mn_session_response (const MnPreset *preset)
{
  g_autoptr (GeglNode) graph = gegl_node_new ();
  GEnumClass          *levels = G_PARAM_SPEC_ENUM (gegl_operation_find_property (MN_OPERATION, "response"))->enum_class;
  int                  level;

  gegl_node_get (mn_session_node (graph, NULL, preset), "response", &level, NULL);
  return g_enum_get_value (levels, level)->value_name;
}

gboolean
mn_session_sign (GExiv2Metadata *metadata, GPtrArray *presets, const char *sheet, GError **error)
{
  g_autoptr (GeglNode)  graph = gegl_node_new ();
  g_autoptr (GPtrArray) treatments = g_ptr_array_new_with_free_func (g_free);
  g_autofree MnProvenance *provenances = g_new0 (MnProvenance, presets->len);

  for (guint i = 0; i < presets->len; i++)
    {
      const MnPreset *preset = presets->pdata[i];
      GeglNode       *node = mn_session_node (graph, NULL, preset);
      char           *treatment = mn_preset_to_text (preset);

      g_ptr_array_add (treatments, treatment);
      provenances[i] = (MnProvenance) { .preset = preset->id, .treatment = treatment, .bleeding = bleeds (node) };
      gegl_node_get (node, "seed", &provenances[i].seed, NULL);
    }
  return mn_provenance_write (metadata, provenances, presets->len, sheet, error);
}
