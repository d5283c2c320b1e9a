/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The strip that keeps a simulation from being taken for a photograph.
 */
#pragma once

#include <gegl.h>

G_BEGIN_DECLS

/* What a picture with a label says of itself, before its treatment. */
#define MN_LABEL_WORD "label"

/* Replaces the picture by one with a strip below it, at least 7 % of the whole, that reads "Simulation – individual
 * results vary" and names the response level.  FALSE where the picture is too small to read it. */
gboolean mn_label_add (GeglBuffer **picture, GPtrArray *presets, GError **error);

G_END_DECLS
