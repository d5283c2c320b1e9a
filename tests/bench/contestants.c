/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "contestants.h"

#include "portrait.h"

#include <math.h>
#include <string.h>

#define PORTRAIT_MM 500     /* across the frame */
#define FACE_MM     110     /* from its middle to crown and chin */

/* A node of GEGL's own, fed by the photo and blitted into out. */
static void
run_peer (GeglBuffer *photo, GeglBuffer *out, GeglNode *root, GeglNode *peer)
{
  GeglNode *source = gegl_node_new_child (root, "operation", "gegl:buffer-source", "buffer", photo, NULL);

  gegl_node_link (source, peer);
  gegl_node_blit_buffer (peer, out, gegl_buffer_get_extent (photo), 0, GEGL_ABYSS_NONE);
}

static void
run_blur (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  g_autoptr (GeglNode) root = gegl_node_new ();

  run_peer (photo, out, root, gegl_node_new_child (root, "operation", "gegl:gaussian-blur", "std-dev-x", 10.0,
                                                   "std-dev-y", 10.0, "clip-extent", TRUE, NULL));
}

static void
run_bilateral (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  g_autoptr (GeglNode) root = gegl_node_new ();

  run_peer (photo, out, root, gegl_node_new_child (root, "operation", "gegl:bilateral-filter", "blur-radius", 4.0,
                                                   NULL));
}

static void
run_domain_transform (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  g_autoptr (GeglNode) root = gegl_node_new ();

  run_peer (photo, out, root, gegl_node_new_child (root, "operation", "gegl:domain-transform", NULL));
}

static void
run_memcpy (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  const gsize      size = (gsize) gegl_buffer_get_width (photo) * gegl_buffer_get_height (photo) * 3;
  g_autofree void *from = g_malloc0 (size), *to = g_malloc0 (size);

  memcpy (to, from, size);
  __asm__ volatile ("" : : "r" (to) : "memory");      /* somebody might look at it */
}

static void
run_survey (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  g_autoptr (GeglNode)   root = gegl_node_new ();
  g_autoptr (GeglBuffer) maps = NULL;
  GeglNode     *source = gegl_node_new_child (root, "operation", "gegl:buffer-source", "buffer", photo, NULL);
  GeglNode     *survey = gegl_node_new_child (root, "operation", "microneedling:survey", NULL);
  GeglNode     *sink = gegl_node_new_child (root, "operation", "gegl:buffer-sink", "buffer", &maps, NULL);

  gegl_node_link_many (source, survey, sink, NULL);
  gegl_node_process (sink);
}

/* Only the render is due: the survey is kept. */
static void
change_seed (MnGraph *warm)
{
  int seed;

  gegl_node_get (warm->operation, "seed", &seed, NULL);
  gegl_node_set (warm->operation, "seed", seed + 1, NULL);
}

static void
run_render (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  change_seed (warm);
  gegl_node_blit_buffer (warm->operation, out, gegl_buffer_get_extent (photo), 0, GEGL_ABYSS_NONE);
}

static void
run_tiles (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  const GeglRectangle *rect = gegl_buffer_get_extent (photo);

  change_seed (warm);
  for (int y = 0; y < rect->height; y += 128)
    for (int x = 0; x < rect->width; x += 128)
      gegl_node_blit_buffer (warm->operation, out, GEGL_RECTANGLE (x, y, MIN (128, rect->width - x),
                             MIN (128, rect->height - y)), 0, GEGL_ABYSS_NONE);
}

/* The middle of the photo, as a canvas asks for it after a step of a slider. */
static void
run_step (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  const GeglRectangle *rect = gegl_buffer_get_extent (photo);
  const GeglRectangle  seen = { (rect->width - MN_SEEN_SIDE) / 2, (rect->height - MN_SEEN_SIDE) / 2, MN_SEEN_SIDE,
                                MN_SEEN_SIDE };

  change_seed (warm);
  gegl_node_blit_buffer (warm->operation, out, &seen, 0, GEGL_ABYSS_NONE);
}

static void
run_all (const MnContestant *contestant, GeglBuffer *photo, GeglBuffer *out)
{
  g_autoptr (MnGraph) graph = mn_graph_new (photo);

  mn_contestant_treat (contestant, photo, graph);
  gegl_node_blit_buffer (graph->operation, out, gegl_buffer_get_extent (photo), 0, GEGL_ABYSS_NONE);
}

