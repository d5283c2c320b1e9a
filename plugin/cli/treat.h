/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * One photo of a batch: read, analysed once, and rendered, signed and stored with each preset.
 */
#pragma once

#include "batch.h"

G_BEGIN_DECLS

/* What the threads share. */
typedef struct
{
  const MnBatchOptions *options;
  MnPlan               *plan;
  GAsyncQueue          *analysers;    /* as many as jobs; NULL = none needed */
  GMutex                engine;       /* GEGL graphs */
  GMutex                terminal;
  int                   n_finished;
} MnBatch;

/* Settles each output of the photo: done, skipped or failed, which is said on standard error. */
void mn_treat (MnInput *input, MnBatch *batch);

G_END_DECLS
