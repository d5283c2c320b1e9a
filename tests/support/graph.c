/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "graph.h"

#include <string.h>

const char *const mn_multipliers[] = { "pores", "texture", "lines", "scars", "tone", "radiance", "redness", "bleeding",
                                       "swelling", "flaking", NULL };

MnGraph *
mn_graph_new (GeglBuffer *input)
{
  MnGraph *graph = g_new (MnGraph, 1);

  graph->root = gegl_node_new ();
  graph->source = gegl_node_new_child (graph->root, "operation", "gegl:buffer-source", "buffer", input, NULL);
  graph->operation = gegl_node_new_child (graph->root, "operation", "microneedling:simulate", "sessions", 3,
                                          "days-after", 84.0, "seed", 1, NULL);
  for (int i = 0; mn_multipliers[i]; i++)
    gegl_node_set (graph->operation, mn_multipliers[i], 0.0, NULL);
  gegl_node_link (graph->source, graph->operation);
  return graph;
}

void
mn_graph_free (MnGraph *graph)
{
  g_object_unref (graph->root);
  g_free (graph);
}

void
mn_graph_show (MnGraph *graph, const char *multiplier)
{
  static const struct { const char *name; double days; } reaction[] = {
    { "redness", 0 }, { "bleeding", 0 }, { "swelling", 0.25 }, { "flaking", 3 } };
  double days = 84;

  for (guint i = 0; i < G_N_ELEMENTS (reaction); i++)
    if (g_str_equal (reaction[i].name, multiplier))
      days = reaction[i].days;
  gegl_node_set (graph->operation, multiplier, 1.0, "days-after", days, NULL);
}

void *
mn_graph_pixels (MnGraph *graph, const GeglRectangle *roi, const char *format, int side)
{
  const Babl *babl = babl_format (format);
  const int   bpp = babl_format_get_bytes_per_pixel (babl);
  guint8     *pixels = g_malloc ((gsize) roi->width * roi->height * bpp);

  if (side == 0)
    side = MAX (roi->width, roi->height);
  for (int y = 0; y < roi->height; y += side)
    for (int x = 0; x < roi->width; x += side)
      {
        const GeglRectangle tile = { roi->x + x, roi->y + y, MIN (side, roi->width - x), MIN (side, roi->height - y) };

        gegl_node_blit (graph->operation, 1.0, &tile, babl, pixels + ((gsize) y * roi->width + x) * bpp,
                        roi->width * bpp, GEGL_BLIT_DEFAULT);
      }
  return pixels;
}
