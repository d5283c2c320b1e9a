/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "request.h"

#include <string.h>

G_DEFINE_QUARK (mn-request-error-quark, mn_request_error)

const char *const mn_area_names[MN_N_AREAS] = { "skin", "selection", "skin-in-selection" };
const char *const mn_result_names[MN_N_RESULTS] = { "new-layer", "in-place", "layer-effect" };

static int
choose (const char *what, const char *name, const char *const *names, int n, GError **error)
{
  GString *all;

  for (int i = 0; i < n; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      return i;

  all = g_string_new (names[0]);
  for (int i = 1; i < n; i++)
    g_string_append_printf (all, "%s%s", i < n - 1 ? ", " : " or ", names[i]);
  g_set_error (error, MN_REQUEST_ERROR, MN_REQUEST_ERROR_INVALID, "Unknown %s \"%s\": it can be %s", what,
               name ? name : "", all->str);
  g_string_free (all, TRUE);
  return -1;
}

MnRequest *
mn_request_new (const char *preset, const char *settings, const char *area, const char *result, GError **error)
{
  const int            area_index = choose ("area", area, mn_area_names, MN_N_AREAS, error);
  const int            result_index = area_index < 0 ? -1
                                      : choose ("result", result, mn_result_names, MN_N_RESULTS, error);
  g_autoptr (MnPreset) treatment = result_index < 0 ? NULL : mn_preset_load (preset, error);
  MnRequest           *request;

  if (! treatment || ! mn_preset_override (treatment, settings, error))
    return NULL;

  request = g_new0 (MnRequest, 1);
  request->preset = g_steal_pointer (&treatment);
  request->area = (MnArea) area_index;
  request->result = (MnResult) result_index;
  return request;
}

void
mn_request_free (MnRequest *request)
{
  mn_preset_free (request->preset);
  g_free (request);
}

GeglBuffer *
mn_request_photo (GeglBuffer *pixels, const Babl *space)
{
  GeglBuffer *photo = gegl_buffer_dup (pixels);

  if (space)
    {
      const char *encoding = babl_format_get_encoding (gegl_buffer_get_format (photo));

      gegl_buffer_set_format (photo, babl_format_with_space (encoding, space));
    }
  return photo;
}

static MnPortrait *
find_faces (GeglBuffer *photo, char **kept, GError **error)
{
  const GeglRectangle   *extent = gegl_buffer_get_extent (photo);
  guint8                 thumb[MN_THUMB_SIDE * MN_THUMB_SIDE];
  g_autoptr (MnPortrait) record = *kept ? mn_portrait_parse (*kept, NULL) : NULL;
  MnPortrait            *portrait = NULL;
  g_autoptr (MnPortrait) found = NULL;
  g_autoptr (MnAnalyser) analyser = NULL;

  mn_portrait_thumb (photo, thumb);
  if (record && (portrait = mn_portrait_resolve (record, extent->width, extent->height, 0, thumb)))
    return portrait;

  analyser = mn_session_analyser (error);
  found = analyser ? mn_analyse (analyser, photo, &(MnHints) { 0 }, error) : NULL;
  if (! found)
    return NULL;
  g_free (*kept);
  *kept = mn_portrait_to_text (found, NULL);
  return mn_portrait_parse (*kept, error);
}

static double
pixels_per_mm (const MnPortrait *faces, GeglBuffer *photo)
{
  const GeglRectangle   *extent = gegl_buffer_get_extent (photo);
  g_autoptr (MnPortrait) frame = mn_portrait_resolve (NULL, extent->width, extent->height, 0, NULL);
  double                 scale = 0;

  for (int i = 0; faces && i < mn_portrait_n_faces (faces); i++)
    scale = MAX (scale, mn_portrait_face (faces, i)->px_per_mm);
  return scale > 0 ? scale : mn_portrait_face (frame, 0)->px_per_mm;
}

static GeglBuffer *
everything (GeglBuffer *photo)
{
  GeglBuffer *mask = gegl_buffer_new (gegl_buffer_get_extent (photo), babl_format ("Y u8"));
  GeglColor  *white = gegl_color_new ("white");

  gegl_buffer_set_color (mask, NULL, white);
  g_object_unref (white);
  return mask;
}

/* Whatever is selected is skin: no face is needed, but one tells the scale.  Where the host limits the result to the
 * selection, the record only says where to measure the skin. */
static MnPortrait *
cover_selection (const MnRequest *request, GeglBuffer *photo, GeglBuffer *selection, char **kept, GError **error)
{
  g_autoptr (MnPortrait) faces = find_faces (photo, kept, NULL);
  g_autoptr (GeglBuffer) mask = selection ? g_object_ref (selection) : everything (photo);
  const MnHints          hints = { .scale = pixels_per_mm (faces, photo), .coverage = mask };
  const gboolean         limited_by_host = selection && request->result != MN_RESULT_LAYER_EFFECT;
  MnPortrait            *portrait = mn_analyse (NULL, photo, &hints, error);

  for (int i = 0; portrait && limited_by_host && i < mn_portrait_n_faces (portrait); i++)
    {
      MnFace *face = mn_portrait_face (portrait, i);

      if (face->coverage)
        memset (face->coverage, 255, (gsize) face->cols * face->rows);
    }
  return portrait;
}

char *
mn_request_record (const MnRequest *request, GeglBuffer *photo, GeglBuffer *selection, char **kept, GError **error)
{
  g_autoptr (MnPortrait) portrait = request->area == MN_AREA_SELECTION
                                    ? cover_selection (request, photo, selection, kept, error)
                                    : find_faces (photo, kept, error);

  if (! portrait)
    return NULL;
  if (request->area == MN_AREA_SKIN_IN_SELECTION && request->result == MN_RESULT_LAYER_EFFECT && selection)
    {
      g_autoptr (MnPortrait) limited = mn_portrait_masked (portrait, selection);

      return mn_portrait_to_text (limited, NULL);
    }
  return mn_portrait_to_text (portrait, NULL);
}
