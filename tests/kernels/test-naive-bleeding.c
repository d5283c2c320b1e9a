/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Drops of blood, their halos, glints and smears, and petechiae against a naive reference in double.  Their density is
 * of what lies on the skin: it knows no tone.
 */
#include "kernels/bleeding.h"
#include "naive-scene.h"

/* The area of a disc whose coverage falls smoothly from an edge within its radius to an edge beyond; over pi, by
 * Simpson's rule. */
static double
soft_area (double radius, double edge)
{
  double sum = 0;

  for (int i = 0; i <= 100; i++)
    {
      const double t = i / 100.0, r = radius - edge + 2 * edge * t;

      sum += (i == 0 || i == 100 ? 1 : i % 2 ? 4 : 2) / 300.0 * 2 * edge * 2 * r * naive_smoothstep (0, 1, 1 - t);
    }
  return (radius - edge) * (radius - edge) + sum;
}

typedef struct
{
  double x, y;                    /* mm */
  double radius, blur;            /* px */
  double thickness, shine;
  const NaiveSpot *outline;       /* whose deviates from 6 make it; NULL: round */
} Dot;

/* Light through a dot: as much is taken as a sharp disc of the wanted radius would take. */
static void
draw_dot (Scene *scene, const Dot *dot, const double od[3])
{
  const double edge = hypot (1.25, dot->blur), area = dot->radius * dot->radius;
  const double peak = MIN (area / soft_area (edge, edge), 1);
  double       radius = edge, high = edge + dot->radius, wave[4] = { 0 };

  for (int i = 0; i < 50; i++)
    {
      const double middle = (radius + high) / 2;

      *(soft_area (middle, edge) < area ? &radius : &high) = middle;
    }
  for (int i = 0; i < 4 && dot->outline; i++)
    wave[i] = 0.07 * naive_smoothstep (1.2, 3, radius)
              * CLAMP (naive_normal (naive_draw (dot->outline->mark, 6 + i)), -1, 1);
  for (int i = 0; i < scene->width * scene->height; i++)
    {
      double dx, dy;

      scene_from (scene, i, dot->x, dot->y, &dx, &dy);

      const double angle = atan2 (dy, dx);
      const double line = radius * (1 + wave[0] * cos (2 * angle) + wave[1] * sin (2 * angle)
                                    + wave[2] * cos (3 * angle) + wave[3] * sin (3 * angle));
      const double cover = peak * naive_smoothstep (-edge, edge, line - hypot (dx, dy));
      const double glint = hypot (dx + 0.30 * radius, dy + 0.35 * radius);
      const double shine = dot->shine * pow (MAX (1 - glint * glint / (0.09 * radius * radius + 0.5), 0), 2);

      for (int c = 0; c < 3; c++)
        {
          const double pass = 1 - cover * (1 - exp (-dot->thickness * od[c]));

          scene->od[c][i] -= log ((1 - shine) * pass + shine * 1.1);
        }
    }
}

static double
left_of (const NaiveSpot *spot, double left)
{
  return spot->visibility * CLAMP ((1.35 * left - naive_uniform (naive_draw (spot->mark, 2))) / 0.35, 0, 1);
}

static double
diameter_of (const NaiveSpot *spot, double median)
{
  return CLAMP (median * exp (0.38 * naive_normal (naive_draw (spot->mark, 0))), 0.13, 0.55);
}

static double
thickness_of (const NaiveSpot *spot, double diameter)
{
  return CLAMP (0.80 * pow (diameter / 0.25, 0.7) * exp (0.44 * naive_normal (naive_draw (spot->mark, 1))), 0.30, 1.6);
}

static void
draw_petechia (Scene *scene, const NaiveSpot *spot, double fade)
{
  static const double od[3] = { 0.28, 1.00, 0.95 };
  const double        diameter = diameter_of (spot, 1.25 * 0.25), k = scene->px_per_mm;
  const Dot           dot = { spot->x, spot->y, diameter / 2 * k, 0.14 * k,
                              thickness_of (spot, diameter) * left_of (spot, fade), 0, spot };

  draw_dot (scene, &dot, od);
}

