/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "canvas.h"
#include "kernels/bleeding.h"

#define DENSITY_TOLERANCE 0.05
#define SCALE_TOLERANCE 0.15
#define MEDIAN_TOLERANCE 0.02       /* mm */
#define MAP_REACH_MM 3
#define PLACE_ROUNDING 2e-4     /* in optical density, from places in different windows of a map */
#define FOUND 0.19f                 /* optical density that only drops have … */
#define DEEP 0.45f                  /* … and all of them reach */

static const MnBleeding fresh = { .seed = 11, .points = 20, .film = 1, .freshness = 1, .petechiae = 3,
                                  .petechiae_fade = 1, .weight = &full_weight };

/* Tiles see the map as far as MAP_REACH_MM beyond them, as the render's blocks do. */
static void
assert_whole_is_tiles (float px_per_mm)
{
  g_auto (Canvas)    whole = canvas_new (301, 203, px_per_mm), tiles = canvas_new (301, 203, px_per_mm);
  const int          side = 400;
  g_autofree float  *values = g_new (float, side * side);
  const MnWeight     weight = { values, side, side, side, -100, -100, 0.5f };
  MnBleeding         dense = fresh;

  for (int i = 0; i < side * side; i++)
    values[i] = fmaxf (sinf ((float) (i % side) / 9) * cosf ((float) i / (float) side / 7) + 0.4f, 0);
  dense.points = 150;
  dense.weight = &weight;
  whole.block.x = tiles.block.x = 1234;
  whole.block.y = tiles.block.y = 987;
  whole.block.origin_x = tiles.block.origin_x = 1400.3f;
  whole.block.origin_y = tiles.block.origin_y = 1011.6f;
  mn_bleeding_add (&whole.block, &dense);
  for (int y = 0; y < 203; y += 13)
    for (int x = 0; x < 301; x += 13)
      {
        const MnOdBlock tile = canvas_tile (&tiles, x, y, 13);
        const float     x_mm = ((float) tile.x - tile.origin_x) / px_per_mm - MAP_REACH_MM;
        const float     y_mm = ((float) tile.y - tile.origin_y) / px_per_mm - MAP_REACH_MM;
        const int       col = (int) floorf ((x_mm + 100) * 2), row = (int) floorf ((y_mm + 100) * 2);
        const int       cells = (int) ((13 / px_per_mm + 2 * MAP_REACH_MM) * 2) + 3;
        const MnWeight  window = { values + row * side + col, cells, cells, side, -100 + (float) col * 0.5f,
                                   -100 + (float) row * 0.5f, 0.5f };

        dense.weight = &window;
        mn_bleeding_add (&tile, &dense);
      }
  canvas_assert_equal (&whole, &tiles, PLACE_ROUNDING);
  canvas_assert_guards (&whole);
  g_assert_cmpfloat (canvas_darkening (&whole), >, 0.01);
}

static void
whole_is_tiles (void)
{
  assert_whole_is_tiles (9.7f);
  assert_whole_is_tiles (3.1f);
}

static void
same_seed_same_bytes (void)
{
  g_auto (Canvas) first = canvas_new (200, 150, 6), second = canvas_new (200, 150, 6), other = canvas_new (200, 150, 6);
  MnBleeding      elsewhere = fresh;

  elsewhere.seed++;
  mn_bleeding_add (&first.block, &fresh);
  mn_bleeding_add (&second.block, &fresh);
  mn_bleeding_add (&other.block, &elsewhere);
  canvas_assert_equal (&first, &second, 0);
  g_assert_cmpmem (first.planes[1], 200 * 150, second.planes[1], 200 * 150);
  g_assert_true (memcmp (first.planes[1], other.planes[1], 200 * 150 * sizeof (float)) != 0);
}

