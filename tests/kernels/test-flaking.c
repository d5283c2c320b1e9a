/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "canvas.h"
#include "kernels/flaking.h"

#define SCALE_TOLERANCE 0.15
#define FAINT 0.03             /* the mean gain in light must stay below this: dry, not dusted */
#define BRIGHT 0.9f            /* optical density (green) that no pixel may gain: never plaster */

static const MnFlaking third_day = { .seed = 4, .amount = 0.6f, .weight = &full_weight };

static double
gain (float px_per_mm, const MnFlaking *flaking)
{
  const int       side = (int) (80 * px_per_mm);
  g_auto (Canvas) canvas = canvas_new (side, side, px_per_mm);

  mn_flaking_add (&canvas.block, flaking);
  return -canvas_darkening (&canvas);
}

static void
lighter_but_faint (void)
{
  g_auto (Canvas) canvas = canvas_new (1000, 1000, 10);
  int             light = 0;

  mn_flaking_add (&canvas.block, &third_day);
  for (int y = 0; y < 1000; y++)
    for (int x = 0; x < 1000; x++)
      {
        const float od = canvas.block.g[y * canvas.block.stride + x];

        light += od < -0.1f;
        g_assert_cmpfloat (od, >, -BRIGHT);
        g_assert_cmpfloat (od, <, 0.2f);
      }
  g_test_message ("mean gain %g, %g %% of the skin clearly lighter", -canvas_darkening (&canvas), light * 1e-4);
  g_assert_cmpfloat (-canvas_darkening (&canvas), >, FAINT / 6);
  g_assert_cmpfloat (-canvas_darkening (&canvas), <, FAINT);
  g_assert_cmpint (light, >, 5000);
  g_assert_cmpint (light, <, 80000);
}

static void
fades_out_where_unseen (void)
{
  g_assert_cmpfloat (gain (4, &third_day), ==, 0);
  g_assert_cmpfloat (gain (2, &third_day), ==, 0);
  g_assert_cmpfloat (gain (5, &third_day), >, 0);
  g_assert_cmpfloat (gain (5, &third_day), <, gain (8, &third_day));
  g_assert_cmpfloat (fabs (gain (16, &third_day) / gain (8, &third_day) - 1), <, SCALE_TOLERANCE);
}

static void
monotone (void)
{
  MnFlaking flaking = third_day;
  double    last = 0;

  flaking.amount = 0;
  g_assert_cmpfloat (gain (6, &flaking), ==, 0);
  for (flaking.amount = 0.05f; flaking.amount < 1.2f; flaking.amount *= 1.4f)
    {
      const double now = gain (6, &flaking);

      g_assert_cmpfloat (now, >, last);
      last = now;
    }
}

static void
only_where_there_is_skin (void)
{
  static const float    half[4] = { 0, 1, 0, 1 };
  static const MnWeight weight = { half, 2, 2, 2, -10, -10, 20 };
  MnFlaking             flaking = third_day;
  g_auto (Canvas)       canvas = canvas_new (100, 100, 8);

  flaking.weight = &weight;
  canvas.block.x = 200;
  mn_flaking_add (&canvas.block, &flaking);
  g_assert_cmpfloat (canvas_darkening (&canvas), ==, 0);
}

static void
whole_is_tiles (void)
{
  g_auto (Canvas) whole = canvas_new (301, 203, 7.3f), tiles = canvas_new (301, 203, 7.3f);
  g_auto (Canvas) other = canvas_new (301, 203, 7.3f);
  MnFlaking       elsewhere = third_day;

  elsewhere.seed++;
  whole.block.x = tiles.block.x = -77;
  whole.block.origin_x = tiles.block.origin_x = 150.4f;
  mn_flaking_add (&whole.block, &third_day);
  mn_flaking_add (&other.block, &elsewhere);
  for (int y = 0; y < 203; y += 13)
    for (int x = 0; x < 301; x += 13)
      {
        const MnOdBlock tile = canvas_tile (&tiles, x, y, 13);

        mn_flaking_add (&tile, &third_day);
      }
  canvas_assert_equal (&whole, &tiles, 0);
  canvas_assert_guards (&whole);
  g_assert_cmpfloat (canvas_darkening (&whole), !=, canvas_darkening (&other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flaking/lighter-but-faint", lighter_but_faint);
  g_test_add_func ("/flaking/fades-out-where-unseen", fades_out_where_unseen);
  g_test_add_func ("/flaking/monotone", monotone);
  g_test_add_func ("/flaking/only-where-there-is-skin", only_where_there_is_skin);
  g_test_add_func ("/flaking/whole-is-tiles", whole_is_tiles);
  return g_test_run ();
}
