/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Morphological closings by line segments: what is dark and how it is shaped.
 *
 * A closing by a segment fills every dark structure that is shorter than the segment along its direction.  Over
 * eight directions the lowest closing fills only what is short in all of them: pits, moles, spots.  The highest
 * fills what is short in any: lines and folds too.  So with in <= lowest <= highest
 *     lowest - in  is the depth of a blob (zero in lines, edges, shading),
 *     highest - lowest  is the depth of a line,
 * both in the units of the plane, whatever their depth: there is no threshold in it.  Minima and maxima only:
 * exact, and the same for every tile.
 */
#pragma once

#include <stddef.h>

/* How far from a value its closings look, cells, in x and in y. */
int  mn_closing_reach (int length);

/* lowest, highest: over all eight directions.  Planes are stride * height values; only values at least
 * mn_closing_reach (length) from each side of the plane are meaningful.  length: cells, >= 1.  scratch: as large
 * as the plane. */
void mn_closings (float *restrict lowest, float *restrict highest, const float *restrict in,
                  float *restrict scratch, int stride, int height, int length);
