/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * bench-render [MEGAPIXELS …]: what the survey and the render cost, beside one gegl:gaussian-blur std-dev 10 on the same
 * u8 sRGB buffer, coverage 1 over the frame (DESIGN section 6).
 *
 * Everything in one process, the contestants taking turns, medians of 7 runs.  CPU time counts all threads.
 */
#include "filters.h"
#include "graph.h"
#include "phantom.h"

#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

#define RUNS 7
#define FRAME_MM 180      /* the shorter side, where there is no record */

typedef struct
{
  const char *name;
  double      goal;       /* times the blur's CPU time; 0: none */
  void      (*run) (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm);
  const char *shows;      /* "reaction", "outcome", "both": the warm graph's treatment */
} Contestant;

static void
run_blur (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  g_autoptr (GeglNode) root = gegl_node_new ();
  GeglNode *source = gegl_node_new_child (root, "operation", "gegl:buffer-source", "buffer", photo, NULL);
  GeglNode *blur = gegl_node_new_child (root, "operation", "gegl:gaussian-blur", "std-dev-x", 10.0, "std-dev-y", 10.0,
                                        "clip-extent", TRUE, NULL);

  gegl_node_link (source, blur);
  gegl_node_blit_buffer (blur, out, gegl_buffer_get_extent (photo), 0, GEGL_ABYSS_NONE);
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

/* The survey is kept: only the render is due. */
static void
run_render (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  int seed;

  gegl_node_get (warm->operation, "seed", &seed, NULL);
  gegl_node_set (warm->operation, "seed", seed + 1, NULL);
  gegl_node_blit_buffer (warm->operation, out, gegl_buffer_get_extent (photo), 0, GEGL_ABYSS_NONE);
}

static void
run_tiles (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  const GeglRectangle *rect = gegl_buffer_get_extent (photo);
  int                  seed;

  gegl_node_get (warm->operation, "seed", &seed, NULL);
  gegl_node_set (warm->operation, "seed", seed + 1, NULL);
  for (int y = 0; y < rect->height; y += 128)
    for (int x = 0; x < rect->width; x += 128)
      gegl_node_blit_buffer (warm->operation, out, GEGL_RECTANGLE (x, y, MIN (128, rect->width - x),
                             MIN (128, rect->height - y)), 0, GEGL_ABYSS_NONE);
}

static void
set_treatment (MnGraph *graph, const char *shows)
{
  const gboolean reaction = ! g_str_equal (shows, "outcome"), outcome = ! g_str_equal (shows, "reaction");

  for (int i = 0; mn_multipliers[i]; i++)
    gegl_node_set (graph->operation, mn_multipliers[i], (i < 6 ? outcome : reaction) ? 1.0 : 0.0, NULL);
  gegl_node_set (graph->operation, "days-after", reaction ? 0.25 : 84.0, "sessions", 3, NULL);
}

static void
run_all (GeglBuffer *photo, GeglBuffer *out, MnGraph *warm)
{
  g_autoptr (MnGraph) graph = mn_graph_new (photo);

  set_treatment (graph, "both");
  gegl_node_blit_buffer (graph->operation, out, gegl_buffer_get_extent (photo), 0, GEGL_ABYSS_NONE);
}

static const Contestant contestants[] = {
  { "gegl:gaussian-blur 10",    0,    run_blur },
  { "survey",                   0.30, run_survey },
  { "render, day zero",         0.30, run_render, "reaction" },
  { "render, 3 sessions",       0.30, run_render, "outcome" },
  { "render, both",             0.30, run_render, "both" },
  { "render, both, 128 px",     0.345, run_tiles, "both" },
  { "survey and render, both",  0,    run_all },
};

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + 1e-6 * (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static int
compare (const void *a, const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static double
median (double *values)
{
  qsort (values, RUNS, sizeof *values, compare);
  return values[RUNS / 2];
}

/* A square photo of the phantom, repeated. */
static GeglBuffer *
photo_of (int side)
{
  MnPhantomParams params = MN_PHANTOM_DEFAULTS;
  g_autoptr (MnPhantom)  phantom = (params.px_per_mm = (double) side / FRAME_MM, params.eight_bit = TRUE,
                                    mn_phantom_new (&params));
  g_autoptr (GeglBuffer) tile = mn_phantom_buffer (phantom);
  GeglBuffer            *photo = gegl_buffer_new (GEGL_RECTANGLE (0, 0, side, side), babl_format ("R'G'B' u8"));

  for (int y = 0; y < side; y += phantom->height)
    for (int x = 0; x < side; x += phantom->width)
      gegl_buffer_copy (tile, NULL, GEGL_ABYSS_NONE, photo, GEGL_RECTANGLE (x, y, 0, 0));
  return photo;
}

static void
bench (double megapixels)
{
  enum { N = G_N_ELEMENTS (contestants) };
  const int side = (int) lround (sqrt (megapixels * 1e6));
  g_autoptr (GeglBuffer) photo = photo_of (side);
  g_autoptr (GeglBuffer) out = gegl_buffer_new (gegl_buffer_get_extent (photo), babl_format ("R'G'B' u8"));
  double   cpu[N][RUNS], wall[N][RUNS], blur = 0;
  MnGraph *warm[N] = { NULL };

  for (int run = -1; run < RUNS; run++)
    for (int i = 0; i < N; i++)
      {
        double cpu_before, wall_before;

        if (contestants[i].shows && ! warm[i])
          {
            warm[i] = mn_graph_new (photo);
            set_treatment (warm[i], contestants[i].shows);
          }
        cpu_before = cpu_seconds ();
        wall_before = (double) g_get_monotonic_time () * 1e-6;
        contestants[i].run (photo, out, warm[i]);
        if (run >= 0)
          {
            cpu[i][run] = cpu_seconds () - cpu_before;
            wall[i][run] = (double) g_get_monotonic_time () * 1e-6 - wall_before;
          }
      }

  g_print ("\n%.0f MP, %.1f px/mm %26s %9s %9s %7s\n", megapixels, (double) side / FRAME_MM, "CPU ns/px", "wall ns/px",
           "x blur", "goal");
  for (int i = 0; i < N; i++)
    {
      const double c = median (cpu[i]), w = median (wall[i]), ns = 1e9 / ((double) side * side);

      blur = i ? blur : c;
      g_print ("%-28s %12.1f %10.1f %9.2f", contestants[i].name, c * ns, w * ns, c / blur);
      g_print (contestants[i].goal > 0 ? " %7.2f\n" : "\n", contestants[i].goal);
      if (warm[i])
        mn_graph_free (warm[i]);
    }
}

int
main (int argc, char **argv)
{
  static const double usual[] = { 1, 4, 12 };

  gegl_init (NULL, NULL);
  mn_filters_register ();
  g_object_set (gegl_config (), "use-opencl", FALSE, NULL);
  if (argc > 1)
    for (int i = 1; i < argc; i++)
      bench (CLAMP (g_ascii_strtod (argv[i], NULL), 0.01, 100));
  else
    for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
      bench (usual[i]);
  return 0;
}
