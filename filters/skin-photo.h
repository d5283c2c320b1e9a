/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the pixels of a photo say of each of the survey's cells.
 */
#pragma once

#include <gegl.h>

#include "portrait.h"

/* Rows of cells, a stride apart. */
typedef struct
{
  float *mean[3];        /* R'G'B' */
  float *deviation;      /* of the natural log of the light */
  float *skew;           /* its third moment, positive where few pixels are much darker than the rest */
  int    stride;
} MnSkinPhoto;

/* format: "R'G'B' float". */
void mn_skin_photo_read (const MnSkinPhoto *cells, GeglBuffer *photo, const Babl *format, const MnAtlasPlace *place);
