/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/blur.h"
#include "skin-fixture.h"

#define WIDTH 61
#define HEIGHT 47
#define FLOAT_TOLERANCE 2e-5

static int
clamped (int i, int n)
{
  return CLAMP (i, 0, n - 1);
}

static void
fill (float *plane)
{
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    plane[i] = sinf (i * 0.37f) + cosf (i * i * 0.0013f) - 1;
}

/* One value of a box of fractional radius, in double. */
static double
naive_box (const double *in, int x, int y, double radius)
{
  const int whole = (int) radius;
  double    sum = 0, area = 0;

  for (int j = -whole - 1; j <= whole + 1; j++)
    for (int i = -whole - 1; i <= whole + 1; i++)
      {
        const double w = (abs (i) > whole ? radius - whole : 1) * (abs (j) > whole ? radius - whole : 1);

        sum += w * in[clamped (y + j, HEIGHT) * WIDTH + clamped (x + i, WIDTH)];
        area += w;
      }
  return sum / area;
}

static void
naive_box_plane (double *plane, double radius)
{
  g_autofree double *copy = g_memdup2 (plane, sizeof (double) * WIDTH * HEIGHT);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    plane[i] = naive_box (copy, i % WIDTH, i / WIDTH, radius);
}

static void
box (void)
{
  static const float radii[] = { 0, 0.4f, 1, 2.75f, 9, 30, 70 };

  for (guint r = 0; r < G_N_ELEMENTS (radii); r++)
    {
      Fixture fixture = { .n_planes = 0 };
      float  *plane = fixture_plane (&fixture, WIDTH * HEIGHT, 0);
      float  *scratch = fixture_plane (&fixture, WIDTH * HEIGHT, 0);
      g_autofree double *naive = g_new (double, WIDTH * HEIGHT);

      fill (plane);
      for (int i = 0; i < WIDTH * HEIGHT; i++)
        naive[i] = plane[i];
      naive_box_plane (naive, radii[r]);
      mn_box (plane, scratch, WIDTH, HEIGHT, radii[r]);
      for (int i = 0; i < WIDTH * HEIGHT; i++)
        g_assert_cmpfloat_with_epsilon (plane[i], naive[i], FLOAT_TOLERANCE);
      fixture_end (&fixture);
    }
}

/* A point becomes a hill with the variance asked for, and nothing is lost. */
static void
blur (void)
{
  static const float sigmas[] = { 0.5f, 0.9f, 1.7f, 3, 4.6f };

  for (guint s = 0; s < G_N_ELEMENTS (sigmas); s++)
    {
      Fixture fixture = { .n_planes = 0 };
      float  *plane = fixture_plane (&fixture, WIDTH * HEIGHT, 0);
      float  *scratch = fixture_plane (&fixture, WIDTH * HEIGHT, 0);
      double  sum = 0, variance = 0;

      plane[23 * WIDTH + 30] = 1;
      mn_blur (plane, scratch, WIDTH, HEIGHT, sigmas[s]);
      for (int i = 0; i < WIDTH * HEIGHT; i++)
        {
          sum += plane[i];
          variance += plane[i] * (i % WIDTH - 30) * (i % WIDTH - 30);
          g_assert_cmpfloat (plane[i], >=, -1e-7f);
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, FLOAT_TOLERANCE);
      g_assert_cmpfloat_with_epsilon (sqrt (variance), sigmas[s], 0.01 * sigmas[s]);
      fixture_end (&fixture);
    }
}

static void
guided (void)
{
  const double epsilon = 0.05, radius = 4.5;
  const int    n = WIDTH * HEIGHT;
  Fixture      fixture = { .n_planes = 0 };
  float       *plane = fixture_plane (&fixture, n, 0);
  float       *guide = fixture_plane (&fixture, n, 0);
  float       *out = fixture_plane (&fixture, n, 0);
  float       *scratch = fixture_plane (&fixture, 5 * n, 0);
  g_autofree double *p = g_new (double, n), *g = g_new (double, n), *pg = g_new (double, n), *gg = g_new (double, n);

  fill (plane);
  for (int i = 0; i < n; i++)
    guide[i] = 0.5f * plane[i] + sinf (i % WIDTH * 0.2f);
  for (int i = 0; i < n; i++)
    {
      p[i] = plane[i];
      g[i] = guide[i];
      pg[i] = p[i] * g[i];
      gg[i] = g[i] * g[i];
    }
  naive_box_plane (p, radius);
  naive_box_plane (g, radius);
  naive_box_plane (pg, radius);
  naive_box_plane (gg, radius);
  for (int i = 0; i < n; i++)
    {
      gg[i] = (pg[i] - p[i] * g[i]) / (gg[i] - g[i] * g[i] + epsilon);
      pg[i] = p[i] - gg[i] * g[i];
    }
  naive_box_plane (gg, radius);
  naive_box_plane (pg, radius);

  mn_guided (out, plane, guide, scratch, WIDTH, HEIGHT, (float) radius, (float) epsilon);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (out[i], gg[i] * guide[i] + pg[i], FLOAT_TOLERANCE);
  mn_guided (plane, plane, guide, scratch, WIDTH, HEIGHT, (float) radius, (float) epsilon);
  g_assert_cmpmem (plane, sizeof (float) * n, out, sizeof (float) * n);
  fixture_end (&fixture);
}

/* Weak structure is flattened, a strong edge stays. */
static void
guided_keeps_edges (void)
{
  Fixture fixture = { .n_planes = 0 };
  float  *plane = fixture_plane (&fixture, WIDTH * HEIGHT, 0);
  float  *scratch = fixture_plane (&fixture, 5 * WIDTH * HEIGHT, 0);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    plane[i] = (i % WIDTH > 30 ? 1 : 0) + (i & 1 ? 0.01f : -0.01f);
  mn_guided (plane, plane, plane, scratch, WIDTH, HEIGHT, 3, 0.1f * 0.1f);
  g_assert_cmpfloat (plane[20 * WIDTH + 32] - plane[20 * WIDTH + 29], >, 0.9f);
  g_assert_cmpfloat (fabsf (plane[20 * WIDTH + 10] - plane[20 * WIDTH + 11]), <, 0.004f);
  fixture_end (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blur/box", box);
  g_test_add_func ("/blur/gaussian", blur);
  g_test_add_func ("/blur/guided", guided);
  g_test_add_func ("/blur/guided-keeps-edges", guided_keeps_edges);
  return g_test_run ();
}
