/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * One table names the fields of every line; the reader and the writer both follow it.
 */
#include "portrait.h"

#include <math.h>
#include <stddef.h>
#include <string.h>
#include <zlib.h>

#define MAX_FIELDS 11

static const char magic[] = "microneedling-portrait 1";
static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const int  coarsest = 4;   /* cells in one, before faces are dropped */

typedef enum { END, REAL, REAL_OR_NAN, WHOLE } Kind;

typedef struct
{
  const char *name;
  Kind        kind;
  size_t      offset;      /* of a double, or of an int where it is WHOLE */
  double      low, high;
} Field;

typedef struct
{
  const char *key;
  Field       fields[MAX_FIELDS + 1];
} Line;

#define FIELD(name, kind, member, low, high) { name, kind, offsetof (MnFace, member), low, high }

/* clang-format off */
static const Line size_line = { "size", {
  { "W", WHOLE, offsetof (MnPortrait, width),  1, MN_PORTRAIT_MAX_SIDE },
  { "H", WHOLE, offsetof (MnPortrait, height), 1, MN_PORTRAIT_MAX_SIDE } } };

static const Line face_line = { "face", {
  FIELD ("px_per_mm", REAL, px_per_mm, 1e-3, 1e3),
  FIELD ("roll",      REAL, roll,      -180, 180),
  FIELD ("yaw",       REAL, yaw,       -180, 180),
  FIELD ("pupilRx",   REAL, pupil_r[0], -1e6, 1e6),
  FIELD ("pupilRy",   REAL, pupil_r[1], -1e6, 1e6),
  FIELD ("pupilLx",   REAL, pupil_l[0], -1e6, 1e6),
  FIELD ("pupilLy",   REAL, pupil_l[1], -1e6, 1e6),
  FIELD ("x",         REAL, box[0],    -1e6, 1e6),
  FIELD ("y",         REAL, box[1],    -1e6, 1e6),
  FIELD ("w",         REAL, box[2],    0, 1e6),
  FIELD ("h",         REAL, box[3],    0, 1e6) } };

static const Line skin_line = { "skin", {
  FIELD ("ita",         REAL_OR_NAN, skin.ita,  -90, 90),
  FIELD ("melanin",     REAL, skin.melanin,     -100, 100),
  FIELD ("haemoglobin", REAL, skin.haemoglobin, -100, 100),
  FIELD ("a_star",      REAL, skin.a_star,      -200, 200) } };

static const Line grid_line = { "grid", {
  FIELD ("x",        REAL,  grid_x, -1e6, 1e6),
  FIELD ("y",        REAL,  grid_y, -1e6, 1e6),
  FIELD ("cols",     WHOLE, cols, 1, MN_FACE_MAX_CELLS),
  FIELD ("rows",     WHOLE, rows, 1, MN_FACE_MAX_CELLS),
  FIELD ("pitch_px", REAL,  pitch, 1e-3, MN_PORTRAIT_MAX_SIDE) } };
/* clang-format on */

/* --- reading --- */

typedef struct
{
  char  **lines;
  int     number;      /* of the line that comes next, from 0 */
  gint64  cells;       /* in the grids so far */
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
  const char *line = reader->lines[reader->number];
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
read_number (const char *text, const Field *field, double *number)
{
  char *end;

  if (field->kind == REAL_OR_NAN && strcmp (text, "nan") == 0)
    {
      *number = NAN;
      return TRUE;
    }
  if (! *text || text[strspn (text, "+-.0123456789eE")])
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && *number >= field->low && *number <= field->high
         && (field->kind != WHOLE || *number == floor (*number));
}

static gboolean
read_line (Reader *reader, const Line *line, void *object)
{
  const char     *rest = take (reader, line->key);
  g_auto (GStrv)  values = rest ? g_strsplit (rest, " ", MAX_FIELDS + 2) : NULL;
  const Field    *field = line->fields;
  double          number;

  if (! rest)
    return FALSE;
  for (int i = 0; field->kind != END; i++, field++)
    {
      char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];

      if (! values[i])
        return broken (reader, "\"%s\" has no %s", line->key, field->name);
      if (! read_number (values[i], field, &number))
        return broken (reader, "%s is not a %snumber from %s to %s", field->name, field->kind == WHOLE ? "whole " : "",
                       g_ascii_formatd (low, sizeof low, "%.6g", field->low),
                       g_ascii_formatd (high, sizeof high, "%.7g", field->high));
      if (field->kind == WHOLE)
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
  if (! read_line (reader, &grid_line, face))
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
  return read_line (reader, &face_line, face)
         && read_line (reader, &skin_line, face)
         && read_grid (reader, portrait, face)
         && read_plane (reader, "coverage", face, 255, &face->coverage)
         && read_plane (reader, "zones", face, MN_N_ZONES - 1, &face->zones);
}

static gboolean
read_portrait (Reader *reader, MnPortrait *portrait)
{
  const char *version = take (reader, magic);
  const char *end;

  if (! version || ! read_line (reader, &size_line, portrait) || ! read_thumb (reader, portrait->thumb))
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

/* --- writing --- */

static void
write_line (GString *text, const Line *line, const void *object)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, line->key);
  for (const Field *field = line->fields; field->kind != END; field++)
    {
      const double number = field->kind == WHOLE ? G_STRUCT_MEMBER (int, object, field->offset)
                                                 : G_STRUCT_MEMBER (double, object, field->offset);

      g_string_append_printf (text, " %s",
                              isnan (number) ? "nan" : g_ascii_formatd (buffer, sizeof buffer, "%.6g", number));
    }
  g_string_append_c (text, '\n');
}

