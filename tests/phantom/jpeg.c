/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What JPEG does to a picture, without writing one: Y'CbCr, chroma at half resolution, the cosine transform of 8 x 8
 * blocks rounded to the steps of ITU T.81 annex K, scaled by quality as is usual.
 */
#include "phantom.h"

#include <math.h>

enum { SIDE = 8 };

/* ITU T.81, tables K.1 and K.2. */
static const guint8 luma_steps[SIDE * SIDE] = {
  16, 11, 10, 16,  24,  40,  51,  61,   12, 12, 14, 19,  26,  58,  60,  55,
  14, 13, 16, 24,  40,  57,  69,  56,   14, 17, 22, 29,  51,  87,  80,  62,
  18, 22, 37, 56,  68, 109, 103,  77,   24, 35, 55, 64,  81, 104, 113,  92,
  49, 64, 78, 87, 103, 121, 120, 101,   72, 92, 95, 98, 112, 100, 103,  99 };
static const guint8 chroma_steps[SIDE * SIDE] = {
  17, 18, 24, 47, 99, 99, 99, 99,   18, 21, 26, 66, 99, 99, 99, 99,
  24, 26, 56, 99, 99, 99, 99, 99,   47, 66, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,   99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,   99, 99, 99, 99, 99, 99, 99, 99 };

static float
step_of (const guint8 *steps, int i, int quality)
{
  const float scale = quality < 50 ? 50.0f / quality : 2 - quality / 50.0f;

  return CLAMP (roundf (steps[i] * scale), 1, 255);
}

/* Rows times the orthonormal cosine basis, or its transpose; then transposed, so that twice does both axes. */
static void
transform (float *block, const float basis[SIDE][SIDE], gboolean back)
{
  float out[SIDE * SIDE];

  for (int y = 0; y < SIDE; y++)
    for (int u = 0; u < SIDE; u++)
      {
        float sum = 0;

        for (int x = 0; x < SIDE; x++)
          sum += block[y * SIDE + x] * (back ? basis[x][u] : basis[u][x]);
        out[u * SIDE + y] = sum;
      }
  for (int i = 0; i < SIDE * SIDE; i++)
    block[i] = out[i];
}

static void
compress_plane (float *plane, int width, int height, const guint8 *steps, int quality)
{
  float basis[SIDE][SIDE];

  for (int u = 0; u < SIDE; u++)
    for (int x = 0; x < SIDE; x++)
      basis[u][x] = (u ? 0.5f : 0.35355339f) * cosf ((float) G_PI * (2 * x + 1) * u / (2 * SIDE));
  for (int top = 0; top < height; top += SIDE)
    for (int left = 0; left < width; left += SIDE)
      {
        float block[SIDE * SIDE];

        for (int i = 0; i < SIDE * SIDE; i++)
          block[i] = plane[MIN (top + i / SIDE, height - 1) * width + MIN (left + i % SIDE, width - 1)];
        transform (block, basis, FALSE);
        transform (block, basis, FALSE);
        for (int i = 0; i < SIDE * SIDE; i++)
          block[i] = roundf (block[i] / step_of (steps, i, quality)) * step_of (steps, i, quality);
        transform (block, basis, TRUE);
        transform (block, basis, TRUE);
        for (int i = 0; i < SIDE * SIDE; i++)
          if (top + i / SIDE < height && left + i % SIDE < width)
            plane[(top + i / SIDE) * width + left + i % SIDE] = block[i];
      }
}

void
mn_phantom_compress (MnPhantom *phantom)
{
  const int         w = phantom->width, h = phantom->height, cols = (w + 1) / 2, rows = (h + 1) / 2;
  g_autofree float *luma = g_new (float, (gsize) w * h);
  g_autofree float *blue = g_new0 (float, (gsize) cols * rows), *red = g_new0 (float, (gsize) cols * rows);
  float            *rgb = phantom->rgb;

  for (int i = 0; i < w * h; i++)
    {
      const float *p = rgb + 3 * i;
      const int    half = i / w / 2 * cols + i % w / 2;
      const float  share = 255.0f / (((i % w | 1) < w ? 2 : 1) * ((i / w | 1) < h ? 2 : 1));
      const float  y = 0.299f * p[0] + 0.587f * p[1] + 0.114f * p[2];

      luma[i] = 255 * y - 128;
      blue[half] += share * 0.564f * (p[2] - y);
      red[half] += share * 0.713f * (p[0] - y);
    }
  compress_plane (luma, w, h, luma_steps, phantom->params.jpeg);
  compress_plane (blue, cols, rows, chroma_steps, phantom->params.jpeg);
  compress_plane (red, cols, rows, chroma_steps, phantom->params.jpeg);
  for (int i = 0; i < w * h; i++)
    {
      const int   half = i / w / 2 * cols + i % w / 2;
      const float y = luma[i] + 128;
      const float c[3] = { y + 1.402f * red[half], y - 0.344f * blue[half] - 0.714f * red[half],
                           y + 1.772f * blue[half] };

      for (int j = 0; j < 3; j++)
        rgb[3 * i + j] = CLAMP (roundf (c[j]), 0, 255) / 255;
    }
}
