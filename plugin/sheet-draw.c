/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Items onto buffers, a block or a band at a time.
 */
#include <math.h>

#include "session.h"
#include "sheet-logo.h"
#include "sheet.h"

#define BAND 16               /* rows of a drawing in memory */
#define INK 0xffffff
#define GROUND 0x202020

typedef struct
{
  GeglBuffer        *target;
  const MnSheetItem *item;
  const Babl        *format;           /* R'aG'aB'aA float of the target's space */
  float              steps;            /* of the target's numbers, 0 = a float's */
  int                x, y;             /* of the item in the target */
} Brush;

static float
steps_of (const Babl *format)
{
  const Babl *type = babl_format_get_type (format, 0);

  return type == babl_type ("u8") ? 255.0f : type == babl_type ("u16") ? 65535.0f : 0.0f;
}

static Brush
brush_of (const MnSheetItem *item, GeglBuffer *target, int left, int top)
{
  const Babl *own = gegl_buffer_get_format (target);

  return (Brush) { target, item, babl_format_with_space ("R'aG'aB'aA float", own), steps_of (own),
                   item->place.x - left, item->place.y - top };
}

static void
put_over (float *row, const float *below, const float *share, int width)
{
  for (int x = 0; x < width; x++)
    {
      const float rest = 1.0f - share[x] * row[4 * x + 3];

      for (int channel = 0; channel < 4; channel++)
        row[4 * x + channel] = share[x] * row[4 * x + channel] + rest * below[4 * x + channel];
    }
}

/* Premultiplied values over the target's, rounded here: conversions differ in that from format to format. */
static void
put_block (const GeglRectangle *block, float *pixels, gpointer user_data)
{
  const Brush        *brush = user_data;
  const int           width = block->width;
  const GeglRectangle place = { brush->x + block->x, brush->y + block->y, width, block->height };
  const gsize         n = (gsize) 4 * width * block->height;
  g_autofree float   *below = g_new (float, n), *share = g_new (float, width);

  gegl_buffer_get (brush->target, &place, 1.0, brush->format, below, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  for (int x = 0; x < width; x++)
    share[x] = 1.0f;
  for (int y = 0; y < block->height; y++)
    {
      if (brush->item->split)
        mn_sheet_split_row (brush->item, block->x, block->y + y, width, share);
      put_over (pixels + (gsize) 4 * width * y, below + (gsize) 4 * width * y, share, width);
    }
  for (gsize i = 0; brush->steps > 0.0f && i < n; i++)
    pixels[i] = rintf (pixels[i] * brush->steps) / brush->steps;
  gegl_buffer_set (brush->target, &place, 0, brush->format, pixels, GEGL_AUTO_ROWSTRIDE);
}

void
mn_sheet_split_row (const MnSheetItem *item, int left, int y, int n, float *row)
{
  const double middle = 0.5 * item->place.width + item->lean * (1.0 - 2.0 * (y + 0.5) / item->place.height);

  for (int x = 0; x < n; x++)
    row[x] = (float) CLAMP (left + x + 1.0 - middle, 0.0, 1.0);
}

static void
set_colour (cairo_t *cairo, guint32 colour)
{
  cairo_set_source_rgb (cairo, ((colour >> 16) & 255) / 255.0, ((colour >> 8) & 255) / 255.0, (colour & 255) / 255.0);
}

static void
draw_divider (cairo_t *cairo, const MnSheetItem *item)
{
  const double line = item->place.width - 2.0 * item->lean;

  cairo_move_to (cairo, 2.0 * item->lean, 0.0);
  cairo_rel_line_to (cairo, line, 0.0);
  cairo_line_to (cairo, line, item->place.height);
  cairo_line_to (cairo, 0.0, item->place.height);
  cairo_fill (cairo);
}

/* A bar with ends, light on dark. */
static void
draw_scale (cairo_t *cairo, const MnSheetItem *item)
{
  const double height = item->place.height, line = MAX (1.0, height / 12.0);

  set_colour (cairo, GROUND);
  cairo_paint (cairo);
  set_colour (cairo, INK);
  cairo_rectangle (cairo, item->pad, 0.5 * (height - line), item->bar, line);
  cairo_rectangle (cairo, item->pad, 0.3 * height, line, 0.4 * height);
  cairo_rectangle (cairo, item->pad + item->bar - line, 0.3 * height, line, 0.4 * height);
  cairo_fill (cairo);
}

static gboolean
draw_with_cairo (const MnSheet *sheet, const MnSheetItem *item, cairo_t *cairo, GError **error)
{
  const MnText text = { item->text, item->size, item->bold, item->align };

  set_colour (cairo, item->colour);
  if (item->kind == MN_ITEM_LOGO)
    return mn_logo_draw (sheet->logo, item->place.width, item->place.height, cairo, error);
  if (item->kind == MN_ITEM_TEXT)
    mn_text_draw (&text, item->place.width, cairo);
  else if (item->kind == MN_ITEM_DIVIDER)
    draw_divider (cairo, item);
  else if (item->kind == MN_ITEM_SCALE)
    draw_scale (cairo, item);
  else
    cairo_paint (cairo);
  return TRUE;
}

static gboolean
draw_bands (const MnSheet *sheet, const MnSheetItem *item, Brush *brush, GError **error)
{
  const int         width = item->place.width;
  cairo_surface_t  *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, BAND);
  const int         stride = cairo_image_surface_get_stride (surface);
  cairo_t          *cairo = cairo_create (surface);
  const Babl       *fish = babl_fish (babl_format ("cairo-ARGB32"), brush->format);
  g_autofree float *pixels = g_new (float, (gsize) 4 * width * BAND);
  gboolean          drawn = TRUE;

  for (int y = 0; drawn && y < item->place.height; y += BAND)
    {
      const GeglRectangle band = { 0, y, width, MIN (BAND, item->place.height - y) };

      cairo_set_operator (cairo, CAIRO_OPERATOR_CLEAR);
      cairo_paint (cairo);
      cairo_set_operator (cairo, CAIRO_OPERATOR_OVER);
      cairo_save (cairo);
      cairo_translate (cairo, 0.0, -y);
      drawn = draw_with_cairo (sheet, item, cairo, error);
      cairo_restore (cairo);
      cairo_surface_flush (surface);
      for (int row = 0; row < band.height; row++)
        babl_process (fish, cairo_image_surface_get_data (surface) + (gsize) row * stride,
                      pixels + (gsize) 4 * width * row, width);
      put_block (&band, pixels, brush);
    }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return drawn;
}

