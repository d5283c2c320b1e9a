/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The lines of a portrait record that carry numbers, with the range of each.  The reader and the writer follow these
 * tables, so a field is said once.
 */
#pragma once

#include "portrait.h"

#define MN_PORTRAIT_MAGIC "microneedling-portrait 1"
#define MN_LINE_MAX_FIELDS 11

typedef enum { MN_FIELD_END, MN_FIELD_REAL, MN_FIELD_REAL_OR_NAN, MN_FIELD_WHOLE } MnFieldKind;

typedef struct
{
  const char *name;
  MnFieldKind kind;
  gsize       offset;      /* of a double, or of an int where it is whole */
  double      low, high;
} MnField;

typedef struct
{
  const char *key;
  MnField     fields[MN_LINE_MAX_FIELDS + 1];   /* until MN_FIELD_END */
} MnLine;

extern const MnLine mn_size_line;                               /* of MnPortrait */
extern const MnLine mn_face_line, mn_skin_line, mn_grid_line;   /* of MnFace */

/* Is the text a number in the field's range? */
gboolean mn_field_parse  (const MnField *field, const char *text, double *number);
void     mn_field_format (const MnField *field, const void *object, char buffer[G_ASCII_DTOSTR_BUF_SIZE]);
