/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Resampling against a naive reference: every pixel of the result is one sum over the picture, with weights that are
 * computed for it alone, in double.
 */
#include <math.h>
#include <string.h>

#include "sheet-resample.h"

#define WIDTH 50
#define HEIGHT 40
#define NEAR 2e-5             /* of floats, against doubles */

static GeglBuffer *
new_picture (void)
{
  const GeglRectangle extent = { 0, 0, WIDTH, HEIGHT };
  GeglBuffer         *picture = gegl_buffer_new (&extent, babl_format ("R'G'B' u8"));
  GRand              *rand = g_rand_new_with_seed (3);
  guint8              pixels[3 * WIDTH * HEIGHT];

  for (gsize i = 0; i < sizeof pixels; i++)
    pixels[i] = (guint8) g_rand_int_range (rand, 20, 236);
  gegl_buffer_set (picture, NULL, 0, babl_format ("R'G'B' u8"), pixels, GEGL_AUTO_ROWSTRIDE);
  g_rand_free (rand);
  return picture;
}

static double
keys (double x)
{
  x = fabs (x);
  return x < 1 ? 1.5 * x * x * x - 2.5 * x * x + 1 : x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0;
}

/* Pixel x, y of width * height; what lies outside is as the border. */
static void
make_naively (const guint8 *picture, const MnPart *part, int width, int height, int x, int y, double rgb[3])
{
  const double c = cos (part->turn), s = sin (part->turn);
  const double step_x = part->width / width, step_y = part->height / height;
  const double u = (x + 0.5) * step_x - part->width / 2, v = (y + 0.5) * step_y - part->height / 2;
  const double at_x = part->x + part->width / 2 + c * u - s * v, at_y = part->y + part->height / 2 + s * u + c * v;
  const double wide_x = MAX (1, hypot (c * step_x, s * step_y)), wide_y = MAX (1, hypot (s * step_x, c * step_y));
  double       sum[3] = { 0 }, all = 0;

  for (int py = -HEIGHT; py < 2 * HEIGHT; py++)
    for (int px = -WIDTH; px < 2 * WIDTH; px++)
      {
        const double weight = keys ((px + 0.5 - at_x) / wide_x) * keys ((py + 0.5 - at_y) / wide_y);

        all += weight;
        for (int i = 0; i < 3; i++)
          {
            const int    at = CLAMP (py, 0, HEIGHT - 1) * WIDTH + CLAMP (px, 0, WIDTH - 1);
            const double value = picture[3 * at + i] / 255.0;

            sum[i] += weight * value * value;
          }
      }
  for (int i = 0; i < 3; i++)
    rgb[i] = sqrt (CLAMP (sum[i] / all, 0, 1));
}

typedef struct { int width; float *pixels; } Result;

static void
put (const GeglRectangle *block, float *pixels, gpointer user_data)
{
  Result *result = user_data;

  for (int y = 0; y < block->height; y++)
    memcpy (result->pixels + 4 * ((block->y + y) * result->width + block->x), pixels + 4 * block->width * y,
            sizeof (float) * 4 * block->width);
}

static void
test_one_sum (void)
{
  static const struct { MnPart part; int width, height, every; } cases[] = {
    { { 3, 2, 40, 30, 0 }, 25, 20, 1 },             /* smaller */
    { { 3.3, 2.6, 21, 17, 0 }, 150, 140, 7 },       /* larger, in several blocks */
    { { 10, 8, 30, 24, 0.2 }, 28, 23, 1 },          /* turned */
    { { 15, 6, 20, 28, -0.7 }, 13, 19, 1 },
    { { 12, 9, 24, 20, G_PI / 2 }, 150, 131, 7 },
    { { -4, 0, 50, 40, 0.1 }, 10, 8, 1 },           /* from outside the picture too */
  };
  g_autoptr (GeglBuffer) picture = new_picture ();
  guint8                 pixels[3 * WIDTH * HEIGHT];

  gegl_buffer_get (picture, NULL, 1.0, babl_format ("R'G'B' u8"), pixels, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const int         n = cases[i].width * cases[i].height;
      g_autofree float *made = g_new (float, 4 * n);
      Result            result = { cases[i].width, made };
      double            worst = 0;

      mn_resample (picture, &cases[i].part, cases[i].width, cases[i].height, put, &result);
      for (int at = 0; at < n; at += cases[i].every)
        {
          double rgb[3];

          make_naively (pixels, &cases[i].part, cases[i].width, cases[i].height, at % cases[i].width,
                        at / cases[i].width, rgb);
          for (int channel = 0; channel < 3; channel++)
            worst = MAX (worst, fabs (rgb[channel] - made[4 * at + channel]));
          g_assert_cmpfloat (made[4 * at + 3], ==, 1.0f);
        }
      g_test_message ("case %d: at most %g off", (int) i, worst);
      g_assert_cmpfloat (worst, <, NEAR);
    }
}

static void
test_the_same_size_is_a_copy (void)
{
  g_autoptr (GeglBuffer) picture = new_picture ();
  const MnPart           part = { 5, 4, 30, 20, 0 };
  float                  made[4 * 30 * 20];
  guint8                 pixels[3 * 30 * 20];
  Result                 result = { 30, made };

  mn_resample (picture, &part, 30, 20, put, &result);
  gegl_buffer_get (picture, GEGL_RECTANGLE (5, 4, 30, 20), 1.0, babl_format ("R'G'B' u8"), pixels, GEGL_AUTO_ROWSTRIDE,
                   GEGL_ABYSS_NONE);
  for (int i = 0; i < 30 * 20; i++)
    for (int channel = 0; channel < 3; channel++)
      g_assert_cmpfloat (made[4 * i + channel], ==, pixels[3 * i + channel] / 255.0f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  g_test_add_func ("/resample/one-sum", test_one_sum);
  g_test_add_func ("/resample/the-same-size-is-a-copy", test_the_same_size_is_a_copy);
  return g_test_run ();
}
