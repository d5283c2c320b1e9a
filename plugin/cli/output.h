/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * One file of a batch: drawn, labelled, encoded, signed and stored.
 */
#pragma once

#include "photo.h"
#include "treat.h"

G_BEGIN_DECLS

/* FALSE with a sentence that names the file. */
gboolean mn_output_make (MnBatch *batch, const MnPhoto *photo, const char *record, const MnOutput *output,
                         GError **error);

G_END_DECLS
