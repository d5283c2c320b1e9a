/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What render and analyse have in common on the command line: photos, and the help for close-ups and hard cases.
 *
 *     PHOTO...  --scale PX_PER_MM  --coverage-from MASK  --pupils X,Y,X,Y
 */
#pragma once

#include "analysis/analysis.h"
#include "photo.h"

G_BEGIN_DECLS

#define MN_USAGE_ERROR (mn_usage_error_quark ())
GQuark mn_usage_error_quark (void);

enum { MN_EXIT_DONE, MN_EXIT_FAILED, MN_EXIT_USAGE };

typedef struct
{
  char   **photos;
  char    *scale, *mask, *pupils;   /* as they were given; NULL = not given */
  MnHints  hints;                   /* their values, once they are read */
} MnPhotoOptions;

/* A command's own options, and these. */
gboolean   mn_options_parse        (int argc, char **argv, const GOptionEntry *entries, MnPhotoOptions *options,
                                    GError **error);

/* Reads the hints; the mask from its file. */
gboolean   mn_options_read_hints   (MnPhotoOptions *options, GError **error);

void       mn_photo_options_clear  (MnPhotoOptions *options);

/* Fails, with MN_USAGE_ERROR, for a text that is not a number above low, up to high. */
gboolean   mn_read_number          (const char *option, const char *text, double low, double high, double *number,
                                    GError **error);

/* Fails where path is there already; unless is what else could be done about it, "" = nothing. */
gboolean   mn_check_absent         (const char *path, const char *unless, GError **error);

/* Can a photo be analysed with these hints and no networks? */
gboolean   mn_hints_are_sufficient (const MnHints *hints);

/* mn_analyse for the photo of that name; where no face is found the sentence says which options help. */
MnPortrait *mn_analyse_photo       (MnAnalyser *analyser, const MnPhoto *photo, const MnHints *hints, GError **error);

/* One line on standard error, and the exit code that goes with it. */
int        mn_complain             (const GError *error);

G_END_DECLS
