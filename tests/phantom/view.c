/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Compiled with -ffast-math, for these loops are all powers, logarithms and roots.
 */
#include "view.h"

#include <math.h>

/* A plane is an offset and the sum of weights times a curve of what a matrix makes of the light. */
typedef struct
{
  enum { LOGARITHM, LAB } curve;
  float matrix[3][3], weights[3], offset;
} Recipe;

#define LUMINANCE { { 0.2126f, 0.7152f, 0.0722f } }
#define COLOURS { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }
#define XYZ { { 0.4124564f / 0.95047f, 0.3575761f / 0.95047f, 0.1804375f / 0.95047f }, \
              { 0.2126729f, 0.7151522f, 0.0721750f }, \
              { 0.0193339f / 1.08883f, 0.1191920f / 1.08883f, 0.9503041f / 1.08883f } }

/* Of minus the inverse of the phantom's melanin (.3006, .5010, .8116), haemoglobin (.2104, .6912, .6912) and grey. */
#define MELANIN { 0, 1 / 0.3106f, -1 / 0.3106f }
#define HAEMOGLOBIN { 1 / 0.4808f, -0.5110f / (0.3106f * 0.4808f), 0.2004f / (0.3106f * 0.4808f) }

static const Recipe recipes[MN_N_PLANES] = {
  [MN_LOG_Y] = { LOGARITHM, LUMINANCE, { 1, 0, 0 }, 0 },
  [MN_MELANIN] = { LOGARITHM, COLOURS, MELANIN, 0 },
  [MN_HAEMOGLOBIN] = { LOGARITHM, COLOURS, HAEMOGLOBIN, 0 },
  [MN_LAB_L] = { LAB, XYZ, { 0, 116, 0 }, -16 },
  [MN_LAB_A] = { LAB, XYZ, { 500, -500, 0 }, 0 },
  [MN_LAB_B] = { LAB, XYZ, { 0, 200, -200 }, 0 },
};

MnView *
mn_view_new (const float *rgb, int width, int height, double px_per_mm, const GeglRectangle *part)
{
  MnView             *view = g_new0 (MnView, 1);
  const GeglRectangle whole = { 0, 0, width, height };

  *view = (MnView) { .width = width, .height = height, .part = part ? *part : whole, .px_per_mm = px_per_mm };
  for (int c = 0; c < 3; c++)
    {
      view->light[c] = g_new0 (float, width * height);
      for (int y = 0; y < view->part.height; y++)
        {
          const int    from = (view->part.y + y) * width + view->part.x;
          const float *in = rgb + 3 * from + c;
          float       *light = view->light[c] + from;

          for (int x = 0; x < view->part.width; x++)
            light[x] = in[3 * x] <= 0.04045f ? in[3 * x] / 12.92f : powf ((in[3 * x] + 0.055f) / 1.055f, 2.4f);
        }
    }
  return view;
}

static void
add_curve (const Recipe *recipe, int j, int n, const float *r, const float *g, const float *b, float *plane)
{
  const float *row = recipe->matrix[j], weight = recipe->weights[j];

  if (recipe->curve == LOGARITHM)
    for (int i = 0; i < n; i++)
      plane[i] += weight * logf (fmaxf (row[0] * r[i] + row[1] * g[i] + row[2] * b[i], 0) + MN_PHANTOM_EPSILON);
  else
    for (int i = 0; i < n; i++)
      {
        const float t = row[0] * r[i] + row[1] * g[i] + row[2] * b[i];

        plane[i] += weight * (t > 216.0f / 24389 ? cbrtf (t) : (24389.0f / 27 * t + 16) / 116);
      }
}

float *
mn_view_plane (MnView *view, MnPlane plane)
{
  const Recipe *recipe = &recipes[plane];

  if (view->planes[plane])
    return view->planes[plane];
  view->planes[plane] = g_new0 (float, view->width * view->height);
  for (int y = 0; y < view->part.height; y++)
    {
      const int from = (view->part.y + y) * view->width + view->part.x;
      float    *row = view->planes[plane] + from;

      for (int x = 0; x < view->part.width; x++)
        row[x] = recipe->offset;
      for (int j = 0; j < 3; j++)
        if (recipe->weights[j] != 0)
          add_curve (recipe, j, view->part.width, view->light[0] + from, view->light[1] + from, view->light[2] + from,
                     row);
    }
  return view->planes[plane];
}

void
mn_view_free (MnView *view)
{
  for (int c = 0; c < 3; c++)
    g_free (view->light[c]);
  for (int i = 0; i < MN_N_PLANES; i++)
    g_free (view->planes[i]);
  g_free (view);
}
