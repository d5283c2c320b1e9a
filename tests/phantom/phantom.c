/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "phantom.h"

#include <math.h>
#include <string.h>

#define LENS_BLUR_PX 0.45f            /* lens and pixel aperture together */

static const float melanin_vector[3] = { 0.3006f, 0.5010f, 0.8116f };
static const float haemoglobin_vector[3] = { 0.2104f, 0.6912f, 0.6912f };

/* SCIENCE E4, types I … VI */
static const struct { double l, a, b; } skin_types[] = {
  { 68, 11, 13 }, { 65, 12, 16 }, { 61, 12.5, 18 }, { 55, 13, 20 }, { 45, 13, 18 }, { 35, 11, 13 } };

static void
spline_weights (float t, float weights[4])
{
  const float s = 1 - t;

  weights[0] = s * s * s / 6;
  weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
  weights[2] = (3 * s * s * s - 6 * s * s + 4) / 6;
  weights[3] = t * t * t / 6;
}

/* White noise on a lattice of so many mm, under cubic B-splines: zero mean, no power beyond the lattice. */
static void
add_noise (const MnPhantom *phantom, float step, guint32 stream, float sd, float *plane)
{
  const float       unit = 3.616f;   /* sqrt (3), the lattice's, over 151/315, what the spline keeps on two axes */
  const int         side = phantom->width, nodes = (int) (MN_PHANTOM_SIDE_MM / step) + 4;
  const float       pitch = step * (float) phantom->params.px_per_mm;
  g_autofree float *lattice = g_new (float, nodes * nodes), *row = g_new (float, nodes);

  for (int i = 0; i < nodes * nodes; i++)
    lattice[i] = sd * unit * (2 * mn_phantom_hash ((guint32) (i % nodes), (guint32) (i / nodes),
                                                   phantom->params.seed * 16 + stream) - 1);
  for (int y = 0; y < side; y++)
    {
      const float v = (y + 0.5f) / pitch;
      float       w[4];

      spline_weights (v - floorf (v), w);
      for (int i = 0; i < nodes; i++)
        {
          const float *node = lattice + (int) v * nodes + i;

          row[i] = w[0] * node[0] + w[1] * node[nodes] + w[2] * node[2 * nodes] + w[3] * node[3 * nodes];
        }
      for (int x = 0; x < side; x++)
        {
          const float  u = (x + 0.5f) / pitch;
          const float *node = row + (int) u;

          spline_weights (u - (int) u, w);
          plane[y * side + x] += w[0] * node[0] + w[1] * node[1] + w[2] * node[2] + w[3] * node[3];
        }
    }
}

/* Log luminance of skin without features: sd .02 below .5 mm, .012 around 1 mm, .01 around 3 mm. */
static void
add_texture (const MnPhantom *phantom, float *log_luminance)
{
  static const struct { float step, sd; } octaves[] = {
    { 0.09f, 0.012f }, { 0.16f, 0.016f }, { 0.45f, 0.012f }, { 1.5f, 0.010f } };
  const MnPhantomParams *params = &phantom->params;

  for (guint i = 0; i < G_N_ELEMENTS (octaves); i++)
    add_noise (phantom, octaves[i].step, i, params->texture * octaves[i].sd
               * fminf (1, octaves[i].step * (float) params->px_per_mm / (2 * LENS_BLUR_PX)), log_luminance);
}

/* Natural unevenness of a chromophore, optical density: sd .025 between 3 and 10 mm. */
static void
add_mottle (const MnPhantom *phantom, guint32 stream, float *density)
{
  add_noise (phantom, 1.6f, stream, 0.018f * phantom->params.mottle, density);
  add_noise (phantom, 4, stream + 1, 0.018f * phantom->params.mottle, density);
}

static void
base_colour (double ita, double linear[3])
{
  const int last = G_N_ELEMENTS (skin_types) - 1;
  double    l, a, b, f[3], xyz[3];
  int       i = 0;

  while (i < last - 1 && ita < atan2 (skin_types[i + 1].l - 50, skin_types[i + 1].b) * 180 / G_PI)
    i++;
  {
    const double high = atan2 (skin_types[i].l - 50, skin_types[i].b) * 180 / G_PI;
    const double low = atan2 (skin_types[i + 1].l - 50, skin_types[i + 1].b) * 180 / G_PI;
    const double t = CLAMP ((high - ita) / (high - low), 0, 1);

    a = skin_types[i].a + t * (skin_types[i + 1].a - skin_types[i].a);
    b = skin_types[i].b + t * (skin_types[i + 1].b - skin_types[i].b);
  }
  l = 50 + b * tan (ita * G_PI / 180);

  f[1] = (l + 16) / 116;
  f[0] = f[1] + a / 500;
  f[2] = f[1] - b / 200;
  for (int c = 0; c < 3; c++)
    xyz[c] = f[c] > 6.0 / 29 ? f[c] * f[c] * f[c] : 3 * 36.0 / 841 * (f[c] - 4.0 / 29);
  xyz[0] *= 0.95047;
  xyz[2] *= 1.08883;
  linear[0] = 3.2404542 * xyz[0] - 1.5371385 * xyz[1] - 0.4985314 * xyz[2];
  linear[1] = -0.9692660 * xyz[0] + 1.8760108 * xyz[1] + 0.0415560 * xyz[2];
  linear[2] = 0.0556434 * xyz[0] - 0.2040259 * xyz[1] + 1.0572252 * xyz[2];
}

