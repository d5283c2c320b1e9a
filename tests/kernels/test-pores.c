/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/closing.h"
#include "kernels/pores.h"
#include "skin-fixture.h"

#define ORDER_TOLERANCE 1e-3f
#define CAPTURED_TOLERANCE 0.02f

/* What one pixel gains that lies so deep in a pit and a line. */
static float
gained (float pit, float line, float keep, MnPoresDose dose)
{
  const float lowest = pit, mean = lowest + line, deepest = pit + line, knee = 0.02f;
  float       filled;

  mn_pores_render (&filled, &lowest, &mean, &deepest, &knee, &keep, 1, &dose);
  return filled;
}

static void
known_answers (void)
{
  const MnPoresDose dose = { .pores = 0.3f, .lines = 0.2f, .hair = 1 };

  g_assert_cmpfloat_with_epsilon (gained (0.15f, 0, 1, dose), 0.3f * 0.15f, 1e-6);
  g_assert_cmpfloat_with_epsilon (gained (0, 0.12f, 1, dose), 0.2f * 0.12f, 1e-6);
  g_assert_cmpfloat (gained (0, 0, 1, dose), ==, 0);
}

/* Under the knee is natural texture, deep lines are hairs, deep pits ice-pick scars, and what is guarded stays. */
static void
untouched (void)
{
  const MnPoresDose dose = { .pores = 0.6f, .lines = 0.5f, .hair = 1 };

  g_assert_cmpfloat (gained (0.009f, 0, 1, dose), ==, 0);
  g_assert_cmpfloat (gained (0, 0.009f, 1, dose), ==, 0);
  g_assert_cmpfloat (gained (0, 0.5f, 1, dose), ==, 0);
  g_assert_cmpfloat (gained (0.4f, 0, 1, dose), ==, 0);
  g_assert_cmpfloat (gained (0.15f, 0.1f, 0, dose), ==, 0);
  g_assert_cmpfloat (gained (0.15f, 0.1f, 1, (MnPoresDose) { 0 }), ==, 0);
}

/* More dose fills more; nothing is filled beyond the rim; up to half a dose a deeper pit is left deeper, or
 * hardly less. */
static void
monotone (void)
{
  for (float d = 0; d < 0.6f; d += 0.05f)
    for (float pit = 0.03f; pit < 0.29f; pit += 0.01f)
      {
        const float less = gained (pit, 0, 1, (MnPoresDose) { .pores = d, .hair = 1 });
        const float more = gained (pit, 0, 1, (MnPoresDose) { .pores = d + 0.05f, .hair = 1 });
        const float deeper = gained (pit + 0.01f, 0, 1, (MnPoresDose) { .pores = d, .hair = 1 });

        g_assert_cmpfloat (more, >, less);
        g_assert_cmpfloat (more, <, pit);
        g_assert_cmpfloat (pit + 0.01f - deeper, >, pit - less - ORDER_TOLERANCE);
      }
}

static void
scale (void)
{
  g_assert_cmpfloat (mn_pores_dose (0.5f, 0.3f, 1).pores, ==, 0);
  g_assert_cmpfloat (mn_pores_dose (0.5f, 0.3f, 2).lines, ==, 0);
  g_assert_cmpfloat (mn_pores_dose (0, 0.3f, 3).lines, >, 0);
  g_assert_cmpfloat (mn_pores_dose (0, 0.3f, 3).lines, <, 0.6f * mn_pores_dose (0, 0.3f, 4).lines);
  g_assert_cmpint (mn_pores_length (10), ==, 10);
  g_assert_cmpint (mn_pores_length (0.5f), >=, 1);
}

/* A sample and the way back from it never blur more than 0.07 mm, and no larger sample would do. */
static void
step_of_samples (void)
{
  for (float k = 1; k <= 100; k *= 1.03f)
    {
      const int    n = mn_pores_step (k);
      const double most = 0.07 * k * 0.07 * k - 0.1;

      g_assert_true (n == 1 || (n * n - 1) / 4.0 <= most + 1e-4);
      g_assert_cmpfloat ((4 * n * n - 1) / 4.0, >, most - 1e-4);
      g_assert_cmpint (n & (n - 1), ==, 0);
      g_assert_cmpint (mn_pores_length (k), ==, MAX (3, (int) lroundf (k / (float) n)));
    }
}

/* The knee follows the skin's own texture, within limits. */
static void
knee (void)
{
  Fixture fixture = fixture_skin (60, 50);
  float  *out = fixture_out (&fixture);
  float   last = 0;

  for (float deviation = 0; deviation < 0.3f; deviation += 0.02f)
    {
      for (int i = 0; i < 60 * 50; i++)
        ((float *) fixture.skin.deviation)[i] = deviation;
      mn_pores_survey (out, &fixture.skin);
      g_assert_cmpfloat (out[1000], >=, last);
      g_assert_cmpfloat (out[1000], >, 0.002f);
      g_assert_cmpfloat (out[1000], <, 0.1f);
      last = out[1000];
    }
  fixture_end (&fixture);
}

