/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Photos and networks for the tests of the analysis.  Both may be absent: then a test is skipped.
 */
#pragma once

#include "analysis/analysis.h"

G_BEGIN_DECLS

/* The portrait of a name like "portrait01.jpg" out of $MN_PORTRAITS, else ../shared/portraits beside the source; else
 * NULL. */
GeglBuffer *photo_load    (const char *name);

/* Any file; NULL where GEGL cannot. */
GeglBuffer *photo_load_path (const char *path);

/* The photo turned clockwise, in a format; new pixels are grey. */
GeglBuffer *photo_turned  (GeglBuffer *photo, double degrees, const char *format);

/* A plain picture. */
GeglBuffer *photo_plain   (int width, int height, const char *format, float grey);

void        photo_fill    (GeglBuffer *photo, const GeglRectangle *part, float grey);

/* The coverage of all faces at a pixel, and at millimetres right of and below the middle of a face's pupils. */
double      photo_coverage    (const MnPortrait *portrait, double x, double y);
double      photo_coverage_at (const MnPortrait *portrait, const MnFace *face, double right, double below);

/* The folder of the networks: $MN_MODELS, else where they are installed; NULL where they are not. */
const char *photo_models  (void);

G_END_DECLS
