/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * doses [ITA PX_PER_MM SEED [EFFECT]]: doses of 0.1 and 0.6, one effect at a time, on phantoms of light, medium and
 * dark skin at 6, 10 and 16 px/mm, and the doses measured on the pictures (DESIGN section 5).  Then phantoms that
 * nothing was tuned on.  Prints one table; exit 1 where a dose leaves its bounds.  Points are counted where they can be
 * told apart, which at 6 px/mm is 87 in 100 (test-scatter counts them all); 2 a cm2 are 128 on a phantom, give or take.
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
#define FEW 3                  /* phantoms for one line: a few features alone say little */
#define MANY 12                /* scars are faint, and relief as large as they are adds to some and takes from others */

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
  int         phantoms;          /* rows of one dose stand together and have the same doses and phantoms */
} Row;

#define DOSE(name, ...) offsetof (MnDoses, name), { __VA_ARGS__ }
#define TENTHS(name) DOSE (name, 0.1f, 0.6f)
#define FEATURE(kind) (MnMeasured) (1 << (kind)), offsetof (MnMeasures, left) + (kind) * sizeof (double)
#define LIGHT_SCARS (MnMeasured) (1 << MN_SCAR), offsetof (MnMeasures, light_scars_left)
#define MEASURE(what, name) MN_MEASURED_##what, offsetof (MnMeasures, name)

/* clang-format off */
static const Row rows[] = {
  { "pores",    "pits",        TENTHS (pores),           FEATURE (MN_PIT),                LEFT, 1, .03, FEW },
  { "texture",  "0.35-1.5 mm", TENTHS (texture),         MEASURE (TEXTURE, texture_left), LEFT, PIXELS, .03, FEW },
  { "lines",    "fine lines",  TENTHS (lines),           FEATURE (MN_FINE_LINE),          LEFT, PIXELS, .03, FEW },
  { "folds",    "deep folds",  DOSE (folds, .05f, .25f), FEATURE (MN_FOLD),               LEFT, 1, .01, FEW },
  { "scars",    "dark",        TENTHS (scars),           FEATURE (MN_SCAR),               LEFT, 1, .03, MANY },
  { "scars",    "light",       TENTHS (scars),           LIGHT_SCARS,                     LEFT, 1, .03, MANY },
  { "scars",    "ice-pick",    TENTHS (scars),           FEATURE (MN_ICE_PICK),           LEFT, ICE_PICK, .03, MANY },
  { "tone",     "melanin map", TENTHS (tone),            MEASURE (TONE, melanin_left),    LEFT, 1, .03, FEW },
  { "spots",    "lentigines",  TENTHS (spots),           FEATURE (MN_LENTIGO),            LEFT, 1, .03, FEW },
  { "blotches", "redness",     TENTHS (blotches),        FEATURE (MN_BLOTCH),             LEFT, 1, .03, FEW },
  { "radiance", "delta L*",    DOSE (radiance, .5f, 2),  MEASURE (SHIFT, delta_l),        SHIFT, 1, .05, FEW },
  { "redness",  "haemoglobin", DOSE (erythema, 1, 10),   MEASURE (REDNESS, delta_h),      REDNESS, 1, .04, FEW },
  { "bleeding", "points/cm2",  DOSE (points, 2, 20),     MEASURE (SPECKS, specks),        DENSITY, 1, .18, FEW },
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
  patient.before = mn_view_new (patient.phantom->rgb, patient.phantom->width, patient.phantom->height, px_per_mm,
                                NULL);
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

/* One picture for the rows that share its dose. */
static void
measure (const Row *row, int n_rows, const Patient *patient, float dose, double have[])
{
  MnDoses    doses = { .film = 1, .freshness = 1, .ita = NAN };
  MnMeasured what = 0;
  MnMeasures measures;

  G_STRUCT_MEMBER (float, &doses, row->dose) = dose;
  for (int r = 0; r < n_rows; r++)
    what |= row[r].what;
  {
    const GeglRectangle part = mn_measured_part (patient->phantom, what);
    g_autoptr (MnView)  after = mn_operators_view (patient->operators, &doses, &part);

    mn_measure (patient->phantom, patient->before, after, what, &measures);
  }
  for (int r = 0; r < n_rows; r++)
    {
      const double value = G_STRUCT_MEMBER (double, &measures, row[r].measure);

      have[r] += (row[r].how == LEFT ? 1 - value : value) / row[r].phantoms;
    }
}

/* Prints a row; whether it is within its bounds and the larger dose does more. */
static gboolean
judge (const Row *row, double ita, double px_per_mm, double have[N_DOSES])
{
  gboolean good = have[1] > have[0] && have[0] > 0;

  g_print ("%-9s %-12s %4.0f %6.1f ", row->effect, row->quantity, ita, px_per_mm);
  for (int j = 0; j < N_DOSES; j++)
    {
      const double want = wanted (row, row->doses[j], ita);

      g_print (" %7.3f %7.3f", want, have[j]);
      good = good && fabs (have[j] - want) <= row->bound * (row->how == LEFT ? 1 : want);
    }
  g_print ("  %s\n", good ? "" : "off");
  return good;
}

/* How many rows from one on share its dose. */
static int
sharing (int first)
{
  int n = 1;

  while (first + n < (int) G_N_ELEMENTS (rows) && rows[first + n].dose == rows[first].dose)
    n++;
  return n;
}

/* One line an effect: the mean of some phantoms, seed and following. */
static int
table (double ita, double px_per_mm, guint32 seed, const char *effect)
{
  const int n_rows = G_N_ELEMENTS (rows);
  double    have[N_DOSES][G_N_ELEMENTS (rows)] = { { 0 } };
  int       off = 0;

  for (int p = 0; p < MANY; p++)
    {
      Patient patient = patient_new (ita, px_per_mm, seed + p);

      for (int i = 0; i < n_rows; i += sharing (i))
        for (int j = 0; j < N_DOSES && p < rows[i].phantoms && (! effect || g_str_equal (effect, rows[i].effect)); j++)
          measure (&rows[i], sharing (i), &patient, rows[i].doses[j], have[j] + i);
      patient_clear (&patient);
    }
  for (int i = 0; i < n_rows; i++)
    if (! effect || g_str_equal (effect, rows[i].effect))
      off += ! judge (&rows[i], ita, px_per_mm, (double[N_DOSES]) { have[0][i], have[1][i] });
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
