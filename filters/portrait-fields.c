/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "portrait-fields.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define FIELD(name, kind, member, low, high) { name, MN_FIELD_##kind, offsetof (MnFace, member), low, high }

/* clang-format off */
const MnLine mn_size_line = { "size", {
  { "W", MN_FIELD_WHOLE, offsetof (MnPortrait, width),  1, MN_PORTRAIT_MAX_SIDE },
  { "H", MN_FIELD_WHOLE, offsetof (MnPortrait, height), 1, MN_PORTRAIT_MAX_SIDE } } };

const MnLine mn_face_line = { "face", {
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

const MnLine mn_skin_line = { "skin", {
  FIELD ("ita",         REAL_OR_NAN, skin.ita,  -180, 180),
  FIELD ("melanin",     REAL, skin.melanin,     -100, 100),
  FIELD ("haemoglobin", REAL, skin.haemoglobin, -100, 100),
  FIELD ("a_star",      REAL, skin.a_star,      -200, 200) } };

const MnLine mn_grid_line = { "grid", {
  FIELD ("x",        REAL,  grid_x, -1e6, 1e6),
  FIELD ("y",        REAL,  grid_y, -1e6, 1e6),
  FIELD ("cols",     WHOLE, cols, 1, MN_FACE_MAX_CELLS),
  FIELD ("rows",     WHOLE, rows, 1, MN_FACE_MAX_CELLS),
  FIELD ("pitch_px", REAL,  pitch, 1e-3, MN_PORTRAIT_MAX_SIDE) } };
/* clang-format on */

gboolean
mn_field_parse (const MnField *field, const char *text, double *number)
{
  char *end;

  if (field->kind == MN_FIELD_REAL_OR_NAN && strcmp (text, "nan") == 0)
    {
      *number = NAN;
      return TRUE;
    }
  if (! *text || text[strspn (text, "+-.0123456789eE")])
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && *number >= field->low && *number <= field->high
         && (field->kind != MN_FIELD_WHOLE || *number == floor (*number));
}

void
mn_field_format (const MnField *field, const void *object, char buffer[G_ASCII_DTOSTR_BUF_SIZE])
{
  const double number = field->kind == MN_FIELD_WHOLE ? G_STRUCT_MEMBER (int, object, field->offset)
                                                      : G_STRUCT_MEMBER (double, object, field->offset);

  if (isnan (number))
    strcpy (buffer, "nan");
  else
    g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.6g", number);
}
