/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The three results in GIMP 3, each in one undo step.
 */
#pragma once

#include <libgimp/gimp.h>

#include "request.h"

G_BEGIN_DECLS

/* Can the layer be treated at all, and like that?  FALSE with one sentence where it cannot. */
gboolean mn_layer_check  (GimpImage *image, GimpDrawable *layer, GError **error);
gboolean mn_result_check (GimpImage *image, GimpDrawable *layer, const MnRequest *request, GError **error);

gboolean mn_result_make  (GimpImage *image, GimpDrawable *layer, const MnRequest *request, GError **error);

G_END_DECLS
