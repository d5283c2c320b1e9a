/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What GIMP's procedures for sheets have in common.
 */
#pragma once

#include "request.h"
#include "sheet.h"

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
  N_("Makes a new image from the portrait and what presets do to it: captions, scale and label are layers, text stays text. " \
     "A simulation: results vary, and the sheet says so.")

#define MN_REASON_SIMULATION \
  N_("This picture is a simulation already: take the original, or force it")

/* NULL where name is none of them. */
const MnSheetProcedure *mn_sheet_procedure (const char *name);

/* The standard of a key for this procedure. */
const char *mn_sheet_standard (const MnSheetProcedure *procedure, int key);

/* The sheet of a photo and its pictures.  Without a face, what is selected is the skin; without that, it fails. */
MnSheet    *mn_sheet_of       (MnSubject *subject, const MnSheetOptions *options, GPtrArray **pictures, GError **error);

G_END_DECLS
