/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * doses [PX_PER_MM …]: runs microneedling:simulate on phantoms of light, medium and dark skin with one effect on at a time
 * and prints a table: the dose wanted (mn_treatment_doses) and the dose measured on the picture.
 *
 * Exit 1 where a measure leaves its bounds.  The bounds are loose: right size, right sign, monotone in the sessions, and what
 * must stay (moles, folds, hairs, fine texture) stays.
 */
#include "filters.h"
#include "graph.h"
#include "measure.h"
#include "treatment.h"

#include <math.h>
#include <stddef.h>

#define CONTRAST_TOLERANCE 0.15
#define KEPT_TOLERANCE 0.03
#define HAIR_TOLERANCE 0.10    /* single stubble hairs are as fine and dark as pores */
#define FINE_ENERGY_KEPT 0.75
#define PIXEL_CONTRAST 0.6     /* of a perceived grade: texture and lines (SCIENCE, part I2) */

typedef enum { CONTRAST, KEPT, HAIR, FINE_KEPT, SHIFT, DENSITY, SIGN } Bound;

typedef struct
{
  const char *effect, *quantity;
  gssize      dose;          /* offset in MnDoses, -1: none, stays 1 */
  gssize      measure;       /* offset in MnMeasures */
  Bound       bound;
} Row;

#define DOSE(name) ((gssize) offsetof (MnDoses, name))
#define MEASURE(name) ((gssize) offsetof (MnMeasures, name))
#define LEFT(kind) ((gssize) (offsetof (MnMeasures, left) + (kind) * sizeof (double)))

static const Row rows[] = {
  { "pores",    "pits",          DOSE (pores),          LEFT (MN_PIT),             CONTRAST },
  { "pores",    "fine energy",   -1,                    MEASURE (fine_left),       FINE_KEPT },
  { "pores",    "hairs",         -1,                    LEFT (MN_HAIR),            HAIR },
  { "pores",    "moles",         -1,                    LEFT (MN_MOLE),            KEPT },
  { "texture",  "0.35-1.5 mm",   DOSE (texture),        MEASURE (texture_left),    CONTRAST },
  { "texture",  "fine energy",   -1,                    MEASURE (fine_left),       FINE_KEPT },
  { "texture",  "moles",         -1,                    LEFT (MN_MOLE),            KEPT },
  { "lines",    "fine lines",    DOSE (lines),          LEFT (MN_FINE_LINE),       CONTRAST },
  { "lines",    "folds",         DOSE (folds),          LEFT (MN_FOLD),            CONTRAST },
  { "scars",    "dark scars",    DOSE (scars),          LEFT (MN_SCAR),            CONTRAST },
  { "scars",    "light scars",   DOSE (scars),          MEASURE (light_scars_left), CONTRAST },
  { "scars",    "ice-pick",      DOSE (ice_pick_scars), LEFT (MN_ICE_PICK),        CONTRAST },
  { "scars",    "moles",         -1,                    LEFT (MN_MOLE),            KEPT },
  { "scars",    "folds",         -1,                    LEFT (MN_FOLD),            KEPT },
  { "tone",     "melanin map",   DOSE (tone),           MEASURE (melanin_left),    CONTRAST },
  { "tone",     "lentigines",    DOSE (spots),          LEFT (MN_LENTIGO),         CONTRAST },
  { "tone",     "blotches",      DOSE (blotches),       LEFT (MN_BLOTCH),          CONTRAST },
  { "tone",     "moles",         -1,                    LEFT (MN_MOLE),            KEPT },
  { "tone",     "pits",          -1,                    LEFT (MN_PIT),             KEPT },
  { "radiance", "delta L*",      DOSE (radiance),       MEASURE (delta_l),         SHIFT },
  { "redness",  "delta a*",      DOSE (erythema),       MEASURE (delta_a),         SHIFT },
  { "bleeding", "points/cm2",    DOSE (points),         MEASURE (specks),          DENSITY },
  { "swelling", "RMS dL*",       DOSE (swelling),       MEASURE (rms_l),           SIGN },
  { "flaking",  "RMS dL*",       DOSE (flaking),        MEASURE (rms_l),           SIGN },
};

static MnDoses
wanted_doses (MnGraph *graph)
{
  MnTreatment treatment = { 0 };
  MnDoses     doses;
  double      depth, interval, days, m[10];

  gegl_node_get (graph->operation, "sessions", &treatment.sessions, "needle-depth", &depth, "interval", &interval,
                 "days-after", &days, "response", &treatment.response, NULL);
  for (int i = 0; mn_multipliers[i]; i++)
    gegl_node_get (graph->operation, mn_multipliers[i], &m[i], NULL);
  treatment.needle_depth = (float) depth;
  treatment.interval = (float) interval;
  treatment.days_after = (float) days;
  for (int i = 0; mn_multipliers[i]; i++)
    (&treatment.pores)[i] = (float) m[i];
  mn_treatment_doses (&treatment, &doses);
  return doses;
}

