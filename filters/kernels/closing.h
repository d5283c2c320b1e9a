/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Morphological closings by line segments: what is dark and how it is shaped.
 *
 * A closing by a segment fills every dark structure that is shorter than the segment along its direction.  Over
 * eight directions the lowest closing fills only what is short in all of them: pits, moles, spots.  Their mean is the
 * level of the surroundings.  So with 0 <= lowest <= mean, both above the place's own value,
 *     mean  is the depth of a place, whatever its shape, in the units of the plane,
 *     lowest / mean  is near 1 in blobs and near 0 in lines,
 * and neither has a threshold in it.  Edges and shading are not dark between two sides: 0.
 *
 * The extrema are those of 16-bit levels, 2048 to one (a step of an 8-bit photo's log light is 20 and more): twice as
 * many at once, in half the memory.
 */
#pragma once

#include <stddef.h>

#include "scalar.h"

#define MN_CLOSING_DIRECTIONS 8

/* How far from a value its closings look, cells, in x and in y. */
int   mn_closing_reach (int length);

/* How long the segment along a direction really is, cells from its first sample's centre to its last one's. */
float mn_closing_span  (int direction, int length);

/* lowest, mean: the depths over all eight directions, at most 4.  Planes are stride * height values between -8 and 8;
 * only values at least mn_closing_reach (length) from each side of the plane are meaningful.  length: cells; one of
 * less than two closes nothing.  scratch: twice as large as the plane. */
void  mn_closings (float *restrict lowest, float *restrict mean, const float *restrict in,
                   float *restrict scratch, int stride, int height, int length);

/* plane[i] becomes the highest of the square of side (2 reach + 1) that begins at i: it lies reach rows and columns
 * before its place.  The last 2 reach rows and columns mean nothing. */
void  mn_highest (float *plane, int stride, int height, int reach);

/* How far a dark place is a blob (1) and not a line (0). */
static inline float
mn_blob (float lowest_depth, float mean_depth)
{
  return mn_smoothstep (0.25f, 0.60f, lowest_depth / mn_maxf (mean_depth, 1e-6f));
}
