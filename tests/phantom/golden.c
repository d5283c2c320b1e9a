/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * golden FOLDER [--write]: 22 x 22 mm where pits, fine lines, dark and light scars meet, before and after, compared
 * with the pictures in FOLDER, which README shows.  A difference above 2.0 anywhere or 0.2 on the whole (CIE76), or a
 * picture that is missing, fails.  --write makes them anew: in a commit that shows both and says why.
 */
#include "filters.h"
#include "operators.h"

#include <math.h>

#define MOST 2.0
#define MEAN 0.2
#define PX_PER_MM 8
#define FROM (9 * PX_PER_MM)
#define SIDE (22 * PX_PER_MM)

static const struct { const char *name; int sessions; double days; float depth; } pictures[] = {
  { "before", 0, 0, 1 }, { "at-once", 1, 0, 1 }, { "day-3", 1, 3, 1.5f }, { "6-sessions", 6, 84, 1 } };

static MnDoses
doses_of (int sessions, double days, float depth)
{
  const MnTreatment treatment = {
    .sessions = sessions, .needle_depth = depth, .interval = 4, .days_after = (float) days,
    .response = MN_RESPONSE_TYPICAL, .pores = 1, .texture = 1, .lines = 1, .scars = 1, .tone = 1, .radiance = 1,
    .redness = 1, .bleeding = 1, .swelling = 1, .flaking = 1 };
  MnDoses doses;

  mn_treatment_doses (&treatment, &doses);
  return doses;
}

static GeglBuffer *
treated (MnOperators *operators, int width, const MnDoses *doses)
{
  const GeglRectangle whole = { 0, 0, width, width }, part = { FROM, FROM, SIDE, SIDE }, rect = { 0, 0, SIDE, SIDE };
  g_autofree float   *pixels = mn_operators_pixels (operators, doses, &part);
  g_autoptr (GeglBuffer) all = gegl_buffer_linear_new_from_data (pixels, babl_format ("R'G'B' float"), &whole,
                                                                 GEGL_AUTO_ROWSTRIDE, NULL, NULL);
  GeglBuffer         *crop = gegl_buffer_new (&rect, babl_format ("R'G'B' u8"));

  gegl_buffer_copy (all, &part, GEGL_ABYSS_NONE, crop, &rect);
  return crop;
}

static void
save (GeglBuffer *picture, const char *path)
{
  g_autoptr (GeglNode) graph = gegl_node_new ();
  GeglNode *source = gegl_node_new_child (graph, "operation", "gegl:buffer-source", "buffer", picture, NULL);
  GeglNode *sink = gegl_node_new_child (graph, "operation", "gegl:png-save", "path", path, "bitdepth", 8, NULL);

  gegl_node_link (source, sink);
  gegl_node_process (sink);
}

static gboolean
same (GeglBuffer *picture, const char *path)
{
  const GeglRectangle    rect = { 0, 0, SIDE, SIDE };
  g_autoptr (GeglNode)   graph = gegl_node_new ();
  g_autoptr (GeglBuffer) golden = NULL;
  g_autofree float      *a = g_new (float, 3 * SIDE * SIDE), *b = g_new (float, 3 * SIDE * SIDE);
  double                 most = 0, mean = 0;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      GeglNode *load = gegl_node_new_child (graph, "operation", "gegl:png-load", "path", path, NULL);
      GeglNode *sink = gegl_node_new_child (graph, "operation", "gegl:buffer-sink", "buffer", &golden, NULL);

      gegl_node_link (load, sink);
      gegl_node_process (sink);
    }
  if (! golden || ! gegl_rectangle_equal (gegl_buffer_get_extent (golden), &rect))
    {
      g_printerr ("%s: missing, or not %d x %d\n", path, SIDE, SIDE);
      return FALSE;
    }
  gegl_buffer_get (picture, &rect, 1, babl_format ("CIE Lab float"), a, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  gegl_buffer_get (golden, &rect, 1, babl_format ("CIE Lab float"), b, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  for (int i = 0; i < SIDE * SIDE; i++)
    {
      const double d = sqrt (pow (a[3 * i] - b[3 * i], 2) + pow (a[3 * i + 1] - b[3 * i + 1], 2)
                             + pow (a[3 * i + 2] - b[3 * i + 2], 2));

      most = MAX (most, d);
      mean += d / (SIDE * SIDE);
    }
  g_print ("%s: delta E %.3f, most %.2f\n", path, mean, most);
  return most <= MOST && mean <= MEAN;
}

int
main (int argc, char **argv)
{
  MnPhantomParams         params = MN_PHANTOM_DEFAULTS;
  g_autoptr (MnPhantom)   phantom = NULL;
  g_autoptr (MnOperators) operators = NULL;
  const gboolean          write = argc > 2 && g_str_equal (argv[2], "--write");
  int                     off = 0;

  g_return_val_if_fail (argc > 1, 2);
  gegl_init (NULL, NULL);
  mn_filters_register ();
  params.px_per_mm = PX_PER_MM;
  params.eight_bit = TRUE;
  phantom = mn_phantom_new (&params);
  operators = mn_operators_new (phantom);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      const MnDoses          doses = doses_of (pictures[i].sessions, pictures[i].days, pictures[i].depth);
      g_autoptr (GeglBuffer) picture = treated (operators, phantom->width, &doses);
      g_autofree char       *path = g_strdup_printf ("%s/skin-%s.png", argv[1], pictures[i].name);

      if (write)
        save (picture, path);
      else
        off += ! same (picture, path);
    }
  return off > 0;
}
