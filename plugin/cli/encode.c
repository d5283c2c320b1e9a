/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "photo.h"
#include "vips-pointers.h"

#include <gio/gio.h>

#define JPEG_QUALITY 95

typedef int (*Encode) (VipsImage *image, void **data, size_t *length);

/* What is transparent becomes white. */
static int
encode_jpeg (VipsImage *image, void **data, size_t *length)
{
  VipsArrayDouble *white = vips_array_double_newv (1, image->BandFmt == VIPS_FORMAT_USHORT ? 65535.0 : 255.0);
  const int status = vips_jpegsave_buffer (image, data, length, "Q", JPEG_QUALITY, "subsample_mode",
                                           VIPS_FOREIGN_SUBSAMPLE_OFF, "background", white, NULL);

  vips_area_unref (VIPS_AREA (white));
  return status;
}

static int
encode_png (VipsImage *image, void **data, size_t *length)
{
  return vips_pngsave_buffer (image, data, length, NULL);
}

static int
encode_tiff (VipsImage *image, void **data, size_t *length)
{
  return vips_tiffsave_buffer (image, data, length, "compression", VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE, "predictor",
                               VIPS_FOREIGN_TIFF_PREDICTOR_HORIZONTAL, NULL);
}

static int
encode_webp (VipsImage *image, void **data, size_t *length)
{
  return vips_webpsave_buffer (image, data, length, "lossless", TRUE, "effort", 1, NULL);
}

static const struct
{
  const char *suffix;
  Encode      encode;
} formats[] = {
  { ".jpg", encode_jpeg }, { ".jpeg", encode_jpeg }, { ".png", encode_png },
  { ".tif", encode_tiff }, { ".tiff", encode_tiff }, { ".webp", encode_webp },
};

static Encode
find_encoder (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].suffix))
      return formats[i].encode;
  return NULL;
}

gboolean
mn_photo_format (const char *path, GError **error)
{
  if (find_encoder (path))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               "%s: cannot be written; the formats are .jpg, .jpeg, .png, .tif, .tiff and .webp", path);
  return FALSE;
}

/* Any part of the pixels, when the encoder wants it: a picture is never in memory as a whole. */
static int
generate (VipsRegion *region, void *sequence, void *pixels, void *unused, gboolean *stop)
{
  const VipsRect     *part = &region->valid;
  const GeglRectangle rectangle = { part->left, part->top, part->width, part->height };

  gegl_buffer_get (pixels, &rectangle, 1.0, gegl_buffer_get_format (pixels), VIPS_REGION_ADDR_TOPLEFT (region),
                   (int) VIPS_REGION_LSKIP (region), GEGL_ABYSS_NONE);
  return 0;
}

/* pixels must outlive the image. */
static VipsImage *
image_of (GeglBuffer *pixels, const MnPhoto *like)
{
  const Babl              *format = gegl_buffer_get_format (pixels);
  const int                bands = babl_format_get_n_components (format);
  const gboolean           deep = babl_format_get_type (format, 0) == babl_type ("u16");
  const VipsInterpretation rgb = deep ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB;
  const VipsInterpretation grey = deep ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_B_W;
  g_autoptr (VipsImage)    image = vips_image_new ();

  vips_image_init_fields (image, gegl_buffer_get_width (pixels), gegl_buffer_get_height (pixels), bands,
                          deep ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR, VIPS_CODING_NONE, bands == 1 ? grey : rgb,
                          like ? like->xres : 1.0, like ? like->yres : 1.0);
  if (vips_image_pipelinev (image, VIPS_DEMAND_STYLE_THINSTRIP, NULL) != 0
      || vips_image_generate (image, NULL, generate, NULL, pixels, NULL) != 0)
    return NULL;
  if (! like)
    vips_image_set_string (image, "png-comment-0-" MN_ANALYSIS_MARK, "analysis");
  else if (like->profile)
    {
      gsize         profile_length;
      gconstpointer profile = g_bytes_get_data (like->profile, &profile_length);

      vips_image_set_blob_copy (image, VIPS_META_ICC_NAME, profile, profile_length);
    }
  return g_steal_pointer (&image);
}

GBytes *
mn_photo_encode (GeglBuffer *pixels, const MnPhoto *like, const char *path, GError **error)
{
  g_autoptr (VipsImage) image = image_of (pixels, like);
  void                 *content = NULL;
  size_t                content_length;

  if (! image || find_encoder (path) (image, &content, &content_length) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   "%s: a picture of this size cannot be written in this format", path);
      vips_error_clear ();
      return NULL;
    }
  return g_bytes_new_take (content, content_length);
}
