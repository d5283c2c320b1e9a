/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/closing.h"
#include "naive.h"
#include "skin-fixture.h"

#define SIDE 64
#define LENGTH 8
#define ROUNDING (1.001f / 2048)     /* two values to the nearest level each */

typedef struct
{
  Fixture fixture;
  float  *in, *lowest, *mean, *scratch;
} Planes;

static Planes
even_planes (void)
{
  Planes planes = { .fixture.n_planes = 0 };

  planes.in = fixture_plane (&planes.fixture, SIDE * SIDE, -1);
  planes.lowest = fixture_plane (&planes.fixture, SIDE * SIDE, 0);
  planes.mean = fixture_plane (&planes.fixture, SIDE * SIDE, 0);
  planes.scratch = fixture_plane (&planes.fixture, 2 * SIDE * SIDE, 0);
  return planes;
}

static void
close_planes (Planes *planes)
{
  mn_closings (planes->lowest, planes->mean, planes->in, planes->scratch, SIDE, SIDE, LENGTH);
}

/* At a very low scale a few millimetres are less than a cell. */
static void
shorter_than_a_cell (void)
{
  for (int length = 0; length < 2; length++)
    {
      Planes planes = even_planes ();

      for (int i = 0; i < SIDE * SIDE; i++)
        planes.in[i] = sinf (i * 0.7f);
      mn_closings (planes.lowest, planes.mean, planes.in, planes.scratch, SIDE, SIDE, length);
      for (int i = 0; i < SIDE * SIDE; i++)
        {
          g_assert_cmpfloat (planes.in[i], ==, sinf (i * 0.7f));
          g_assert_cmpfloat (planes.lowest[i], ==, 0);
          g_assert_cmpfloat (planes.mean[i], ==, 0);
        }
      fixture_end (&planes.fixture);
    }
}

static gboolean
meaningful (int i)
{
  const int reach = mn_closing_reach (LENGTH), x = i % SIDE, y = i / SIDE;

  return x >= reach && y >= reach && x < SIDE - reach && y < SIDE - reach;
}

static void
even (void)
{
  Planes planes = even_planes ();

  close_planes (&planes);
  for (int i = 0; i < SIDE * SIDE; i++)
    if (meaningful (i))
      {
        g_assert_cmpfloat (planes.lowest[i], ==, 0);
        g_assert_cmpfloat (planes.mean[i], ==, 0);
      }
  fixture_end (&planes.fixture);
}

/* A pit is filled in every direction, and only there. */
static void
pit (void)
{
  Planes planes = even_planes ();

  add_disc (planes.in, SIDE, SIDE, 30, 31, 4, -0.3f);
  close_planes (&planes);
  g_assert_cmpfloat_with_epsilon (planes.lowest[31 * SIDE + 30], 0.3f, ROUNDING);
  g_assert_cmpfloat_with_epsilon (planes.mean[31 * SIDE + 30], 0.3f, ROUNDING);
  g_assert_cmpfloat (mn_blob (0.3f, 0.3f), ==, 1);
  fixture_end (&planes.fixture);
}

/* A line along any of the directions has no depth in the lowest and most of its own in the mean. */
static void
line (void)
{
  static const int directions[][2] = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { -1, 1 } };

  for (guint d = 0; d < G_N_ELEMENTS (directions); d++)
    {
      Planes planes = even_planes ();

      for (int t = -24; t <= 24; t++)
        planes.in[(32 + t * directions[d][1]) * SIDE + 32 + t * directions[d][0]] = -1.4f;
      close_planes (&planes);
      g_assert_cmpfloat (planes.lowest[32 * SIDE + 32], ==, 0);
      g_assert_cmpfloat (planes.mean[32 * SIDE + 32], >, 0.2f);
      g_assert_cmpfloat (mn_blob (0, planes.mean[32 * SIDE + 32]), ==, 0);
      fixture_end (&planes.fixture);
    }
}

