/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-resample.h"

#include <math.h>

#define REACH 2.0              /* of the cubic, in pixels of the coarser side */
#define OPAQUE 0.9999f         /* a sum of weights that are 1 together */
#define MAX_BLOCK 128          /* pixels of the result that are made at a time, a side, */
#define MAX_SOURCE 1024.0      /* and of the picture that they may need, unless a single one needs more */

/* From a pixel of the result to the picture, whose pixels have their centres at whole numbers here. */
typedef struct
{
  double x, y;                          /* of the first pixel's centre */
  double right[2], down[2];             /* a pixel of the result further */
  double wide[2];                       /* of the filter, pixels of the picture */
  int    taps[2];
  int    block;                         /* pixels of the result a side */
} View;

static float
cubic (float x)
{
  const float near = (1.5f * x - 2.5f) * x * x + 1.0f, far = ((-0.5f * x + 2.5f) * x - 4.0f) * x + 2.0f;

  return x < 1.0f ? near : x < 2.0f ? far : 0.0f;
}

static View
view_of (const MnPart *part, int width, int height)
{
  const double step[] = { part->width / width, part->height / height };
  const double c = cos (part->turn), s = sin (part->turn);
  View         view = { .right = { c * step[0], s * step[0] }, .down = { -s * step[1], c * step[1] } };
  double       source;

  view.x = part->x + 0.5 * (part->width - (width - 1) * view.right[0] - (height - 1) * view.down[0]) - 0.5;
  view.y = part->y + 0.5 * (part->height - (width - 1) * view.right[1] - (height - 1) * view.down[1]) - 0.5;
  for (int axis = 0; axis < 2; axis++)
    {
      view.wide[axis] = MAX (hypot (view.right[axis], view.down[axis]), 1.0);
      view.taps[axis] = (int) ceil (2.0 * REACH * view.wide[axis]) + 1;
    }
  source = (MAX_SOURCE - MAX (view.taps[0], view.taps[1])) / (G_SQRT2 * MAX (step[0], step[1]));
  view.block = (int) CLAMP (source, 1.0, MAX_BLOCK);
  return view;
}

/* The weights of the taps round a place, and the first of them. */
static int
weigh (double place, double wide, int n_taps, float *weights)
{
  const int   first = (int) ceil (place - REACH * wide);
  const float start = (float) ((first - place) / wide), step = (float) (1.0 / wide);
  float       sum = 0.0f;

  for (int i = 0; i < n_taps; i++)
    {
      weights[i] = cubic (fabsf (start + i * step));
      sum += weights[i];
    }
  sum = 1.0f / sum;
  for (int i = 0; i < n_taps; i++)
    weights[i] *= sum;
  return first;
}

/* What a block of the result needs. */
static GeglRectangle
source_of (const View *view, const GeglRectangle *block)
{
  double low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY };
  int    first[2];

  for (int corner = 0; corner < 4; corner++)
    {
      const int x = block->x + (corner & 1 ? block->width - 1 : 0), y = block->y + (corner & 2 ? block->height - 1 : 0);

      for (int axis = 0; axis < 2; axis++)
        {
          const double place = (axis ? view->y : view->x) + x * view->right[axis] + y * view->down[axis];

          low[axis] = MIN (low[axis], place - REACH * view->wide[axis]);
          high[axis] = MAX (high[axis], place - REACH * view->wide[axis]);
        }
    }
  for (int axis = 0; axis < 2; axis++)
    first[axis] = (int) ceil (low[axis] - 0.5);
  return (GeglRectangle) { first[0], first[1], (int) ceil (high[0] + 0.5) + view->taps[0] - first[0],
                           (int) ceil (high[1] + 0.5) + view->taps[1] - first[1] };
}

/* R'G'B'A, 0 … 1.  Whole numbers are divided here: babl chooses its conversions, and some are right to a millionth
 * only, which changes what is rounded later. */