gboolean
mn_sheet_draw_item (const MnSheet *sheet, const MnSheetItem *item, GPtrArray *pictures, GeglBuffer *target, int left,
                    int top, GError **error)
{
  Brush brush = brush_of (item, target, left, top);

  if (item->kind != MN_ITEM_PICTURE)
    return draw_bands (sheet, item, &brush, error);
  mn_resample (pictures->pdata[item->picture], &item->part, item->place.width, item->place.height, put_block, &brush);
  return TRUE;
}

GeglBuffer *
mn_sheet_draw (const MnSheet *sheet, GPtrArray *pictures, GError **error)
{
  const Babl            *photo = gegl_buffer_get_format (pictures->pdata[0]);
  const gboolean         deep = babl_format_get_type (photo, 0) != babl_type ("u8");
  const GeglRectangle    whole = { 0, 0, sheet->width, sheet->height };
  const Babl            *format = babl_format_with_space (deep ? "R'G'B' u16" : "R'G'B' u8", photo);
  const gsize            bytes = (gsize) babl_format_get_bytes_per_pixel (format) * whole.width * whole.height;
  gpointer               pixels = g_malloc (bytes);
  g_autoptr (GeglBuffer) target = gegl_buffer_linear_new_from_data (pixels, format, &whole, GEGL_AUTO_ROWSTRIDE, g_free,
                                                                    pixels);

  for (guint i = 0; i < sheet->items->len; i++)
    if (! mn_sheet_draw_item (sheet, &g_array_index (sheet->items, MnSheetItem, i), pictures, target, 0, 0, error))
      return NULL;
  return g_steal_pointer (&target);
}

GPtrArray *
mn_sheet_pictures (GeglBuffer *photo, const char *record, GPtrArray *presets)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (pictures, g_object_ref (photo));
  for (guint i = 0; i < presets->len; i++)
    {
      GeglBuffer *treated = gegl_buffer_new (gegl_buffer_get_extent (photo), gegl_buffer_get_format (photo));

      mn_session_render (photo, treated, record, presets->pdata[i], NULL, NULL);
      g_ptr_array_add (pictures, treated);
    }
  return pictures;
}
