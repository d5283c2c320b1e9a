/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The last two steps of a picture file: its metadata, and its place on the disk.
 */
#pragma once

#include "photo.h"
#include "preset.h"

G_BEGIN_DECLS

/* A picture's own size: pixels, and pixels per millimetre of paper (0 = as the photo's metadata say); and its form:
 * mn_sheet_text, MN_LABEL_WORD, or NULL for the bare picture. */
typedef struct { int width, height; double dots_per_mm; const char *form; } MnFrame;

/* The encoded picture with the photo's metadata, upright, of its own size, as a simulation by these presets; what is
 * private stays out unless keep_private. */
GBytes   *mn_sign  (GBytes *picture, const MnFrame *frame, const MnPhoto *photo, GPtrArray *presets,
                    gboolean keep_private, GError **error);

/* FALSE where the photo's metadata says that it is one of our simulations. */
gboolean  mn_is_original (const char *path);

/* The treatments of a picture, of MnPreset; NULL and a sentence where it is none of our simulations.  *form: as in
 * MnFrame. */
GPtrArray *mn_treatments_of (const char *path, char **form, GError **error);

/* Writes a file beside path, then renames it: path has the whole content or is as it was. */
gboolean  mn_store (const char *path, GBytes *content, GError **error);

G_END_DECLS
