/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Photo to portrait record: faces, millimetres, treatable skin, zones, skin baseline.
 * The only C++ of the project is behind this header; no exception crosses it.
 */
#pragma once

#include "portrait.h"

G_BEGIN_DECLS

#define MN_ANALYSIS_ERROR (mn_analysis_error_quark ())
GQuark mn_analysis_error_quark (void);

typedef enum
{
  MN_ANALYSIS_ERROR_MODELS,    /* missing, damaged or unreadable network */
  MN_ANALYSIS_ERROR_NO_FACE,
  MN_ANALYSIS_ERROR_PHOTO,     /* empty, too small or too large picture, mask of another size */
  MN_ANALYSIS_ERROR_INTERNAL   /* OpenCV gave up; the message is its own */
} MnAnalysisError;

/* What the user knows better.  Zeroed = nothing. */
typedef struct
{
  double      scale;        /* px/mm; 0 = measure */
  double      pupils[4];    /* x, y of the one at image left, then x, y of the other; all 0 = find */
  GeglBuffer *coverage;     /* the photo's size; its luminance replaces the detected skin; NULL = detect */
} MnHints;

/* Loads the four networks from a folder.  One analyser serves one thread at a time. */
typedef struct _MnAnalyser MnAnalyser;
MnAnalyser *mn_analyser_new  (const char *models_dir, GError **error);
void        mn_analyser_free (MnAnalyser *analyser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnAnalyser, mn_analyser_free)

/* The portrait of an upright photo.  analyser may be NULL (no models): then hints->coverage is needed, and scale or
 * pupils.  NULL with one sentence where nothing can be found.  Never prints. */
MnPortrait *mn_analyse (MnAnalyser *analyser, GeglBuffer *photo, const MnHints *hints, GError **error);

G_END_DECLS
