/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The two results in GIMP 2.10, each in one undo step.
 */
#pragma once

#include <libgimp/gimp.h>

#include "request.h"

G_BEGIN_DECLS

/* Can the layer be treated at all, and like that?  FALSE with one sentence where it cannot. */
gboolean mn_layer_check  (gint32 image, gint32 layer, GError **error);
gboolean mn_result_check (gint32 image, gint32 layer, const MnRequest *request, GError **error);

gboolean mn_result_make  (gint32 image, gint32 layer, const MnRequest *request, GError **error);

G_END_DECLS
