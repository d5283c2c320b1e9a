/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Deviates, noise and the points of scatter.h in double.  The hashes are noise.h's: they say which random skin it is.
 * What is made of them is written from the headers.
 */
#pragma once

#include "kernels/scatter.h"
#include "naive.h"

static inline double
naive_uniform (uint32_t hash)
{
  return ((hash >> 9) + 0.5) / (1 << 23);
}

/* The sum of eight uniform bytes, brought to mean 0 and deviation 1. */
static inline double
naive_normal (uint32_t hash)
{
  const uint32_t words[2] = { hash, mn_hash_mix (hash + 0x9e3779b9u) };
  double         sum = 0;

  for (int byte = 0; byte < 8; byte++)
    sum += (words[byte / 4] >> (8 * (byte % 4)) & 255) - 127.5;
  return sum / sqrt (8 * (256.0 * 256.0 - 1) / 12);
}

/* Of a number of a mark. */
static inline uint32_t
naive_draw (uint32_t mark, int which)
{
  return mn_hash_mix (mark + (uint32_t) which * 0x9e3779b9u);
}

static inline double
naive_fade (double t)
{
  return 6 * pow (t, 5) - 15 * pow (t, 4) + 10 * pow (t, 3);
}

/* Gradient noise: the slopes at the four lattice points about, each a pair of 16-bit numbers. */
static inline double
naive_lattice (uint32_t base, double x, double y)
{
  double sum = 0;

  for (int corner = 0; corner < 4; corner++)
    {
      const int      i = (int) floor (x) + corner % 2, j = (int) floor (y) + corner / 2;
      const uint32_t slopes = mn_hash_cell (base, i, j);

      sum += naive_fade (1 - fabs (x - i)) * naive_fade (1 - fabs (y - j))
             * (((slopes & 0xffff) - 32767.5) * (x - i) + ((slopes >> 16) - 32767.5) * (y - j));
    }
  return sum;
}

/* The variance of two such lattices: 4 corners x 2 axes x the slopes' variance x the mean over a cell of fade (t)^2,
 * 181 / 462, x that of fade (t)^2 (1 - t)^2, 535 / 18018, by integration. */
static inline double
naive_lattices_variance (void)
{
  return 2 * 4 * 2 * (65536.0 * 65536.0 - 1) / 12 * 181 / 462 * 535 / 18018;
}

/* 1.625 lattice cells to a wavelength; one lattice is turned by 17 degrees, the other by 62. */
static inline double
naive_noise (uint32_t seed, uint32_t stream, double x, double y)
{
  const uint32_t base = mn_hash_base (seed, stream);
  const double   scale = 1 / sqrt (naive_lattices_variance ());
  double         sum = 0;

  for (int lattice = 0; lattice < 2; lattice++)
    {
      const double turn = (17 + 45 * lattice) * G_PI / 180;
      const double c = 1.625 * cos (turn), s = 1.625 * sin (turn);

      sum += naive_lattice (lattice ? ~base : base, c * x - s * y, s * x + c * y);
    }
  return scale * sum;
}

/* Bilinear between the map's cell centres, 0 beyond. */
static inline double
naive_weight (const MnWeight *weight, double x_mm, double y_mm)
{
  const double x = (x_mm - weight->x_mm) / weight->pitch_mm, y = (y_mm - weight->y_mm) / weight->pitch_mm;
  double       sum = 0;

  if (x < 0 || y < 0 || x > weight->cols - 1 || y > weight->rows - 1)
    return 0;
  for (int j = 0; j < weight->rows; j++)
    for (int i = 0; i < weight->cols; i++)
      sum += MAX (1 - fabs (x - i), 0) * MAX (1 - fabs (y - j), 0) * weight->values[j * weight->stride + i];
  return sum;
}

typedef struct
{
  double   x, y, visibility, along_x, along_y;
  uint32_t mark;
} NaiveSpot;

/* Density also varies by itself, over 9 mm. */
static inline double
naive_visibility (uint32_t seed, uint32_t stream, const MnWeight *weight, double density, double level, double x,
                  double y)
{
  const double patch = exp (0.4 * naive_noise (seed, ~stream, x / 9, y / 9) - 0.4 * 0.4 / 2);
  const double wanted = density * naive_weight (weight, x, y) * MIN (patch, 2.5);

  return wanted > 0 ? CLAMP (0.5 + (wanted - level) / (0.1 * wanted), 0, 1) : 0;
}

/* Adds the points born in cell (i, j) to an array of NaiveSpot.  A cell is 0.16 cm2 and its groups' levels a Poisson
 * process; far above 2.5 times the density nothing shows. */
static inline void
naive_cell (GArray *spots, uint32_t seed, uint32_t stream, const MnWeight *weight, double density, int i, int j)
{
  static const double sizes[4] = { 0.80, 0.10, 0.06, 0.04 };      /* the shares of groups of one … four */
  const double        mean_size = sizes[0] + 2 * sizes[1] + 3 * sizes[2] + 4 * sizes[3];
  const uint32_t      cell = mn_hash (seed, stream, i, j);
  double              level = 0, top = 0;

  for (int k = 0; k < weight->rows * weight->cols; k++)
    top = MAX (top, weight->values[k / weight->cols * weight->stride + k % weight->cols]);
  for (uint32_t group = 0; level < 2.7 * density * top; group++)
    {
      const uint32_t mark = mn_hash_mix (cell + group * 0x85ebca77u);
      const double   lot = naive_uniform (naive_draw (mark, 3));
      const int      members = 1 + (lot > sizes[0]) + (lot > sizes[0] + sizes[1]) + (lot > 1 - sizes[3]);
      const gboolean in_row = naive_draw (mark, 4) & 1, across_face = naive_draw (mark, 4) & 2;
      const double   turn = 0.3 * CLAMP (naive_normal (naive_draw (mark, 5)), -2, 2);
      const double   way[2] = { 0.939 - turn * 0.343, 0.343 + turn * 0.939 };
      NaiveSpot      spot = { .along_x = across_face ? -way[1] : way[0], .along_y = across_face ? way[0] : way[1] };

      level -= log (naive_uniform (naive_draw (mark, 0))) * mean_size / 0.16;
      for (int member = 0; member < members; member++)
        {
          const double a = CLAMP (naive_normal (naive_draw (mark, 6 + 3 * member)), -2.5, 2.5);
          const double b = CLAMP (naive_normal (naive_draw (mark, 7 + 3 * member)), -2.5, 2.5);
          const double along = member == 0 ? 0 : in_row ? 0.95 * member + 0.25 * a : 0.9 * a;
          const double aside = member == 0 ? 0 : in_row ? 0.18 * b : 0.9 * b;

          spot.x = 4 * (i + naive_uniform (naive_draw (mark, 1))) + along * spot.along_x - aside * spot.along_y;
          spot.y = 4 * (j + naive_uniform (naive_draw (mark, 2))) + along * spot.along_y + aside * spot.along_x;
          spot.visibility = naive_visibility (seed, stream, weight, density, level, spot.x, spot.y);
          spot.mark = naive_draw (mark, 8 + 3 * member);
          if (spot.visibility > 0)
            g_array_append_val (spots, spot);
        }
    }
}
