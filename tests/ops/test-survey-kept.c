/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Changing the treatment never repeats the survey: an operation before microneedling:simulate counts the pixels that
 * are asked of the photo.  The survey wants all of them, the render only a small part.  Nor is it lost when GEGL's
 * memory runs short and its tiles go to the disk.
 */
#include "filters.h"
#include "graph.h"
#include "scene.h"

#include <gegl-plugin.h>

typedef GeglOperationPointFilter      TestCount;
typedef GeglOperationPointFilterClass TestCountClass;

#define LARGER 5.0     /* than the regions that the render keeps */

static int counted;

G_DEFINE_TYPE (TestCount, test_count, GEGL_TYPE_OPERATION_POINT_FILTER)

static void
count_prepare (GeglOperation *operation)
{
  gegl_operation_set_format (operation, "input", babl_format ("R'G'B'A u8"));
  gegl_operation_set_format (operation, "output", babl_format ("R'G'B'A u8"));
}

static gboolean
count_process (GeglOperation *operation, void *in, void *out, glong n, const GeglRectangle *roi, int level)
{
  memcpy (out, in, 4 * n);
  g_atomic_int_add (&counted, (int) n);
  return TRUE;
}

static void
test_count_class_init (TestCountClass *klass)
{
  GeglOperationClass *operation_class = GEGL_OPERATION_CLASS (klass);

  operation_class->prepare = count_prepare;
  operation_class->cache_policy = GEGL_CACHE_POLICY_NEVER;
  klass->process = count_process;
  gegl_operation_class_set_keys (operation_class, "name", "test:count", NULL);
}

static void
test_count_init (TestCount *self)
{
}

static int
pixels_asked (MnGraph *graph)
{
  const GeglRectangle roi = { 150, 150, 20, 20 };

  g_atomic_int_set (&counted, 0);
  g_free (mn_graph_pixels (graph, &roi, "R'G'B'A u8", 0));
  return g_atomic_int_get (&counted);
}

static void
test_survey_once (void)
{
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B'A u8", 0, 0);
  g_autofree char       *text = scene_text (photo);
  g_autoptr (MnGraph)    graph = mn_graph_new (photo);
  GeglNode              *count = gegl_node_new_child (graph->root, "operation", "test:count", NULL);
  GeglNode              *larger = gegl_node_new_child (graph->root, "operation", "gegl:scale-ratio", "x", LARGER,
                                                       "y", LARGER, NULL);
  const int              whole = (int) (SCENE_SIDE * SCENE_SIDE * LARGER * LARGER);

  gegl_node_link_many (graph->source, larger, count, graph->operation, NULL);
  gegl_node_set (graph->operation, "portrait", text, NULL);
  mn_graph_show (graph, "pores");
  g_assert_cmpint (pixels_asked (graph), >=, whole);

  mn_graph_show (graph, "tone");
  g_assert_cmpint (pixels_asked (graph), <, whole / 2);
  gegl_node_set (graph->operation, "sessions", 2, "needle-depth", 1.5, NULL);
  g_assert_cmpint (pixels_asked (graph), <, whole / 2);
  mn_graph_show (graph, "bleeding");
  gegl_node_set (graph->operation, "seed", 5, NULL);
  g_assert_cmpint (pixels_asked (graph), <, whole / 2);

  gegl_node_set (graph->operation, "scale", 30.0, NULL);
  g_assert_cmpint (pixels_asked (graph), >=, whole);
}

/* More than fits in tiles of this memory. */
static void
crowd_out (guint64 memory)
{
  const int              side = 1024;
  g_autoptr (GeglBuffer) other = gegl_buffer_new (GEGL_RECTANGLE (0, 0, side, side), babl_format ("RGBA float"));
  g_autofree float      *row = g_new (float, 4 * side);

  g_assert_cmpuint (16 * side * side, >, 4 * memory);
  for (int i = 0; i < 4 * side; i++)
    row[i] = (float) i;
  for (int y = 0; y < side; y++)
    gegl_buffer_set (other, GEGL_RECTANGLE (0, y, side, 1), 0, NULL, row, GEGL_AUTO_ROWSTRIDE);
}

static void
test_swapped (void)
{
  const guint64          memory = 1 << 20;
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B'A u8", 0, 0);
  g_autoptr (MnGraph)    graph = mn_graph_new (photo);
  g_autofree void       *before = NULL, *after = NULL;
  guint64                usual;

  g_object_get (gegl_config (), "tile-cache-size", &usual, NULL);
  gegl_node_set (graph->operation, "scale", 2.0, NULL);      /* a cell a pixel: several tiles of maps */
  mn_graph_show (graph, "tone");
  before = mn_graph_pixels (graph, &SCENE_RECT, "R'G'B'A u8", 0);
  g_object_set (gegl_config (), "tile-cache-size", memory, NULL);
  crowd_out (memory);
  gegl_node_set (graph->operation, "sessions", 2, NULL);
  gegl_node_set (graph->operation, "sessions", 3, NULL);
  after = mn_graph_pixels (graph, &SCENE_RECT, "R'G'B'A u8", 0);
  g_assert_cmpmem (before, 4 * SCENE_SIDE * SCENE_SIDE, after, 4 * SCENE_SIDE * SCENE_SIDE);
  g_object_set (gegl_config (), "tile-cache-size", usual, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  mn_filters_register ();
  g_type_class_unref (g_type_class_ref (test_count_get_type ()));
  g_test_add_func ("/survey/once", test_survey_once);
  g_test_add_func ("/survey/swapped", test_swapped);
  return g_test_run ();
}