static double
darkening (float px_per_mm, const MnBleeding *bleeding)
{
  const int       side = (int) (100 * px_per_mm);
  g_auto (Canvas) canvas = canvas_new (side, side, px_per_mm);

  mn_bleeding_add (&canvas.block, bleeding);
  return canvas_darkening (&canvas);
}

static void
same_darkening_at_every_scale (void)
{
  const double at_8 = darkening (8, &fresh);

  g_assert_cmpfloat (at_8, >, 0.01);
  for (float px_per_mm = 1; px_per_mm <= 16; px_per_mm *= 2)
    g_assert_cmpfloat (fabs (darkening (px_per_mm, &fresh) / at_8 - 1), <, SCALE_TOLERANCE);
}

/* Where a face is a few dozen pixels wide nothing is drawn, however large the photo. */
static void
none_where_a_pixel_is_millimetres (void)
{
  g_assert_cmpfloat (darkening (0.7f, &fresh), >, 0);
  g_assert_cmpfloat (darkening (0.5f, &fresh), ==, 0);
}

/* Over the hours the blood goes, little by little; with the dose it comes. */
static void
monotone (void)
{
  MnBleeding   bleeding = fresh;
  const double at_first = darkening (3, &fresh);
  double       last = at_first;

  for (float hours = 0; hours < 96; hours = hours * 1.05f + 0.05f)
    {
      double now;

      bleeding.film = expf (-hours / 0.5f);
      bleeding.petechiae_fade = exp2f (-hours / 24);
      now = darkening (3, &bleeding);
      g_assert_cmpfloat (now, <=, last);
      g_assert_cmpfloat (last - now, <, 0.05 * at_first);
      last = now;
    }

  bleeding = fresh;
  last = 0;
  for (bleeding.points = 0; bleeding.points < 60; bleeding.points = bleeding.points * 1.5f + 1)
    {
      const double now = darkening (3, &bleeding);

      g_assert_cmpfloat (now, >, last);
      last = now;
    }
}

static void
none (void)
{
  static const float    zeros[4] = { 0 };
  static const MnWeight nowhere = { zeros, 2, 2, 2, -1000, -1000, 2000 };
  MnBleeding            bleeding = fresh;

  bleeding.weight = &nowhere;
  g_assert_cmpfloat (darkening (5, &bleeding), ==, 0);
  bleeding = fresh;
  bleeding.points = bleeding.petechiae = 0;
  g_assert_cmpfloat (darkening (5, &bleeding), ==, 0);
  bleeding = fresh;
  bleeding.film = bleeding.petechiae_fade = 0;
  g_assert_cmpfloat (darkening (5, &bleeding), ==, 0);
}

typedef struct
{
  int   left, right, top, bottom;
  float deepest;
} Extent;

/* Pixels darker than a threshold that hang together with (x, y); marked as seen by a sign. */
static void
flood (const Canvas *canvas, float *seen, int x, int y, float threshold, Extent *extent)
{
  const MnOdBlock *block = &canvas->block;
  g_autoptr (GArray) todo = g_array_new (FALSE, FALSE, sizeof (int));
  int at = y * block->width + x;

  g_array_append_val (todo, at);
  while (todo->len > 0)
    {
      at = g_array_index (todo, int, todo->len - 1);
      g_array_set_size (todo, todo->len - 1);
      x = at % block->width;
      y = at / block->width;
      if (x < 0 || y < 0 || y >= block->height || seen[at] >= threshold || block->g[y * block->stride + x] < threshold)
        continue;
      seen[at] = threshold;
      extent->left = MIN (extent->left, x);
      extent->right = MAX (extent->right, x);
      extent->top = MIN (extent->top, y);
      extent->bottom = MAX (extent->bottom, y);
      extent->deepest = MAX (extent->deepest, block->g[y * block->stride + x]);
      for (int d = 0; d < 4; d++)
        {
          const int next = at + (const int[]) { 1, -1, block->width, -block->width }[d];

          if (next >= 0 && next < block->width * block->height)
            g_array_append_val (todo, next);
        }
    }
}

