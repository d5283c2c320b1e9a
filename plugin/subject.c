/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "subject.h"

#include <math.h>
#include <string.h>
#include <zlib.h>

GeglBuffer *
mn_subject_photo (GeglBuffer *pixels, const Babl *space)
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
cover_selection (MnSubject *subject, MnResult result, GError **error)
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
mn_subject_record (MnSubject *subject, MnArea area, MnResult result, char **note, GError **error)
{
  g_autoptr (MnPortrait) portrait = NULL;

  if (area == MN_AREA_SELECTION)
    portrait = cover_selection (subject, result, error);
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
