/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Planes between guard bands, and skin made of them: even, fully covered, two cells a millimetre.
 */
#pragma once

#include <glib.h>
#include <math.h>
#include <string.h>

#include "kernels/skin.h"

#define GUARD 256
#define CANARY -12345.0f
#define FIXTURE_PLANES 24

typedef struct
{
  MnSkinPlanes skin;
  float       *slab[FIXTURE_PLANES];
  int          size[FIXTURE_PLANES], n_planes;
} Fixture;

/* n floats of a value, canaries on both sides. */
static inline float *
fixture_plane (Fixture *fixture, int n, float value)
{
  float *slab = g_new (float, n + 2 * GUARD);

  g_assert_cmpint (fixture->n_planes, <, FIXTURE_PLANES);
  for (int i = 0; i < n + 2 * GUARD; i++)
    slab[i] = i < GUARD || i >= GUARD + n ? CANARY : value;
  fixture->slab[fixture->n_planes] = slab;
  fixture->size[fixture->n_planes++] = n;
  return slab + GUARD;
}

static inline Fixture
fixture_skin (int width, int height)
{
  const int n = width * height;
  Fixture   fixture = { .n_planes = 0 };

  fixture.skin = (MnSkinPlanes) {
    .width = width, .height = height, .cells_per_mm = 2, .px_per_mm = 10,
    .coverage = fixture_plane (&fixture, n, 1), .log_light = fixture_plane (&fixture, n, -1),
    .deviation = fixture_plane (&fixture, n, 0.03f), .skew = fixture_plane (&fixture, n, 0),
    .melanin = fixture_plane (&fixture, n, 0.4f), .haemoglobin = fixture_plane (&fixture, n, 0.5f),
    .grey = fixture_plane (&fixture, n, 0.8f), .reaction = fixture_plane (&fixture, n, 1),
    .oedema = fixture_plane (&fixture, n, 1), .outcome = fixture_plane (&fixture, n, 1),
    .nevus = fixture_plane (&fixture, n, 0), .beard = fixture_plane (&fixture, n, 0),
    .hair = fixture_plane (&fixture, n, 0), .highlight = fixture_plane (&fixture, n, 0),
    .scratch = fixture_plane (&fixture, n * MN_SKIN_SCRATCH, 0),
  };
  return fixture;
}

/* A new plane of the skin's size. */
static inline float *
fixture_out (Fixture *fixture)
{
  return fixture_plane (fixture, fixture->skin.width * fixture->skin.height, 0);
}

/* No canary died; frees everything. */
static inline void
fixture_end (Fixture *fixture)
{
  for (int p = 0; p < fixture->n_planes; p++)
    {
      const int n = fixture->size[p];

      for (int i = 0; i < GUARD; i++)
        {
          g_assert_cmpfloat (fixture->slab[p][i], ==, CANARY);
          g_assert_cmpfloat (fixture->slab[p][GUARD + n + i], ==, CANARY);
        }
      g_free (fixture->slab[p]);
    }
}

/* Adds a smooth round hill of a diameter (cells) about (x, y). */
static inline void
add_hill (const float *plane, int width, int height, float x, float y, float diameter, float amount)
{
  float *to = (float *) plane;

  for (int j = 0; j < height; j++)
    for (int i = 0; i < width; i++)
      {
        const float r = hypotf (i - x, j - y) / (0.5f * diameter);

        to[j * width + i] += r < 1 ? amount * 0.5f * (1 + cosf ((float) G_PI * r)) : 0;
      }
}

/* Adds a flat disc with an edge one cell soft. */
static inline void
add_disc (const float *plane, int width, int height, float x, float y, float diameter, float amount)
{
  float *to = (float *) plane;

  for (int j = 0; j < height; j++)
    for (int i = 0; i < width; i++)
      to[j * width + i] += amount * CLAMP (0.5f * diameter + 0.5f - hypotf (i - x, j - y), 0, 1);
}

/* Three new planes of n values, all 0, as a gain. */
static inline MnGain
fixture_gain (Fixture *fixture, int n)
{
  return (MnGain) { fixture_plane (fixture, n, 0), fixture_plane (fixture, n, 0), fixture_plane (fixture, n, 0) };
}
