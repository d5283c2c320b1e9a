/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * draw FILE.png [PX_PER_MM [ITA [SEED [FEATURES]]]]: writes the phantom, 8 bits, and prints its features as
 * tab-separated values.
 */
#include "phantom.h"

#include <stdlib.h>

int
main (int argc, char **argv)
{
  MnPhantomParams params = MN_PHANTOM_DEFAULTS;
  g_autoptr (MnPhantom)  phantom = NULL;
  g_autoptr (GeglBuffer) buffer = NULL;
  g_autoptr (GeglNode)   graph = NULL;
  GeglNode *source, *save;

  if (argc < 2)
    {
      g_printerr ("usage: %s FILE.png [PX_PER_MM [ITA [SEED [FEATURES]]]]\n", argv[0]);
      return 2;
    }
  gegl_init (NULL, NULL);
  if (argc > 2)
    params.px_per_mm = CLAMP (g_ascii_strtod (argv[2], NULL), 1, 40);
  if (argc > 3)
    params.ita = CLAMP (g_ascii_strtod (argv[3], NULL), -60, 60);
  if (argc > 4)
    params.seed = (guint32) strtoul (argv[4], NULL, 10);
  if (argc > 5)
    params.features = (float) CLAMP (g_ascii_strtod (argv[5], NULL), 0, 2);
  params.eight_bit = TRUE;

  phantom = mn_phantom_new (&params);
  buffer = mn_phantom_buffer (phantom);
  graph = gegl_node_new ();
  source = gegl_node_new_child (graph, "operation", "gegl:buffer-source", "buffer", buffer, NULL);
  save = gegl_node_new_child (graph, "operation", "gegl:png-save", "path", argv[1], "bitdepth", 8, NULL);
  gegl_node_link (source, save);
  gegl_node_process (save);

  g_print ("kind\tx\ty\tsize_mm\tlength_mm\tangle\tcontrast\n");
  for (guint i = 0; i < phantom->features->len; i++)
    {
      const MnFeature *f = &g_array_index (phantom->features, MnFeature, i);

      g_print ("%s\t%.1f\t%.1f\t%.3f\t%.2f\t%.3f\t%.4f\n", mn_feature_name (f->kind), f->x, f->y, f->size, f->length,
               f->angle, f->contrast);
    }
  return 0;
}
