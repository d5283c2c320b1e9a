/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling analyse: what is found in a photo, as text, JSON, pictures and as the portrait record.
 */
#define _GNU_SOURCE
#include "commands.h"

#include <string.h>
#include <sys/stat.h>

#include "describe.h"
#include "overlay.h"
#include "session.h"
#include "sign.h"
#include "skin-mask.h"

#define HEAD 4096                /* bytes in which a file says what it is */

typedef struct
{
  gboolean       json, overwrite;
  char          *coverage, *overlay, *record;
  MnPhotoOptions input;
} Options;

static gboolean
is_photo (const char *path, const char *photo)
{
  struct stat first, second;

  return stat (path, &first) == 0 && stat (photo, &second) == 0 && first.st_dev == second.st_dev
         && first.st_ino == second.st_ino;
}

/* Nothing yet, or an earlier analysis: a mask, an overlay (as PNG) or a record may be made anew. */
static gboolean
is_own (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  const gsize length = file ? MIN (g_mapped_file_get_length (file), HEAD) : 1;

  return length == 0
         || (file && memmem (g_mapped_file_get_contents (file), length, MN_ANALYSIS_MARK, strlen (MN_ANALYSIS_MARK)));
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
    {
      if (targets[i] && is_photo (targets[i], options->input.photos[0]))
        {
          g_set_error (error, MN_USAGE_ERROR, 0, "%s is the photo: an original is never written", targets[i]);
          return FALSE;
        }
      if (targets[i] && ! options->overwrite && ! is_own (targets[i]) && ! mn_check_absent (targets[i], "", error))
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
    { "overwrite", 0, 0, G_OPTION_ARG_NONE, &options->overwrite, NULL, NULL },
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

  if (! mn_hints_are_sufficient (hints))
    {
      analyser = mn_session_analyser (error);
      if (! analyser)
        return NULL;
    }
  return mn_analyse_photo (analyser, photo, hints, error);
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
  found = options->json ? mn_describe_json (portrait) : mn_describe (portrait);
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
