/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A part of a picture at another size and turned, block by block: the one way in which every panel of a sheet is made.
 *
 * The filter is Keys' cubic (a = -1/2; IEEE Trans. ASSP 29, 1981), widened where the picture is made smaller, on the
 * squares of the numbers: close to light for every profile's curve, and the same on every run.  Size and turn are one
 * step: each pixel is one weighted sum of the picture's.  Where nothing is to be resampled, because size and direction
 * are the same and the part begins on a pixel, the numbers are the picture's own.
 */
#pragma once

#include <gegl.h>

G_BEGIN_DECLS

/* Pixels of the picture; turned clockwise round its middle, radians. */
typedef struct { double x, y, width, height, turn; } MnPart;

/* A block of the result: R'G'B'A values with premultiplied alpha, in the picture's own space. */
typedef void (*MnBlockFunc) (const GeglRectangle *block, float *pixels, gpointer user_data);

void mn_resample (GeglBuffer *picture, const MnPart *part, int width, int height, MnBlockFunc put, gpointer user_data);

G_END_DECLS
