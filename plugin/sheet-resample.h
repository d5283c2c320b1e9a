/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A part of a picture at another size, row by row: the one way in which every panel of a sheet is made.
 *
 * The filter is Keys' cubic (a = -1/2; IEEE Trans. ASSP 29, 1981), widened where the picture is made smaller, on the
 * squares of the numbers: close to light for every profile's curve, and the same on every run.  Where nothing is to be
 * resampled, because the size is the same and the part begins on a pixel, the numbers are the picture's own.
 */
#pragma once

#include <gegl.h>

G_BEGIN_DECLS

typedef struct { double x, y, width, height; } MnPart;     /* pixels of the picture */

/* One row of the result: width R'G'B'A values with premultiplied alpha, in the picture's own space. */
typedef void (*MnRowFunc) (int y, float *row, gpointer user_data);

void mn_resample (GeglBuffer *picture, const MnPart *part, int width, int height, MnRowFunc put, gpointer user_data);

G_END_DECLS
