/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What must hold of the whole result, all effects together: what stays, no halos, noise and JPEG blocks left alone, the
 * same look at half the size, no jump in time.
 */
#include "filters.h"
#include "operators.h"

#include <math.h>

#define STAYS 0.05             /* of its contrast */
#define FOLDS_STAY 0.03        /* besides their own dose */
#define SHADING 1.0            /* L*, standard deviation of the shift of 8 mm */
#define HALO 0.5               /* L* */
#define AMPLIFIED 1.03
#define HALF_SIZE 0.3          /* CIE76 */
#define MEAN_STEP 1.0          /* CIE76, days times 1.2 */
#define MOST_STEP 1.5          /* any pixel, days times 1.001: a drop of blood that is just drying */

static MnDoses
doses_of (int sessions, double days)
{
  const MnTreatment treatment = {
    .sessions = sessions, .needle_depth = 1, .interval = 4, .days_after = (float) days,
    .response = MN_RESPONSE_TYPICAL, .pores = 1, .texture = 1, .lines = 1, .scars = 1, .tone = 1, .radiance = 1,
    .redness = 1, .bleeding = 1, .swelling = 1, .flaking = 1 };
  MnDoses doses;

  mn_treatment_doses (&treatment, &doses);
  return doses;
}

static MnPhantom *
phantom_of (double ita, double px_per_mm, float noise, int jpeg)
{
  MnPhantomParams params = MN_PHANTOM_DEFAULTS;

  params.ita = ita;
  params.px_per_mm = px_per_mm;
  params.noise = noise;
  params.jpeg = jpeg;
  params.seed = 51;
  return mn_phantom_new (&params);
}

static MnView *
view_of (const MnPhantom *phantom)
{
  return mn_view_new (phantom->rgb, phantom->width, phantom->height, phantom->params.px_per_mm, NULL);
}

/* Six sessions: moles, stubble, lashes, highlights and clipped glints keep their contrast, and shading is shading. */
static void
guards (void)
{
  static const struct { double ita, px_per_mm; } skins[] = { { 48, 6 }, { 10, 16 }, { -40, 10 } };
  static const MnFeatureKind kinds[] = { MN_MOLE, MN_HAIR, MN_LASH, MN_HIGHLIGHT, MN_GLINT };
  const MnDoses doses = doses_of (6, 84);

  for (guint s = 0; s < G_N_ELEMENTS (skins); s++)
    {
      g_autoptr (MnPhantom)   phantom = phantom_of (skins[s].ita, skins[s].px_per_mm, 0.004f, 0);
      g_autoptr (MnOperators) operators = mn_operators_new (phantom);
      g_autoptr (MnView)      before = view_of (phantom);
      g_autoptr (MnView)      after = mn_operators_view (operators, &doses, NULL);
      MnMeasures              measures;

      mn_measure (phantom, before, after, MN_MEASURED_FEATURES | MN_MEASURED_TEXTURE | MN_MEASURED_SHIFT, &measures);
      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          g_test_message ("ITA %g, %g px/mm: %s keeps %.3f", skins[s].ita, skins[s].px_per_mm,
                          mn_feature_name (kinds[k]), measures.left[kinds[k]]);
          g_assert_cmpfloat_with_epsilon (measures.left[kinds[k]], 1, STAYS);
        }
      g_test_message ("folds keep %.3f, fine texture %.3f, shading shifts by sd %.4f", measures.left[MN_FOLD],
                      measures.fine_left, measures.low_sd);
      g_assert_cmpfloat (measures.left[MN_FOLD], >, 1 - doses.folds - FOLDS_STAY);
      g_assert_cmpfloat (measures.fine_left, >, 0.75);
      g_assert_cmpfloat (measures.low_sd * 116 / 3 * cbrt (0.35), <, SHADING);
    }
}

