/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/blur.h"
#include "naive.h"
#include "skin-fixture.h"

#define WIDTH 61
#define HEIGHT 47
#define FLOAT_TOLERANCE 2e-5
#define BLUR_TOLERANCE 2e-6
#define NEARLY_GAUSSIAN 0.1     /* of structures of 4 */

static void
fill (float *plane)
{
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    plane[i] = sinf (i * 0.37f) + cosf (i * i * 0.0013f) - 1;
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
      g_autofree double *naive = NULL;

      fill (plane);
      naive = naive_copy (plane, WIDTH * HEIGHT);
      naive_box (naive, WIDTH, HEIGHT, radii[r]);
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

/* A Gaussian's own value in double, edges repeating. */
static double
gaussian_at (const double *in, int x, int y, double sigma)
{
  const int reach = (int) (6 * sigma);
  double    sum = 0, area = 0;

  for (int j = -reach; j <= reach; j++)
    for (int i = -reach; i <= reach; i++)
      {
        const double w = exp (-(i * i + j * j) / (2 * sigma * sigma));

        sum += w * naive_at (in, WIDTH, HEIGHT, x + i, y + j);
        area += w;
      }
  return sum / area;
}

/* It is what it says, and where no edge is near, as nearly a Gaussian as three boxes are. */
static void
naive (void)
{
  static const float sigmas[] = { 0.5f, 0.9f, 2.4f, 4.6f, 7.9f, 8, 9.3f, 20, 40 };

  for (guint s = 0; s < G_N_ELEMENTS (sigmas); s++)
    {
      Fixture   fixture = { .n_planes = 0 };
      float    *plane = fixture_plane (&fixture, WIDTH * HEIGHT, 0);
      float    *scratch = fixture_plane (&fixture, WIDTH * HEIGHT, 0);
      const int margin = (int) ceilf (4 * sigmas[s]);
      g_autofree double *in = NULL, *blurred = NULL;
      double    worst = 0, off = 0;

      fill (plane);
      in = naive_copy (plane, WIDTH * HEIGHT);
      blurred = naive_copy (plane, WIDTH * HEIGHT);
      naive_blur (blurred, WIDTH, HEIGHT, sigmas[s]);
      mn_blur (plane, scratch, WIDTH, HEIGHT, sigmas[s]);
      for (int i = 0; i < WIDTH * HEIGHT; i++)
        worst = MAX (worst, fabs (plane[i] - blurred[i]));
      for (int y = margin; y < HEIGHT - margin; y++)
        for (int x = margin; x < WIDTH - margin; x++)
          off = MAX (off, fabs (plane[y * WIDTH + x] - gaussian_at (in, x, y, sigmas[s])));
      g_test_message ("sigma %g: off its definition by %.1e, a Gaussian by %.1e", sigmas[s], worst, off);
      g_assert_cmpfloat (worst, <, BLUR_TOLERANCE);
      g_assert_cmpfloat (off, <, NEARLY_GAUSSIAN);
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
  g_autofree double *p = NULL, *g = NULL, *naive = NULL;

  fill (plane);
  for (int i = 0; i < n; i++)
    guide[i] = 0.5f * plane[i] + sinf (i % WIDTH * 0.2f);
  p = naive_copy (plane, n);
  g = naive_copy (guide, n);
  naive = naive_guided (p, g, WIDTH, HEIGHT, radius, epsilon);

  mn_guided (out, plane, guide, scratch, WIDTH, HEIGHT, (float) radius, (float) epsilon);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (out[i], naive[i], FLOAT_TOLERANCE);
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
  g_test_add_func ("/blur/naive", naive);
  g_test_add_func ("/blur/guided", guided);
  g_test_add_func ("/blur/guided-keeps-edges", guided_keeps_edges);
  return g_test_run ();
}
