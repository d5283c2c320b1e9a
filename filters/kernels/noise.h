/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Everything random: a pure function of seed, stream and place, the same on every machine.
 *
 * A stream is one use of randomness (which dot's diameter, which octave of blotches): any number, two uses never share
 * one.  Places are lattice cells (i, j) or positions; nothing depends on the order or the tile in which they are asked.
 */
#pragma once

#include <stdint.h>

/* Finaliser of MurmurHash3 (Austin Appleby): every bit of the input changes half of the output's bits. */
static inline uint32_t
mn_hash_mix (uint32_t h)
{
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

static inline uint32_t
mn_hash_base (uint32_t seed, uint32_t stream)
{
  return mn_hash_mix (seed + 0x9e3779b9u * mn_hash_mix (stream));
}

static inline uint32_t
mn_hash_cell (uint32_t base, int32_t i, int32_t j)
{
  return mn_hash_mix (mn_hash_mix (base + (uint32_t) i * 0x9e3779b1u) + (uint32_t) j * 0x85ebca77u);
}

static inline uint32_t
mn_hash (uint32_t seed, uint32_t stream, int32_t i, int32_t j)
{
  return mn_hash_cell (mn_hash_base (seed, stream), i, j);
}

/* A hash as a deviate, uniform in (0, 1). */
static inline float
mn_uniform (uint32_t hash)
{
  return ((float) (hash >> 9) + 0.5f) * 0x1p-23f;
}

/* A hash as a deviate of mean 0 and standard deviation 1, nearly normal (the sum of eight uniform bytes: within
 * +-4.9, excess kurtosis -0.15). */
float mn_normal    (uint32_t hash);

/* Smooth noise: mean 0, standard deviation 1, nearly normal, bumps and dents of wavelength 1 in all directions (the
 * mean frequency of its spectrum); for n mm pass millimetres / n.  Gradient noise (Perlin, SIGGRAPH 1985 and 2002) on
 * two lattices turned against the axes and each other, so that neither shows.  Continuous with its first two
 * derivatives.  Useful for |x|, |y| < 10^4, where the position still has three decimals. */
float mn_noise     (uint32_t seed, uint32_t stream, float x, float y);

/* out[i] = mn_noise (seed, stream, x0 + i * dx, y), to the bit. */
void  mn_noise_row (uint32_t seed, uint32_t stream, float x0, float dx, float y, int n, float *out);
