/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The phantom is what it says, and the measures measure it.
 */
#include "measure.h"

#include <math.h>
#include <string.h>

static MnPhantom *
quiet_phantom (double px_per_mm, double ita)
{
  const MnPhantomParams params = { .px_per_mm = px_per_mm, .ita = ita, .seed = 1, .features = 1 };

  return mn_phantom_new (&params);
}

static MnView *
view_of (const MnPhantom *phantom)
{
  return mn_view_new (phantom->rgb, phantom->width, phantom->height, phantom->params.px_per_mm, NULL);
}

static void
test_tone (void)
{
  for (int ita = -50; ita <= 55; ita += 15)
    {
      g_autoptr (MnPhantom) phantom = quiet_phantom (2, ita);
      g_autoptr (MnView) view = view_of (phantom);
      const int i = (phantom->height - 20) * phantom->width + 20;
      const float l = mn_view_plane (view, MN_LAB_L)[i], a = mn_view_plane (view, MN_LAB_A)[i];

      g_assert_cmpfloat_with_epsilon (atan2 (l - 50, mn_view_plane (view, MN_LAB_B)[i]) * 180 / G_PI, ita, 0.2);
      g_assert_cmpfloat (a, >, 10.5);
      g_assert_cmpfloat (a, <, 13.5);
    }
}

/* At 20 px/mm nearly everything is resolved: what is measured is what was asked for, averaged over the centre. */
static void
test_contrast (void)
{
  g_autoptr (MnPhantom) phantom = quiet_phantom (20, 31);
  g_autoptr (MnView) view = view_of (phantom);
  double asked[MN_N_KINDS] = { 0 }, measured[MN_N_KINDS] = { 0 };

  for (guint i = 0; i < phantom->features->len; i++)
    {
      const MnFeature *feature = &g_array_index (phantom->features, MnFeature, i);

      asked[feature->kind] += fabs (feature->contrast);
      measured[feature->kind] += fabs (mn_measure_contrast (view, feature));
    }
  for (int kind = 0; kind < MN_HIGHLIGHT; kind++)
    {
      g_test_message ("%s: asked %.3f, measured %.3f", mn_feature_name (kind), asked[kind], measured[kind]);
      g_assert_cmpfloat (measured[kind] / asked[kind], >, 0.65);
      g_assert_cmpfloat (measured[kind] / asked[kind], <, 1.05);
    }
}

/* Half the contrast is measured as half the contrast, whatever the texture, the noise, the tone and the scale. */
static void
test_left (void)
{
  static const double scales[] = { 4, 10, 20 };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      MnPhantomParams params = MN_PHANTOM_DEFAULTS;
      MnMeasures      measures;

      params.px_per_mm = scales[i];
      params.ita = 43 - 40.0 * i;
      params.texture = params.mottle = 0.3f;
      {
        g_autoptr (MnPhantom) full = mn_phantom_new (&params);
        g_autoptr (MnPhantom) half = (params.features = 0.5f, mn_phantom_new (&params));
        g_autoptr (MnView) before = view_of (full);
        g_autoptr (MnView) after = view_of (half);

        mn_measure (full, before, after, MN_MEASURED_ALL, &measures);
      }
      for (int kind = 0; kind < MN_HIGHLIGHT; kind++)
        {
          g_test_message ("%g px/mm, %s: %.3f left", scales[i], mn_feature_name (kind), measures.left[kind]);
          g_assert_cmpfloat_with_epsilon (measures.left[kind], 0.5, 0.06);
        }
      g_assert_cmpfloat_with_epsilon (measures.light_scars_left, 0.5, 0.06);
      g_assert_cmpfloat_with_epsilon (measures.fine_left, 1, 0.001);
      g_assert_cmpfloat_with_epsilon (measures.texture_left, 1, 0.001);
      g_assert_cmpfloat_with_epsilon (measures.rms_l, 0, 0.001);
    }
}

/* 64 drops of a known place, 0.3 mm wide, each with a highlight in its middle. */
static void
test_specks (void)
{
  const int           pitch = MN_PHANTOM_SIDE_MM * 10 / 8;
  MnPhantomParams     params = MN_PHANTOM_DEFAULTS;
  g_autoptr (MnPhantom) phantom = mn_phantom_new (&params);
  g_autoptr (MnView)  before = view_of (phantom), after = view_of (phantom);
  float              *log_y = mn_view_plane (after, MN_LOG_Y);
  MnMeasures          measures;

  for (int i = 0; i < 64; i++)
    for (int y = -1; y <= 1; y++)
      for (int x = -1; x <= 1; x++)
        log_y[(i / 8 * pitch + pitch / 2 + y) * after->width + i % 8 * pitch + pitch / 2 + x]
          -= x || y ? 0.5f : 0.25f;
  mn_measure (phantom, before, after, MN_MEASURED_SPECKS, &measures);
  g_assert_cmpfloat_with_epsilon (measures.specks * MN_PHANTOM_SIDE_MM * MN_PHANTOM_SIDE_MM / 100, 64, 0.5);
}

static void
test_bands (void)
{
  MnPhantomParams params = MN_PHANTOM_DEFAULTS;
  MnMeasures      measures;

  params.noise = 0;
  {
    g_autoptr (MnPhantom) full = mn_phantom_new (&params);
    g_autoptr (MnPhantom) half = (params.texture = params.mottle = 0.5f, mn_phantom_new (&params));
    g_autoptr (MnView) before = view_of (full);
    g_autoptr (MnView) after = view_of (half);

    mn_measure (full, before, after, MN_MEASURED_ALL, &measures);
  }
  g_assert_cmpfloat_with_epsilon (measures.texture_left, 0.5, 0.02);
  g_assert_cmpfloat_with_epsilon (measures.fine_left, 0.25, 0.02);
  g_assert_cmpfloat_with_epsilon (measures.melanin_left, 0.5, 0.02);
  g_assert_cmpfloat_with_epsilon (measures.haemoglobin_left, 0.5, 0.02);
}

static void
test_repeatable (void)
{
  MnPhantomParams params = MN_PHANTOM_DEFAULTS;

  params.px_per_mm = 4;
  params.eight_bit = TRUE;
  {
    g_autoptr (MnPhantom) a = mn_phantom_new (&params);
    g_autoptr (MnPhantom) b = mn_phantom_new (&params);
    g_autoptr (MnPhantom) c = (params.seed = 2, mn_phantom_new (&params));
    const gsize bytes = sizeof (float) * 3 * a->width * a->height;

    g_assert_cmpint (memcmp (a->rgb, b->rgb, bytes), ==, 0);
    g_assert_cmpint (memcmp (a->rgb, c->rgb, bytes), !=, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  g_test_add_func ("/phantom/tone", test_tone);
  g_test_add_func ("/phantom/contrast", test_contrast);
  g_test_add_func ("/phantom/left", test_left);
  g_test_add_func ("/phantom/bands", test_bands);
  g_test_add_func ("/phantom/repeatable", test_repeatable);
  g_test_add_func ("/phantom/specks", test_specks);
  return g_test_run ();
}
