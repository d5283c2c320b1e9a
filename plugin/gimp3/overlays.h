/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What lies over the picture in GIMP 3's preview: a layer's limits, and the detected skin.
 */
#pragma once

#include <libgimp/gimp.h>

#include "portrait.h"

G_BEGIN_DECLS

/* Gives the layer a mask: own (NULL: all of it) as far as selected reaches (NULL: everywhere), to the right of split, a
 * part of the width. */
void       mn_limit_layer     (GimpLayer *layer, GeglBuffer *own, GeglBuffer *selected, double split);

/* A layer over another of an image, to be filled once it is in the image. */
GimpLayer *mn_skin_layer      (GimpImage *image, GimpDrawable *over);
void       mn_skin_layer_fill (GimpLayer *layer, const MnPortrait *portrait);

G_END_DECLS
