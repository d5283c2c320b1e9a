/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-logo.h"

#include <librsvg/rsvg.h>
#include <string.h>

#include "sheet.h"

#define MAX_RATIO 20.0

static gboolean
is_svg (const char *path)
{
  g_autofree char *small = g_ascii_strdown (path, -1);

  return g_str_has_suffix (small, ".svg");
}

static gboolean
fail (GError **error, const char *path, const char *reason)
{
  g_set_error (error, MN_SHEET_ERROR, MN_SHEET_ERROR_INVALID, "%s: this logo cannot be used: %s", path, reason);
  return FALSE;
}

/* Not every librsvg has an automatic pointer for its handle. */
static GObject *
open_svg (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  RsvgHandle        *svg = rsvg_handle_new_from_file (path, &reason);

  if (svg)
    return G_OBJECT (svg);
  fail (error, path, reason->message);
  return NULL;
}

static cairo_surface_t *
open_png (const char *path, GError **error)
{
  cairo_surface_t *png = cairo_image_surface_create_from_png (path);

  if (cairo_surface_status (png) == CAIRO_STATUS_SUCCESS)
    return png;
  fail (error, path, cairo_surface_status (png) == CAIRO_STATUS_FILE_NOT_FOUND
                       ? "there is no such file" : "it is neither a PNG nor an SVG file");
  cairo_surface_destroy (png);
  return NULL;
}

static void
size_of_svg (RsvgHandle *svg, double *width, double *height)
{
  gboolean      has_width, has_height, has_box;
  RsvgLength    length[2];
  RsvgRectangle box;

  if (rsvg_handle_get_intrinsic_size_in_pixels (svg, width, height))
    return;
  rsvg_handle_get_intrinsic_dimensions (svg, &has_width, &length[0], &has_height, &length[1], &has_box, &box);
  *width = has_box ? box.width : 1.0;
  *height = has_box ? box.height : 1.0;
}

gboolean
mn_logo_size (const char *path, double *ratio, GError **error)
{
  g_autoptr (GObject) svg = NULL;
  cairo_surface_t    *png;
  double              width, height;

  if (is_svg (path))
    {
      svg = open_svg (path, error);
      if (! svg)
        return FALSE;
      size_of_svg (RSVG_HANDLE (svg), &width, &height);
    }
  else
    {
      png = open_png (path, error);
      if (! png)
        return FALSE;
      width = cairo_image_surface_get_width (png);
      height = cairo_image_surface_get_height (png);
      cairo_surface_destroy (png);
    }
  if (! (width > 0.0 && height > 0.0 && width <= MAX_RATIO * height && height <= MAX_RATIO * width))
    return fail (error, path, "it is empty, or far too long");
  if (ratio)
    *ratio = width / height;
  return TRUE;
}

gboolean
mn_logo_draw (const char *path, int width, int height, cairo_t *cairo, GError **error)
{
  cairo_surface_t *png;

  if (is_svg (path))
    {
      g_autoptr (GObject) svg = open_svg (path, error);

      return svg && rsvg_handle_render_document (RSVG_HANDLE (svg), cairo, &(RsvgRectangle) { 0, 0, width, height },
                                                 error);
    }
  png = open_png (path, error);
  if (! png)
    return FALSE;
  cairo_save (cairo);
  cairo_scale (cairo, (double) width / cairo_image_surface_get_width (png),
               (double) height / cairo_image_surface_get_height (png));
  cairo_set_source_surface (cairo, png, 0.0, 0.0);
  cairo_pattern_set_filter (cairo_get_source (cairo), CAIRO_FILTER_BEST);
  cairo_paint (cairo);
  cairo_restore (cairo);
  cairo_surface_destroy (png);
  return TRUE;
}
