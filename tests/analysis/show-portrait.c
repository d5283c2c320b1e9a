/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * show-portrait MODELS PHOTO [OVERLAY.png]: prints the least time of some warm analyses (DESIGN section 6) and one line
 * a face, and paints coverage (green) and zones over the photo.
 */
#include "photo.h"

#include <stdio.h>
#include <time.h>

#define RUNS 5

static void
paint (const MnPortrait *portrait, GeglBuffer *photo, GeglBuffer *overlay, gboolean zones)
{
  static const guint8  colours[MN_N_ZONES][3] = {
    { 255, 255, 255 }, { 255, 0, 0 }, { 255, 160, 0 }, { 255, 255, 0 }, { 0, 255, 0 },
    { 0, 255, 255 }, { 0, 80, 255 }, { 180, 0, 255 }, { 255, 0, 160 }, { 120, 120, 120 },
  };
  const int            width = portrait->width;
  g_autofree float    *coverage = g_new (float, width);
  g_autofree guint8   *row = g_new (guint8, 3 * width);

  for (int y = 0; y < portrait->height; y++)
    {
      const GeglRectangle line = { 0, y, width, 1 };

      gegl_buffer_get (photo, &line, 1, babl_format ("R'G'B' u8"), row, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
        {
          const MnFace *face = mn_portrait_face (portrait, i);
          const int     v = (int) ((y + 0.5 - face->grid_y) / face->pitch);

          mn_face_coverage (face, y + 0.5, 0.5, 1, width, coverage);
          for (int x = 0; x < width; x++)
            {
              const int     u = (int) ((x + 0.5 - face->grid_x) / face->pitch);
              const guint8 *colour = colours[4];

              if (coverage[x] <= 0)
                continue;
              if (zones && face->zones)
                colour = colours[face->zones[CLAMP (v, 0, face->rows - 1) * face->cols + CLAMP (u, 0, face->cols - 1)]];
              for (int c = 0; c < 3; c++)
                row[3 * x + c] += (guint8) (0.5f * coverage[x] * (colour[c] - row[3 * x + c]));
            }
        }
      gegl_buffer_set (overlay, &line, 0, babl_format ("R'G'B' u8"), row, GEGL_AUTO_ROWSTRIDE);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr(GError)     error = NULL;
  g_autoptr(GeglBuffer) photo = NULL;
  g_autoptr(MnAnalyser) analyser = NULL;
  g_autoptr(MnPortrait) portrait = NULL;
  double                wall = G_MAXDOUBLE, cpu = G_MAXDOUBLE;

  gegl_init (NULL, NULL);
  photo = argc >= 3 ? photo_load_path (argv[2]) : NULL;
  if (! photo || ! (analyser = mn_analyser_new (argv[1], &error)))
    {
      fprintf (stderr, "%s\n", error ? error->message : "show-portrait MODELS PHOTO [OVERLAY.png]");
      return 2;
    }
  for (int run = 0; run <= RUNS; run++)    /* the first warms the networks */
    {
      gint64  start = g_get_monotonic_time ();
      clock_t processor = clock ();

      g_clear_error (&error);
      g_clear_pointer (&portrait, mn_portrait_unref);
      portrait = mn_analyse (analyser, photo, NULL, &error);
      if (run > 0)
        {
          wall = MIN (wall, (double) (g_get_monotonic_time () - start) / 1000);
          cpu = MIN (cpu, (double) (clock () - processor) * 1000 / CLOCKS_PER_SEC);
        }
    }
  printf ("%s\t%d faces\t%.0f ms\t%.0f CPU ms\t%s\n", argv[2], portrait ? mn_portrait_n_faces (portrait) : 0, wall, cpu,
          error ? error->message : "");
  if (! portrait)
    return 1;
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace *f = mn_portrait_face (portrait, i);

      printf ("  px/mm %.3f roll %.1f yaw %.1f box %.0f %.0f %.0f %.0f grid %dx%d pitch %.3f "
              "ITA %.0f m %.2f h %.2f a* %.1f\n",
              f->px_per_mm, f->roll, f->yaw, f->box[0], f->box[1], f->box[2], f->box[3], f->cols, f->rows, f->pitch,
              f->skin.ita, f->skin.melanin, f->skin.haemoglobin, f->skin.a_star);
    }
  if (argc > 3)
    {
      g_autoptr(GeglNode)   graph = gegl_node_new ();
      g_autoptr(GeglBuffer) overlay = gegl_buffer_new (gegl_buffer_get_extent (photo), babl_format ("R'G'B' u8"));
      GeglNode             *source, *sink;

      paint (portrait, photo, overlay, g_getenv ("MN_SHOW_ZONES") != NULL);
      source = gegl_node_new_child (graph, "operation", "gegl:buffer-source", "buffer", overlay, NULL);
      sink = gegl_node_new_child (graph, "operation", "gegl:png-save", "path", argv[3], "compression", 1,
                                  "bitdepth", 8, NULL);
      gegl_node_link (source, sink);
      gegl_node_process (sink);
    }
  return 0;
}
