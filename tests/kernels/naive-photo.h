/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A photo of random skin with hairs, light or dark, at any scale; random coverage and zones; and the survey's planes of
 * it.
 */
#pragma once

#include "kernels/noise.h"
#include "naive.h"
#include "skin-planes.h"

#define GRID_COLS 44     /* beyond the photo's edge */
#define GRID_ROWS 30

/* chromophore.h, to its five decimals */
static const double melanin[3] = { 0.30059, 0.50098, 0.81158 }, haemoglobin[3] = { 0.21039, 0.69128, 0.69128 };

static inline double
luma (const double *rgb)
{
  return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

static inline double
log_light (double encoded)
{
  return 2.4 * log ((MAX (encoded, 0) + 0.055) / 1.055);
}

typedef struct
{
  GeglBuffer   *photo;
  float        *pixels;
  int           photo_width, photo_height;
  MnPortrait   *portrait;
  MnFace       *face;
  MnAtlasPlace  place;
  MnSkinPlanes *skin;
  int           width, height, n;
} Scene;

static inline float
dice (int i, int what)
{
  return mn_uniform (mn_hash (9, (uint32_t) what, i, 0));
}

/* Melanin in bumps, grain, and hairs: a dark pixel in a hundred. */
static inline void
draw_photo (Scene *scene, double k, double m)
{
  const int width = (int) (26 * k), height = (int) (21 * k);

  scene->photo_width = width;
  scene->photo_height = height;
  scene->pixels = g_new (float, 3 * width * height);
  for (int i = 0; i < width * height; i++)
    {
      const float  x = (float) (i % width / k), y = (float) (i / width / k);
      const double here = m + 0.1 * mn_noise (1, 1, x / 8, y / 8), blood = 0.5 + 0.1 * mn_noise (1, 2, x / 5, y / 5);
      const double hair = dice (i, 1) < 0.01f + 0.02f * (x > 13) ? 1.1 : 0.2;

      for (int c = 0; c < 3; c++)
        {
          const double density = here * melanin[c] + blood * haemoglobin[c] + hair + 0.08 * (dice (i, 2 + c) - 0.5);

          scene->pixels[3 * i + c] = (float) (1.055 * exp (-density / 2.4) - 0.055);
        }
    }
  scene->photo = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format ("R'G'B' float"));
  gegl_buffer_set (scene->photo, NULL, 0, babl_format ("R'G'B' float"), scene->pixels, GEGL_AUTO_ROWSTRIDE);
}

static inline Scene
scene_new (double k, double m)
{
  Scene  scene = { .portrait = NULL };
  MnFace face = { .px_per_mm = k, .skin = { .ita = NAN }, .grid_x = 4.3, .grid_y = 2.6, .pitch = 0.6 * k,
                  .cols = GRID_COLS, .rows = GRID_ROWS, .coverage = g_new (guint8, GRID_COLS * GRID_ROWS),
                  .zones = g_new (guint8, GRID_COLS * GRID_ROWS) };

  draw_photo (&scene, k, m);
  for (int i = 0; i < GRID_COLS * GRID_ROWS; i++)
    {
      const float more = mn_noise (2, 2, (float) (i % GRID_COLS) / 12, (float) (i / GRID_COLS) / 12);

      face.coverage[i] = (guint8) CLAMP (255 * (1 + more), 0, 255);
      face.zones[i] = (guint8) ((i % GRID_COLS / 8 + 4 * (i / GRID_COLS / 9)) % MN_N_ZONES);
    }
  scene.portrait = mn_portrait_new (scene.photo_width, scene.photo_height);
  mn_portrait_thumb (scene.photo, scene.portrait->thumb);
  mn_portrait_add_face (scene.portrait, &face);
  scene.face = mn_portrait_face (scene.portrait, 0);
  mn_portrait_atlas (scene.portrait, &scene.place);
  scene.skin = mn_skin_planes_new (scene.photo, babl_format ("R'G'B' float"), scene.face, &scene.place);
  scene.width = scene.skin->width;
  scene.height = scene.skin->height;
  scene.n = scene.width * scene.height;
  return scene;
}

static inline void
scene_end (Scene *scene)
{
  mn_skin_planes_free (scene->skin);
  mn_portrait_unref (scene->portrait);
  g_object_unref (scene->photo);
  g_free (scene->pixels);
}
