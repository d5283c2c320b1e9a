/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Skin with something of everything in it, light or dark, and how the survey's maps of it are compared with references
 * in double: where the survey keeps them, without the margin.
 */
#pragma once

#include "kernels/noise.h"
#include "naive.h"
#include "skin-fixture.h"

#define RANDOM_WIDTH 116
#define RANDOM_HEIGHT 104
#define RANDOM_MARGIN 32         /* cells, skin-planes.h */
#define RANDOM_CELLS (RANDOM_WIDTH * RANDOM_HEIGHT)

static const struct { double light, melanin, cells_per_mm; } random_skins[] = {
  { -0.6, 0.3, 2 }, { -2.6, 1.3, 2 }, { -0.6, 0.3, 1.3 }, { -2.6, 1.3, 1.3 }
};

/* Adds bumps of a size (cells) and grain. */
static inline void
roughen (const float *plane, uint32_t stream, float size, float bumps, float grain)
{
  for (int i = 0; i < RANDOM_CELLS; i++)
    {
      const float x = (float) (i % RANDOM_WIDTH) / size, y = (float) (i / RANDOM_WIDTH) / size;

      ((float *) plane)[i] += bumps * mn_noise (3, stream, x, y) + grain * mn_normal (mn_hash (4, stream, i, 0));
    }
}

static inline void
limit (const float *plane, float low, float high)
{
  for (int i = 0; i < RANDOM_CELLS; i++)
    ((float *) plane)[i] = CLAMP (plane[i], low, high);
}

/* Discs of 2 to 9 cells, those of both signs side by side, some nearly as wide as a scar. */
static inline void
add_marks (const float *plane, uint32_t stream, float amount)
{
  for (int i = 0; i < 24; i++)
    {
      const float x = RANDOM_WIDTH * mn_uniform (mn_hash (5, stream, i, 0));
      const float y = RANDOM_HEIGHT * mn_uniform (mn_hash (5, stream, i, 1));

      add_disc (plane, RANDOM_WIDTH, RANDOM_HEIGHT, x, y, 2 + 7 * mn_uniform (mn_hash (5, stream, i, 2)),
                amount * (i % 3 ? 1 : -1) * mn_uniform (mn_hash (5, stream, i, 3)));
    }
}

/* Two folds across, which grow deeper from one side to the other. */
static inline void
add_folds (const float *plane, float amount)
{
  for (int i = 0; i < RANDOM_CELLS; i++)
    {
      const float x = (float) (i % RANDOM_WIDTH) / RANDOM_WIDTH, y = (float) (i / RANDOM_WIDTH);

      ((float *) plane)[i] += amount * x * (fabsf (y - 40 - 9 * x) < 1 || fabsf (y - 69 + 11 * x) < 1.5f ? 1 : 0);
    }
}

static inline Fixture
random_skin (int which)
{
  Fixture             fixture = fixture_skin (RANDOM_WIDTH, RANDOM_HEIGHT);
  const MnSkinPlanes *skin = &fixture.skin;
  const float        *guards[] = { skin->nevus, skin->beard, skin->hair, skin->highlight };

  fixture.skin.cells_per_mm = (float) random_skins[which].cells_per_mm;
  fixture.skin.px_per_mm = 3.5f * fixture.skin.cells_per_mm;
  for (int i = 0; i < RANDOM_CELLS; i++)
    {
      ((float *) skin->log_light)[i] = (float) random_skins[which].light;
      ((float *) skin->melanin)[i] = (float) random_skins[which].melanin;
    }
  roughen (skin->log_light, 1, 40, 0.20f, 0.02f);
  roughen (skin->log_light, 2, 7, 0.05f, 0);
  add_marks (skin->log_light, 3, -0.9f);
  roughen (skin->melanin, 4, 30, 0.10f, 0.03f);
  add_marks (skin->melanin, 3, 0.7f);
  roughen (skin->haemoglobin, 5, 22, 0.20f, 0.02f);
  add_marks (skin->haemoglobin, 6, 0.8f);
  roughen (skin->grey, 7, 30, 0.20f, 0.02f);
  add_marks (skin->grey, 8, 0.6f);
  add_folds (skin->grey, 2.5f);
  roughen (skin->deviation, 9, 12, 0.05f, 0.005f);
  limit (skin->deviation, 0, 1);
  roughen (skin->skew, 10, 14, 1e-3f, 5e-4f);
  roughen (skin->reaction, 11, 30, 0.15f, 0);
  roughen (skin->coverage, 12, 25, 0.8f, 0);
  limit (skin->coverage, 0, 1);
  for (guint g = 0; g < G_N_ELEMENTS (guards); g++)
    {
      roughen (guards[g], 20 + g, 15, 0.4f, 0);
      limit (guards[g], 0, 1);
    }
  return fixture;
}