static int
compare_floats (gconstpointer a, gconstpointer b)
{
  const float x = *(const float *) a, y = *(const float *) b;

  return (x > y) - (x < y);
}

/* Drops are found on the skin and measured where they let half of what they stop through. */
static void
diameters (void)
{
  const float        k = 40;
  const int          side = 1600, parts = 6;
  g_autoptr (GArray) widths = g_array_new (FALSE, FALSE, sizeof (float));
  g_autofree float  *seen = g_new (float, side * side);
  MnBleeding         bleeding = fresh;

  bleeding.points = 6;
  bleeding.petechiae = 0;
  for (int part = 0; part < parts * parts; part++)
    {
      g_auto (Canvas) canvas = canvas_new (side, side, k);

      canvas.block.x = part % parts * side;
      canvas.block.y = part / parts * side;
      mn_bleeding_add (&canvas.block, &bleeding);
      memset (seen, 0, side * side * sizeof (float));
      for (int at = 0; at < side * side; at++)
        {
          Extent extent = { side, 0, side, 0, 0 }, half = { side, 0, side, 0, 0 };
          float  width;

          if (seen[at] > 0 || canvas.block.g[at / side * canvas.block.stride + at % side] < FOUND)
            continue;
          flood (&canvas, seen, at % side, at / side, FOUND, &extent);
          for (int y = extent.top; y <= extent.bottom; y++)
            for (int x = extent.left; x <= extent.right; x++)
              flood (&canvas, seen, x, y, -logf (0.5f + 0.5f * expf (-extent.deepest)), &half);
          width = (float) (half.right - half.left + half.bottom - half.top + 2) / (2 * k);
          if (extent.deepest > DEEP && extent.left > 0 && extent.top > 0 && extent.right < side - 1
              && extent.bottom < side - 1)
            g_array_append_val (widths, width);
        }
    }

  g_array_sort (widths, compare_floats);
  const int   n = (int) widths->len;
  const float median = g_array_index (widths, float, n / 2);
  const float low = g_array_index (widths, float, n / 200), high = g_array_index (widths, float, n - n / 200);
  const float tenth = g_array_index (widths, float, n / 10), ninetieth = g_array_index (widths, float, n - n / 10);

  const float wanted = bleeding.points * 0.01f * (float) (side * side * parts * parts) / (k * k);

  g_test_message ("%d drops, median %g, 0.5 %% %g, 10 %% %g, 90 %% %g, 99.5 %% %g mm",
                  n, median, low, tenth, ninetieth, high);
  g_assert_cmpfloat (fabs (n / wanted - 1), <, 2 * DENSITY_TOLERANCE);
  g_assert_cmpfloat (fabs (median - 0.25), <, MEDIAN_TOLERANCE);
  g_assert_cmpfloat (fabs (tenth - 0.25 * exp (-1.2816 * 0.38)), <, MEDIAN_TOLERANCE);
  g_assert_cmpfloat (fabs (ninetieth - 0.25 * exp (1.2816 * 0.38)), <, 2 * MEDIAN_TOLERANCE);
  g_assert_cmpfloat (low, >, 0.10);
  g_assert_cmpfloat (high, <, 0.70);     /* where two drops touch, one is found */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bleeding/whole-is-tiles", whole_is_tiles);
  g_test_add_func ("/bleeding/same-seed-same-bytes", same_seed_same_bytes);
  g_test_add_func ("/bleeding/same-darkening-at-every-scale", same_darkening_at_every_scale);
  g_test_add_func ("/bleeding/none-where-a-pixel-is-millimetres", none_where_a_pixel_is_millimetres);
  g_test_add_func ("/bleeding/monotone", monotone);
  g_test_add_func ("/bleeding/none", none);
  g_test_add_func ("/bleeding/diameters", diameters);
  return g_test_run ();
}
