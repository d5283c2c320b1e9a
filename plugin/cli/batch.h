/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Works a plan off.  Photos are decoded, analysed and encoded in several threads; renders are done one after the other,
 * since GEGL itself uses every core.  What fails is named on standard error and in the plan; the rest is done.
 */
#pragma once

#include "analysis/analysis.h"
#include "plan.h"

G_BEGIN_DECLS

typedef struct
{
  int            jobs;                  /* threads */
  gboolean       overwrite, resume;     /* replace, or skip, what is there already */
  gboolean       keep_private;
  gboolean       label;                 /* the strip of label.h */
  const MnHints *hints;                 /* for every photo */
} MnBatchOptions;

/* FALSE where nothing could be started, or the folder's report not written. */
gboolean mn_batch_run (MnPlan *plan, const MnBatchOptions *options, GError **error);

G_END_DECLS
