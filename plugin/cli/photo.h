/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Picture files: JPEG, PNG, TIFF and WebP, in and out.  The only user of libvips.
 *
 * A photo is upright (its Exif orientation applied), R'G'B' or R'G'B'A with 8 or 16 bits, in the space of its ICC
 * profile.  CMYK and grey become RGB, through their own profile into sRGB.  Errors name the file and say in one
 * sentence what is wrong.
 */
#pragma once

#include <gegl.h>

G_BEGIN_DECLS

typedef struct
{
  char       *path;
  int         width, height;
  GeglBuffer *buffer;
  GBytes     *profile;       /* ICC, NULL = none, which means sRGB */
  double      xres, yres;    /* pixels per millimetre of paper */
} MnPhoto;

/* To be called before anything else here. */
void      mn_photo_init   (const char *program);

/* FALSE and a sentence where this file name's format cannot be written. */
gboolean  mn_photo_format (const char *path, GError **error);

/* Truncated and damaged files are refused. */
MnPhoto  *mn_photo_load   (const char *path, GError **error);

void      mn_photo_free   (MnPhoto *photo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnPhoto, mn_photo_free)

/* How the files of an analysis begin, or what they say of themselves: a record's first word. */
#define MN_ANALYSIS_MARK "microneedling-portrait"

/* The file's content, in the format of path's suffix, with pixels' own size and depth: R'G'B', R'G'B'A or Y' of 8 or 16
 * bits.  Profile and resolution are like's; without one it is a picture of an analysis, and a PNG says so.  JPEG has
 * quality 95 and full chroma, WebP is lossless: subsampled chroma would smear bleeding points. */
GBytes   *mn_photo_encode (GeglBuffer *pixels, const MnPhoto *like, const char *path, GError **error);

G_END_DECLS
