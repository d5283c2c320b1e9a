/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "label.h"
#include "vips-pointers.h"

#include <gio/gio.h>
#include <math.h>

#define TEXT "Simulation \xe2\x80\x93 individual results vary"
#define STRIP 0.08          /* of the picture's height, on top of it: 7.4 % of the whole */
#define TEXT_HEIGHT 0.5     /* of the strip */
#define TEXT_WIDTH 0.9
#define PAPER 255
#define INK 32

/* The text as large as it fits, 255 = ink; NULL where it cannot be drawn. */
static VipsImage *
draw_text (int width, int height)
{
  VipsImage *text = NULL;

  if (vips_text (&text, TEXT, "font", "sans", "width", MAX (width, 1), "height", MAX (height, 1), NULL) == 0)
    return text;
  vips_error_clear ();
  return NULL;
}

static guint8 *
draw_strip (int width, int height)
{
  g_autoptr (VipsImage) text = draw_text ((int) (TEXT_WIDTH * width), (int) (TEXT_HEIGHT * height));
  size_t                length;
  g_autofree guint8    *ink = text ? vips_image_write_to_memory (text, &length) : NULL;
  guint8               *strip;
  int                   left, top;

  if (! ink || text->Xsize > width || text->Ysize > height)
    return NULL;
  strip = g_malloc ((gsize) width * height);
  memset (strip, PAPER, (gsize) width * height);
  left = (width - text->Xsize) / 2;
  top = (height - text->Ysize) / 2;
  for (int y = 0; y < text->Ysize; y++)
    for (int x = 0; x < text->Xsize; x++)
      strip[(gsize) (top + y) * width + left + x] -= ink[(gsize) y * text->Xsize + x] * (PAPER - INK) / 255;
  return strip;
}

gboolean
mn_label_add (GeglBuffer **picture, GError **error)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (*picture);
  const GeglRectangle  strip = { 0, extent->height, extent->width, (int) ceil (STRIP * extent->height) };
  const GeglRectangle  whole = { 0, 0, extent->width, extent->height + strip.height };
  g_autofree guint8   *pixels = draw_strip (strip.width, strip.height);
  GeglBuffer          *labelled;

  if (! pixels)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           "the label cannot be drawn: the picture is too small, or there is no font");
      return FALSE;
    }
  labelled = gegl_buffer_new (&whole, gegl_buffer_get_format (*picture));
  gegl_buffer_copy (*picture, extent, GEGL_ABYSS_NONE, labelled, extent);
  gegl_buffer_set (labelled, &strip, 0, babl_format ("Y' u8"), pixels, GEGL_AUTO_ROWSTRIDE);
  g_object_unref (*picture);
  *picture = labelled;
  return TRUE;
}
