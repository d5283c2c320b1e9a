/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "noise.h"

#include "wide.h"

#define FREQUENCY 1.625f      /* lattice cells a wavelength */
#define GAIN 1.2252051e-4f    /* to unit standard deviation, by integration over a cell */

static inline float
byte_sum (uint32_t h)
{
  return (float) ((h & 255) + (h >> 8 & 255) + (h >> 16 & 255) + (h >> 24));
}

float
mn_normal (uint32_t hash)
{
  const float mean = 8 * 127.5f;
  const float sd = 209.02153f;     /* sqrt (8 (256^2 - 1) / 12) */

  return (byte_sum (hash) + byte_sum (mn_hash_mix (hash + 0x9e3779b9u)) - mean) / sd;
}

/* The slope at a lattice point, times the way from there. */
static inline float
corner (uint32_t base, int32_t i, int32_t j, float x, float y)
{
  const uint32_t h = mn_hash_cell (base, i, j);

  return ((float) (int32_t) (h & 0xffff) - 32767.5f) * x + ((float) (int32_t) (h >> 16) - 32767.5f) * y;
}

static inline float
fade (float t)
{
  return t * t * t * (t * (t * 6 - 15) + 10);
}

static inline float
lattice (uint32_t base, float x, float y)
{
  const int32_t i = (int32_t) x - (x < 0), j = (int32_t) y - (y < 0);
  const float   u = x - (float) i, v = y - (float) j;
  const float   fu = fade (u), fv = fade (v);
  const float   n00 = corner (base, i, j, u, v);
  const float   n10 = corner (base, i + 1, j, u - 1, v);
  const float   n01 = corner (base, i, j + 1, u, v - 1);
  const float   n11 = corner (base, i + 1, j + 1, u - 1, v - 1);
  const float   n0 = n00 + fu * (n10 - n00);
  const float   n1 = n01 + fu * (n11 - n01);

  return n0 + fv * (n1 - n0);
}

/* Two lattices, turned by 17 and 17 + 45 degrees. */
static inline float
noise (uint32_t base, float x, float y)
{
  const float c1 = 0.95630476f * FREQUENCY, s1 = 0.29237170f * FREQUENCY;
  const float c2 = 0.46947156f * FREQUENCY, s2 = 0.88294759f * FREQUENCY;

  return GAIN * (lattice (base, c1 * x - s1 * y, s1 * x + c1 * y) +
                 lattice (~base, c2 * x - s2 * y, s2 * x + c2 * y));
}

float
mn_noise (uint32_t seed, uint32_t stream, float x, float y)
{
  return noise (mn_hash_base (seed, stream), x, y);
}

MN_WIDE void
mn_noise_row (uint32_t seed, uint32_t stream, float x0, float dx, float y, int n, float *out)
{
  const uint32_t base = mn_hash_base (seed, stream);

  for (int i = 0; i < n; i++)
    out[i] = noise (base, x0 + (float) i * dx, y);
}
