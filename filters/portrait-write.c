/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "portrait-fields.h"

#include <math.h>
#include <string.h>
#include <zlib.h>

static const int coarsest = 4;   /* cells in one, before faces are dropped */

static void
write_line (GString *text, const MnLine *line, const void *object)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, line->key);
  for (const MnField *field = line->fields; field->kind != MN_FIELD_END; field++)
    {
      mn_field_format (field, object, number);
      g_string_append_printf (text, " %s", number);
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
  GString *text = g_string_new (MN_PORTRAIT_MAGIC "\n");

  write_line (text, &mn_size_line, portrait);
  write_base64 (text, "thumb", portrait->thumb, sizeof portrait->thumb);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace face = coarsened (mn_portrait_face (portrait, i), k);
      const gsize  cells = (gsize) face.cols * face.rows;

      write_line (text, &mn_face_line, &face);
      write_line (text, &mn_skin_line, &face);
      write_line (text, &mn_grid_line, &face);
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
