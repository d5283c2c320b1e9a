/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What GIMP's procedures for sheets have in common.
 */
#pragma once

#include "sheet.h"
#include "subject.h"

G_BEGIN_DECLS

/* A procedure's own standards of mn_sheet_keys; layouts: those that it offers, until NULL. */
typedef struct
{
  const char *name;
  const char *label, *blurb;       /* to be translated */
  const char *presets, *size;
  const char *layouts[4];
} MnSheetProcedure;

#define MN_N_SHEET_PROCEDURES 2
extern const MnSheetProcedure mn_sheet_procedures[MN_N_SHEET_PROCEDURES];

#define MN_SHEET_HELP \
  N_("Makes a new image from the portrait and what presets do to it: captions, scale and label are layers, text " \
     "stays text. A simulation: results vary, and the sheet says so.")

#define MN_REASON_SIMULATION \
  N_("This picture is a simulation already: take the original, or force it")

#define MN_REASON_NO_FACE \
  N_("No face was found, and nothing is selected: select the skin, and draw a path with two points that are 10 mm " \
     "apart on it; or, where a face is there, a path with a point on each pupil")

#define MN_NOTE_GUESSED \
  N_("How large a millimetre is was guessed: draw a path with two points that are 10 mm apart on the skin")

/* NULL where name is none of them. */
const MnSheetProcedure *mn_sheet_procedure (const char *name);

/* The standard of a key for this procedure. */
const char *mn_sheet_standard (const MnSheetProcedure *procedure, int key);

/* The sheet of a photo and its pictures.  Without a face, what is selected is the skin, and a path of two points its
 * scale; without a selection it fails: nothing would be treated, and treating the whole photo would be a lie. */
MnSheet    *mn_sheet_of       (MnSubject *subject, MnSheetOptions *options, GPtrArray **pictures, GError **error);

/* The photo's metadata become the sheet's. */
gboolean    mn_sheet_sign     (const MnSheetOptions *options, GExiv2Metadata *metadata, GError **error);

G_END_DECLS
