/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "overlay.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <pango/pangocairo.h>

#define TINT_STRENGTH 0.4
#define PUPIL_MM 5.85         /* radius of the ring: an iris */
#define LINE_MM 0.4           /* width of what is drawn */
#define MIN_LINE 1.5          /* pixels */
#define BAR_MM 10.0
#define BAR_INSET_MM 5.0      /* of the bar from the lower left corner of a face's box */
#define TICK_MM 2.0           /* height of the bar's ends */
#define LETTER 0.018          /* of the picture's width */
#define MIN_LETTER 9.0        /* pixels */

typedef struct { const char *name; guint8 colour[3]; } Tint;

static const Tint zones[MN_N_ZONES] = {
  [MN_ZONE_NONE] = { "skin", { 0, 150, 136 } },
  [MN_ZONE_FOREHEAD] = { "forehead", { 0, 160, 90 } },
  [MN_ZONE_TEMPLE] = { "temples", { 60, 170, 200 } },
  [MN_ZONE_PERIORBITAL] = { "round the eyes", { 250, 200, 0 } },
  [MN_ZONE_NOSE] = { "nose", { 120, 90, 220 } },
  [MN_ZONE_CHEEK] = { "cheeks", { 0, 120, 230 } },
  [MN_ZONE_PERIORAL] = { "round the mouth", { 250, 130, 40 } },
  [MN_ZONE_CHIN] = { "chin", { 130, 190, 40 } },
  [MN_ZONE_JAW] = { "jaw", { 40, 90, 150 } },
  [MN_ZONE_NECK] = { "neck", { 0, 170, 170 } },
};

static const Tint omissions[MN_N_OMISSIONS] = {
  [MN_OMISSION_FEATURES] = { "eyes, brows, nostrils, lips", { 235, 60, 60 } },
  [MN_OMISSION_EARS] = { "ears", { 190, 70, 190 } },
  [MN_OMISSION_BEARD] = { "beard", { 130, 70, 20 } },
  [MN_OMISSION_GLASSES] = { "glasses", { 20, 20, 20 } },
  [MN_OMISSION_BODY] = { "below the neck", { 150, 150, 150 } },
};

static void
blend (guint32 *pixel, const Tint *tint, double opacity)
{
  guint32 mixed = 0;

  for (int i = 0; i < 3; i++)
    {
      const int    shift = 16 - 8 * i;
      const double under = *pixel >> shift & 255;

      mixed |= (guint32) lrint (under + opacity * (tint->colour[i] - under)) << shift;
    }
  *pixel = mixed;
}

static void
tint_row (const MnFace *face, int y, float *coverage, guint32 *row, int width)
{
  const int v = (int) floor ((y + 0.5 - face->grid_y) / face->pitch);

  mn_face_coverage (face, y + 0.5, 0.5, 1.0, width, coverage);
  for (int x = 0; x < width; x++)
    {
      const int  u = (int) floor ((x + 0.5 - face->grid_x) / face->pitch);
      const bool known = u >= 0 && u < face->cols && v >= 0 && v < face->rows;
      const int  cell = v * face->cols + u;

      if (known && coverage[x] < 0.5f && face->omissions && face->omissions[cell])
        blend (&row[x], &omissions[face->omissions[cell]], TINT_STRENGTH * (1.0 - coverage[x]));
      blend (&row[x], &zones[known && face->zones ? face->zones[cell] : MN_ZONE_NONE], TINT_STRENGTH * coverage[x]);
    }
}

/* A light line with a dark edge, so that it is seen on any skin. */
static void
stroke (cairo_t *cairo, double width)
{
  cairo_set_line_width (cairo, width + 2.0);
  cairo_set_source_rgba (cairo, 0.0, 0.0, 0.0, 0.6);
  cairo_stroke_preserve (cairo);
  cairo_set_line_width (cairo, width);
  cairo_set_source_rgb (cairo, 1.0, 1.0, 1.0);
  cairo_stroke (cairo);
}

