/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "portrait-fields.h"

#include <string.h>
#include <zlib.h>

static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

typedef struct
{
  char   **lines;
  int      number;     /* of the line that comes next, from 0 */
  gint64   cells;      /* in the grids so far */
  GError **error;
} Reader;

G_GNUC_PRINTF (2, 3)
static gboolean
broken (Reader *reader, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list          arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (reader->error, MN_PORTRAIT_ERROR, MN_PORTRAIT_ERROR_SYNTAX, "portrait record, line %d: %s",
               reader->number, reason);
  return FALSE;
}

static gboolean
is_next (const Reader *reader, const char *key)
{
  const char  *line = reader->lines[reader->number];
  const size_t length = strlen (key);

  return line && strncmp (line, key, length) == 0 && (line[length] == ' ' || line[length] == '\0');
}

/* The rest of the next line, which must begin with key; NULL where it does not. */
static const char *
take (Reader *reader, const char *key)
{
  const gboolean is_key = is_next (reader, key);
  const char    *line = reader->lines[reader->number];

  reader->number++;
  if (! is_key)
    {
      broken (reader, line ? "\"%s\" is expected" : "the record ends before \"%s\"", key);
      return NULL;
    }
  line += strlen (key);
  return *line ? line + 1 : line;
}

static gboolean
read_line (Reader *reader, const MnLine *line, void *object)
{
  const char    *rest = take (reader, line->key);
  g_auto (GStrv) values = rest ? g_strsplit (rest, " ", MN_LINE_MAX_FIELDS + 2) : NULL;
  const MnField *field = line->fields;
  double         number;

  if (! rest)
    return FALSE;
  for (int i = 0; field->kind != MN_FIELD_END; i++, field++)
    {
      char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];

      if (! values[i])
        return broken (reader, "\"%s\" has no %s", line->key, field->name);
      if (! mn_field_parse (field, values[i], &number))
        return broken (reader, "%s is not a %snumber from %s to %s", field->name,
                       field->kind == MN_FIELD_WHOLE ? "whole " : "",
                       g_ascii_formatd (low, sizeof low, "%.6g", field->low),
                       g_ascii_formatd (high, sizeof high, "%.7g", field->high));
      if (field->kind == MN_FIELD_WHOLE)
        G_STRUCT_MEMBER (int, object, field->offset) = (int) number;
      else
        G_STRUCT_MEMBER (double, object, field->offset) = number;
    }
  if (g_strv_length (values) > (guint) (field - line->fields))
    return broken (reader, "\"%s\" has more values than it should", line->key);
  return TRUE;
}

static guint8 *
read_base64 (const char *text, gsize *length)
{
  const gsize n = strlen (text), digits = strspn (text, base64_digits);

  if (n == 0 || n % 4 || n - digits > 2 || strspn (text + digits, "=") != n - digits)
    return NULL;
  return g_base64_decode (text, length);
}

static gboolean
read_thumb (Reader *reader, guint8 *thumb)
{
  const gsize        size = MN_THUMB_SIDE * MN_THUMB_SIDE;
  const char        *text = take (reader, "thumb");
  gsize              length = 0;
  g_autofree guint8 *bytes = text ? read_base64 (text, &length) : NULL;

  if (! text)
    return FALSE;
  if (! bytes || length != size)
    return broken (reader, "the thumbnail is not %d bytes in base 64", (int) size);
  memcpy (thumb, bytes, size);
  return TRUE;
}

static gboolean
read_plane (Reader *reader, const char *key, const MnFace *face, int most, guint8 **plane)
{
  const char        *text = take (reader, key);
  gsize              length = 0;
  g_autofree guint8 *packed = text ? read_base64 (text, &length) : NULL;
  const uLongf       cells = (uLongf) face->cols * face->rows;
  uLongf             unpacked = cells;
  uLong              used = length;

  if (! text)
    return FALSE;
  if (strcmp (text, "-") == 0)
    return TRUE;
  if (! packed)
    return broken (reader, "\"%s\" is not in base 64", key);

  *plane = g_malloc (cells);
  if (uncompress2 (*plane, &unpacked, packed, &used) != Z_OK || unpacked != cells || used != length)
    return broken (reader, "\"%s\" does not unpack to %d x %d cells", key, face->cols, face->rows);
  for (uLongf i = 0; i < cells; i++)
    if ((*plane)[i] > most)
      return broken (reader, "\"%s\" has a value above %d", key, most);
  return TRUE;
}

static gboolean
read_grid (Reader *reader, const MnPortrait *portrait, MnFace *face)
{
  if (! read_line (reader, &mn_grid_line, face))
    return FALSE;
  reader->cells += (gint64) face->cols * face->rows;
  if ((gint64) face->cols * face->rows > MN_FACE_MAX_CELLS || reader->cells > MN_PORTRAIT_MAX_CELLS)
    return broken (reader, "the grid has too many cells");
  if (face->grid_x >= portrait->width || face->grid_x + face->cols * face->pitch <= 0
      || face->grid_y >= portrait->height || face->grid_y + face->rows * face->pitch <= 0)
    return broken (reader, "the grid lies outside the photo");
  return TRUE;
}

static gboolean
read_face (Reader *reader, MnPortrait *portrait)
{
  const MnFace nothing = { 0 };
  MnFace      *face;

  if (mn_portrait_n_faces (portrait) == MN_PORTRAIT_MAX_FACES)
    {
      reader->number++;
      return broken (reader, "there are more than %d faces", MN_PORTRAIT_MAX_FACES);
    }
  mn_portrait_add_face (portrait, &nothing);
  face = mn_portrait_face (portrait, mn_portrait_n_faces (portrait) - 1);
  return read_line (reader, &mn_face_line, face)
         && read_line (reader, &mn_skin_line, face)
         && read_grid (reader, portrait, face)
         && read_plane (reader, "coverage", face, 255, &face->coverage)
         && read_plane (reader, "zones", face, MN_N_ZONES - 1, &face->zones);
}

static gboolean
read_portrait (Reader *reader, MnPortrait *portrait)
{
  const char *version = take (reader, MN_PORTRAIT_MAGIC);
  const char *end;

  if (! version || ! read_line (reader, &mn_size_line, portrait) || ! read_thumb (reader, portrait->thumb))
    return FALSE;
  do
    if (! read_face (reader, portrait))
      return FALSE;
  while (is_next (reader, "face"));

  end = take (reader, "end");
  if (! end)
    return FALSE;
  if (*version || *end || (reader->lines[reader->number] && *reader->lines[reader->number])
      || g_strv_length (reader->lines) > (guint) reader->number + 1)
    return broken (reader, "there is more after the end");
  return TRUE;
}

MnPortrait *
mn_portrait_parse (const char *text, GError **error)
{
  g_autoptr (MnPortrait) portrait = mn_portrait_new (0, 0);
  g_auto (GStrv)         lines = NULL;
  Reader                 reader = { .error = error };

  if (memchr (text, '\0', MN_PORTRAIT_MAX_BYTES + 1) == NULL)
    {
      g_set_error (error, MN_PORTRAIT_ERROR, MN_PORTRAIT_ERROR_SYNTAX, "the portrait record is longer than %d bytes",
                   MN_PORTRAIT_MAX_BYTES);
      return NULL;
    }
  reader.lines = lines = g_strsplit (text, "\n", -1);
  return read_portrait (&reader, portrait) ? g_steal_pointer (&portrait) : NULL;
}
