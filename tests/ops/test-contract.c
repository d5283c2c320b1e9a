/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What holds for microneedling:simulate whatever it shows: every multiplier alone and all together, with and without a
 * record (DESIGN sections 4 and 5).
 */
#include "filters.h"
#include "graph.h"
#include "pixels.h"
#include "scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FLOAT_ROUND_TRIP 2e-6f
#define SHOWS 0.002f   /* half a step of eight bits */

static const char *const exact_formats[] = { "R'G'B'A u8", "R'G'B'A u16", "R'G'B'A half" };

typedef struct
{
  const char *effect;   /* a multiplier, or NULL: all of them half a day after */
  gboolean    record;
} Case;

static gboolean
is_random (const char *effect)
{
  return ! effect || g_str_equal (effect, "redness") || g_str_equal (effect, "bleeding")
         || g_str_equal (effect, "flaking");
}

static MnGraph *
graph_of (const Case *c, GeglBuffer *photo)
{
  MnGraph         *graph = mn_graph_new (photo);
  g_autofree char *text = c->record ? scene_text (photo) : NULL;

  gegl_node_set (graph->operation, "portrait", text, "scale", c->record ? 0.0 : (double) SCENE_PX_PER_MM, NULL);
  for (int i = 0; mn_multipliers[i]; i++)
    if (! c->effect || g_str_equal (c->effect, mn_multipliers[i]))
      mn_graph_show (graph, mn_multipliers[i]);
  if (! c->effect)
    gegl_node_set (graph->operation, "days-after", 0.5, "sessions", 4, NULL);
  return graph;
}

static void
test_shows (const Case *c)
{
  g_autoptr (GeglBuffer) photo = scene_photo (WORKING, 0, 0);
  g_autoptr (MnGraph)    graph = graph_of (c, photo);
  g_autofree float      *before = pixels_of (photo, &SCENE_RECT, WORKING);
  g_autofree float      *after = mn_graph_pixels (graph, &SCENE_RECT, WORKING, 0);

  g_assert_cmpfloat (largest_difference (before, after, 4 * SCENE_SIDE * SCENE_SIDE), >, SHOWS);
}

/* Zero sessions, in every format a host hands over. */
static void
test_identity (const Case *c)
{
  for (guint f = 0; f < G_N_ELEMENTS (exact_formats); f++)
    {
      g_autoptr (GeglBuffer) photo = scene_photo (exact_formats[f], 0, 0);
      g_autoptr (MnGraph)    graph = graph_of (c, photo);
      g_autofree guint8     *before = pixels_of (photo, &SCENE_RECT, exact_formats[f]);
      g_autofree guint8     *after = NULL;

      gegl_node_set (graph->operation, "sessions", 0, NULL);
      after = mn_graph_pixels (graph, &SCENE_RECT, exact_formats[f], 0);
      g_assert_cmpint (differing (before, after, (gsize) SCENE_SIDE * SCENE_SIDE * (f ? 8 : 4)), ==, 0);
    }
  {
    g_autoptr (GeglBuffer) photo = scene_photo ("RGBA float", 0, 0);
    g_autoptr (MnGraph)    graph = graph_of (c, photo);
    g_autofree float      *before = pixels_of (photo, &SCENE_RECT, "RGBA float");
    g_autofree float      *after = NULL;

    gegl_node_set (graph->operation, "sessions", 0, NULL);
    after = mn_graph_pixels (graph, &SCENE_RECT, "RGBA float", 0);
    g_assert_cmpfloat (largest_difference (before, after, 4 * SCENE_SIDE * SCENE_SIDE), <=, FLOAT_ROUND_TRIP);
  }
}

static void
test_alpha (const Case *c)
{
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B'A u16", 0, 0);
  g_autoptr (MnGraph)    graph = graph_of (c, photo);
  g_autofree guint16    *before = pixels_of (photo, &SCENE_RECT, "R'G'B'A u16");
  g_autofree guint16    *after = mn_graph_pixels (graph, &SCENE_RECT, "R'G'B'A u16", 0);
  int                    changed = 0;

  for (int i = 0; i < SCENE_SIDE * SCENE_SIDE; i++)
    changed += before[4 * i + 3] != after[4 * i + 3];
  g_assert_cmpint (changed, ==, 0);
}

