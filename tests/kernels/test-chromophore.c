/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/chromophore.h"
#include "skin-fixture.h"

#define ROUND_TRIP 2e-5

static void
unit_vectors (void)
{
  g_assert_cmpfloat_with_epsilon (hypotf (hypotf (MN_MELANIN_R, MN_MELANIN_G), MN_MELANIN_B), 1, 3e-4);
  g_assert_cmpfloat_with_epsilon (hypotf (hypotf (MN_HAEMOGLOBIN_R, MN_HAEMOGLOBIN_G), MN_HAEMOGLOBIN_B), 1, 3e-4);
  g_assert_cmpfloat_with_epsilon (3 * MN_GREY * MN_GREY, 1, 3e-4);
}

static void
round_trip (void)
{
  for (float m = -1; m <= 2; m += 0.3f)
    for (float h = -1; h <= 2; h += 0.3f)
      for (float s = -1; s <= 3; s += 0.5f)
        {
          float          density[3];
          MnChromophores back;

          mn_chromophores_to_density ((MnChromophores) { m, h, s }, density);
          back = mn_chromophores_from_density (density[0], density[1], density[2]);
          g_assert_cmpfloat_with_epsilon (back.melanin, m, ROUND_TRIP);
          g_assert_cmpfloat_with_epsilon (back.haemoglobin, h, ROUND_TRIP);
          g_assert_cmpfloat_with_epsilon (back.grey, s, ROUND_TRIP);
        }
}

static void
planes (void)
{
  const int n = 37;
  Fixture   fixture = { .n_planes = 0 };
  float    *p[6];

  for (int i = 0; i < 6; i++)
    p[i] = fixture_plane (&fixture, n, 0.1f * (i + 1));
  mn_chromophores_plane (p[0], p[1], p[2], p[3], p[4], p[5], n);
  {
    const MnChromophores one = mn_chromophores_from_density (0.4f, 0.5f, 0.6f);

    for (int i = 0; i < n; i++)
      {
        g_assert_cmpfloat_with_epsilon (p[0][i], one.melanin, 1e-6);
        g_assert_cmpfloat_with_epsilon (p[1][i], one.haemoglobin, 1e-6);
        g_assert_cmpfloat_with_epsilon (p[2][i], one.grey, 1e-6);
      }
  }
  fixture_end (&fixture);
}

/* sRGB's white, mid grey and red primary (IEC 61966-2-1, D65). */
static void
lab (void)
{
  static const struct { float rgb[3], lab[3]; } known[] = {
    { { 1, 1, 1 }, { 100, 0, 0 } },
    { { 0.18418f, 0.18418f, 0.18418f }, { 50, 0, 0 } },
    { { 1, 0, 0 }, { 53.241f, 80.092f, 67.203f } },
    { { 0, 1, 0 }, { 87.735f, -86.183f, 83.179f } } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      float density[3], lab[3];

      for (int c = 0; c < 3; c++)
        density[c] = -logf (fmaxf (known[i].rgb[c], 1e-12f));
      mn_density_to_lab (density, lab);
      for (int c = 0; c < 3; c++)
        g_assert_cmpfloat_with_epsilon (lab[c], known[i].lab[c], 0.03);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chromophore/unit-vectors", unit_vectors);
  g_test_add_func ("/chromophore/round-trip", round_trip);
  g_test_add_func ("/chromophore/planes", planes);
  g_test_add_func ("/chromophore/lab", lab);
  return g_test_run ();
}