static void
draw_face (cairo_t *cairo, const MnFace *face, int width, int height)
{
  const double  mm = face->px_per_mm;
  const double  line = MAX (LINE_MM * mm, MIN_LINE);
  const double *pupils[] = { face->pupil_r, face->pupil_l };
  const double  x = CLAMP (face->box[0] + BAR_INSET_MM * mm, 0.0, MAX (0.0, width - BAR_MM * mm));
  const double  y = MIN (face->box[1] + face->box[3], height) - BAR_INSET_MM * mm;

  for (int i = 0; i < 2; i++)
    {
      cairo_new_sub_path (cairo);
      cairo_arc (cairo, pupils[i][0], pupils[i][1], PUPIL_MM * mm, 0.0, 2.0 * G_PI);
    }
  cairo_move_to (cairo, x, y);
  cairo_rel_line_to (cairo, BAR_MM * mm, 0.0);
  for (int i = 0; i < 2; i++)
    {
      cairo_move_to (cairo, x + i * BAR_MM * mm, y - 0.5 * TICK_MM * mm);
      cairo_rel_line_to (cairo, 0.0, TICK_MM * mm);
    }
  stroke (cairo, line);
}

/* Where there is no plane, all cells are 0. */
static bool
has (const MnPortrait *portrait, gsize plane, int value)
{
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace *face = mn_portrait_face (portrait, i);
      const guint8 *cells = G_STRUCT_MEMBER (guint8 *, face, plane);

      if (cells ? memchr (cells, value, (gsize) face->cols * face->rows) != NULL : value == 0)
        return true;
    }
  return false;
}

static void
append_tints (GString *markup, const MnPortrait *portrait, gsize plane, const Tint *tints, int n)
{
  for (int i = 0; i < n; i++)
    if (tints[i].name && has (portrait, plane, i))
      g_string_append_printf (markup, "<span foreground=\"#%02x%02x%02x\">\342\226\240</span>\302\240%s   ",
                              tints[i].colour[0], tints[i].colour[1], tints[i].colour[2], tints[i].name);
}

static PangoLayout *
legend (const MnPortrait *portrait, int width, double letter)
{
  PangoContext         *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoLayout          *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string ("sans");
  g_autoptr (GString)   markup = g_string_new ("treated: ");

  append_tints (markup, portrait, offsetof (MnFace, zones), zones, MN_N_ZONES);
  g_string_append (markup, "\nleft out: ");
  append_tints (markup, portrait, offsetof (MnFace, omissions), omissions, MN_N_OMISSIONS);
  g_string_append (markup, "\nbar: 10 mm; rings: where an iris of 11.7 mm is");
  pango_font_description_set_absolute_size (font, letter * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  g_object_unref (context);
  pango_layout_set_markup (layout, markup->str, -1);
  pango_layout_set_width (layout, (int) ((width - 2.0 * letter) * PANGO_SCALE));
  return layout;
}

GeglBuffer *
mn_overlay_draw (const MnPortrait *portrait, const MnPhoto *photo)
{
  const double             letter = MAX (LETTER * photo->width, MIN_LETTER);
  PangoLayout             *text = legend (portrait, photo->width, letter);
  const Babl              *format = babl_format ("cairo-RGB24");
  g_autofree float        *coverage = g_new (float, photo->width);
  int                      text_height;
  GeglRectangle            extent = { 0, 0, photo->width, photo->height };

  pango_layout_get_pixel_size (text, NULL, &text_height);
  extent.height += text_height + (int) (2.0 * letter);

  const int            stride = cairo_format_stride_for_width (CAIRO_FORMAT_RGB24, extent.width);
  g_autofree guint8   *pixels = g_malloc0_n (extent.height, stride);
  GeglBuffer          *overlay = gegl_buffer_new (&extent, babl_format ("R'G'B' u8"));
  cairo_surface_t     *surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_RGB24, extent.width,
                                                                      extent.height, stride);
  cairo_t             *cairo = cairo_create (surface);

  cairo_set_source_rgb (cairo, 1.0, 1.0, 1.0);
  cairo_paint (cairo);
  cairo_surface_flush (surface);
  gegl_buffer_get (photo->buffer, GEGL_RECTANGLE (0, 0, photo->width, photo->height), 1.0, format, pixels, stride,
                   GEGL_ABYSS_NONE);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    for (int y = 0; y < photo->height; y++)
      tint_row (mn_portrait_face (portrait, i), y, coverage, (guint32 *) (pixels + (gsize) y * stride), photo->width);
  cairo_surface_mark_dirty (surface);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    draw_face (cairo, mn_portrait_face (portrait, i), photo->width, photo->height);
  cairo_move_to (cairo, letter, photo->height + letter);
  cairo_set_source_rgb (cairo, 0.1, 0.1, 0.1);
  pango_cairo_show_layout (cairo, text);
  cairo_surface_flush (surface);
  gegl_buffer_set (overlay, &extent, 0, format, pixels, stride);
  g_object_unref (text);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return overlay;
}