static void
test_outside (const Case *c)
{
  if (! c->record)
    return;
  for (guint f = 0; f < G_N_ELEMENTS (exact_formats); f++)
    {
      g_autoptr (GeglBuffer) photo = scene_photo (exact_formats[f], 0, 0);
      g_autoptr (MnPortrait) record = scene_record (photo);
      g_autofree float      *coverage = scene_coverage (record, SCENE_SIDE, SCENE_SIDE);
      g_autoptr (MnGraph)    graph = graph_of (c, photo);
      g_autofree guint8     *before = pixels_of (photo, &SCENE_RECT, exact_formats[f]);
      g_autofree guint8     *after = mn_graph_pixels (graph, &SCENE_RECT, exact_formats[f], 0);
      const int              bpp = f ? 8 : 4;
      int                    changed = 0;

      for (int i = 0; i < SCENE_SIDE * SCENE_SIDE; i++)
        changed += coverage[i] == 0 && memcmp (before + i * bpp, after + i * bpp, bpp);
      g_assert_cmpint (changed, ==, 0);
    }
}

/* On a photo larger than the regions that the render keeps, around a corner of four of them. */
static void
test_tiles (const Case *c)
{
  static const int       sides[] = { 128, 13 };
  const GeglRectangle    part = { 452, 440, 151, 137 };
  g_autoptr (GeglBuffer) scene = scene_photo ("R'G'B'A u8", 0, 0);
  g_autoptr (GeglBuffer) photo = transformed (scene, "gegl:scale-ratio", "x", 3, "y", 3);
  const GeglRectangle   *rect = gegl_buffer_get_extent (photo);
  g_autofree char       *text = c->record ? scene_text (scene) : NULL;
  const gsize            row = sizeof (float) * 4 * part.width;
  float                 *pixels[3];

  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    {
      g_autoptr (MnGraph) graph = graph_of (c, photo);

      gegl_node_set (graph->operation, "portrait", text, NULL);
      pixels[i] = mn_graph_pixels (graph, i ? &part : rect, WORKING, i ? sides[i - 1] : 0);
    }
  for (int y = 0; y < part.height; y++)
    memmove (pixels[0] + 4 * y * part.width, pixels[0] + 4 * ((part.y + y) * rect->width + part.x), row);

  g_assert_cmpint (differing (pixels[0], pixels[1], row * part.height), ==, 0);
  g_assert_cmpint (differing (pixels[0], pixels[2], row * part.height), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    g_free (pixels[i]);
}

static void
test_threads (const Case *c)
{
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B'A u8", 0, 0);
  float                 *pixels[2];

  for (int threads = 1; threads <= 2; threads++)
    {
      g_autoptr (MnGraph) graph = graph_of (c, photo);

      g_object_set (gegl_config (), "threads", threads, NULL);
      pixels[threads - 1] = mn_graph_pixels (graph, &SCENE_RECT, WORKING, 0);
    }
  g_assert_cmpint (differing (pixels[0], pixels[1], sizeof (float) * 4 * SCENE_SIDE * SCENE_SIDE), ==, 0);
  g_free (pixels[0]);
  g_free (pixels[1]);
}

static void
test_seed (const Case *c)
{
  static const int       seeds[] = { 1, 1, 2 };
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B'A u8", 0, 0);
  const gsize            bytes = sizeof (float) * 4 * SCENE_SIDE * SCENE_SIDE;
  float                 *pixels[3];

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (MnGraph) graph = graph_of (c, photo);

      gegl_node_set (graph->operation, "seed", seeds[i], NULL);
      pixels[i] = mn_graph_pixels (graph, &SCENE_RECT, WORKING, 0);
    }
  g_assert_cmpint (differing (pixels[0], pixels[1], bytes), ==, 0);
  if (is_random (c->effect))
    g_assert_cmpint (differing (pixels[0], pixels[2], bytes), !=, 0);
  else
    g_assert_cmpint (differing (pixels[0], pixels[2], bytes), ==, 0);
  for (int i = 0; i < 3; i++)
    g_free (pixels[i]);
}

/* Black, white, beyond both, infinite and not a number: what was finite stays so. */
static void
test_finite (const Case *c)
{
  const float odd[] = { 0, 1, -0.5f, 8, 1e6f, INFINITY, -INFINITY, NAN };
  g_autoptr (GeglBuffer) photo = scene_photo ("RGBA float", 0, 0);
  g_autofree char       *text = c->record ? scene_text (photo) : NULL;
  g_autoptr (MnGraph)    graph = graph_of (c, photo);
  g_autofree float      *before = NULL;
  g_autofree float      *after = NULL;
  int                    spoilt = 0;

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      const GeglRectangle rect = { 120 + 12 * (int) (i % 4), 150 + 12 * (int) (i / 4), i < 5 ? 9 : 1, i < 5 ? 9 : 1 };
      float               block[9 * 9 * 4];

      for (int j = 0; j < 9 * 9 * 4; j++)
        block[j] = j % 4 == 3 ? 1 : odd[i];
      gegl_buffer_set (photo, &rect, 0, babl_format ("RGBA float"), block, GEGL_AUTO_ROWSTRIDE);
    }
  if (text)
    gegl_node_set (graph->operation, "portrait", text, NULL);
  before = pixels_of (photo, &SCENE_RECT, "RGBA float");
  after = mn_graph_pixels (graph, &SCENE_RECT, "RGBA float", 0);
  for (int i = 0; i < 4 * SCENE_SIDE * SCENE_SIDE; i++)
    spoilt += isfinite (before[i & ~3]) && isfinite (before[(i & ~3) + 1]) && ! isfinite (after[i]);
  g_assert_cmpint (spoilt, ==, 0);
}