/* The skin 0.4 … 1.2 mm beside what stays is not brighter or darker than the skin at large. */
static void
halos (void)
{
  const MnDoses           doses = doses_of (6, 84);
  g_autoptr (MnPhantom)   phantom = phantom_of (30, 10, 0, 0);
  g_autoptr (MnOperators) operators = mn_operators_new (phantom);
  g_autoptr (MnView)      before = view_of (phantom);
  g_autoptr (MnView)      after = mn_operators_view (operators, &doses, NULL);
  const float            *l[2] = { mn_view_plane (before, MN_LAB_L), mn_view_plane (after, MN_LAB_L) };
  MnMeasures              measures;

  mn_measure (phantom, before, after, MN_MEASURED_SHIFT, &measures);
  for (int kind = MN_MOLE; kind <= MN_LASH; kind += MN_LASH - MN_MOLE)
    {
      double sum = 0;
      int    n = 0;

      for (guint i = 0; i < phantom->features->len; i++)
        {
          const MnFeature *feature = &g_array_index (phantom->features, MnFeature, i);
          const float      edge = (feature->length > 0 ? 1.5f : 0.5f) * feature->size;

          if ((int) feature->kind != kind)
            continue;
          for (int y = (int) feature->y - 50; y < (int) feature->y + 50; y++)
            for (int x = (int) feature->x - 50; x < (int) feature->x + 50; x++)
              {
                const float dx = (x + 0.5f - feature->x) / 10, dy = (y + 0.5f - feature->y) / 10;
                const float along = dx * cosf (feature->angle) + dy * sinf (feature->angle);
                const float across = fabsf (dy * cosf (feature->angle) - dx * sinf (feature->angle));
                const float r = feature->length > 0 ? across : hypotf (dx, dy);

                if (r < edge + 0.4f || r > edge + 1.2f
                    || (feature->length > 0 && fabsf (along) > 0.4f * feature->length))
                  continue;
                sum += l[1][y * after->width + x] - l[0][y * after->width + x];
                n++;
              }
        }
      g_test_message ("beside a %s: %+.3f L*", mn_feature_name ((MnFeatureKind) kind), sum / n - measures.delta_l);
      g_assert_cmpfloat_with_epsilon (sum / n, measures.delta_l, HALO);
    }
}

/* Mean square of neighbours' differences across columns that begin a block (first = 0), or any others. */
static double
roughness (MnView *view, gboolean at_blocks)
{
  const float *log_y = mn_view_plane (view, MN_LOG_Y);
  double       sum = 0;
  int          n = 0;

  for (int y = view->height * 3 / 4 + 20; y < view->height - 20; y++)
    for (int x = 20; x < view->width - 20; x++)
      if ((x % 8 == 0) == at_blocks)
        {
          const double d = log_y[y * view->width + x] - log_y[y * view->width + x - 1];

          sum += d * d;
          n++;
        }
  return sum / n;
}

static void
artefacts (void)
{
  const MnDoses doses = doses_of (6, 84);

  for (int jpeg = 0; jpeg <= 40; jpeg += 40)
    {
      g_autoptr (MnPhantom)   phantom = phantom_of (10, 10, jpeg ? 0.004f : 0.02f, jpeg);
      g_autoptr (MnOperators) operators = mn_operators_new (phantom);
      g_autoptr (MnView)      before = view_of (phantom);
      g_autoptr (MnView)      after = mn_operators_view (operators, &doses, NULL);
      const double            all = roughness (after, FALSE) / roughness (before, FALSE);
      const double            blocks = roughness (after, TRUE) / roughness (before, TRUE);

      g_test_message ("JPEG %d: pixels %.3f, block borders %.3f", jpeg, all, blocks);
      g_assert_cmpfloat (all, <, AMPLIFIED);
      g_assert_cmpfloat (blocks, <, AMPLIFIED);
      g_assert_cmpfloat (all, >, 0.75);
    }
}

