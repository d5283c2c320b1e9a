/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "request.h"

#include "config-i18n.h"

G_DEFINE_QUARK (mn-request-error-quark, mn_request_error)

const MnChoice mn_areas[MN_N_AREAS] = {
  { "skin", N_("Detected skin"), N_("Treatable skin of all faces, whatever is selected") },
  { "selection", N_("Selection"),
    N_("Whatever is selected is skin: for close-ups, neck and hands. A path of two points that are 10 mm apart on the "
       "skin tells the scale") },
  { "skin-in-selection", N_("Detected skin in the selection"),
    N_("Treatable skin of all faces as far as it is selected") },
  { "channel", N_("Skin channel"),
    N_("What is white in the channel “Skin to treat”, on which you can paint; where there is none, OK makes one of the "
       "detected skin") },
};

const MnChoice mn_results[MN_N_RESULTS] = {
  { "new-layer", N_("New layer"), N_("A layer above the untouched original") },
  { "in-place", N_("The layer itself"), N_("Changes the layer's own pixels") },
  { "layer-effect", N_("Layer effect"),
    N_("Stays editable in the Layers dialog, without changing the layer's pixels") },
};

gboolean
mn_reason_check (const char *reason, GError **error)
{
  if (reason)
    g_set_error_literal (error, MN_REQUEST_ERROR, MN_REQUEST_ERROR_PICTURE, _(reason));
  return reason == NULL;
}

gboolean
mn_area_is_selected (MnArea area)
{
  return area == MN_AREA_SELECTION || area == MN_AREA_SKIN_IN_SELECTION;
}

static int
choose (const char *what, const char *name, const MnChoice *choices, int n, GError **error)
{
  GString *all;

  for (int i = 0; i < n; i++)
    if (g_strcmp0 (name, choices[i].name) == 0)
      return i;

  all = g_string_new (choices[0].name);
  for (int i = 1; i < n; i++)
    g_string_append_printf (all, "%s%s", i < n - 1 ? ", " : " or ", choices[i].name);
  g_set_error (error, MN_REQUEST_ERROR, MN_REQUEST_ERROR_INVALID, "Unknown %s \"%s\": it can be %s", what,
               name ? name : "", all->str);
  g_string_free (all, TRUE);
  return -1;
}

MnRequest *
mn_request_new (const char *preset, const char *settings, const char *area, const char *result, GError **error)
{
  const int            area_index = choose ("area", area, mn_areas, MN_N_AREAS, error);
  const int            result_index = area_index < 0 ? -1
                                      : choose ("result", result, mn_results, MN_N_RESULTS, error);
  g_autoptr (MnPreset) treatment = result_index < 0 ? NULL : mn_preset_load (preset, error);
  g_autofree char     *line = NULL;
  MnRequest           *request;

  if (! treatment || ! mn_preset_override (treatment, settings, error))
    return NULL;

  request = g_new0 (MnRequest, 1);
  request->preset = g_steal_pointer (&treatment);
  request->area = (MnArea) area_index;
  request->result = (MnResult) result_index;
  line = g_strdelimit (g_strdup (settings), "\n", ' ');
  request->text = g_strjoin ("\n", preset, line, area, result, NULL);
  return request;
}

MnRequest *
mn_request_new_from_text (const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 4);

  if (g_strv_length (lines) != 4)
    {
      g_set_error_literal (error, MN_REQUEST_ERROR, MN_REQUEST_ERROR_INVALID, "These are no settings");
      return NULL;
    }
  return mn_request_new (lines[0], lines[1], lines[2], lines[3], error);
}

void
mn_request_free (MnRequest *request)
{
  mn_preset_free (request->preset);
  g_free (request->text);
  g_free (request);
}

gboolean
mn_request_sign (const MnRequest *request, GExiv2Metadata *metadata, GError **error)
{
  g_autoptr (GPtrArray) presets = g_ptr_array_new ();

  g_ptr_array_add (presets, request->preset);
  mn_provenance_strip_private (metadata);
  return mn_session_sign (metadata, presets, NULL, error);
}