/* A large dark patch and a light spot are no pits. */
static void
neither (void)
{
  Planes planes = even_planes ();

  add_disc (planes.in, SIDE, SIDE, 32, 32, 24, -0.5f);
  add_disc (planes.in, SIDE, SIDE, 32, 32, 2, 0.2f);
  close_planes (&planes);
  g_assert_cmpfloat (planes.lowest[32 * SIDE + 32], ==, 0);
  g_assert_cmpfloat (planes.mean[26 * SIDE + 26], ==, 0);
  fixture_end (&planes.fixture);
}

/* 0 <= lowest <= mean, whatever the plane. */
static void
order (void)
{
  Planes planes = even_planes ();

  for (int i = 0; i < SIDE * SIDE; i++)
    planes.in[i] = sinf (i * 0.7f) + cosf (i * 0.0131f * (i % 17));
  close_planes (&planes);
  for (int i = 0; i < SIDE * SIDE; i++)
    if (meaningful (i))
      {
        g_assert_cmpfloat (planes.lowest[i], >=, 0);
        g_assert_cmpfloat (planes.lowest[i], <=, planes.mean[i]);
      }
  fixture_end (&planes.fixture);
}

static void
naive (void)
{
  Planes             planes = even_planes ();
  g_autofree double *in = NULL, *lowest = g_new (double, SIDE * SIDE), *mean = g_new (double, SIDE * SIDE);

  for (int i = 0; i < SIDE * SIDE; i++)
    planes.in[i] = sinf (i * 0.7f) + cosf (i * 0.0131f * (i % 17));
  in = naive_copy (planes.in, SIDE * SIDE);
  naive_closings (lowest, mean, in, SIDE, SIDE, LENGTH);
  close_planes (&planes);
  for (int i = 0; i < SIDE * SIDE; i++)
    if (meaningful (i))
      {
        g_assert_cmpfloat_with_epsilon (planes.lowest[i], lowest[i], ROUNDING);
        g_assert_cmpfloat_with_epsilon (planes.mean[i], mean[i], ROUNDING);
      }
  fixture_end (&planes.fixture);
}

/* A part gives what the whole gives there, to the bit. */
static void
tile (void)
{
  enum { TILE = 40, LEFT = 11, TOP = 7 };
  Planes    planes = even_planes ();
  float    *in = fixture_plane (&planes.fixture, TILE * TILE, 0);
  float    *lowest = fixture_plane (&planes.fixture, TILE * TILE, 0);
  float    *mean = fixture_plane (&planes.fixture, TILE * TILE, 0);
  float    *scratch = fixture_plane (&planes.fixture, 2 * TILE * TILE, 0);
  const int reach = mn_closing_reach (LENGTH);

  for (int i = 0; i < SIDE * SIDE; i++)
    planes.in[i] = sinf (i * 0.7f) + cosf (i * 0.0131f * (i % 17));
  for (int i = 0; i < TILE * TILE; i++)
    in[i] = planes.in[(TOP + i / TILE) * SIDE + LEFT + i % TILE];
  close_planes (&planes);
  mn_closings (lowest, mean, in, scratch, TILE, TILE, LENGTH);
  for (int y = reach; y < TILE - reach; y++)
    for (int x = reach; x < TILE - reach; x++)
      {
        g_assert_cmpfloat (lowest[y * TILE + x], ==, planes.lowest[(TOP + y) * SIDE + LEFT + x]);
        g_assert_cmpfloat (mean[y * TILE + x], ==, planes.mean[(TOP + y) * SIDE + LEFT + x]);
      }
  fixture_end (&planes.fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/closing/even", even);
  g_test_add_func ("/closing/pit", pit);
  g_test_add_func ("/closing/line", line);
  g_test_add_func ("/closing/neither", neither);
  g_test_add_func ("/closing/order", order);
  g_test_add_func ("/closing/naive", naive);
  g_test_add_func ("/closing/tile", tile);
  g_test_add_func ("/closing/shorter-than-a-cell", shorter_than_a_cell);
  return g_test_run ();
}
