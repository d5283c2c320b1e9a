/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/chromophore.h"
#include "kernels/erythema.h"
#include "skin-fixture.h"

#define PLACE_ROUNDING 1e-4     /* the same place, in mm from another origin */

#define SIDE 120

/* Phototype II, redder by what was asked for (L* 65, a* 12, b* 16 -> linear sRGB, IEC 61966-2-1). */
static void
known_redness (void)
{
  for (float delta = 0; delta <= 14; delta += 0.5f)
    {
      float density[3] = { -logf (0.50888f), -logf (0.30229f), -logf (0.22253f) }, before[3], after[3];

      mn_density_to_lab (density, before);
      density[0] += mn_erythema_density (delta) * MN_HAEMOGLOBIN_R;
      density[1] += mn_erythema_density (delta) * MN_HAEMOGLOBIN_G;
      density[2] += mn_erythema_density (delta) * MN_HAEMOGLOBIN_B;
      mn_density_to_lab (density, after);
      g_assert_cmpfloat_with_epsilon (after[1] - before[1], delta, 0.05);
      g_assert_cmpfloat (mn_erythema_density (delta + 0.5f), >, mn_erythema_density (delta));
    }
  g_assert_cmpfloat (mn_erythema_density (0), ==, 0);
}

static void
map (void)
{
  Fixture fixture = fixture_skin (SIDE, SIDE);
  float  *out = fixture_out (&fixture);
  double  sum = 0, area = 0;

  for (int i = 0; i < SIDE * SIDE; i++)
    {
      ((float *) fixture.skin.coverage)[i] = CLAMP (45 - hypotf (i % SIDE - 60, i / SIDE - 60), 0, 1);
      ((float *) fixture.skin.reaction)[i] = i % SIDE < 60 ? 1 : 1.3f;
    }
  mn_erythema_survey (out, &fixture.skin);
  for (int i = 0; i < SIDE * SIDE; i++)
    {
      if (hypotf (i % SIDE - 60, i / SIDE - 60) < 30)      /* inside the borders */
        {
          sum += out[i];
          area += 1;
        }
      g_assert_cmpfloat (out[i], >=, 0);
    }
  g_assert_cmpfloat_with_epsilon (sum / area, 1, 5e-3);
  g_assert_cmpfloat_with_epsilon (out[60 * SIDE + 80] / out[60 * SIDE + 40], 1.3, 0.02);
  g_assert_cmpfloat (out[60 * SIDE + 17], <, 0.3f * out[60 * SIDE + 40]);
  fixture_end (&fixture);
}

static void
nothing_covered (void)
{
  Fixture fixture = fixture_skin (SIDE, SIDE);
  float  *out = fixture_out (&fixture);

  memset ((float *) fixture.skin.coverage, 0, sizeof (float) * SIDE * SIDE);
  mn_erythema_survey (out, &fixture.skin);
  for (int i = 0; i < SIDE * SIDE; i++)
    g_assert_cmpfloat (out[i], ==, 0);
  fixture_end (&fixture);
}

/* Mean 1 over many faces, uneven, a row from its middle on is the same row, another seed other blotches. */
static void
blotches (void)
{
  float  row[400], part[200], other[400];
  double sum = 0, squares = 0;
  int    n = 0;

  for (int seed = 0; seed < 20; seed++)
    for (int y = -80; y < 80; y += 16)
      {
        mn_erythema_blotches (row, (uint32_t) seed, -100, (float) y, 0.5f, 400);
        for (int i = 0; i < 400; i++, n++)
          {
            sum += row[i];
            squares += row[i] * row[i];
            g_assert_cmpfloat (row[i], >, 0.2f);
            g_assert_cmpfloat (row[i], <, 4);
          }
      }
  g_assert_cmpfloat_with_epsilon (sum / n, 1, 0.03);
  g_assert_cmpfloat_with_epsilon (sqrt (squares / n - sum / n * sum / n), 0.18, 0.05);

  mn_erythema_blotches (row, 3, -100, 5, 0.5f, 400);
  mn_erythema_blotches (part, 3, 0, 5, 0.5f, 200);
  mn_erythema_blotches (other, 4, -100, 5, 0.5f, 400);
  for (int i = 0; i < 200; i++)
    g_assert_cmpfloat_with_epsilon (row[200 + i], part[i], PLACE_ROUNDING);
  g_assert_cmpint (memcmp (row, other, sizeof row), !=, 0);
}

static void
render (void)
{
  Fixture      fixture = { .n_planes = 0 };
  const MnGain gain = fixture_gain (&fixture, 2);
  const float  map[2] = { 1, 0.5f }, blotches[2] = { 1.2f, 1 };

  mn_erythema_render (gain, map, blotches, 2, 0.4f);
  g_assert_cmpfloat_with_epsilon (gain.r[0], -0.48f * MN_HAEMOGLOBIN_R, 1e-6);
  g_assert_cmpfloat_with_epsilon (gain.g[1], -0.2f * MN_HAEMOGLOBIN_G, 1e-6);
  fixture_end (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/erythema/known-redness", known_redness);
  g_test_add_func ("/erythema/map", map);
  g_test_add_func ("/erythema/nothing-covered", nothing_covered);
  g_test_add_func ("/erythema/blotches", blotches);
  g_test_add_func ("/erythema/render", render);
  return g_test_run ();
}
