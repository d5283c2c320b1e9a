/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A small picture for what is drawn on the skin: the points of naive-scatter.h, under a map with holes, and planes of
 * optical density in double to draw each point on, without any limit to how far it reaches.
 */
#pragma once

#include "canvas.h"
#include "naive-scatter.h"

#define WIDTH_MM 10
#define HEIGHT_MM 8
#define PLACE_OD 6e-4     /* where it rises by 6 a pixel, and a ten-thousandth of one keeps a centre's angle finite */

typedef struct
{
  int       width, height;
  double    px_per_mm;
  double   *od[3];
  GArray   *spots;
  MnWeight  weight;
  float     values[20 * 16];
  Canvas    canvas;
} Scene;

static inline void
scene_init (Scene *scene, double px_per_mm)
{
  *scene = (Scene) { .px_per_mm = px_per_mm, .width = (int) (WIDTH_MM * px_per_mm),
                     .height = (int) (HEIGHT_MM * px_per_mm) };
  for (int i = 0; i < 20 * 16; i++)
    scene->values[i] = MAX (2.2f * mn_uniform (mn_hash (8, 8, i, 0)) - 0.6f, 0);
  scene->weight = (MnWeight) { scene->values, 20, 16, 20, -31, -23, 3 };
  scene->canvas = canvas_new (scene->width, scene->height, (float) px_per_mm);
  scene->canvas.block.x = 100;
  scene->canvas.block.y = -20;
  scene->canvas.block.origin_x = 100.25f + 0.5f * (float) scene->width;
  scene->canvas.block.origin_y = -20.5f + 0.5f * (float) scene->height;
  for (int c = 0; c < 3; c++)
    scene->od[c] = g_new0 (double, scene->width * scene->height);
}

/* The points of a stream about the picture, 11 mm on each side of its middle at least. */
static inline void
scene_scatter (Scene *scene, uint32_t seed, uint32_t stream, double density)
{
  if (scene->spots)
    g_array_unref (scene->spots);
  scene->spots = g_array_new (FALSE, FALSE, sizeof (NaiveSpot));
  for (int j = -4; j < 4; j++)
    for (int i = -4; i < 4; i++)
      naive_cell (scene->spots, seed, stream, &scene->weight, density, i, j);
}

/* Where a pixel's centre lies from a place in mm, in pixels. */
static inline void
scene_from (const Scene *scene, int pixel, double x_mm, double y_mm, double *dx, double *dy)
{
  const MnOdBlock *block = &scene->canvas.block;

  *dx = block->x + pixel % scene->width + 0.5 - block->origin_x - x_mm * scene->px_per_mm;
  *dy = block->y + pixel / scene->width + 0.5 - block->origin_y - y_mm * scene->px_per_mm;
}

/* The kernel's picture is the reference's. */
static inline void
scene_end (Scene *scene, const char *name)
{
  const MnOdBlock *block = &scene->canvas.block;
  const float     *planes[3] = { block->r, block->g, block->b };
  double           worst = 0, most = 0;
  int              drawn = 0;

  for (int c = 0; c < 3; c++)
    {
      for (int i = 0; i < scene->width * scene->height; i++)
        {
          worst = MAX (worst, fabs (planes[c][i / scene->width * block->stride + i % scene->width] - scene->od[c][i]));
          most = MAX (most, fabs (scene->od[c][i]));
          drawn += fabs (scene->od[c][i]) > 0.01;
        }
      g_free (scene->od[c]);
    }
  g_test_message ("%s at %g px/mm: %u points, density to %.2f, %.1f %% above 0.01, off by %.1e", name, scene->px_per_mm,
                  scene->spots->len, most, 100.0 * drawn / (3 * scene->width * scene->height), worst);
  g_assert_cmpint (drawn, >, scene->width * scene->height / 20);
  g_assert_cmpfloat (worst, <, PLACE_OD);
  canvas_assert_guards (&scene->canvas);
  canvas_free (&scene->canvas);
  g_array_unref (scene->spots);
}
