/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A photo made smaller by halves, each with an operation of ours on it: the record goes with every size.
 */
#pragma once

#include "session.h"

G_BEGIN_DECLS

#define MN_N_LEVELS 6          /* 1:1 to 1:32 */

typedef struct
{
  GeglBuffer *photo;
  GeglNode   *graph, *node;    /* node: MN_OPERATION on photo */
} MnLevel;

/* That level of zeroed levels, made when it is first asked for. */
MnLevel *mn_level_get    (MnLevel levels[MN_N_LEVELS], int level, GeglBuffer *photo);

void     mn_levels_clear (MnLevel levels[MN_N_LEVELS]);

G_END_DECLS
