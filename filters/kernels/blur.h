/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Low-pass filters on small planes (the survey's maps), cells of width x height without padding; edges repeat.
 */
#pragma once

/* Gaussian of standard deviation sigma (cells), by three boxes of fractional radius (exact in variance), from eight
 * cells on a plane shrunk four times; in place.  scratch: width * height, and 32 of the longer
 * side. */
void mn_blur (float *plane, float *scratch, int width, int height, float sigma);

/* Mean over a square of side 2 radius + 1 cells, in place.  scratch: as above. */
void mn_box (float *plane, float *scratch, int width, int height, float radius);

/* Self-guided or cross-guided filter (He, Sun and Tang 2010): out = what of plane follows guide, squares of side
 * 2 radius + 1, structures of guide with a variance below epsilon are flattened.  scratch: 4 * width * height
 * and what a box needs; out may be plane or guide. */
void mn_guided (float *out, const float *plane, const float *guide, float *scratch, int width, int height,
                float radius, float epsilon);