static void
draw_halo (Scene *scene, const NaiveSpot *spot, double strength)
{
  static const double redness[3] = { 0.21, 0.69, 0.69 };

  for (int i = 0; i < scene->width * scene->height; i++)
    {
      double dx, dy;

      scene_from (scene, i, spot->x, spot->y, &dx, &dy);

      const double way = hypot (dx, dy) / (1.1 * scene->px_per_mm);

      for (int c = 0; c < 3; c++)
        scene->od[c][i] += redness[c] * strength * pow (MAX (1 - way * way, 0), 2);
    }
}

static void
draw_drop (Scene *scene, const NaiveSpot *spot, const MnBleeding *bleeding)
{
  const double left = left_of (spot, pow (bleeding->film, 1.0 / 8)), k = scene->px_per_mm;
  const double diameter = diameter_of (spot, 0.25);
  const double fresh = CLAMP (bleeding->freshness + 0.15 * naive_normal (naive_draw (spot->mark, 3)), 0, 1);
  const double od[3] = { 0.36 * fresh + 0.80 * (1 - fresh), 1.90 * fresh + 1.60 * (1 - fresh),
                         2.00 * fresh + 1.70 * (1 - fresh) };
  const Dot    drop = { spot->x, spot->y, diameter / 2 * k * (0.6 + 0.4 * left), 0.05 * k,
                        thickness_of (spot, diameter) * left,
                        0.8 * left * naive_smoothstep (8, 14, k) * naive_smoothstep (0.18, 0.4, diameter)
                        * naive_smoothstep (0.05, 0.35, bleeding->film), spot };

  draw_halo (scene, spot, 0.10 * left);
  draw_dot (scene, &drop, od);
  if (naive_uniform (naive_draw (spot->mark, 4)) < 0.06)
    for (int i = 1; i <= 8; i++)
      {
        const double step = (0.25 + 0.90 * naive_uniform (naive_draw (spot->mark, 5))) / 8, rest = 1 - i / 9.0;
        const Dot    trace = { spot->x + i * step * spot->along_x, spot->y + i * step * spot->along_y,
                               drop.radius * (0.5 + 0.5 * rest), drop.blur + 0.5 * drop.radius,
                               0.21 * drop.thickness * rest * MIN (step * k / drop.radius, 1), 0, NULL };

        draw_dot (scene, &trace, od);
      }
}

static void
bleeding (void)
{
  static const double scales[] = { 12.3, 5, 0.8 };

  for (guint s = 0; s < G_N_ELEMENTS (scales); s++)
    for (int hours = 0; hours < 2; hours++)
      {
        MnBleeding   blood = { .seed = 17, .points = 150, .film = hours ? 0.02f : 1, .freshness = hours ? 0.4f : 1,
                               .petechiae = 40, .petechiae_fade = hours ? 0.5f : 1 };
        const double shows = naive_smoothstep (0.5, 1, scales[s]);
        Scene        scene;

        scene_init (&scene, scales[s]);
        blood.weight = &scene.weight;
        mn_bleeding_add (&scene.canvas.block, &blood);
        scene_scatter (&scene, blood.seed, 0xb2, shows * blood.petechiae);
        for (guint i = 0; i < scene.spots->len; i++)
          draw_petechia (&scene, &g_array_index (scene.spots, NaiveSpot, i), blood.petechiae_fade);
        scene_scatter (&scene, blood.seed, 0xb1, shows * blood.points);
        for (guint i = 0; i < scene.spots->len; i++)
          draw_drop (&scene, &g_array_index (scene.spots, NaiveSpot, i), &blood);
        scene_end (&scene, hours ? "dried blood" : "fresh blood");
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/naive/bleeding", bleeding);
  return g_test_run ();
}
