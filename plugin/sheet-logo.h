/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A logo, PNG or SVG.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Width by height; *ratio may be NULL.  FALSE with a sentence that names the file where there is no such picture. */
gboolean mn_logo_size (const char *path, double *ratio, GError **error);

/* Fills width x height at the origin. */
gboolean mn_logo_draw (const char *path, int width, int height, cairo_t *cairo, GError **error);

G_END_DECLS
