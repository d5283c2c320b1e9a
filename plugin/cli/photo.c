/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "photo.h"
#include "vips-pointers.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define MAX_SIDE 65500
#define MAX_PIXELS 400000000.0

static gpointer
fail (GError **error, const char *path, const char *reason)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, reason);
  vips_error_clear ();
  return NULL;
}

static void
ignore_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

void
mn_photo_init (const char *program)
{
  if (VIPS_INIT (program) != 0)
    g_error ("libvips does not start: %s", vips_error_buffer ());
  g_log_set_handler ("VIPS", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_INFO, ignore_log, NULL);
  vips_cache_set_max (0);
  vips_operation_block_set ("VipsForeignLoad", TRUE);
  vips_operation_block_set ("VipsForeignLoadJpeg", FALSE);
  vips_operation_block_set ("VipsForeignLoadPng", FALSE);
  vips_operation_block_set ("VipsForeignLoadTiff", FALSE);
  vips_operation_block_set ("VipsForeignLoadWebp", FALSE);
}

/* Replaces *image by what the last operation made of it. */
static gboolean
take (VipsImage **image, VipsImage **made, int status)
{
  if (status != 0)
    return FALSE;
  g_object_unref (*image);
  *image = *made;
  return TRUE;
}

static gboolean
to_rgb (VipsImage **image)
{
  VipsImage     *out = NULL;
  const gboolean deep = (*image)->BandFmt == VIPS_FORMAT_USHORT;
  const gboolean has_profile = vips_image_get_typeof (*image, VIPS_META_ICC_NAME) != 0;

  switch (vips_image_guess_interpretation (*image))
    {
    case VIPS_INTERPRETATION_sRGB:
    case VIPS_INTERPRETATION_RGB:
    case VIPS_INTERPRETATION_RGB16:
      return TRUE;

    case VIPS_INTERPRETATION_B_W:
    case VIPS_INTERPRETATION_GREY16:
      if (! has_profile)
        return take (image, &out, vips_colourspace (*image, &out, deep ? VIPS_INTERPRETATION_RGB16
                                                                      : VIPS_INTERPRETATION_sRGB, NULL));
      return take (image, &out, vips_icc_transform (*image, &out, "srgb", "embedded", TRUE, "depth", deep ? 16 : 8,
                                                   NULL));

    case VIPS_INTERPRETATION_CMYK:
      return take (image, &out, vips_icc_transform (*image, &out, "srgb", "embedded", TRUE, "input_profile", "cmyk",
                                                   "depth", deep ? 16 : 8, NULL));

    default:
      return FALSE;
    }
}

static GBytes *
profile_of (VipsImage *image)
{
  const void *data;
  size_t      length;

  if (! vips_image_get_typeof (image, VIPS_META_ICC_NAME)
      || vips_image_get_blob (image, VIPS_META_ICC_NAME, &data, &length) != 0)
    return NULL;
  return g_bytes_new (data, length);
}

/* A profile that babl cannot use is carried along, and its numbers are read as sRGB: so does GIMP. */
static const Babl *
space_of (GBytes *profile)
{
  const char *reason = NULL;
  gsize       length;
  const char *data;

  if (! profile)
    return NULL;
  data = g_bytes_get_data (profile, &length);
  return babl_space_from_icc (data, (int) length, BABL_ICC_INTENT_RELATIVE_COLORIMETRIC, &reason);
}

static VipsImage *
open_image (const char *path, GError **error)
{
  g_autoptr (VipsSource) source = NULL;
  VipsImage             *image;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (error, path, "this is a folder, not a picture");
  if (g_access (path, R_OK) != 0)
    return fail (error, path, g_strerror (errno));
  source = vips_source_new_from_file (path);
  if (! source || ! vips_foreign_find_load_source (source))
    return fail (error, path, "this is no JPEG, PNG, TIFF or WebP picture");

  image = vips_image_new_from_source (source, "", "fail_on", VIPS_FAIL_ON_ERROR, NULL);
  return image ? image : fail (error, path, "the picture is damaged");
}

/* Upright, RGB or RGBA, 8 or 16 bits. */
static const char *
normalise (VipsImage **image)
{
  const int  width = (*image)->Xsize, height = (*image)->Ysize;
  VipsImage *out = NULL;

  if (width > MAX_SIDE || height > MAX_SIDE || (double) width * height > MAX_PIXELS)
    return "the picture is larger than 400 megapixels or 65500 pixels a side";
  if ((*image)->BandFmt != VIPS_FORMAT_UCHAR && (*image)->BandFmt != VIPS_FORMAT_USHORT)
    return "only pictures with 8 or 16 bits can be treated";
  if (! take (image, &out, vips_autorot (*image, &out, NULL)))
    return "the picture is damaged";
  if (! to_rgb (image))
    return "only RGB, grey and CMYK pictures can be treated";
  if ((*image)->Bands > 4 && ! take (image, &out, vips_extract_band (*image, &out, 0, "n", 4, NULL)))
    return "the picture is damaged";
  return NULL;
}

/* NULL where the pixels cannot be decoded. */
static GeglBuffer *
read_pixels (VipsImage *image, GBytes *profile)
{
  const char *depth = image->BandFmt == VIPS_FORMAT_USHORT ? "u16" : "u8";
  g_autofree char *encoding = g_strdup_printf (image->Bands == 4 ? "R'G'B'A %s" : "R'G'B' %s", depth);
  const GeglRectangle extent = { 0, 0, image->Xsize, image->Ysize };
  size_t     length;
  gpointer   data = vips_image_write_to_memory (image, &length);

  if (! data)
    return NULL;
  return gegl_buffer_linear_new_from_data (data, babl_format_with_space (encoding, space_of (profile)), &extent,
                                           GEGL_AUTO_ROWSTRIDE, g_free, data);
}

MnPhoto *
mn_photo_load (const char *path, GError **error)
{
  g_autoptr (MnPhoto)   photo = g_new0 (MnPhoto, 1);
  g_autoptr (VipsImage) image = open_image (path, error);
  const char           *reason;

  if (! image)
    return NULL;
  reason = normalise (&image);
  if (reason)
    return fail (error, path, reason);

  photo->path = g_strdup (path);
  photo->width = image->Xsize;
  photo->height = image->Ysize;
  photo->xres = image->Xres;
  photo->yres = image->Yres;
  photo->profile = profile_of (image);
  photo->buffer = read_pixels (image, photo->profile);
  if (! photo->buffer)
    return fail (error, path, "the picture is damaged or cut short");
  return g_steal_pointer (&photo);
}

void
mn_photo_free (MnPhoto *photo)
{
  g_free (photo->path);
  g_clear_object (&photo->buffer);
  g_clear_pointer (&photo->profile, g_bytes_unref);
  g_free (photo);
}
