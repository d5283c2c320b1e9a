/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A picture of the phantom as planes of width * height floats, each made when it is first asked for; or a part of the
 * picture, and what is outside is nought.
 */
#pragma once

#include "phantom.h"

G_BEGIN_DECLS

typedef enum
{
  MN_LOG_Y,                       /* natural log of linear luminance */
  MN_MELANIN, MN_HAEMOGLOBIN,     /* optical density along the unit vectors */
  MN_LAB_L, MN_LAB_A, MN_LAB_B,   /* CIE L*a*b*, D65 */
  MN_N_PLANES
} MnPlane;

typedef struct
{
  int           width, height;
  GeglRectangle part;
  double        px_per_mm;
  float        *light[3];                /* linear R, G, B */
  float        *planes[MN_N_PLANES];     /* view.c's own: NULL where nobody has asked */
} MnView;

/* part may be NULL: all of it. */
MnView *mn_view_new   (const float *rgb, int width, int height, double px_per_mm, const GeglRectangle *part);
float  *mn_view_plane (MnView *view, MnPlane plane);
void    mn_view_free  (MnView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnView, mn_view_free)

G_END_DECLS