static void
run_whole (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  run_all (&(MnContestant) { .shows = "both" }, photo, out);
}

static void
run_portrait (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  run_all (&(MnContestant) { .shows = "both", .portrait = TRUE }, photo, out);
}

/* The record of head and shoulders: half a metre of frame, in its middle an oval of skin. */
static char *
portrait_of (GeglBuffer *photo)
{
  const double side = gegl_buffer_get_width (photo), k = side / PORTRAIT_MM, half = FACE_MM * k;
  g_autoptr (MnPortrait) portrait = mn_portrait_new ((int) side, (int) side);
  MnFace face = {
    .px_per_mm = k, .pitch = k / 2,
    .pupil_r = { side / 2 - 31 * k, side / 2 }, .pupil_l = { side / 2 + 31 * k, side / 2 },
    .box = { side / 2 - half, side / 2 - half, 2 * half, 2 * half },
    .skin = { .ita = 40 },
    .grid_x = side / 2 - half, .grid_y = side / 2 - half, .cols = 4 * FACE_MM, .rows = 4 * FACE_MM
  };

  face.coverage = g_new (guint8, face.cols * face.rows);
  for (int i = 0; i < face.cols * face.rows; i++)
    face.coverage[i] = hypot (1.4 * (i % face.cols - 2 * FACE_MM), i / face.cols - 2 * FACE_MM) < 2 * FACE_MM ? 255 : 0;
  mn_portrait_thumb (photo, portrait->thumb);
  mn_portrait_add_face (portrait, &face);
  return mn_portrait_to_text (portrait, NULL);
}

void
mn_contestant_treat (const MnContestant *contestant, GeglBuffer *photo, MnGraph *graph)
{
  g_autofree char *record = contestant->portrait ? portrait_of (photo) : NULL;
  const gboolean both = g_str_equal (contestant->shows, "both");
  const gboolean reaction = both || g_str_equal (contestant->shows, "reaction");
  const gboolean outcome = both || g_str_equal (contestant->shows, "outcome");

  gegl_node_set (graph->operation, "portrait", record, NULL);
  if (! reaction && ! outcome)
    {
      mn_graph_show (graph, contestant->shows);
      return;
    }
  for (int i = 0; mn_multipliers[i]; i++)
    gegl_node_set (graph->operation, mn_multipliers[i], (i < 6 ? outcome : reaction) ? 1.0 : 0.0, NULL);
  gegl_node_set (graph->operation, "days-after", reaction ? 0.25 : 84.0, "sessions", 3, NULL);
}

const MnContestant mn_contestants[] = {
  { "gegl:gaussian-blur 10",     0,     run_blur },
  { "gegl:bilateral-filter 4",   0,     run_bilateral, .largest = 1 },
  { "gegl:domain-transform",     0,     run_domain_transform, .largest = 4 },
  { "memcpy",                    0,     run_memcpy },
  { "survey",                    0.30,  run_survey },
  { "render, day zero",          0.30,  run_render, "reaction" },
  { "render, 3 sessions",        0.30,  run_render, "outcome" },
  { "render, both",              0.30,  run_render, "both" },
  { "render, both, 128 px",      0.345, run_tiles, "both" },
  { "render, both, one thread",  0,     run_render, "both", .threads = 1 },
  { "render, both, two threads", 0,     run_render, "both", .threads = 2 },
  { "slider step, 1 MP seen",    0,     run_step, "both", .side = MN_SEEN_SIDE },
  { "survey and render, both",   0,     run_whole },
  { "a portrait, render, both",  0,     run_render, "both", .portrait = TRUE },
  { "a portrait, survey and render", 0, run_portrait },
  { "pass and radiance alone",   0,     run_render, "radiance" },
  { "pass and pores alone",      0,     run_render, "pores" },
  { "pass and texture alone",    0,     run_render, "texture" },
  { "pass and redness alone",    0,     run_render, "redness" },
  { "pass and bleeding alone",   0,     run_render, "bleeding" },
  { "pass and flaking alone",    0,     run_render, "flaking" },
  { NULL }
};
