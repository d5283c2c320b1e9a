/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Planes of optical density for the tests of kernels that add to them, with a guard band all round.
 */
#pragma once

#include <glib.h>
#include <math.h>
#include <string.h>

#include "kernels/scatter.h"

#define CANVAS_GUARD 16
#define CANVAS_MARK -77.25f

typedef struct
{
  float    *planes[3];
  MnOdBlock block;
} Canvas;

static inline Canvas
canvas_new (int width, int height, float px_per_mm)
{
  Canvas    canvas = { .block = { .stride = width + 2 * CANVAS_GUARD, .width = width, .height = height,
                                  .px_per_mm = px_per_mm } };
  const int length = canvas.block.stride * (height + 2 * CANVAS_GUARD);
  float   **first[3] = { &canvas.block.r, &canvas.block.g, &canvas.block.b };

  for (int c = 0; c < 3; c++)
    {
      canvas.planes[c] = g_new (float, length);
      *first[c] = canvas.planes[c] + CANVAS_GUARD * canvas.block.stride + CANVAS_GUARD;
      for (int i = 0; i < length; i++)
        canvas.planes[c][i] = CANVAS_MARK;
      for (int y = 0; y < height; y++)
        memset (*first[c] + y * canvas.block.stride, 0, width * sizeof (float));
    }
  return canvas;
}

static inline MnOdBlock
canvas_tile (const Canvas *canvas, int x, int y, int side)
{
  MnOdBlock tile = canvas->block;
  const int offset = y * tile.stride + x;

  tile.r += offset;
  tile.g += offset;
  tile.b += offset;
  tile.x += x;
  tile.y += y;
  tile.width = MIN (side, canvas->block.width - x);
  tile.height = MIN (side, canvas->block.height - y);
  return tile;
}

static inline void
canvas_assert_equal (const Canvas *a, const Canvas *b, double tolerance)
{
  for (int c = 0; c < 3; c++)
    for (int i = 0; i < a->block.stride * (a->block.height + 2 * CANVAS_GUARD); i++)
      g_assert_cmpfloat (fabsf (a->planes[c][i] - b->planes[c][i]), <=, tolerance);
}

static inline void
canvas_assert_guards (const Canvas *canvas)
{
  const MnOdBlock *block = &canvas->block;

  for (int c = 0; c < 3; c++)
    for (int i = 0; i < block->stride * (block->height + 2 * CANVAS_GUARD); i++)
      {
        const int x = i % block->stride - CANVAS_GUARD, y = i / block->stride - CANVAS_GUARD;

        if (x < 0 || y < 0 || x >= block->width || y >= block->height)
          g_assert_cmpfloat (canvas->planes[c][i], ==, CANVAS_MARK);
        else
          g_assert_true (isfinite (canvas->planes[c][i]));
      }
}

/* The mean share of the light that is taken (negative: added), green. */
static inline double
canvas_darkening (const Canvas *canvas)
{
  double sum = 0;

  for (int y = 0; y < canvas->block.height; y++)
    for (int x = 0; x < canvas->block.width; x++)
      sum += 1 - exp (-canvas->block.g[y * canvas->block.stride + x]);
  return sum / canvas->block.width / canvas->block.height;
}

static inline void
canvas_free (Canvas *canvas)
{
  for (int c = 0; c < 3; c++)
    g_free (canvas->planes[c]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Canvas, canvas_free)

/* 2000 x 2000 mm of the same weight, the origin in the middle. */
static const float    full_values[4] = { 1, 1, 1, 1 };
static const MnWeight full_weight = { full_values, 2, 2, 2, -1000, -1000, 2000 };
