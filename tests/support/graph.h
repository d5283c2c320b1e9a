/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * One operation on one buffer, as tests want it: microneedling:simulate with all multipliers at zero until told.
 */
#pragma once

#include <gegl.h>

G_BEGIN_DECLS

typedef struct
{
  GeglNode *root, *source, *operation;
} MnGraph;

/* The names of the treatment's multipliers, NULL-terminated: outcome first, then the reaction. */
extern const char *const mn_multipliers[];

/* microneedling:simulate on a buffer, every multiplier 0, 3 sessions, 84 days after, seed 1. */
MnGraph *mn_graph_new  (GeglBuffer *input);
void     mn_graph_free (MnGraph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnGraph, mn_graph_free)

/* Sets one multiplier to 1 and the days to when its effect is strong: 84 for the outcome, 0-3 for the reaction. */
void     mn_graph_show (MnGraph *graph, const char *multiplier);

/* The pixels of roi in a format, computed in tiles of side x side pixels (0: at once); g_free. */
void    *mn_graph_pixels (MnGraph *graph, const GeglRectangle *roi, const char *format, int side);

G_END_DECLS
