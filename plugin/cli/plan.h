/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Which photo becomes which files, and what came of it.
 */
#pragma once

#include "preset.h"

G_BEGIN_DECLS

typedef enum { MN_OUTPUT_WAITING, MN_OUTPUT_DONE, MN_OUTPUT_SKIPPED, MN_OUTPUT_FAILED } MnOutputStatus;

typedef struct
{
  char           *path;
  const MnPreset *preset;       /* NULL = a sheet */
  MnOutputStatus  status;
  char           *reason;       /* why it failed or was skipped */
} MnOutput;

typedef struct
{
  const char *path;
  int         n_outputs;
  MnOutput   *outputs;
  int         faces;            /* 0 = unknown */
  double      px_per_mm;        /* of the largest face */
} MnInput;

typedef struct
{
  char    *folder;              /* NULL where the target is a file */
  int      n_inputs;
  MnInput *inputs;
} MnPlan;

/* Every photo with every preset, or (presets NULL) a sheet of every photo.  target is a folder where it is one, ends in
 * '/', or has to hold more than one file; in it the files are <stem>-<preset>.<ext> or <stem>-sheet.<ext>.
 * MN_USAGE_ERROR where two outputs would be the same file, or one would be a photo, or a folder has a picture's name.
 * Borrows photos and presets. */
MnPlan   *mn_plan_new    (char **photos, GPtrArray *presets, const char *target, GError **error);

/* Has nothing failed? */
gboolean  mn_plan_is_done (const MnPlan *plan);

void      mn_plan_free   (MnPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnPlan, mn_plan_free)

/* What a preset, or (NULL) a sheet, is called in file names and reports. */
const char *mn_plan_name (const MnPreset *preset);

G_END_DECLS
