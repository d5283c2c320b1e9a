/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "request.h"

#include <math.h>
#include <string.h>
#include <zlib.h>

#include "config-i18n.h"

G_DEFINE_QUARK (mn-request-error-quark, mn_request_error)

const MnChoice mn_areas[MN_N_AREAS] = {
  { "skin", N_("Detected skin"), N_("Treatable skin of all faces, whatever is selected") },
  { "selection", N_("Selection"), N_("Whatever is selected is skin: for close-ups, neck and hands. A path of two points "
                                     "that are 10 mm apart on the skin tells the scale") },
  { "skin-in-selection", N_("Detected skin in the selection"), N_("Treatable skin of all faces as far as it is selected") },
  { "channel", N_("Skin channel"), N_("What is white in the channel “Skin to treat”, on which you can paint; where there is "
                                      "none, OK makes one of the detected skin") },
};

const MnChoice mn_results[MN_N_RESULTS] = {
  { "new-layer", N_("New layer"), N_("A layer above the untouched original") },
  { "in-place", N_("The layer itself"), N_("Changes the layer's own pixels") },
  { "layer-effect", N_("Layer effect"), N_("Stays editable in the Layers dialog, without changing the layer's pixels") },
};

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

void
mn_subject_take_path (MnSubject *subject, const double *controls, gsize n_controls, int x, int y)
{
  if (n_controls != 12)
    return;

  const double *left = controls[2] <= controls[8] ? controls + 2 : controls + 8;
  const double *right = controls[2] <= controls[8] ? controls + 8 : controls + 2;

  subject->points[0] = left[0] - x;
  subject->points[1] = left[1] - y;
  subject->points[2] = right[0] - x;
  subject->points[3] = right[1] - y;
}

void
mn_subject_clear (MnSubject *subject)
{
  g_clear_object (&subject->photo);
  g_clear_object (&subject->selection);
  g_clear_object (&subject->channel);
  g_clear_pointer (&subject->kept, g_free);
}

/* The first line of what is kept: it changes with every pixel. */
static char *
key_of (const MnSubject *subject)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (subject->photo);
  const Babl          *format = gegl_buffer_get_format (subject->photo);
  const int            rows = 64;
  const gsize          stride = (gsize) extent->width * babl_format_get_bytes_per_pixel (format);
  g_autofree guint8   *pixels = g_malloc (stride * rows);
  uLong                sum = crc32 (0, (const Bytef *) subject->points, sizeof subject->points);

  for (int y = 0; y < extent->height; y += rows)
    {
      const GeglRectangle strip = { extent->x, extent->y + y, extent->width, MIN (rows, extent->height - y) };

      gegl_buffer_get (subject->photo, &strip, 1.0, format, pixels, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      sum = crc32 (sum, pixels, (uInt) (stride * strip.height));
    }
  return g_strdup_printf ("pixels %08lx", sum);
}

static MnPortrait *
kept_faces (const MnSubject *subject, const char *key)
{
  g_auto (GStrv) parts = subject->kept ? g_strsplit (subject->kept, "\n", 2) : NULL;

  return parts && parts[0] && parts[1] && strcmp (parts[0], key) == 0 ? mn_portrait_parse (parts[1], NULL) : NULL;
}

static MnPortrait *
find_faces (MnSubject *subject, GError **error)
{
  g_autofree char       *key = key_of (subject);
  g_autofree char       *text = NULL;
  MnPortrait            *portrait = kept_faces (subject, key);
  g_autoptr (MnPortrait) found = NULL;
  g_autoptr (MnAnalyser) analyser = NULL;
  MnHints                hints = { 0 };

  if (portrait)
    return portrait;

  memcpy (hints.pupils, subject->points, sizeof hints.pupils);
  analyser = mn_session_analyser (error);
  found = analyser ? mn_analyse (analyser, subject->photo, &hints, error) : NULL;
  if (! found)
    return NULL;
  text = mn_portrait_to_text (found, NULL);
  g_free (subject->kept);
  subject->kept = g_strconcat (key, "\n", text, NULL);
  return mn_portrait_parse (text, error);
}

static double
pixels_per_mm (const MnSubject *subject, const MnPortrait *faces)
{
  const GeglRectangle   *extent = gegl_buffer_get_extent (subject->photo);
  g_autoptr (MnPortrait) frame = mn_portrait_resolve (NULL, extent->width, extent->height, 0, NULL);
  const double          *points = subject->points;
  double                 scale = hypot (points[2] - points[0], points[3] - points[1]) / MN_POINTS_MM;

  if (scale > 0)
    return scale;
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
cover_selection (MnResult result, MnSubject *subject, GError **error)
{
  g_autoptr (MnPortrait) faces = subject->points[2] > 0 ? NULL : find_faces (subject, NULL);
  g_autoptr (GeglBuffer) mask = subject->selection ? g_object_ref (subject->selection) : everything (subject->photo);
  const MnHints          hints = { .scale = pixels_per_mm (subject, faces), .coverage = mask };
  const gboolean         limited_by_host = subject->selection && result != MN_RESULT_LAYER_EFFECT;
  MnPortrait            *portrait = mn_analyse (NULL, subject->photo, &hints, error);

  for (int i = 0; portrait && limited_by_host && i < mn_portrait_n_faces (portrait); i++)
    {
      MnFace *face = mn_portrait_face (portrait, i);

      if (face->coverage)
        memset (face->coverage, 255, (gsize) face->cols * face->rows);
    }
  return portrait;
}

/* The channel in place of the skin that was found; faces tell scale and zones where there are any. */
static MnPortrait *
cover_channel (MnSubject *subject, GError **error)
{
  g_autoptr (MnAnalyser) analyser = mn_session_analyser (NULL);
  MnHints                hints = { .coverage = subject->channel };
  MnPortrait            *portrait;

  memcpy (hints.pupils, subject->points, sizeof hints.pupils);
  portrait = analyser ? mn_analyse (analyser, subject->photo, &hints, NULL) : NULL;
  if (portrait)
    return portrait;
  hints = (MnHints) { .scale = pixels_per_mm (subject, NULL), .coverage = subject->channel };
  return mn_analyse (NULL, subject->photo, &hints, error);
}

char *
mn_request_record (MnArea area, MnResult result, MnSubject *subject, char **note, GError **error)
{
  g_autoptr (MnPortrait) portrait = NULL;

  if (area == MN_AREA_SELECTION)
    portrait = cover_selection (result, subject, error);
  else if (area == MN_AREA_CHANNEL && subject->channel)
    portrait = cover_channel (subject, error);
  else
    portrait = find_faces (subject, error);
  if (! portrait)
    return NULL;
  if (area == MN_AREA_SKIN_IN_SELECTION && result == MN_RESULT_LAYER_EFFECT && subject->selection)
    {
      g_autoptr (MnPortrait) limited = mn_portrait_masked (portrait, subject->selection);

      return mn_portrait_to_text (limited, note);
    }
  return mn_portrait_to_text (portrait, note);
}
