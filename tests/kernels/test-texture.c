/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "kernels/texture.h"
#include "skin-fixture.h"

#define SIDE 80

/* RMS of the band of ripples of a wavelength (mm) and an amplitude, over the ripples' own. */
static float
response (float wavelength, float amplitude)
{
  Fixture fixture = fixture_skin (SIDE, SIDE);
  float  *out = fixture_out (&fixture);
  double  in2 = 0, out2 = 0;

  for (int i = 0; i < SIDE * SIDE; i++)
    ((float *) fixture.skin.log_light)[i] = -1 + amplitude * sinf ((float) (2 * G_PI) * (i % SIDE) / (2 * wavelength));
  mn_texture_survey (out, fixture_out (&fixture), &fixture.skin);
  for (int y = 20; y < SIDE - 20; y++)
    for (int x = 20; x < SIDE - 20; x++)
      {
        in2 += (fixture.skin.log_light[y * SIDE + x] + 1) * (fixture.skin.log_light[y * SIDE + x] + 1);
        out2 += out[y * SIDE + x] * out[y * SIDE + x];
      }
  fixture_end (&fixture);
  return (float) sqrt (out2 / in2);
}

static void
band (void)
{
  g_assert_cmpfloat (response (4, 0.03f), >, 0.4f);
  g_assert_cmpfloat (response (30, 0.03f), <, 0.15f);
  g_assert_cmpfloat (response (1.2f, 0.03f), <, 0.64f);
  g_assert_cmpfloat (response (4, 0.6f), <, 0.5f * response (4, 0.03f));
}

static void
even (void)
{
  Fixture fixture = fixture_skin (SIDE, SIDE);
  float  *out = fixture_out (&fixture);

  mn_texture_survey (out, fixture_out (&fixture), &fixture.skin);
  for (int i = 0; i < SIDE * SIDE; i++)
    g_assert_cmpfloat_with_epsilon (out[i], 0, 1e-5);
  fixture_end (&fixture);
}

/* Moles and beards have no texture that may go. */
static void
guarded (void)
{
  Fixture fixture = fixture_skin (SIDE, SIDE);
  float  *out = fixture_out (&fixture);

  for (int i = 0; i < SIDE * SIDE; i++)
    {
      ((float *) fixture.skin.log_light)[i] += 0.05f * sinf (i * 0.8f);
      ((float *) fixture.skin.nevus)[i] = i % SIDE < SIDE / 2;
      ((float *) fixture.skin.hair)[i] = i % SIDE >= SIDE / 2;
    }
  mn_texture_survey (out, fixture_out (&fixture), &fixture.skin);
  for (int i = 0; i < SIDE * SIDE; i++)
    g_assert_cmpfloat (out[i], ==, 0);
  fixture_end (&fixture);
}

static void
render (void)
{
  Fixture     fixture = { .n_planes = 0 };
  const MnGain gain = fixture_gain (&fixture, 3);
  const float band[3] = { 0.1f, -0.2f, 0.1f }, dose[3] = { 0.3f, 0.3f, 0 };

  mn_texture_render (gain, band, dose, 3);
  g_assert_cmpfloat_with_epsilon (gain.r[0], -0.03f, 1e-7);
  g_assert_cmpfloat_with_epsilon (gain.g[1], 0.06f, 1e-7);
  g_assert_cmpfloat (gain.b[2], ==, 0);
  fixture_end (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/texture/band", band);
  g_test_add_func ("/texture/even", even);
  g_test_add_func ("/texture/guarded", guarded);
  g_test_add_func ("/texture/render", render);
  return g_test_run ();
}