/* Planes: grey log luminance, melanin, haemoglobin, added light. */
static int
plane_of (MnFeatureKind kind)
{
  switch (kind)
    {
    case MN_MOLE: case MN_LENTIGO:    return 1;
    case MN_BLOTCH:                   return 2;
    case MN_HIGHLIGHT: case MN_GLINT: return 3;
    default:                          return 0;
    }
}

static void
draw_feature (const MnPhantom *phantom, const MnFeature *feature, float *planes[4])
{
  const float k = (float) phantom->params.px_per_mm;
  const float blur = LENS_BLUR_PX / k;
  const float reach = k * (0.5f * feature->length + 1.6f * feature->size + 4 * blur);
  float      *plane = planes[plane_of (feature->kind)];

  for (int y = MAX (0, (int) (feature->y - reach)); y < MIN (phantom->height, (int) (feature->y + reach) + 1); y++)
    for (int x = MAX (0, (int) (feature->x - reach)); x < MIN (phantom->width, (int) (feature->x + reach) + 1); x++)
      plane[y * phantom->width + x] += feature->contrast
        * mn_feature_profile (feature, (x + 0.5f - feature->x) / k, (y + 0.5f - feature->y) / k, blur);
}

static float
gaussian (guint32 a, guint32 b, guint32 stream)
{
  float u = mn_phantom_hash (a, b, stream), v = mn_phantom_hash (a, b, stream + 1);

  return sqrtf (-2 * logf (1 - u)) * cosf ((float) (2 * G_PI) * v);
}

static float
encode (float linear)
{
  return linear <= 0.0031308f ? 12.92f * linear : 1.055f * powf (linear, 1 / 2.4f) - 0.055f;
}

MnPhantom *
mn_phantom_new (const MnPhantomParams *params)
{
  MnPhantom *phantom = g_new0 (MnPhantom, 1);
  const float k = (float) params->px_per_mm;
  double      base[3];
  float      *planes[4];
  int         n;

  phantom->params = *params;
  phantom->width = phantom->height = (int) lround (MN_PHANTOM_SIDE_MM * params->px_per_mm);
  n = phantom->width * phantom->height;
  phantom->rgb = g_new (float, (gsize) n * 3);
  phantom->features = g_array_new (FALSE, FALSE, sizeof (MnFeature));
  for (int i = 0; i < 4; i++)
    planes[i] = g_new0 (float, n);

  base_colour (params->ita, base);
  mn_phantom_place (phantom);
  for (guint i = 0; i < phantom->features->len; i++)
    draw_feature (phantom, &g_array_index (phantom->features, MnFeature, i), planes);
  add_texture (phantom, planes[0]);
  add_mottle (phantom, 4, planes[1]);
  add_mottle (phantom, 6, planes[2]);

  for (int i = 0; i < n; i++)
    {
      const int   px = i % phantom->width, py = i / phantom->width;
      const float x = (px + 0.5f) / k, y = (py + 0.5f) / k;
      const float light = params->shading * cosf (x / MN_PHANTOM_SIDE_MM * 2.2f)
                          * cosf (y / MN_PHANTOM_SIDE_MM * 1.4f - 0.4f);
      const float grey = planes[0][i] + light - params->shading / 2;

      for (int c = 0; c < 3; c++)
        {
          const float density = planes[1][i] * melanin_vector[c] + planes[2][i] * haemoglobin_vector[c];
          float       v = encode ((float) base[c] * expf (grey - density) + planes[3][i]);

          v += params->noise * gaussian ((guint32) px, (guint32) py, params->seed * 16 + 8 + 2 * c);
          v = CLAMP (v, 0, 1);
          phantom->rgb[3 * i + c] = params->eight_bit ? roundf (v * 255) / 255 : v;
        }
    }
  if (params->jpeg > 0)
    mn_phantom_compress (phantom);
  g_free (planes[0]);
  phantom->melanin = planes[1];
  phantom->haemoglobin = planes[2];
  g_free (planes[3]);
  return phantom;
}

void
mn_phantom_free (MnPhantom *phantom)
{
  g_free (phantom->rgb);
  g_free (phantom->melanin);
  g_free (phantom->haemoglobin);
  g_array_unref (phantom->features);
  g_free (phantom);
}

GeglBuffer *
mn_phantom_buffer (const MnPhantom *phantom)
{
  const GeglRectangle whole = { 0, 0, phantom->width, phantom->height };
  GeglBuffer *buffer = gegl_buffer_new (&whole, babl_format (phantom->params.eight_bit ? "R'G'B' u8" : "R'G'B' float"));

  gegl_buffer_set (buffer, &whole, 0, babl_format ("R'G'B' float"), phantom->rgb, GEGL_AUTO_ROWSTRIDE);
  return buffer;
}