static double
step (double a, double b, double x)
{
  const double t = CLAMP ((x - a) / (b - a), 0, 1);

  return t * t * (3 - 2 * t);
}

/* The header's formula in double, on skin of all depths and shapes. */
static void
naive (void)
{
  const MnPoresDose dose = { .pores = 0.4f, .lines = 0.2f, .hair = 0.7f };

  for (int i = 0; i < 4000; i++)
    {
      const float  lowest = 0.1f * (i % 10) / 9 * (i % 7), mean = lowest + 0.02f * (i % 13);
      const float  deepest = mean + 0.05f * (i % 3), knee = 0.01f + 0.002f * (i % 31), keep = (i % 5) / 4.0f;
      const double depth = mean, shape = depth > 0 ? lowest / depth : 0;
      const double round = step (0.5, 0.9, shape), relief = MIN (knee, 0.030f) * (0.7 + 0.3 * round);
      const double deep = step (11 * relief, 15.5 * relief, deepest);
      const double pit = 0.4 * (1 - deep) * step (0.25, 0.6, shape) * step (0.8 * knee, 3.7 * knee, depth);
      const double line = 0.2 * (1 - round) * (1 - step (0.14, 0.2, deepest)) * step (0.5 * knee, 2.3 * knee, depth);
      const double wanted = keep * depth * MAX (pit, line);
      float        filled;

      mn_pores_render (&filled, &lowest, &mean, &deepest, &knee, &keep, 1, &dose);
      g_assert_cmpfloat_with_epsilon (filled, wanted, 2e-6);
    }
}

/* The blur against a sum over the Gaussian's own samples: the same mean and, at one sample, the second moment that the
 * mean of its pixels and the bilinear way back leave to do. */
static void
soften (void)
{
  static const float scales[] = { 4, 6, 10, 12, 16, 20, 27, 40 };
  enum { W = 41, N = W * W, MIDDLE = N / 2 };

  for (guint s = 0; s < G_N_ELEMENTS (scales); s++)
    {
      const int    n = mn_pores_step (scales[s]);
      const double wanted = fmax (0.07 * scales[s] * 0.07 * scales[s] - 0.1 - (n * n - 1) / 4.0, 0) / (n * n);
      float        plane[N] = { 0 }, scratch[N];
      double       sum = 0, x2 = 0, y2 = 0;

      plane[MIDDLE] = 1;
      mn_pores_soften (plane, scratch, W, W, scales[s]);
      for (int i = 0; i < N; i++)
        {
          sum += plane[i];
          x2 += plane[i] * (i % W - W / 2) * (i % W - W / 2);
          y2 += plane[i] * (i / W - W / 2) * (i / W - W / 2);
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-5);
      g_assert_cmpfloat_with_epsilon (x2, wanted, 1e-4);
      g_assert_cmpfloat_with_epsilon (y2, wanted, 1e-4);
    }
}

/* A pit of 0.4 mm is softened, closed and filled by a half: what the header's formula promises is gone, at whole and
 * odd scales, where a sample is a pixel. */
static void
captured (void)
{
  static const float scales[] = { 5, 6, 7.3f, 8.6f, 10, 13 };
  enum { W = 81, N = W * W, MIDDLE = N / 2 };
  static float plane[N], lowest[N], mean[N], scratch[2 * N];

  for (guint s = 0; s < G_N_ELEMENTS (scales); s++)
    {
      const float k = scales[s], variance = 0.4f * k / 2.3548f * 0.4f * k / 2.3548f + 0.1f;
      const int   length = mn_pores_length (k);

      for (int i = 0; i < N; i++)
        {
          const float x = (float) (i % W - W / 2), y = (float) (i / W - W / 2);

          plane[i] = -0.3f * expf (-(x * x + y * y) / (2 * variance));
        }
      mn_pores_soften (plane, scratch, W, W, k);
      mn_closings (lowest, mean, plane, scratch, W, W, length);
      g_assert_cmpfloat_with_epsilon (mean[MIDDLE] / 0.3f * mn_pores_dose (0.5f, 0, k).pores, 0.5f / 0.92f,
                                      CAPTURED_TOLERANCE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pores/known-answers", known_answers);
  g_test_add_func ("/pores/untouched", untouched);
  g_test_add_func ("/pores/monotone", monotone);
  g_test_add_func ("/pores/scale", scale);
  g_test_add_func ("/pores/step", step_of_samples);
  g_test_add_func ("/pores/knee", knee);
  g_test_add_func ("/pores/naive", naive);
  g_test_add_func ("/pores/soften", soften);
  g_test_add_func ("/pores/captured", captured);
  return g_test_run ();
}
