/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * doses [ITA PX_PER_MM SEED [EFFECT]]: doses of 0.1 and 0.6, one effect at a time, on phantoms of light, medium and
 * dark skin at 6, 10 and 16 px/mm, and the doses measured on the pictures (DESIGN section 5).  Then phantoms that nothing
 * was tuned on.  Prints one table; exit 1 where a dose leaves its bounds.  Points are counted where they can be told
 * apart, which at 6 px/mm is 87 in 100 (test-scatter counts them all); 2 a cm2 are 128 on a phantom, give or take.
 * Redness reads up to 3 % low on dark skin, where the measure's own floor under the logarithm begins to matter.
 */
#include "filters.h"
#include "kernels/erythema.h"
#include "measure.h"
#include "operators.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#define PIXELS 0.6     /* of a perceived grade: texture and lines (SCIENCE, part I2) */
#define ICE_PICK 0.25          /* of what shallow scars lose */
#define N_DOSES 2
#define N_PHANTOMS 3           /* for one line: a few features alone say little */

typedef struct
{
  const char *effect, *quantity;
  gsize       dose;              /* offset in MnDoses */
  float       doses[N_DOSES];
  MnMeasured  what;
  gsize       measure;           /* offset in MnMeasures */
  enum { LEFT, SHIFT, REDNESS, DENSITY } how;
  double      share;             /* of the dose that is wanted on the picture */
  double      bound;             /* absolute; SHIFT, REDNESS, DENSITY: relative */
} Row;

#define DOSE(name) offsetof (MnDoses, name)
#define FEATURE(kind) MN_MEASURED_FEATURES, offsetof (MnMeasures, left) + (kind) * sizeof (double)
#define MEASURE(what, name) MN_MEASURED_##what, offsetof (MnMeasures, name)
#define TENTHS { 0.1f, 0.6f }

/* clang-format off */
static const Row rows[] = {
  { "pores",    "pits",        DOSE (pores),    TENTHS,        FEATURE (MN_PIT),                    LEFT, 1, .03 },
  { "texture",  "0.35-1.5 mm", DOSE (texture),  TENTHS,        MEASURE (TEXTURE, texture_left),     LEFT, PIXELS, .03 },
  { "lines",    "fine lines",  DOSE (lines),    TENTHS,        FEATURE (MN_FINE_LINE),              LEFT, PIXELS, .03 },
  { "folds",    "deep folds",  DOSE (folds),    { .05f, .25f },FEATURE (MN_FOLD),                   LEFT, 1, .01 },
  { "scars",    "dark",        DOSE (scars),    TENTHS,        FEATURE (MN_SCAR),                   LEFT, 1, .025 },
  { "scars",    "light",       DOSE (scars),    TENTHS,        MEASURE (FEATURES, light_scars_left), LEFT, 1, .03 },
  { "scars",    "ice-pick",    DOSE (scars),    TENTHS,        FEATURE (MN_ICE_PICK),               LEFT, ICE_PICK, .03 },
  { "tone",     "melanin map", DOSE (tone),     TENTHS,        MEASURE (TONE, melanin_left),        LEFT, 1, .03 },
  { "spots",    "lentigines",  DOSE (spots),    TENTHS,        FEATURE (MN_LENTIGO),                LEFT, 1, .03 },
  { "blotches", "redness",     DOSE (blotches), TENTHS,        FEATURE (MN_BLOTCH),                 LEFT, 1, .03 },
  { "radiance", "delta L*",    DOSE (radiance), { .5f, 2 },    MEASURE (SHIFT, delta_l),             SHIFT, 1, .05 },
  { "redness",  "haemoglobin", DOSE (erythema), { 1, 10 },     MEASURE (SHIFT, delta_h),             REDNESS, 1, .04 },
  { "bleeding", "points/cm2",  DOSE (points),   { 2, 20 },     MEASURE (SPECKS, specks),             DENSITY, 1, .18 },
};
/* clang-format on */

