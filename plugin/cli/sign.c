/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#define _GNU_SOURCE
#include "sign.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "label.h"
#include "session.h"
#include "sheet.h"

#define FILE_MODE 0666   /* less the umask */
#define INCHES 2         /* Exif's ResolutionUnit */

/* Exiv2's XMP parser serves one thread at a time. */
static GMutex exiv2_lock;

static gboolean
write_all (int fd, GBytes *content)
{
  gsize       left;
  const char *data = g_bytes_get_data (content, &left);

  while (left > 0)
    {
      const gssize written = write (fd, data, left);

      if (written < 0)
        return FALSE;
      data += written;
      left -= (gsize) written;
    }
  return TRUE;
}

static void
set_frame (GExiv2Metadata *metadata, const MnFrame *frame)
{
  static const char *const size_tags[] = { "Exif.Photo.PixelXDimension", "Exif.Photo.PixelYDimension" };
  static const char *const dot_tags[] = { "Exif.Image.XResolution", "Exif.Image.YResolution" };
  const int                size[] = { frame->width, frame->height };

  gexiv2_metadata_try_set_orientation (metadata, GEXIV2_ORIENTATION_NORMAL, NULL);
  gexiv2_metadata_try_clear_tag (metadata, "Xmp.tiff.Orientation", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (size_tags); i++)
    if (gexiv2_metadata_try_has_tag (metadata, size_tags[i], NULL))
      gexiv2_metadata_try_set_tag_long (metadata, size_tags[i], size[i], NULL);
  if (frame->dots_per_mm > 0.0)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (dot_tags); i++)
        gexiv2_metadata_try_set_exif_tag_rational (metadata, dot_tags[i],
                                                   (int) (MN_MM_PER_INCH * frame->dots_per_mm + 0.5), 1, NULL);
      gexiv2_metadata_try_set_tag_long (metadata, "Exif.Image.ResolutionUnit", INCHES, NULL);
    }
}

/* Into the encoded picture in the file at place; a photo whose metadata cannot be read has none. */
static gboolean
sign_file (const char     *place,
           const MnFrame  *frame,
           const MnPhoto  *photo,
           GPtrArray      *presets,
           gboolean        keep_private,
           GError        **error)
{
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();

  if (! gexiv2_metadata_open_path (metadata, photo->path, NULL) && ! gexiv2_metadata_open_path (metadata, place, error))
    return FALSE;
  if (! keep_private)
    mn_provenance_strip_private (metadata);
  set_frame (metadata, frame);
  return mn_session_sign (metadata, presets, frame->form, error)
         && gexiv2_metadata_save_file (metadata, place, error);
}

/* Exiv2 wants a file's name: this one is in memory, so the disk sees the finished picture only. */
GBytes *
mn_sign (GBytes         *picture,
         const MnFrame  *frame,
         const MnPhoto  *photo,
         GPtrArray      *presets,
         gboolean        keep_private,
         GError        **error)
{
  const int          fd = memfd_create ("picture", MFD_CLOEXEC);
  g_autofree char   *place = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) reason = NULL;
  GBytes            *signed_picture = NULL;
  char              *content;
  gsize              length;

  if (fd >= 0 && write_all (fd, picture))
    {
      g_mutex_lock (&exiv2_lock);
      if (sign_file (place, frame, photo, presets, keep_private, &reason)
          && g_file_get_contents (place, &content, &length, &reason))
        signed_picture = g_bytes_new_take (content, length);
      g_mutex_unlock (&exiv2_lock);
    }
  if (fd >= 0)
    close (fd);
  if (! signed_picture)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: its metadata cannot be written: %s", photo->path,
                 reason ? reason->message : g_strerror (errno));
  return signed_picture;
}

static char **
history_of (const char *path)
{
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  char                     **treatments = NULL;

  g_mutex_lock (&exiv2_lock);
  if (gexiv2_metadata_open_path (metadata, path, NULL))
    treatments = mn_provenance_read (metadata);
  g_mutex_unlock (&exiv2_lock);
  return treatments;
}

static gboolean
is_form (const char *text)
{
  return g_str_has_prefix (text, MN_SHEET_WORD) || strcmp (text, MN_LABEL_WORD) == 0;
}

GPtrArray *
mn_treatments_of (const char *path, char **form, GError **error)
{
  g_auto (GStrv)        history = history_of (path);
  g_autoptr (GPtrArray) presets = g_ptr_array_new_with_free_func ((GDestroyNotify) mn_preset_free);

  if (! history || ! history[0])
    {
      g_set_error (error, MN_PRESET_ERROR, MN_PRESET_ERROR_INVALID,
                   "%s: does not say how it was made: no simulation of ours", path);
      return NULL;
    }
  *form = is_form (history[0]) ? g_strdup (history[0]) : NULL;
  for (char **treatment = history; *treatment; treatment++)
    {
      MnPreset *preset;

      if (is_form (*treatment))
        continue;
      preset = mn_preset_of_provenance (*treatment, error);
      if (! preset)
        {
          g_prefix_error (error, "%s: ", path);
          return NULL;
        }
      g_ptr_array_add (presets, preset);
    }
  return g_steal_pointer (&presets);
}

gboolean
mn_is_original (const char *path)
{
  g_auto (GStrv) history = history_of (path);

  return ! history || ! history[0];
}

gboolean
mn_store (const char *path, GBytes *content, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gsize              length;
  const char        *data = g_bytes_get_data (content, &length), *why;

  if (g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, FILE_MODE, &reason))
    return TRUE;
  /* GLib's sentence names its temporary file, which nobody knows; behind its last colon is the system's reason. */
  why = strrchr (reason->message, ':');
  if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    g_set_error (error, G_FILE_ERROR, reason->code, "%s: not written: the disk is full", path);
  else
    g_set_error (error, G_FILE_ERROR, reason->code, "%s: not written%s", path, why ? why : "");
  return FALSE;
}
