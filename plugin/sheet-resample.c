/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-resample.h"

#include <math.h>

#define REACH 2.0             /* of the cubic, in pixels of the coarser side */
#define OPAQUE 0.9999f         /* a sum of weights that are 1 together */
#define MAX_BLOCK (1 << 20)   /* pixels of the picture that are in memory at a time, unless a row of output needs more */

/* For each pixel of the result: where its weights begin in the picture, and the weights. */
typedef struct
{
  int    n_taps;
  int   *first;
  float *weights;
} Taps;

static double
cubic (double x)
{
  x = fabs (x);
  if (x < 1.0)
    return (1.5 * x - 2.5) * x * x + 1.0;
  return x < 2.0 ? ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0 : 0.0;
}

static void
taps_init (Taps *taps, double from, double length, int n)
{
  const double step = length / n;
  const double wide = MAX (step, 1.0);

  taps->n_taps = (int) ceil (2.0 * REACH * wide) + 1;
  taps->first = g_new (int, n);
  taps->weights = g_new0 (float, (gsize) n * taps->n_taps);
  for (int i = 0; i < n; i++)
    {
      const double centre = from + (i + 0.5) * step - 0.5;
      float       *weights = taps->weights + (gsize) i * taps->n_taps;
      double       sum = 0.0;

      taps->first[i] = (int) ceil (centre - REACH * wide);
      for (int j = 0; j < taps->n_taps; j++)
        sum += cubic ((taps->first[i] + j - centre) / wide);
      for (int j = 0; j < taps->n_taps; j++)
        weights[j] = (float) (cubic ((taps->first[i] + j - centre) / wide) / sum);
    }
}

static void
taps_clear (Taps *taps)
{
  g_free (taps->first);
  g_free (taps->weights);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taps, taps_clear)

/* R'G'B'A, 0 … 1.  Whole numbers are divided here: babl chooses its conversions, and some are right to a millionth only,
 * which changes what is rounded later. */
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

/* Rows of the picture, alpha premultiplied; squared: light.  What lies outside is as the border. */
static void
read_rows (GeglBuffer *picture, const GeglRectangle *rows, gboolean light, float *values)
{
  read_values (picture, rows, values);
  for (gsize i = 0; i < (gsize) rows->width * rows->height; i++)
    for (int channel = 0; channel < 3; channel++)
      {
        float *value = &values[4 * i + channel];

        *value = values[4 * i + 3] * (light ? *value * *value : *value);
      }
}

static void
add_row (const float *values, float weight, int n, float *sum)
{
  for (int i = 0; i < n; i++)
    sum[i] += weight * values[i];
}

static void
filter_row (const float *column_sums, int left, const Taps *taps, int width, float *row)
{
  for (int x = 0; x < width; x++)
    {
      const float *weights = taps->weights + (gsize) x * taps->n_taps;
      const float *values = column_sums + 4 * (taps->first[x] - left);
      float        sum[4] = { 0 };
      float        alpha;

      for (int i = 0; i < taps->n_taps; i++)
        for (int channel = 0; channel < 4; channel++)
          sum[channel] += weights[i] * values[4 * i + channel];
      alpha = sum[3] > OPAQUE ? 1.0f : MAX (sum[3], 0.0f);
      for (int channel = 0; channel < 3; channel++)
        row[4 * x + channel] = alpha > 0.0f ? alpha * sqrtf (CLAMP (sum[channel] / alpha, 0.0f, 1.0f)) : 0.0f;
      row[4 * x + 3] = alpha;
    }
}

static gboolean
is_copy (const MnPart *part, int width, int height)
{
  return part->width == width && part->height == height && part->x == floor (part->x) && part->y == floor (part->y);
}

static void
copy (GeglBuffer *picture, const MnPart *part, int width, int height, MnRowFunc put, gpointer user_data)
{
  g_autofree float *row = g_new (float, (gsize) 4 * width);

  for (int y = 0; y < height; y++)
    {
      read_rows (picture, GEGL_RECTANGLE ((int) part->x, (int) part->y + y, width, 1), FALSE, row);
      put (y, row, user_data);
    }
}

void
mn_resample (GeglBuffer *picture, const MnPart *part, int width, int height, MnRowFunc put, gpointer user_data)
{
  g_auto (Taps)     across = { 0 }, down = { 0 };
  g_autofree float *block = NULL, *sums = NULL, *row = NULL;
  GeglRectangle     rows = { 0 };
  int               capacity;

  if (is_copy (part, width, height))
    {
      copy (picture, part, width, height, put, user_data);
      return;
    }
  taps_init (&across, part->x, part->width, width);
  taps_init (&down, part->y, part->height, height);
  rows.x = across.first[0];
  rows.width = across.first[width - 1] + across.n_taps - rows.x;
  capacity = MAX (down.n_taps, MAX_BLOCK / rows.width);
  block = g_new (float, (gsize) 4 * rows.width * capacity);
  sums = g_new (float, (gsize) 4 * rows.width);
  row = g_new (float, (gsize) 4 * width);
  for (int y = 0; y < height; y++)
    {
      if (y == 0 || down.first[y] + down.n_taps > rows.y + rows.height)
        {
          rows.y = down.first[y];
          rows.height = MIN (capacity, down.first[height - 1] + down.n_taps - rows.y);
          read_rows (picture, &rows, TRUE, block);
        }
      memset (sums, 0, sizeof (float) * 4 * rows.width);
      for (int i = 0; i < down.n_taps; i++)
        add_row (block + (gsize) 4 * rows.width * (down.first[y] + i - rows.y),
                 down.weights[(gsize) y * down.n_taps + i], 4 * rows.width, sums);
      filter_row (sums, rows.x, &across, width, row);
      put (y, row, user_data);
    }
}
