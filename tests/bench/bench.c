/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * bench [--quick] [--only TEXT] [MEGAPIXELS …]: what the survey and the render cost beside one gegl:gaussian-blur
 * std-dev 10, other filters and a memcpy, on the same u8 sRGB buffer, coverage 1 over the frame (DESIGN section 6).
 * Numbers are by the pixel that a contestant makes; x 4 MP: its CPU time beside that in a photo of 4 MP.
 *
 * Everything in one process, the contestants taking turns, medians of 7 runs (--quick: of 3), of the ratios too, each
 * against the blur of its own turn.  CPU time counts all threads.  Peak: what a run adds to the process's memory, apart
 * from input, output and what earlier runs left.
 */
#include "contestants.h"
#include "filters.h"
#include "phantom.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define RUNS 7
#define MOST 32           /* contestants */
#define FRAME_MM 180      /* the shorter side, where there is no record */
#define GAIN 1.7          /* wanted from a second thread */

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
median (const double *values, int n)
{
  double sorted[RUNS];

  memcpy (sorted, values, n * sizeof *values);
  qsort (sorted, n, sizeof *sorted, compare);
  return sorted[n / 2];
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

static gboolean
takes_part (const MnContestant *contestant, int i, double megapixels, const char *only)
{
  const gboolean small = contestant->largest <= 0 || megapixels <= contestant->largest;

  return small && (i == 0 || ! only || strstr (contestant->name, only));
}

/* A line of the process's status, bytes; 0 where the kernel doesn't tell. */
static double
memory (const char *which)
{
  g_autofree char *status = NULL;
  const char      *line;

  if (! g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || ! (line = strstr (status, which)))
    return 0;
  return 1024.0 * g_ascii_strtod (line + strlen (which), NULL);
}

/* VmHWM starts again from what is in use. */
static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file)
    {
      fputs ("5", file);
      fclose (file);
    }
}

typedef struct
{
  MnGraph *warm;
  double   cpu[RUNS], wall[RUNS], peak;
} Score;

static void
turn (const MnContestant *contestant, Score *score, int run, GeglBuffer *photo, GeglBuffer *out)
{
  double cpu, wall, before;

  if (contestant->shows && ! score->warm)
    {
      score->warm = mn_graph_new (photo);
      mn_contestant_treat (contestant, photo, score->warm);
    }
  g_object_set (gegl_config (), "threads",
                contestant->threads > 0 ? contestant->threads : (int) g_get_num_processors (), NULL);
  forget_peak ();
  before = memory ("VmRSS:");
  cpu = cpu_seconds ();
  wall = (double) g_get_monotonic_time () * 1e-6;
  contestant->run (photo, out, score->warm);
  if (run >= 0)
    {
      score->cpu[run] = cpu_seconds () - cpu;
      score->wall[run] = (double) g_get_monotonic_time () * 1e-6 - wall;
    }
  score->peak = MAX (score->peak, memory ("VmHWM:") - before);
}

/* How much longer one thread takes than two. */
static void
print_gain (const Score *scores, int runs)
{
  const Score *by_threads[3] = { NULL };
  double       gain[RUNS];

  for (int i = 0; mn_contestants[i].name; i++)
    if (scores[i].warm)
      by_threads[mn_contestants[i].threads] = &scores[i];
  if (! by_threads[1] || ! by_threads[2])
    return;
  for (int run = 0; run < runs; run++)
    gain[run] = by_threads[1]->wall[run] / by_threads[2]->wall[run];
  g_print ("one thread's wall time over that of two: %.2f, wanted %g\n", median (gain, runs), GAIN);
}

/* at_4_mp: each contestant's CPU time a pixel there, to be filled in when it is run. */
static void
bench (double megapixels, int runs, const char *only, double at_4_mp[])
{
  const int side = (int) lround (sqrt (megapixels * 1e6));
  const double pixels = (double) side * side;
  g_autoptr (GeglBuffer) photo = photo_of (side);
  g_autoptr (GeglBuffer) out = gegl_buffer_new (gegl_buffer_get_extent (photo), babl_format ("R'G'B' u8"));
  Score  scores[MOST] = { 0 };

  for (int run = -1; run < runs; run++)
    for (int i = 0; mn_contestants[i].name; i++)
      if (takes_part (&mn_contestants[i], i, megapixels, only))
        turn (&mn_contestants[i], &scores[i], run, photo, out);

  g_print ("\n%.0f MP, %.1f px/mm %26s %9s %9s %7s %7s %9s\n", megapixels, (double) side / FRAME_MM, "CPU ns/px",
           "wall ns/px", "x blur", "goal", "x 4 MP", "peak B/px");
  for (int i = 0; mn_contestants[i].name; i++)
    if (takes_part (&mn_contestants[i], i, megapixels, only))
      {
        const double made = mn_contestants[i].side > 0 ? mn_contestants[i].side * mn_contestants[i].side : pixels;
        const double cpu = median (scores[i].cpu, runs) / made;
        double       ratio[RUNS];

        if (megapixels == 4)
          at_4_mp[i] = cpu;
        for (int run = 0; run < runs; run++)
          ratio[run] = scores[i].cpu[run] / made / (scores[0].cpu[run] / pixels);
        g_print ("%-28s %12.1f %10.1f %9.2f", mn_contestants[i].name, 1e9 * cpu,
                 1e9 * median (scores[i].wall, runs) / made, median (ratio, runs));
        if (mn_contestants[i].goal > 0)
          g_print (" %7.3g", mn_contestants[i].goal);
        else
          g_print (" %7s", "");
        if (at_4_mp[i] > 0)
          g_print (" %7.2f", cpu / at_4_mp[i]);
        else
          g_print (" %7s", "");
        g_print (" %9.1f\n", scores[i].peak / pixels);
      }
  print_gain (scores, runs);
  for (int i = 0; mn_contestants[i].name; i++)
    g_clear_pointer (&scores[i].warm, mn_graph_free);
}

int
main (int argc, char **argv)
{
  static const double usual[] = { 1, 4, 12, 24, 48 };
  double              at_4_mp[MOST] = { 0 };
  gboolean            quick = FALSE;
  g_autofree char    *only = NULL;
  const GOptionEntry  entries[] = {
    { "quick", 0, 0, G_OPTION_ARG_NONE, &quick, "3 runs, 1 and 4 MP", NULL },
    { "only", 0, 0, G_OPTION_ARG_STRING, &only, "Beside the blur only those whose name has TEXT in it", "TEXT" },
    { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new ("[MEGAPIXELS …]");
  g_autoptr (GError)         error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (! g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  gegl_init (NULL, NULL);
  mn_filters_register ();
  g_object_set (gegl_config (), "use-opencl", FALSE, NULL);
  for (int i = 1; i < argc; i++)
    bench (CLAMP (g_ascii_strtod (argv[i], NULL), 0.01, 100), quick ? 3 : RUNS, only, at_4_mp);
  for (guint i = 0; argc == 1 && i < (quick ? 2 : G_N_ELEMENTS (usual)); i++)
    bench (usual[i], quick ? 3 : RUNS, only, at_4_mp);
  return 0;
}
