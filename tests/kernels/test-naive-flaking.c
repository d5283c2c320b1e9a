/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Flakes against a naive reference in double.  Their density is of what lies on the skin: it knows no tone.
 */
#include "kernels/flaking.h"
#include "naive-scene.h"

/* The sheet, the bright rim where its edge has come loose and the shadow beyond, as wide as they are. */
static void
draw_flake (Scene *scene, const NaiveSpot *spot, double strength)
{
  const double k = scene->px_per_mm;
  const double width = CLAMP (0.42 * exp (0.3 * naive_normal (naive_draw (spot->mark, 0))), 0.3, 1);
  const double length = MIN (width * (1 + 1.5 * naive_uniform (naive_draw (spot->mark, 1))), 1);
  const double turn = atan2 (naive_normal (naive_draw (spot->mark, 3)), naive_normal (naive_draw (spot->mark, 2)));
  const double loose_x = 0.8 * naive_normal (naive_draw (spot->mark, 4));
  const double loose_y = 0.8 * naive_normal (naive_draw (spot->mark, 5));
  const double rim = hypot (0.06 * k, 0.8), lift = 0.19 * 0.06 * k / rim;
  const double grey[3] = { 1, 1.6, 2.2 };

  for (int i = 0; i < scene->width * scene->height; i++)
    {
      double dx, dy, uneven = 0;

      scene_from (scene, i, spot->x, spot->y, &dx, &dy);

      const double u = (dx * cos (turn) + dy * sin (turn)) * width / length, v = dy * cos (turn) - dx * sin (turn);
      const double angle = atan2 (v, u);

      for (int wave = 0; wave < 8; wave++)
        uneven += 0.10 * CLAMP (naive_normal (naive_draw (spot->mark, 7 + wave)), -1.5, 1.5)
                  * (wave % 2 ? sin ((2 + wave / 2) * angle) : cos ((2 + wave / 2) * angle));

      const double outside = (hypot (u, v) - width / 2 * k * (1 + uneven)) / rim;
      const double sheet = CLAMP (0.5 - outside / 2, 0, 1);
      const double loose = CLAMP (-0.2 + loose_x * cos (angle) + loose_y * sin (angle) + 4 * uneven, 0, 1);
      const double on_rim = MAX (1 - outside * outside, 0), shadow = MAX (1 - pow (outside - 1.6, 2), 0);

      for (int c = 0; c < 3; c++)
        scene->od[c][i] += grey[c] * strength * (0.4 + 0.9 * naive_uniform (naive_draw (spot->mark, 6)))
                           * (lift * loose * (0.33 * shadow - on_rim) - 0.045 * sheet);
    }
}

static void
flaking (void)
{
  static const double scales[] = { 12.3, 5.5 };

  for (guint s = 0; s < G_N_ELEMENTS (scales); s++)
    {
      MnFlaking flakes = { .seed = 23, .amount = 0.6f };
      Scene     scene;

      scene_init (&scene, scales[s]);
      flakes.weight = &scene.weight;
      mn_flaking_add (&scene.canvas.block, &flakes);
      scene_scatter (&scene, flakes.seed, 0xf1, 160 * flakes.amount);
      for (guint i = 0; i < scene.spots->len; i++)
        {
          const NaiveSpot *spot = &g_array_index (scene.spots, NaiveSpot, i);
          const double     patch = naive_smoothstep (-0.8, 1.6,
                                                     naive_noise (flakes.seed, 0xf2, spot->x / 7, spot->y / 7));

          draw_flake (&scene, spot, naive_smoothstep (4, 6, scales[s]) * spot->visibility * patch);
        }
      scene_end (&scene, "flakes");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/naive/flaking", flaking);
  return g_test_run ();
}
