/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "pixels.h"

#include <math.h>

int
differing (const void *a, const void *b, gsize bytes)
{
  int n = 0;

  for (gsize i = 0; i < bytes; i++)
    n += ((const guint8 *) a)[i] != ((const guint8 *) b)[i];
  return n;
}

float
largest_difference (const float *a, const float *b, int n)
{
  float largest = 0;

  for (int i = 0; i < n; i++)
    largest = fmaxf (largest, fabsf (a[i] - b[i]));
  return largest;
}

void *
pixels_of (GeglBuffer *buffer, const GeglRectangle *roi, const char *format)
{
  const Babl *babl = babl_format (format);
  void       *pixels = g_malloc ((gsize) roi->width * roi->height * babl_format_get_bytes_per_pixel (babl));

  gegl_buffer_get (buffer, roi, 1, babl, pixels, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  return pixels;
}

GeglBuffer *
transformed (GeglBuffer *photo, const char *operation, const char *property, double a, const char *other, double b)
{
  g_autoptr (GeglNode) root = gegl_node_new ();
  GeglBuffer *result = NULL;
  GeglNode   *source = gegl_node_new_child (root, "operation", "gegl:buffer-source", "buffer", photo, NULL);
  GeglNode   *node = gegl_node_new_child (root, "operation", operation, property, a, other, b, NULL);
  GeglNode   *sink = gegl_node_new_child (root, "operation", "gegl:buffer-sink", "buffer", &result, NULL);

  gegl_node_link_many (source, node, sink, NULL);
  gegl_node_process (sink);
  return result;
}