static double
wanted (const Row *row, float dose, double ita)
{
  return row->how == REDNESS ? mn_tone_visibility ((float) ita) * mn_erythema_density (dose) : row->share * dose;
}

typedef struct
{
  MnPhantom   *phantom;
  MnView      *before;
  MnOperators *operators;
} Patient;

static Patient
patient_new (double ita, double px_per_mm, guint32 seed)
{
  MnPhantomParams params = MN_PHANTOM_DEFAULTS;
  Patient         patient;

  params.ita = ita;
  params.px_per_mm = px_per_mm;
  params.seed = seed;
  patient.phantom = mn_phantom_new (&params);
  patient.before = mn_view_new (patient.phantom->rgb, patient.phantom->width, patient.phantom->height, px_per_mm);
  patient.operators = mn_operators_new (patient.phantom);
  return patient;
}

static void
patient_clear (Patient *patient)
{
  mn_operators_free (patient->operators);
  mn_view_free (patient->before);
  mn_phantom_free (patient->phantom);
}

static double
measured (const Row *row, Patient *patient, float dose)
{
  MnDoses    doses = { .film = 1, .freshness = 1, .ita = NAN };
  MnMeasures measures;
  double     value;

  G_STRUCT_MEMBER (float, &doses, row->dose) = dose;
  {
    g_autoptr (MnView) after = mn_operators_view (patient->operators, &doses);

    mn_measure (patient->phantom, patient->before, after, row->what, &measures);
  }
  value = G_STRUCT_MEMBER (double, &measures, row->measure);
  return row->how == LEFT ? 1 - value : value;
}

/* One line an effect: the mean of some phantoms, seed and following. */
static int
table (double ita, double px_per_mm, guint32 seed, const char *effect)
{
  Patient patients[N_PHANTOMS];
  int     off = 0;

  for (guint p = 0; p < N_PHANTOMS; p++)
    patients[p] = patient_new (ita, px_per_mm, seed + p);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      double     least = 0;
      gboolean   good = TRUE;

      if (effect && ! g_str_equal (effect, row->effect))
        continue;
      g_print ("%-9s %-12s %4.0f %6.1f ", row->effect, row->quantity, ita, px_per_mm);
      for (int j = 0; j < N_DOSES; j++)
        {
          const double want = wanted (row, row->doses[j], ita);
          const double bound = row->how == LEFT ? row->bound : row->bound * want;
          double       have = 0;

          for (int p = 0; p < N_PHANTOMS; p++)
            have += measured (row, &patients[p], row->doses[j]) / N_PHANTOMS;
          g_print (" %7.3f %7.3f", want, have);
          good = good && fabs (have - want) <= bound && have > least;
          least = have;
        }
      g_print ("  %s\n", good ? "" : "off");
      off += ! good;
    }
  for (int p = 0; p < N_PHANTOMS; p++)
    patient_clear (&patients[p]);
  return off;
}

int
main (int argc, char **argv)
{
  static const double tones[] = { 48, 10, -40 }, scales[] = { 6, 10, 16 };
  static const struct { double ita, px_per_mm; guint32 seed; } others[] = {
    { 55, 7.3, 11 }, { 30, 13, 21 }, { -12, 8.6, 31 }, { -50, 11.7, 41 } };
  int off = 0;

  gegl_init (NULL, NULL);
  mn_filters_register ();

  g_print ("%-22s %4s %6s  wanted and measured, two doses\n", "effect", "ITA", "px/mm");
  if (argc >= 4)
    return table (g_ascii_strtod (argv[1], NULL), g_ascii_strtod (argv[2], NULL), (guint32) strtoul (argv[3], NULL, 10),
                  argv[4]) > 0;
  for (guint t = 0; t < G_N_ELEMENTS (tones); t++)
    for (guint s = 0; s < G_N_ELEMENTS (scales); s++)
      off += table (tones[t], scales[s], 1, NULL);
  g_print ("\nphantoms that nothing was tuned on\n");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    off += table (others[i].ita, others[i].px_per_mm, others[i].seed, NULL);
  g_print ("%d off\n", off);
  return off > 0;
}
