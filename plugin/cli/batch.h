/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Works a plan off.  Photos are decoded, analysed and encoded in several threads; renders are done one after the other,
 * since GEGL itself uses every core.  What fails is named on standard error and in the plan; the rest is done.
 */
#pragma once

#include "analysis/analysis.h"
#include "plan.h"
#include "sheet.h"

G_BEGIN_DECLS

typedef struct
{
  int            jobs;                  /* threads */
  gboolean       overwrite, resume;     /* replace, or skip, what is there already */
  gboolean       keep_private;
  gboolean       label;                 /* the strip of label.h */
  gboolean       force;                 /* takes simulations as photos */
  const MnSheetOptions *sheet;          /* what each output is; NULL = the photo with the output's preset */
  const MnHints *hints;                 /* for every photo */
} MnBatchOptions;

/* MN_USAGE_ERROR where the command line asks for what cannot be. */
gboolean mn_batch_check (const MnBatchOptions *options, char **photos, const char *target, GError **error);

/* FALSE where nothing could be started, or the folder's report not written. */
gboolean mn_batch_run   (MnPlan *plan, const MnBatchOptions *options, GError **error);

G_END_DECLS
