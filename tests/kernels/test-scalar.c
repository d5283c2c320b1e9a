/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include <glib.h>
#include <math.h>

#include "kernels/scalar.h"

#define LOG_TOLERANCE 1e-6
#define EXP_TOLERANCE 4e-7

/* Against libm, mantissas of every octave. */
static void
logarithm (void)
{
  double worst = 0;

  for (int exponent = -120; exponent <= 120; exponent += 3)
    for (int i = 0; i < 4096; i++)
      {
        const float x = ldexpf (1 + i / 4096.0f, exponent);

        worst = fmax (worst, fabs (mn_log2 (x) - log2 (x)) - fabs (log2 (x)) * 6e-8);
      }
  g_test_message ("log2: %g", worst);
  g_assert_cmpfloat (worst, <, LOG_TOLERANCE);
  g_assert_cmpfloat (mn_log2 (1), ==, 0);
}

static void
exponential (void)
{
  double worst = 0;

  for (int i = -119000; i <= 119000; i++)
    {
      const float x = i / 1000.0f;

      worst = fmax (worst, fabs (mn_exp2 (x) / exp2 (x) - 1));
    }
  g_test_message ("exp2: %g", worst);
  g_assert_cmpfloat (worst, <, EXP_TOLERANCE);
  g_assert_cmpfloat (mn_exp2 (0), ==, 1);
  g_assert_cmpfloat (mn_exp2 (-0.0f), ==, 1);
  g_assert_true (isfinite (mn_exp2 (INFINITY)) && isfinite (mn_exp2 (1e30f)));
  g_assert_cmpfloat (mn_exp2 (-1e30f), >=, 0);
}

static void
steps (void)
{
  g_assert_cmpfloat (mn_smoothstep (1, 3, 0), ==, 0);
  g_assert_cmpfloat (mn_smoothstep (1, 3, 2), ==, 0.5f);
  g_assert_cmpfloat (mn_smoothstep (1, 3, 4), ==, 1);
  for (float x = 0; x < 4; x += 0.01f)
    g_assert_cmpfloat (mn_smoothstep (1, 3, x), <=, mn_smoothstep (1, 3, x + 0.01f));
  g_assert_cmpfloat (mn_clampf (5, 0, 1), ==, 1);
  g_assert_cmpfloat (mn_clampf (-5, 0, 1), ==, 0);
  g_assert_cmpfloat (mn_luma (1, 1, 1), ==, 1);
}

/* Light multiplied is light whose logarithm grew. */
static void
light (void)
{
  for (float encoded = 0; encoded <= 1; encoded += 0.01f)
    for (float gain = -1; gain <= 1; gain += 0.125f)
      {
        const float treated = mn_relight (encoded, gain);

        if (treated > 0)
          g_assert_cmpfloat_with_epsilon (mn_log_light (treated) - mn_log_light (encoded), gain, 1e-5);
        g_assert_cmpfloat (mn_relight (encoded, gain + 0.125f), >, treated);
      }
  g_assert_cmpfloat_with_epsilon (mn_log_light (1), 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (exp (mn_log_light (0.5f)), 0.21404, 5e-3);
  g_assert_true (isfinite (mn_log_light (-3)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scalar/log2", logarithm);
  g_test_add_func ("/scalar/exp2", exponential);
  g_test_add_func ("/scalar/steps", steps);
  g_test_add_func ("/scalar/light", light);
  return g_test_run ();
}