static void
read_values (GeglBuffer *picture, const GeglRectangle *rows, float *values)
{
  const Babl         *own = gegl_buffer_get_format (picture);
  const Babl         *type = babl_format_get_type (own, 0);
  const gsize         n = (gsize) 4 * rows->width * rows->height;
  g_autofree guint16 *numbers = NULL;

  if (type != babl_type ("u8") && type != babl_type ("u16"))
    {
      gegl_buffer_get (picture, rows, 1.0, babl_format_with_space ("R'G'B'A float", own), values, GEGL_AUTO_ROWSTRIDE,
                       GEGL_ABYSS_CLAMP);
      return;
    }
  numbers = g_new (guint16, n);
  gegl_buffer_get (picture, rows, 1.0,
                   babl_format_with_space (type == babl_type ("u8") ? "R'G'B'A u8" : "R'G'B'A u16", own), numbers,
                   GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_CLAMP);
  for (gsize i = 0; i < n; i++)
    values[i] = type == babl_type ("u8") ? ((const guint8 *) numbers)[i] / 255.0f : numbers[i] / 65535.0f;
}

/* A part of the picture, alpha premultiplied; squared: light.  What lies outside is as the border. */
static void
read_light (GeglBuffer *picture, const GeglRectangle *part, gboolean light, float *values)
{
  read_values (picture, part, values);
  for (gsize i = 0; i < (gsize) part->width * part->height; i++)
    for (int channel = 0; channel < 3; channel++)
      {
        float *value = &values[4 * i + channel];

        *value = values[4 * i + 3] * (light ? *value * *value : *value);
      }
}

/* The weighted sum of the values from the first tap on; stride: floats a row. */
static void
sum_taps (const float *values, gsize stride, const View *view, const float *across, const float *down, float *pixel)
{
  float sum[4] = { 0 };
  float alpha;

  for (int y = 0; y < view->taps[1]; y++, values += stride)
    {
      float row[4] = { 0 };

      for (int x = 0; x < view->taps[0]; x++)
        for (int channel = 0; channel < 4; channel++)
          row[channel] += across[x] * values[4 * x + channel];
      for (int channel = 0; channel < 4; channel++)
        sum[channel] += down[y] * row[channel];
    }
  alpha = sum[3] > OPAQUE ? 1.0f : MAX (sum[3], 0.0f);
  for (int channel = 0; channel < 3; channel++)
    pixel[channel] = alpha > 0.0f ? alpha * sqrtf (CLAMP (sum[channel] / alpha, 0.0f, 1.0f)) : 0.0f;
  pixel[3] = alpha;
}

static void
make_block (GeglBuffer *picture, const View *view, const GeglRectangle *block, float *pixels)
{
  const GeglRectangle source = source_of (view, block);
  const gsize         stride = (gsize) 4 * source.width;
  g_autofree float   *values = g_new (float, stride * source.height);
  g_autofree float   *across = g_new (float, view->taps[0]), *down = g_new (float, view->taps[1]);

  read_light (picture, &source, TRUE, values);
  for (int y = block->y; y < block->y + block->height; y++)
    for (int x = block->x; x < block->x + block->width; x++, pixels += 4)
      {
        const int left = weigh (view->x + x * view->right[0] + y * view->down[0], view->wide[0], view->taps[0], across);
        const int top = weigh (view->y + x * view->right[1] + y * view->down[1], view->wide[1], view->taps[1], down);

        sum_taps (values + (top - source.y) * stride + 4 * (left - source.x), stride, view, across, down, pixels);
      }
}

static gboolean
is_copy (const MnPart *part, int width, int height)
{
  return part->turn == 0.0 && part->width == width && part->height == height && part->x == floor (part->x)
         && part->y == floor (part->y);
}

void
mn_resample (GeglBuffer *picture, const MnPart *part, int width, int height, MnBlockFunc put, gpointer user_data)
{
  const gboolean    copies = is_copy (part, width, height);
  const View        view = view_of (part, width, height);
  g_autofree float *pixels = g_new (float, 4 * view.block * view.block);

  for (int y = 0; y < height; y += view.block)
    for (int x = 0; x < width; x += view.block)
      {
        const GeglRectangle block = { x, y, MIN (view.block, width - x), MIN (view.block, height - y) };
        const GeglRectangle same = { (int) part->x + x, (int) part->y + y, block.width, block.height };

        if (copies)
          read_light (picture, &same, FALSE, pixels);
        else
          make_block (picture, &view, &block, pixels);
        put (&block, pixels, user_data);
      }
}
