/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A pixel is worth the same in whichever block it lies: no seams, at scales with samples of 1, 2 and 4 pixels.
 */
#include "render-stages.h"

#include <math.h>

#define SIDE 420
#define ROUNDING 2e-5f

static const float scales[] = { 6, 16.4f, 33 };

typedef struct
{
  MnPortrait   *portrait;
  GeglBuffer   *atlas;
  MnAtlasPlace  place;
  MnDoses       doses;
  float        *photo;
} Scene;

/* Noise with pits, one face from pixel (13, 7) on, maps that differ from cell to cell. */
static Scene
scene_new (float px_per_mm)
{
  Scene  scene = { .portrait = mn_portrait_new (SIDE, SIDE), .doses = { .ita = 40, .depth = 0.5f },
                   .photo = g_new (float, 4 * SIDE * SIDE) };
  MnFace face = { .px_per_mm = px_per_mm, .pitch = px_per_mm / 2, .grid_x = 13, .grid_y = 7,
                  .pupil_r = { 150, 150 }, .pupil_l = { 250, 150 } };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  face.cols = face.rows = (int) ((SIDE - 13) / face.pitch);
  mn_portrait_add_face (scene.portrait, &face);
  scene.doses.pores = 0.5f;
  scene.doses.lines = 0.3f;
  for (int i = 0; i < 4 * SIDE * SIDE; i++)
    {
      const float pit = sinf ((float) (i / 4 % SIDE) / px_per_mm * 4) * sinf ((float) (i / 4 / SIDE) / px_per_mm * 5);

      scene.photo[i] = 0.55f - 0.1f * (pit > 0.7f) + (float) g_rand_double_range (rand, -0.02, 0.02);
    }

  const GeglRectangle extent = mn_portrait_atlas (scene.portrait, &scene.place);
  const int           n = extent.width * extent.height;
  g_autofree float   *maps = g_new0 (float, (gsize) n * MN_N_MAPS);

  for (int i = 0; i < n; i++)
    {
      maps[i * MN_N_MAPS + MN_MAP_COVERAGE] = 1;
      maps[i * MN_N_MAPS + MN_MAP_DEPTH] = 2;
      maps[i * MN_N_MAPS + MN_MAP_KEEP] = (float) g_rand_double_range (rand, 0.2, 1);
      maps[i * MN_N_MAPS + MN_MAP_KNEE] = (float) g_rand_double_range (rand, 0.015, 0.05);
    }
  scene.atlas = gegl_buffer_new (&extent, babl_format_n (babl_type ("float"), MN_N_MAPS));
  gegl_buffer_set (scene.atlas, &extent, 0, NULL, maps, GEGL_AUTO_ROWSTRIDE);
  return scene;
}

static void
scene_clear (Scene *scene)
{
  mn_portrait_unref (scene->portrait);
  g_object_unref (scene->atlas);
  g_free (scene->photo);
}

/* The photo with one block treated; free with g_free (). */
static float *
treated (const Scene *scene, int x, int y)
{
  g_autoptr (MnBlock) block = mn_block_new (scene->portrait, &scene->doses);
  float              *rgba = g_memdup2 (scene->photo, sizeof (float) * 4 * SIDE * SIDE);
  const gboolean      any = mn_block_place (block, mn_portrait_face (scene->portrait, 0), &scene->place, scene->atlas,
                                            GEGL_RECTANGLE (x, y, MN_BLOCK_SIDE, MN_BLOCK_SIDE));

  g_assert_true (any);
  mn_block_treat (block, rgba, scene->photo, SIDE, 0, 0);
  return rgba;
}

static void
test_seams (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (scales); s++)
    {
      Scene             scene = scene_new (scales[s]);
      const int         corner = MN_BLOCK_SIDE, far = corner + 61;
      g_autofree float *one = treated (&scene, corner, corner), *other = treated (&scene, far, far);
      float             most = 0, change = 0;

      for (int y = far; y < corner + MN_BLOCK_SIDE; y++)
        for (int i = 4 * (y * SIDE + far); i < 4 * (y * SIDE + corner + MN_BLOCK_SIDE); i++)
          {
            most = fmaxf (most, fabsf (one[i] - other[i]));
            change = fmaxf (change, fabsf (one[i] - scene.photo[i]));
          }
      g_test_message ("%g px/mm: blocks differ by %g, change up to %g", scales[s], most, change);
      g_assert_cmpfloat (most, <, ROUNDING);
      g_assert_cmpfloat (change, >, 100 * ROUNDING);
      scene_clear (&scene);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  g_test_add_func ("/block/seams", test_seams);
  return g_test_run ();
}