static inline double *
random_blurred (const Fixture *fixture, const float *plane, double mm)
{
  double *copy = naive_copy (plane, RANDOM_CELLS);

  naive_blur (copy, RANDOM_WIDTH, RANDOM_HEIGHT, mm * fixture->skin.cells_per_mm);
  return copy;
}

static inline double *
random_guided (const Fixture *fixture, const double *plane, const double *guide, double mm, double deviation)
{
  return naive_guided (plane, guide, RANDOM_WIDTH, RANDOM_HEIGHT, mm * fixture->skin.cells_per_mm,
                       deviation * deviation);
}

/* The depths of a plane in the levels of closing.h, by closings of so many mm. */
static inline void
random_closings (const Fixture *fixture, double *lowest, double *mean, const double *plane, double mm)
{
  g_autofree double *levels = g_memdup2 (plane, sizeof *plane * RANDOM_CELLS);

  naive_levels (levels, RANDOM_CELLS);
  naive_closings (lowest, mean, levels, RANDOM_WIDTH, RANDOM_HEIGHT, (int) (mm * fixture->skin.cells_per_mm + 1e-6));
}

#define FLOAT 1e-5        /* sums of floats in boxes, differences of products in the guided filter */
#define A_LEVEL 3e-3      /* one level of the closings in a depth, through the steepest smoothstep */

/* No cell is off by more than most, and less than a share of them by more than FLOAT: where closings are, a value that
 * lies half way between two of their levels may fall to either side. */
static inline void
random_compare_share (const char *name, const float *got, const double *wanted, double most, double share)
{
  int    cells = 0, off = 0;
  double worst = 0, sum = 0, squares = 0;

  for (int y = RANDOM_MARGIN; y < RANDOM_HEIGHT - RANDOM_MARGIN; y++)
    for (int x = RANDOM_MARGIN; x < RANDOM_WIDTH - RANDOM_MARGIN; x++)
      {
        const int    i = y * RANDOM_WIDTH + x;
        const double error = fabs (got[i] - wanted[i]);

        g_assert_true (isfinite (got[i]));
        cells++;
        off += error > FLOAT;
        worst = MAX (worst, error);
        sum += wanted[i];
        squares += wanted[i] * wanted[i];
      }
  g_test_message ("%s: deviation %.3f, %d of %d off by more than %.0e, worst %.1e", name,
                  sqrt (squares / cells - sum * sum / cells / cells), off, cells, FLOAT, worst);
  g_assert_cmpfloat (squares / cells - sum * sum / cells / cells, >, 0);
  g_assert_cmpfloat (worst, <, most);
  g_assert_cmpfloat (off, <, share * cells);
}

static inline void
random_compare (const char *name, const float *got, const double *wanted, double most)
{
  random_compare_share (name, got, wanted, most, 0.01);
}

/* A test of a comparison of kernels, which gets planes to write to, on all skins. */
static inline void
on_random_skins (gconstpointer compare)
{
  for (guint which = 0; which < G_N_ELEMENTS (random_skins); which++)
    {
      Fixture fixture = random_skin ((int) which);
      float  *out[4];

      g_test_message ("light %g, %g cells a mm", random_skins[which].light, random_skins[which].cells_per_mm);
      for (int k = 0; k < 4; k++)
        out[k] = fixture_out (&fixture);
      ((void (*) (const Fixture *, const MnSkinPlanes *, float **)) compare) (&fixture, &fixture.skin, out);
      fixture_end (&fixture);
    }
}
