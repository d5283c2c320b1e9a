/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/guards.h"
#include "skin-fixture.h"

#define SIDE 100
#define CENTRE (50 * SIDE + 50)

static float
nevus_at_centre (float diameter_mm, float depth)
{
  Fixture fixture = fixture_skin (SIDE, SIDE);
  float  *out = fixture_out (&fixture);
  float   value;

  add_disc (fixture.skin.log_light, SIDE, SIDE, 50, 50, 2 * diameter_mm, -depth);
  mn_guard_nevus (out, &fixture.skin);
  for (int i = 0; i < SIDE * SIDE; i++)
    {
      g_assert_cmpfloat (out[i], >=, 0);
      g_assert_cmpfloat (out[i], <, 1.0001f);
    }
  g_assert_cmpfloat (out[10 * SIDE + 10], <, 1e-3f);
  value = out[CENTRE];
  fixture_end (&fixture);
  return value;
}

static void
nevus (void)
{
  g_assert_cmpfloat (nevus_at_centre (4, 0.6f), >, 0.95f);
  g_assert_cmpfloat (nevus_at_centre (4, 0.15f), <, 0.02f);
  g_assert_cmpfloat (nevus_at_centre (18, 0.6f), <, 0.05f);
}

static void
line_is_no_nevus (void)
{
  Fixture fixture = fixture_skin (SIDE, SIDE);
  float  *out = fixture_out (&fixture);

  for (int y = 0; y < SIDE; y++)
    for (int x = 48; x < 52; x++)
      ((float *) fixture.skin.log_light)[y * SIDE + x] -= 0.5f;
  mn_guard_nevus (out, &fixture.skin);
  g_assert_cmpfloat (out[CENTRE], <, 0.02f);
  fixture_end (&fixture);
}

static void
beards (void)
{
  Fixture fixture = fixture_skin (SIDE, SIDE);
  float  *hair = fixture_out (&fixture), *beard = fixture_out (&fixture);

  for (int i = 0; i < SIDE * SIDE; i++)
    ((float *) fixture.skin.skew)[i] = i % 3 == 0 && i % SIDE < 50 ? 0.01f : 0;
  mn_guard_hair (hair, beard, &fixture.skin);
  g_assert_cmpfloat (beard[50 * SIDE + 20], >, 0.95f);
  g_assert_cmpfloat (beard[50 * SIDE + 80], <, 0.02f);
  g_assert_cmpfloat (hair[50 * SIDE + 20], >, 0.95f);
  fixture_end (&fixture);
}

/* One hair is one: with the cells beside it, no beard; and none where all the skin is so rough that it may be
 * chance. */
static void
single_hair (void)
{
  for (int rough = 0; rough <= 1; rough++)
    {
      Fixture fixture = fixture_skin (SIDE, SIDE);
      float  *hair = fixture_out (&fixture), *beard = fixture_out (&fixture);

      ((float *) fixture.skin.skew)[CENTRE] = 0.003f;
      for (int i = 0; rough && i < SIDE * SIDE; i++)
        ((float *) fixture.skin.deviation)[i] = 0.14f;
      mn_guard_hair (hair, beard, &fixture.skin);
      g_assert_cmpfloat (beard[CENTRE], ==, 0);
      g_assert_cmpfloat (hair[CENTRE], ==, hair[CENTRE + SIDE + 1]);
      g_assert_cmpfloat (hair[CENTRE + 2], ==, 0);
      if (rough)
        g_assert_cmpfloat (hair[CENTRE], <, 0.3f);
      else
        g_assert_cmpfloat (hair[CENTRE], ==, 1);
      fixture_end (&fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guards/nevus", nevus);
  g_test_add_func ("/guards/line-is-no-nevus", line_is_no_nevus);
  g_test_add_func ("/guards/beard", beards);
  g_test_add_func ("/guards/single-hair", single_hair);
  return g_test_run ();
}
