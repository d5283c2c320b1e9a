/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The pixels of buffers, and how far they differ.
 */
#pragma once

#include <gegl.h>

G_BEGIN_DECLS

#define WORKING "R'G'B'A float"     /* what the operation computes in */

void       *pixels_of          (GeglBuffer *buffer, const GeglRectangle *roi, const char *format);

/* Bytes that are not the same. */
int         differing          (const void *a, const void *b, gsize bytes);
float       largest_difference (const float *a, const float *b, int n);

/* What an operation with two numbers makes of a photo. */
GeglBuffer *transformed        (GeglBuffer *photo, const char *operation, const char *property, double a,
                                const char *other, double b);

G_END_DECLS
