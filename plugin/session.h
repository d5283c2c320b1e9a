/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A session: one photo, its portrait record, one treatment; what the hosts and the command line share.
 */
#pragma once

#include "analysis/analysis.h"
#include "preset.h"
#include "provenance.h"

#define MN_PORES_PX_PER_MM 4.0      /* pores can't be seen below (kernels/pores.h fades them out) */

G_BEGIN_DECLS

/* Once in a process, before anything else of GEGL: starts GEGL with our operations in it. */
void        mn_session_init     (void);

/* Loads the networks from mn_data_dir ("models"): the caller's own, one for each thread.  NULL with a sentence that
 * says how to get them: it is what a user reads when a photo needs them. */
MnAnalyser *mn_session_analyser (GError **error);

/* A node of MN_OPERATION below parent with the record (may be NULL) and the preset set. */
GeglNode   *mn_session_node     (GeglNode *parent, const char *record, const MnPreset *preset);

typedef void (*MnProgressFunc) (double fraction, gpointer user_data);

/* Renders photo into output, which has the photo's extent; one at a time in a process.  progress may be NULL. */
void        mn_session_render   (GeglBuffer *photo, GeglBuffer *output, const char *record, const MnPreset *preset,
                                 MnProgressFunc progress, gpointer user_data);

/* The response level of a preset, in words, translated. */
const char *mn_session_response (const MnPreset *preset);

/* Writes into metadata what a picture treated with this preset, or a sheet that shows all of these, has to say of
 * itself; sheet as in mn_provenance_write. */
gboolean    mn_session_sign     (GExiv2Metadata *metadata, GPtrArray *presets, const char *sheet, GError **error);

G_END_DECLS