static void
test_extent (const Case *c)
{
  const GeglRectangle    moved = { -37, 1001, SCENE_SIDE, SCENE_SIDE };
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B'A u8", 0, 0);
  g_autoptr (GeglBuffer) photo_moved = scene_photo ("R'G'B'A u8", moved.x, moved.y);
  g_autoptr (MnGraph)    graph = graph_of (c, photo);
  g_autoptr (MnGraph)    graph_moved = graph_of (c, photo_moved);
  const GeglRectangle    box = gegl_node_get_bounding_box (graph->operation);
  const GeglRectangle    box_moved = gegl_node_get_bounding_box (graph_moved->operation);
  g_autofree float      *pixels = mn_graph_pixels (graph, &SCENE_RECT, WORKING, 0);
  g_autofree float      *pixels_moved = mn_graph_pixels (graph_moved, &moved, WORKING, 0);

  g_assert_true (gegl_rectangle_equal (&box, &SCENE_RECT));
  g_assert_true (gegl_rectangle_equal (&box_moved, &moved));
  g_assert_cmpint (differing (pixels, pixels_moved, sizeof (float) * 4 * SCENE_SIDE * SCENE_SIDE), ==, 0);
}

/* A preview at half size is near the treated photo at half size. */
static void
test_level (const Case *c)
{
  const GeglRectangle    half = { 0, 0, SCENE_SIDE / 2, SCENE_SIDE / 2 };
  const int              n = half.width * half.height;
  g_autoptr (GeglBuffer) photo = scene_photo ("R'G'B' float", 0, 0);
  g_autoptr (MnGraph)    graph = graph_of (c, photo);
  g_autofree float      *whole = mn_graph_pixels (graph, &SCENE_RECT, "R'G'B' float", 0);
  g_autofree float      *small = g_new0 (float, 3 * n);
  g_autoptr (MnGraph)    again = graph_of (c, photo);
  double                 error = 0;

  g_object_set (gegl_config (), "mipmap-rendering", TRUE, NULL);
  gegl_node_blit (again->operation, 0.5, &half, babl_format ("R'G'B' float"), small, GEGL_AUTO_ROWSTRIDE,
                  GEGL_BLIT_CACHE);
  g_object_set (gegl_config (), "mipmap-rendering", FALSE, NULL);
  for (int i = 0; i < 3 * n; i++)
    {
      const int x = i / 3 % half.width, y = i / 3 / half.width, at = 3 * (2 * y * SCENE_SIDE + 2 * x) + i % 3;
      const float mean = (whole[at] + whole[at + 3] + whole[at + 3 * SCENE_SIDE] + whole[at + 3 * SCENE_SIDE + 3]) / 4;

      error += fabsf (small[i] - mean);
    }
  g_assert_cmpfloat (error / (3 * n), <, 0.01);
}

static void
each_effect (const char *name, void (*check) (const Case *))
{
  for (int record = 0; record <= 1; record++)
    for (int i = -1; i < 0 || mn_multipliers[i]; i++)
      {
        Case            *c = g_new (Case, 1);
        g_autofree char *path = g_strdup_printf ("/contract/%s/%s/%s", name, i < 0 ? "all" : mn_multipliers[i],
                                                 record ? "record" : "frame");

        *c = (Case) { .effect = i < 0 ? NULL : mn_multipliers[i], .record = record };
        g_test_add_data_func_full (path, c, (GTestDataFunc) check, g_free);
      }
}

int
main (int argc, char **argv)
{
  g_setenv ("GEGL_USE_OPENCL", "no", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  gegl_init (NULL, NULL);
  mn_filters_register ();

  each_effect ("shows", test_shows);
  each_effect ("identity", test_identity);
  each_effect ("alpha", test_alpha);
  each_effect ("outside", test_outside);
  each_effect ("tiles", test_tiles);
  each_effect ("threads", test_threads);
  each_effect ("seed", test_seed);
  each_effect ("finite", test_finite);
  each_effect ("extent", test_extent);
  each_effect ("level", test_level);
  return g_test_run ();
}
