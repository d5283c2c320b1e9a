/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A small blot of colour with a soft, uneven edge, added as optical density.
 *
 * It lets through 1 - a * absorb of the light in each channel, a its coverage of the pixel, so edges are mixed in
 * linear light.  Its area is that of a disc of the wanted radius however soft the edge: what a soft edge has too much
 * is taken from the radius, and where the disc is smaller than its edge, from the coverage.  So a dot below a pixel
 * keeps its darkening at every scale.
 */
#pragma once

#include "scatter.h"

typedef struct
{
  float x, y;               /* centre, pixel indices of the photo */
  float radius, edge;       /* px: half coverage at the radius, all or nothing an edge away from it */
  float peak;               /* coverage of the middle */
  float wave[4];            /* of the outline: amplitudes of cos 2, sin 2, cos 3, sin 3, at most 0.07 each */
  float absorb[3];          /* share of the light taken, per channel */
  float shine;              /* strength of a highlight, up and to the left, 0 … 1 */
} MnDot;

/* Radius and half the width of the edge in px; a pixel's own blur comes on top. */
void mn_dot_set_size    (MnDot *dot, float radius, float blur);

/* An outline from the spot's deviates which … which + 3, where the dot is big enough to show it. */
void mn_dot_set_outline (MnDot *dot, const MnSpot *spot, int which);

/* Optical density at thickness 1, and the thickness. */
void mn_dot_set_colour  (MnDot *dot, const float od[3], float thickness);

void mn_dot_add         (const MnOdBlock *block, const MnDot *dot);
