/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A phantom with an alpha channel, and a record of two "faces" in it with feathered coverage.
 */
#pragma once

#include <gegl.h>

#include "portrait.h"

G_BEGIN_DECLS

#define SCENE_PX_PER_MM 5
#define SCENE_SIDE 400
#define SCENE_RECT ((GeglRectangle) { 0, 0, SCENE_SIDE, SCENE_SIDE })

/* The photo at (x, y), in a format with alpha. */
GeglBuffer *scene_photo  (const char *format, int x, int y);

/* The record that belongs to a photo of this scene. */
MnPortrait *scene_record (GeglBuffer *photo);
char       *scene_text   (GeglBuffer *photo);

/* Coverage of every pixel of a photo of width x height, the faces' maximum; g_free. */
float      *scene_coverage (MnPortrait *record, int width, int height);

G_END_DECLS
