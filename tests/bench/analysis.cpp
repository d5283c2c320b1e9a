/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * bench-analysis PORTRAIT GOAL_MS: what the analysis of a portrait costs, by stage, with warm networks (DESIGN section
 * 6).  Medians of 7 runs; CPU time counts all threads, wall time is shorter by what they do at once.  In C++, as the
 * stages are.
 */
#include "hints.h"
#include "photo.h"

#include <algorithm>
#include <functional>
#include <malloc.h>
#include <sys/resource.h>

static const int    runs = 7;
static const double memory_goal_mb = 550;

struct Cost
{
  double wall_ms, cpu_ms;
};

static double
cpu_ms ()
{
  rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return 1e3 * (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + 1e-3 * (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/* The first run warms up. */
static Cost
cost (const std::function<void ()> &work)
{
  std::vector<double> wall, cpu;

  for (int run = -1; run < runs; run++)
    {
      const double cpu_before = cpu_ms (), start = (double) g_get_monotonic_time () * 1e-3;

      work ();
      if (run < 0)
        continue;
      wall.push_back ((double) g_get_monotonic_time () * 1e-3 - start);
      cpu.push_back (cpu_ms () - cpu_before);
    }
  std::sort (wall.begin (), wall.end ());
  std::sort (cpu.begin (), cpu.end ());
  return { wall[runs / 2], cpu[runs / 2] };
}

static void
print (const char *what, Cost c)
{
  g_print ("%-36s %9.0f %9.0f\n", what, c.wall_ms, c.cpu_ms);
}

static mn::Picture
picture_of (GeglBuffer *photo)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  cv::Mat              pixels (extent->height, extent->width, CV_8UC3);

  gegl_buffer_get (photo, extent, 1.0, babl_format ("R'G'B' u8"), pixels.data, (int) pixels.step, GEGL_ABYSS_NONE);
  return mn::Picture (pixels);
}

static bool
bench (const char *path, const char *goal_ms, GError **error)
{
  g_autoptr (GeglBuffer) photo = photo_load_path (path);
  g_autoptr (MnAnalyser) analyser = photo ? mn_analyser_new (photo_models (), error) : nullptr;
  g_autoptr (MnPortrait) portrait = analyser ? mn_analyse (analyser, photo, nullptr, error) : nullptr;
  mn::Networks           networks;

  if (! portrait)
    return false;

  const Cost all = cost ([&] { mn_portrait_unref (mn_analyse (analyser, photo, nullptr, error)); });
  rusage     peak;

  getrusage (RUSAGE_SELF, &peak);
  if (! networks.load (photo_models (), error))
    return false;

  const mn::Picture           picture = picture_of (photo);
  const std::vector<mn::Head> heads = mn::heads_of (&networks, picture, {});
  const mn::Segmentation      skin = mn::segment (networks, picture, heads[0]);
  const Cost                  find = cost ([&] { mn::heads_of (&networks, picture, {}); });
  const Cost                  segment = cost ([&] { mn::segment (networks, picture, heads[0]); });
  const Cost                  edges = cost ([&] { mn::work_on_skin (picture, heads[0], skin); });
  g_autofree char            *name = g_path_get_basename (path);

  g_print ("\n%-36s %9s %9s %9s\n", name, "wall ms", "CPU ms", "goal");
  print ("faces and their meshes", find);
  print ("skin, two looks of the network", segment);
  print ("its edges brought onto the photo's", edges);
  print ("the rest", { all.wall_ms - find.wall_ms - segment.wall_ms - edges.wall_ms,
                       all.cpu_ms - find.cpu_ms - segment.cpu_ms - edges.cpu_ms });
  g_print ("%-36s %9.0f %9.0f %9s\n", "the whole analysis", all.wall_ms, all.cpu_ms, goal_ms);
  g_print ("%-36s %9.0f %19.0f\n", "the process's peak, MB, photo included", (double) peak.ru_maxrss / 1024,
           memory_goal_mb);
  return true;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = nullptr;

  mallopt (M_MMAP_MAX, 0);                  /* memory is kept, as the command does */
  mallopt (M_TRIM_THRESHOLD, G_MAXINT);
  mallopt (M_ARENA_MAX, 1);
  gegl_init (nullptr, nullptr);
  if (argc != 3 || ! photo_models () || ! g_file_test (argv[1], G_FILE_TEST_EXISTS))
    g_print ("analysis: the networks or the portrait are not here\n");
  else if (! bench (argv[1], argv[2], &error))
    {
      g_printerr ("%s: %s\n", argv[1], error ? error->message : "not a photo");
      return 1;
    }
  return 0;
}
