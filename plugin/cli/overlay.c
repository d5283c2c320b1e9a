/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "overlay.h"

#include <math.h>

#include "skin-mask.h"

#define TINT_STRENGTH 0.35
#define RING_MM 3.0           /* radius around a pupil */
#define LINE_MM 0.5           /* width of what is drawn */
#define MIN_LINE 1.5          /* pixels */
#define BAR_MM 10.0
#define BAR_INSET_MM 5.0      /* of the bar from the lower left corner of a face's box */
#define TICK_MM 2.0           /* height of the bar's ends */

typedef struct { double r, g, b; } Colour;

static const Colour tint = { MN_SKIN_RED, MN_SKIN_GREEN, MN_SKIN_BLUE };
static const Colour ink = { 255.0, 255.0, 255.0 };
static const Colour edge = { 20.0, 20.0, 20.0 };

typedef struct
{
  int     width, height;
  guint8 *pixels;     /* R'G'B' u8 */
} Canvas;

static void
blend (Canvas *canvas, int x, int y, Colour colour, double opacity)
{
  const double source[3] = { colour.r, colour.g, colour.b };
  guint8      *pixel = canvas->pixels + 3 * ((gsize) y * canvas->width + x);

  for (int i = 0; i < 3; i++)
    pixel[i] = (guint8) lrint (pixel[i] + CLAMP (opacity, 0.0, 1.0) * (source[i] - pixel[i]));
}

/* Signed distance to a shape's outline, pixels. */
typedef double (*Shape) (double x, double y, const double *p);

static double
ring (double x, double y, const double *p)
{
  return fabs (hypot (x - p[0], y - p[1]) - p[2]);
}

/* From p[0], p[1] by p[2], p[3]. */
static double
segment (double x, double y, const double *p)
{
  const double t = ((x - p[0]) * p[2] + (y - p[1]) * p[3]) / (p[2] * p[2] + p[3] * p[3]);
  const double along = CLAMP (t, 0.0, 1.0);

  return hypot (x - p[0] - along * p[2], y - p[1] - along * p[3]);
}

/* A light line with a dark edge, so that it is seen on any skin. */
static void
stroke (Canvas *canvas, Shape shape, const double *p, const GeglRectangle *area, double width)
{
  const int left = MAX (area->x, 0), right = MIN (area->x + area->width, canvas->width);
  const int top = MAX (area->y, 0), bottom = MIN (area->y + area->height, canvas->height);

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        const double distance = shape (x + 0.5, y + 0.5, p);

        blend (canvas, x, y, edge, 0.6 * (width + 0.5 - distance));
        blend (canvas, x, y, ink, 0.5 * width + 0.5 - distance);
      }
}

static GeglRectangle
around (double x, double y, double width, double height, double margin)
{
  return (GeglRectangle) { (int) floor (x - margin), (int) floor (y - margin), (int) ceil (width + 2.0 * margin) + 1,
                           (int) ceil (height + 2.0 * margin) + 1 };
}

static void
stroke_segment (Canvas *canvas, double x, double y, double dx, double dy, double width)
{
  const double        p[] = { x, y, dx, dy };
  const GeglRectangle area = around (x, y, dx, dy, 2.0 * width);

  stroke (canvas, segment, p, &area, width);
}

static void
draw_face (Canvas *canvas, const MnFace *face)
{
  const double  mm = face->px_per_mm;
  const double  width = MAX (LINE_MM * mm, MIN_LINE);
  const double *pupils[] = { face->pupil_r, face->pupil_l };
  const double  x = CLAMP (face->box[0] + BAR_INSET_MM * mm, 0.0, canvas->width - BAR_MM * mm);
  const double  y = MIN (face->box[1] + face->box[3], canvas->height) - BAR_INSET_MM * mm;

  for (int i = 0; i < 2; i++)
    {
      const double        p[] = { pupils[i][0], pupils[i][1], RING_MM * mm };
      const GeglRectangle area = around (p[0] - p[2], p[1] - p[2], 2.0 * p[2], 2.0 * p[2], 2.0 * width);

      stroke (canvas, ring, p, &area, width);
    }
  stroke_segment (canvas, x, y, BAR_MM * mm, 0.0, width);
  stroke_segment (canvas, x, y - 0.5 * TICK_MM * mm, 0.0, TICK_MM * mm, width);
  stroke_segment (canvas, x + BAR_MM * mm, y - 0.5 * TICK_MM * mm, 0.0, TICK_MM * mm, width);
}

GeglBuffer *
mn_overlay_draw (const MnPortrait *portrait, const MnPhoto *photo)
{
  const GeglRectangle extent = { 0, 0, photo->width, photo->height };
  const Babl         *format = babl_format ("R'G'B' u8");
  GeglBuffer         *overlay = gegl_buffer_new (&extent, format);
  g_autofree float   *one_face = g_new (float, photo->width);
  g_autofree float   *row = g_new (float, photo->width);
  g_autofree guint8  *pixels = g_new (guint8, (gsize) 3 * photo->width * photo->height);
  Canvas              canvas = { photo->width, photo->height, pixels };

  gegl_buffer_get (photo->buffer, &extent, 1.0, format, pixels, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  for (int y = 0; y < photo->height; y++)
    {
      mn_skin_row (portrait, y, one_face, row);
      for (int x = 0; x < photo->width; x++)
        blend (&canvas, x, y, tint, TINT_STRENGTH * row[x]);
    }
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    draw_face (&canvas, mn_portrait_face (portrait, i));
  gegl_buffer_set (overlay, &extent, 0, format, pixels, GEGL_AUTO_ROWSTRIDE);
  return overlay;
}
