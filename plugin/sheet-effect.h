/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Where a treatment shows most.
 */
#pragma once

#include "sheet-resample.h"

G_BEGIN_DECLS

/* Moves *detail, within, to where the pictures from the second on differ most from the first; each of them counts the
 * same, however strong its treatment is. */
void mn_effect_find (GPtrArray *pictures, const MnPart *within, MnPart *detail);

G_END_DECLS