static void
write_base64 (GString *text, const char *key, const guint8 *bytes, gsize length)
{
  g_autofree char *digits = bytes ? g_base64_encode (bytes, length) : g_strdup ("-");

  g_string_append_printf (text, "%s %s\n", key, digits);
}

static void
write_plane (GString *text, const char *key, const guint8 *plane, gsize cells)
{
  uLongf             length = compressBound (cells);
  g_autofree guint8 *packed = plane ? g_malloc (length) : NULL;

  if (plane)
    compress2 (packed, &length, plane, cells, Z_BEST_COMPRESSION);
  write_base64 (text, key, packed, length);
}

/* The face on a grid of k times the pitch: coverage is averaged, zones are those in the middle. */
static MnFace
coarsened (const MnFace *face, int k)
{
  MnFace coarse = *face;

  coarse.pitch *= k;
  coarse.cols = (face->cols + k - 1) / k;
  coarse.rows = (face->rows + k - 1) / k;
  coarse.coverage = face->coverage ? g_malloc ((gsize) coarse.cols * coarse.rows) : NULL;
  coarse.zones = face->zones ? g_malloc ((gsize) coarse.cols * coarse.rows) : NULL;
  for (int row = 0; row < coarse.rows; row++)
    for (int col = 0; col < coarse.cols; col++)
      {
        const int   bottom = MIN ((row + 1) * k, face->rows), right = MIN ((col + 1) * k, face->cols);
        const gsize cell = (gsize) row * coarse.cols + col;
        unsigned    sum = 0, n = 0;

        for (int y = row * k; face->coverage && y < bottom; y++)
          for (int x = col * k; x < right; x++, n++)
            sum += face->coverage[(gsize) y * face->cols + x];
        if (face->coverage)
          coarse.coverage[cell] = (guint8) ((sum + n / 2) / n);
        if (face->zones)
          coarse.zones[cell] = face->zones[(gsize) ((row * k + bottom) / 2) * face->cols + (col * k + right) / 2];
      }
  return coarse;
}

static char *
write_portrait (const MnPortrait *portrait, int k)
{
  GString *text = g_string_new (magic);

  g_string_append_c (text, '\n');
  write_line (text, &size_line, portrait);
  write_base64 (text, "thumb", portrait->thumb, sizeof portrait->thumb);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace face = coarsened (mn_portrait_face (portrait, i), k);
      const gsize  cells = (gsize) face.cols * face.rows;

      write_line (text, &face_line, &face);
      write_line (text, &skin_line, &face);
      write_line (text, &grid_line, &face);
      write_plane (text, "coverage", face.coverage, cells);
      write_plane (text, "zones", face.zones, cells);
      g_free (face.coverage);
      g_free (face.zones);
    }
  g_string_append (text, "end\n");
  return g_string_free (text, FALSE);
}

static void
drop_smallest (MnPortrait *portrait)
{
  int    smallest = 0;
  double least = INFINITY;

  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace *face = mn_portrait_face (portrait, i);

      if (face->box[2] * face->box[3] < least)
        {
          least = face->box[2] * face->box[3];
          smallest = i;
        }
    }
  g_array_remove_index (portrait->faces, smallest);
}

char *
mn_portrait_to_text (const MnPortrait *portrait, char **note)
{
  g_autoptr (MnPortrait) kept = mn_portrait_copy (portrait);
  g_autofree char       *text = write_portrait (kept, 1);
  int                    k = 1, dropped = 0;

  while (strlen (text) > MN_PORTRAIT_MAX_BYTES)
    {
      if (k < coarsest || mn_portrait_n_faces (kept) <= 1)
        k++;
      else
        {
          drop_smallest (kept);
          dropped++;
        }
      g_free (text);
      text = write_portrait (kept, k);
    }

  if (note && k == 1)
    *note = NULL;
  else if (note && dropped == 0)
    *note = g_strdup_printf ("the faces are outlined %d times coarser, to keep the portrait record short", k);
  else if (note)
    *note = g_strdup_printf ("the %d smallest of %d faces are left out, to keep the portrait record short", dropped,
                             mn_portrait_n_faces (portrait));
  return g_steal_pointer (&text);
}
