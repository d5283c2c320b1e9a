/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The operators alone, without the clinical model: survey and render of a phantom with any doses.
 */
#pragma once

#include "measure.h"
#include "treatment.h"

G_BEGIN_DECLS

typedef struct MnOperators MnOperators;

/* The whole phantom is skin; its survey is done once. */
MnOperators *mn_operators_new  (const MnPhantom *phantom);
void         mn_operators_free (MnOperators *operators);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnOperators, mn_operators_free)

/* The treated phantom, R'G'B', or a part of it, nought outside; g_free. */
float       *mn_operators_pixels (MnOperators *operators, const MnDoses *doses, const GeglRectangle *part);
MnView      *mn_operators_view   (MnOperators *operators, const MnDoses *doses, const GeglRectangle *part);

G_END_DECLS
