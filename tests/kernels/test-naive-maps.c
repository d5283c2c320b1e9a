/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * microneedling:survey's atlas against the maps one by one: those a kernel makes are that kernel's to the bit, without
 * the margin; what the operation itself makes of the planes is compared in double.
 */
#include "filters.h"
#include "kernels/erythema.h"
#include "kernels/pores.h"
#include "kernels/radiance.h"
#include "kernels/scars.h"
#include "kernels/texture.h"
#include "kernels/tone.h"
#include "maps.h"
#include "naive-photo.h"

#define PRODUCT 3e-7     /* of four floats */

static float *
survey (const Scene *scene)
{
  g_autoptr (GeglNode) root = gegl_node_new ();
  GeglNode  *source = gegl_node_new_child (root, "operation", "gegl:buffer-source", "buffer", scene->photo, NULL);
  GeglNode  *node = gegl_node_new_child (root, "operation", "microneedling:survey", "portrait", scene->portrait, NULL);
  const GeglRectangle *rect = &scene->place.rect;
  float     *atlas = g_new (float, MN_N_MAPS * rect->width * rect->height);

  gegl_node_link (source, node);
  gegl_node_blit (node, 1, rect, babl_format_n (babl_type ("float"), MN_N_MAPS), atlas, GEGL_AUTO_ROWSTRIDE,
                  GEGL_BLIT_DEFAULT);
  return atlas;
}

/* The outcome of the zone, but for moles, nine tenths of a beard, and folds from 0.12 to 0.30 deep. */
static double
keep (const MnSkinPlanes *skin, int i, double fold)
{
  const double guards = (1 - skin->nevus[i]) * (1 - 0.9 * skin->beard[i]);

  return skin->outcome[i] * guards * (1 - naive_smoothstep (0.12, 0.30, fold));
}

static void
maps (void)
{
  static const double skins[][2] = { { 5.3, 0.4 }, { 9.6, 1.6 } };

  for (guint s = 0; s < G_N_ELEMENTS (skins); s++)
    {
      Scene               scene = scene_new (skins[s][0], skins[s][1]);
      const MnSkinPlanes *skin = scene.skin;
      g_autofree float   *atlas = survey (&scene), *block = g_new0 (float, MN_N_MAPS * scene.n);
      float              *map[MN_N_MAPS];
      double              kept = 0;

      for (int m = 0; m < MN_N_MAPS; m++)
        map[m] = block + m * scene.n;
      mn_pores_survey (map[MN_MAP_KNEE], skin);
      mn_scars_survey (map[MN_MAP_SCARS], map[MN_MAP_FOLDS], map[MN_MAP_KNEE], skin);
      mn_texture_survey (map[MN_MAP_TEXTURE], map[MN_MAP_FOLDS], skin);
      mn_tone_survey (map[MN_MAP_MELANIN], map[MN_MAP_GREY], map[MN_MAP_SPOTS], map[MN_MAP_HAEMOGLOBIN], skin);
      mn_radiance_survey (map[MN_MAP_RADIANCE], map[MN_MAP_GLOW], skin);
      mn_erythema_survey (map[MN_MAP_ERYTHEMA], skin);
      memcpy (map[MN_MAP_COVERAGE], skin->coverage, sizeof (float) * scene.n);
      memcpy (map[MN_MAP_OEDEMA], skin->oedema, sizeof (float) * scene.n);
      memcpy (map[MN_MAP_DEPTH], skin->depth, sizeof (float) * scene.n);
      for (int i = 0; i < scene.n; i++)
        map[MN_MAP_ITA][i] = mn_skin_planes_ita (skin);

      for (int y = 0; y < scene.place.rect.height; y++)
        for (int x = 0; x < scene.place.rect.width; x++)
          {
            const int    i = (y + MN_SKIN_MARGIN) * scene.width + x + MN_SKIN_MARGIN;
            const float *cell = atlas + MN_N_MAPS * (y * scene.place.rect.width + x);

            for (int m = 0; m < MN_N_MAPS; m++)
              if (m == MN_MAP_KEEP)
                g_assert_cmpfloat_with_epsilon (cell[m], keep (skin, i, map[MN_MAP_FOLDS][i]), PRODUCT);
              else
                g_assert_cmpfloat (cell[m], ==, map[m][i]);
            kept += cell[MN_MAP_KEEP] / (scene.place.rect.width * scene.place.rect.height);
          }
      g_test_message ("%g px/mm, melanin %g: on average %.2f kept", skins[s][0], skins[s][1], kept);
      scene_end (&scene);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  mn_filters_register ();
  g_test_add_func ("/naive/maps", maps);
  return g_test_run ();
}
