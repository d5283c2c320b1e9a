/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling analyse: what is found in a photo, as text, JSON, pictures and as the portrait record.
 */
#include "commands.h"

#include <math.h>
#include <sys/stat.h>

#include "overlay.h"
#include "skin-mask.h"
#include "session.h"
#include "sign.h"
#include "treatment.h"

typedef struct
{
  gboolean       json;
  char          *coverage, *overlay, *record;
  MnPhotoOptions input;
} Options;

/* What is unknown is null: JSON has no NaN. */
static void
append_number (GString *text, const char *before, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, before);
  g_string_append (text, isnan (number) ? "null" : g_ascii_formatd (digits, sizeof digits, "%.6g", number));
}

static void
append_face_json (GString *text, const MnFace *face)
{
  append_number (text, "{\"px_per_mm\":", face->px_per_mm);
  append_number (text, ",\"pupils\":[[", face->pupil_r[0]);
  append_number (text, ",", face->pupil_r[1]);
  append_number (text, "],[", face->pupil_l[0]);
  append_number (text, ",", face->pupil_l[1]);
  append_number (text, "]],\"roll_deg\":", face->roll);
  append_number (text, ",\"yaw_deg\":", face->yaw);
  append_number (text, ",\"box\":[", face->box[0]);
  for (int i = 1; i < 4; i++)
    append_number (text, ",", face->box[i]);
  append_number (text, "],\"ita_deg\":", face->skin.ita);
  g_string_append (text, "}");
}

static char *
to_json (const MnPortrait *portrait)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"width\":%d,\"height\":%d,\"faces\":[", portrait->width, portrait->height);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      g_string_append (text, i ? "," : "");
      append_face_json (text, mn_portrait_face (portrait, i));
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* The tone by its class (SCIENCE E4), what phototype that may be, and the redness there is already. */
static void
append_skin (GString *text, const MnSkin *skin)
{
  static const char *const classes[] = { NULL, "very light", "light", "intermediate", "tan", "brown", "dark" };
  static const char *const types[] = { NULL, "I", "II", "III", "IV", "V", "VI" };
  const MnPhototype        type = mn_phototype_of_ita ((float) skin->ita);

  if (type == MN_PHOTOTYPE_AUTO)
    {
      g_string_append (text, ", skin tone unknown");
      return;
    }
  append_number (text, ", skin ITA ", skin->ita);
  g_string_append_printf (text, " degrees (%s), perhaps phototype %s (%s to %s)", classes[type], types[type],
                          types[MAX (type - 1, MN_PHOTOTYPE_I)], types[MIN (type + 1, MN_PHOTOTYPE_VI)]);
  append_number (text, ", redness a* ", skin->a_star);
}

static char *
to_text (const MnPortrait *portrait)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d x %d pixels", portrait->width, portrait->height);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace *face = mn_portrait_face (portrait, i);

      g_string_append_printf (text, "\nface %d: ", i + 1);
      append_number (text, "", face->px_per_mm);
      append_number (text, " px/mm, rolled ", face->roll);
      append_number (text, " degrees, turned ", face->yaw);
      g_string_append (text, " degrees");
      append_skin (text, &face->skin);
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_photo (const char *path, const char *photo)
{
  struct stat first, second;

  return stat (path, &first) == 0 && stat (photo, &second) == 0 && first.st_dev == second.st_dev
         && first.st_ino == second.st_ino;
}

static gboolean
check_options (const Options *options, GError **error)
{
  const char *const targets[] = { options->coverage, options->overlay, options->record };

  if (! options->input.photos || options->input.photos[1])
    {
      g_set_error_literal (error, MN_USAGE_ERROR, 0, "analyse needs one photo");
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    if (targets[i] && is_photo (targets[i], options->input.photos[0]))
      {
        g_set_error (error, MN_USAGE_ERROR, 0, "%s is the photo: an original is never written", targets[i]);
        return FALSE;
      }
  return (! options->coverage || mn_photo_format (options->coverage, error))
         && (! options->overlay || mn_photo_format (options->overlay, error));
}

static gboolean
parse_options (Options *options, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, NULL, NULL },
    { "coverage", 0, 0, G_OPTION_ARG_FILENAME, &options->coverage, NULL, NULL },
    { "overlay", 0, 0, G_OPTION_ARG_FILENAME, &options->overlay, NULL, NULL },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &options->record, NULL, NULL },
    { NULL }
  };

  return mn_options_parse (argc, argv, entries, &options->input, error) && check_options (options, error);
}

static void
options_clear (Options *options)
{
  g_free (options->coverage);
  g_free (options->overlay);
  g_free (options->record);
  mn_photo_options_clear (&options->input);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static MnPortrait *
find_faces (const MnPhoto *photo, const MnHints *hints, GError **error)
{
  g_autoptr (MnAnalyser) analyser = NULL;
  MnPortrait            *portrait;

  if (! mn_hints_are_sufficient (hints))
    {
      analyser = mn_session_analyser (error);
      if (! analyser)
        return NULL;
    }
  portrait = mn_analyse (analyser, photo->buffer, hints, error);
  if (! portrait)
    g_prefix_error (error, "%s: ", photo->path);
  return portrait;
}

static gboolean
write_picture (const char *path, GeglBuffer *pixels, GError **error)
{
  g_autoptr (GBytes) content = mn_photo_encode (pixels, NULL, path, error);

  return content && mn_store (path, content, error);
}

static gboolean
write_results (const Options *options, const MnPortrait *portrait, const MnPhoto *photo, GError **error)
{
  if (options->coverage)
    {
      g_autoptr (GeglBuffer) mask = mn_skin_mask (portrait);

      if (! write_picture (options->coverage, mask, error))
        return FALSE;
    }
  if (options->overlay)
    {
      g_autoptr (GeglBuffer) overlay = mn_overlay_draw (portrait, photo);

      if (! write_picture (options->overlay, overlay, error))
        return FALSE;
    }
  if (options->record)
    {
      g_autofree char   *note = NULL;
      char              *record = mn_portrait_to_text (portrait, &note);
      g_autoptr (GBytes) content = g_bytes_new_take (record, strlen (record));

      if (note)
        g_printerr ("microneedling: %s: %s\n", photo->path, note);
      return mn_store (options->record, content, error);
    }
  return TRUE;
}

static gboolean
analyse (Options *options, GError **error)
{
  g_autoptr (MnPhoto)    photo = mn_photo_load (options->input.photos[0], error);
  g_autoptr (MnPortrait) portrait = NULL;
  g_autofree char       *found = NULL;

  if (photo && mn_options_read_hints (&options->input, error))
    portrait = find_faces (photo, &options->input.hints, error);
  if (! portrait || ! write_results (options, portrait, photo, error))
    return FALSE;
  found = options->json ? to_json (portrait) : to_text (portrait);
  g_print ("%s\n", found);
  return TRUE;
}

int
mn_command_analyse (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Options)   options = { 0 };
  int                code = MN_EXIT_DONE;

  if (! parse_options (&options, argc, argv, &error) || ! analyse (&options, &error))
    code = mn_complain (error);
  return code;
}
