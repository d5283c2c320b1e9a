/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Which records belong to which photo: of another one, or broken, they change nothing; of another size they are scaled.
 */
#include "filters.h"
#include "graph.h"
#include "pixels.h"
#include "scene.h"

#include <string.h>

static float
change (GeglBuffer *photo, const char *text)
{
  const GeglRectangle *rect = gegl_buffer_get_extent (photo);
  g_autoptr (MnGraph)  graph = mn_graph_new (photo);
  g_autofree float    *before = pixels_of (photo, rect, WORKING);
  g_autofree float    *after = NULL;

  mn_graph_show (graph, "redness");
  gegl_node_set (graph->operation, "portrait", text, NULL);
  after = mn_graph_pixels (graph, rect, WORKING, 0);
  return largest_difference (before, after, 4 * rect->width * rect->height);
}

static void
test_wrong_photo (void)
{
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B'A u8", 0, 0);
  g_autofree char       *text = scene_text (photo);
  g_autoptr (GeglBuffer) cropped = gegl_buffer_new (GEGL_RECTANGLE (0, 0, 390, 300), babl_format ("R'G'B'A u8"));
  g_autoptr (GeglBuffer) mirrored = transformed (photo, "gegl:reflect", "x", 0, "y", 1);
  g_autoptr (GeglBuffer) other = gegl_buffer_new (&SCENE_RECT, babl_format ("R'G'B'A u8"));

  gegl_buffer_copy (photo, gegl_buffer_get_extent (cropped), GEGL_ABYSS_NONE, cropped, NULL);
  for (int y = 0; y < SCENE_SIDE; y++)
    gegl_buffer_copy (photo, GEGL_RECTANGLE (0, y, SCENE_SIDE, 1), GEGL_ABYSS_NONE, other,
                      GEGL_RECTANGLE (0, (y + 150) % SCENE_SIDE, SCENE_SIDE, 1));

  g_assert_cmpfloat (change (photo, text), >, 0.01f);
  g_assert_cmpfloat (change (cropped, text), ==, 0);
  g_assert_cmpfloat (change (mirrored, text), ==, 0);
  g_assert_cmpfloat (change (other, text), ==, 0);
}

static void
test_broken_record (void)
{
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B'A u8", 0, 0);

  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "microneedling:simulate: *left as it is");
  g_assert_cmpfloat (change (photo, "microneedling-portrait 1\nsize 3"), ==, 0);
  g_test_assert_expected_messages ();
}

/* A photo of another size takes the record, scaled. */
static void
test_scaled_photo (void)
{
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B'A u8", 0, 0);
  g_autoptr (MnPortrait) record = scene_record (photo);
  g_autofree char       *text = scene_text (photo);
  g_autoptr (GeglBuffer) large = transformed (photo, "gegl:scale-ratio", "x", 1.5, "y", 1.5);
  const GeglRectangle   *rect = gegl_buffer_get_extent (large);
  g_autofree float      *coverage = scene_coverage (record, rect->width, rect->height);
  g_autofree guint8     *before = pixels_of (large, rect, "R'G'B'A u8");
  g_autoptr (MnGraph)    graph = mn_graph_new (large);
  g_autofree guint8     *after = NULL;
  int                    changed[2] = { 0, 0 };

  mn_graph_show (graph, "redness");
  gegl_node_set (graph->operation, "portrait", text, NULL);
  after = mn_graph_pixels (graph, rect, "R'G'B'A u8", 0);
  for (int i = 0; i < rect->width * rect->height; i++)
    if (coverage[i] == 0 || coverage[i] > 0.9f)
      changed[coverage[i] > 0.9f] += !! memcmp (before + 4 * i, after + 4 * i, 4);
  g_assert_cmpint (changed[0], ==, 0);
  g_assert_cmpint (changed[1], >, 10000);
}

int
main (int argc, char **argv)
{
  g_setenv ("GEGL_USE_OPENCL", "no", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  gegl_init (NULL, NULL);
  mn_filters_register ();

  g_test_add_func ("/records/wrong-photo", test_wrong_photo);
  g_test_add_func ("/records/broken-record", test_broken_record);
  g_test_add_func ("/records/scaled-photo", test_scaled_photo);
  return g_test_run ();
}