/* Means of 2 x 2 pixels of light. */
static float *
halved (const float *rgb, int side)
{
  float *half = g_new (float, 3 * (side / 2) * (side / 2));

  for (int y = 0; y < side / 2; y++)
    for (int x = 0; x < side / 2; x++)
      for (int c = 0; c < 3; c++)
        {
          double sum = 0;

          for (int i = 0; i < 4; i++)
            sum += pow ((rgb[3 * ((2 * y + i / 2) * side + 2 * x + i % 2) + c] + 0.055) / 1.055, 2.4);
          half[3 * (y * (side / 2) + x) + c] = (float) (1.055 * pow (sum / 4, 1 / 2.4) - 0.055);
        }
  return half;
}

static void
compare (MnView *a, MnView *b, double *mean, double *most)
{
  const int n = a->width * a->height;

  *mean = *most = 0;
  for (int i = 0; i < n; i++)
    {
      double square = 0;

      for (int plane = MN_LAB_L; plane <= MN_LAB_B; plane++)
        {
          const double d = mn_view_plane (a, plane)[i] - mn_view_plane (b, plane)[i];

          square += d * d;
        }
      *mean += sqrt (square) / n;
      *most = fmax (*most, sqrt (square));
    }
}

/* Treated and halved, or halved and treated. */
static void
half_size (void)
{
  static const struct { int sessions; double days; } when[] = { { 1, 0 }, { 3, 84 } };

  for (guint t = 0; t < G_N_ELEMENTS (when); t++)
    {
      const MnDoses           doses = doses_of (when[t].sessions, when[t].days);
      g_autoptr (MnPhantom)   full = phantom_of (30, 12, 0.004f, 0), half = phantom_of (30, 6, 0, 0);
      g_autoptr (MnOperators) on_full = mn_operators_new (full);
      g_autofree float       *treated = mn_operators_pixels (on_full, &doses, NULL);
      g_autofree float       *wanted = halved (treated, full->width);

      g_free (half->rgb);
      half->rgb = halved (full->rgb, full->width);
      {
        g_autoptr (MnOperators) on_half = mn_operators_new (half);
        g_autoptr (MnView)      after = mn_operators_view (on_half, &doses, NULL);
        g_autoptr (MnView)      want = mn_view_new (wanted, half->width, half->width, 6, NULL);
        double                  mean, most;

        compare (after, want, &mean, &most);
        g_test_message ("%d sessions, day %g: mean delta E %.3f", when[t].sessions, when[t].days, mean);
        g_assert_cmpfloat (mean, <, HALF_SIZE);
      }
    }
}

/* From the first minutes to a year: the picture moves slowly, and no pixel jumps. */
static void
time_sweep (void)
{
  g_autoptr (MnPhantom)   phantom = phantom_of (43, 6, 0.004f, 0);
  g_autoptr (MnOperators) operators = mn_operators_new (phantom);
  g_autoptr (MnView)      last = NULL;

  for (double days = 0.01; days < 370; days *= 1.2)
    {
      const MnDoses      doses = doses_of (3, days), soon = doses_of (3, 1.001 * days);
      MnView            *view = mn_operators_view (operators, &doses, NULL);
      g_autoptr (MnView) next = mn_operators_view (operators, &soon, NULL);
      double             mean = 0, most, ignored;

      if (last)
        compare (last, view, &mean, &ignored);
      compare (view, next, &ignored, &most);
      g_test_message ("day %.3f: mean delta E %.3f since the last, most %.2f at once", days, mean, most);
      g_assert_cmpfloat (mean, <, MEAN_STEP);
      g_assert_cmpfloat (most, <, MOST_STEP);
      g_clear_pointer (&last, mn_view_free);
      last = view;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  mn_filters_register ();
  g_test_add_func ("/looks/guards", guards);
  g_test_add_func ("/looks/halos", halos);
  g_test_add_func ("/looks/artefacts", artefacts);
  g_test_add_func ("/looks/half-size", half_size);
  g_test_add_func ("/looks/time-sweep", time_sweep);
  return g_test_run ();
}