static MnView *
treated (const MnPhantom *phantom, const char *effect, int sessions, MnDoses *doses)
{
  const GeglRectangle    whole = { 0, 0, phantom->width, phantom->height };
  g_autoptr (GeglBuffer) buffer = mn_phantom_buffer (phantom);
  g_autoptr (MnGraph)    graph = mn_graph_new (buffer);
  g_autofree float      *pixels = NULL;

  gegl_node_set (graph->operation, "scale", phantom->params.px_per_mm, "sessions", sessions, NULL);
  mn_graph_show (graph, effect);
  *doses = wanted_doses (graph);
  pixels = mn_graph_pixels (graph, &whole, "R'G'B' float", 0);
  return mn_view_new (pixels, phantom->width, phantom->height, phantom->params.px_per_mm);
}

static double
measured (const Row *row, const MnMeasures *measures)
{
  const double value = G_STRUCT_MEMBER (double, measures, row->measure);

  return row->bound == CONTRAST ? 1 - value : value;
}

static double
wanted (const Row *row, const MnDoses *doses)
{
  const gboolean perceived = row->dose == DOSE (texture) || row->dose == DOSE (lines);

  return row->dose < 0 ? 1 : (perceived ? PIXEL_CONTRAST : 1) * G_STRUCT_MEMBER (float, doses, row->dose);
}

static gboolean
within (Bound bound, double want, double have)
{
  switch (bound)
    {
    case CONTRAST:  return fabs (have - want) <= CONTRAST_TOLERANCE;
    case HAIR:      return fabs (have - want) <= HAIR_TOLERANCE;
    case KEPT:      return fabs (have - want) <= KEPT_TOLERANCE;
    case FINE_KEPT: return have >= FINE_ENERGY_KEPT && have <= 1.1;
    case SHIFT:     return have > 0.25 * want && have < 1.5 * want;
    case DENSITY:   return have > 0.3 * want && have < 2.0 * want;
    case SIGN:      return (want > 0) == (have > 1e-3);
    }
  return FALSE;
}

static int
table (double ita, double px_per_mm)
{
  MnPhantomParams params = MN_PHANTOM_DEFAULTS;
  g_autoptr (MnPhantom) phantom = (params.ita = ita, params.px_per_mm = px_per_mm, mn_phantom_new (&params));
  g_autoptr (MnView)    before = mn_view_new (phantom->rgb, phantom->width, phantom->height, px_per_mm);
  const char *effect = NULL;
  MnMeasures  measures;
  MnDoses     doses;
  int         off = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];

      if (g_strcmp0 (effect, row->effect))
        {
          g_autoptr (MnView) after = treated (phantom, row->effect, 3, &doses);

          mn_measure (phantom, before, after, &measures);
          effect = row->effect;
        }
      {
        const double   want = wanted (row, &doses), have = measured (row, &measures);
        const gboolean good = within (row->bound, want, have);

        g_print ("%-9s %-13s %5.0f %6.1f %8.3f %8.3f  %s\n", row->effect, row->quantity, ita, px_per_mm, want, have,
                 good ? "" : "off");
        off += ! good;
      }
    }
  return off;
}

/* More sessions, more of every outcome. */
static int
sessions (void)
{
  MnPhantomParams params = MN_PHANTOM_DEFAULTS;
  g_autoptr (MnPhantom) phantom = mn_phantom_new (&params);
  g_autoptr (MnView)    before = mn_view_new (phantom->rgb, phantom->width, phantom->height, params.px_per_mm);
  int off = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if ((i == 0 || g_strcmp0 (rows[i].effect, rows[i - 1].effect)) && rows[i].bound != SIGN && rows[i].bound != DENSITY
        && g_strcmp0 (rows[i].effect, "redness"))
      {
        static const int n[] = { 0, 1, 3, 6 };
        double           dose[4];
        gboolean         good = TRUE;

        g_print ("%-9s %-13s", rows[i].effect, rows[i].quantity);
        for (int j = 0; j < 4; j++)
          {
            MnMeasures measures;
            MnDoses    doses;
            g_autoptr (MnView) after = treated (phantom, rows[i].effect, n[j], &doses);

            mn_measure (phantom, before, after, &measures);
            dose[j] = measured (&rows[i], &measures);
            good = good && (j == 0 ? fabs (dose[0]) < 1e-3 : dose[j] > dose[j - 1]);
            g_print (" %d: %.3f", n[j], dose[j]);
          }
        g_print ("  %s\n", good ? "" : "off");
        off += ! good;
      }
  return off;
}

int
main (int argc, char **argv)
{
  static const double tones[] = { 48, 10, -40 };
  static const double usual[] = { 6, 12 };
  const int n_scales = argc > 1 ? argc - 1 : (int) G_N_ELEMENTS (usual);
  int off = 0;

  gegl_init (NULL, NULL);
  mn_filters_register ();

  g_print ("%-9s %-13s %5s %6s %8s %8s\n", "effect", "quantity", "ITA", "px/mm", "wanted", "measured");
  for (guint t = 0; t < G_N_ELEMENTS (tones); t++)
    for (int s = 0; s < n_scales; s++)
      off += table (tones[t], argc > 1 ? g_ascii_strtod (argv[s + 1], NULL) : usual[s]);
  g_print ("\nby sessions, ITA 43, 10 px/mm\n");
  off += sessions ();
  g_print ("%d off\n", off);
  return off ? 1 : 0;
}
