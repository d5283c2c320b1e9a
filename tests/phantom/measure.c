/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "measure.h"

#include <math.h>
#include <string.h>

#define SPECK_DENSITY 0.05f    /* log luminance by which a point of blood darkens at least */
#define SPECK_BLUR_MM 0.07
#define SPECK_REACH_MM 0.15

/* Rows of the inverse of (melanin, haemoglobin, grey), the phantom's vectors. */
typedef struct { double m[3], h[3]; } Unmix;

static Unmix
unmix (void)
{
  const double m[3] = { 0.3006, 0.5010, 0.8116 }, h[3] = { 0.2104, 0.6912, 0.6912 };
  const double mh[3] = { h[1] - h[2], h[2] - h[0], h[0] - h[1] };   /* h x grey */
  const double gm[3] = { m[2] - m[1], m[0] - m[2], m[1] - m[0] };   /* grey x m */
  const double determinant = m[0] * mh[0] + m[1] * mh[1] + m[2] * mh[2];
  Unmix        rows;

  for (int c = 0; c < 3; c++)
    {
      rows.m[c] = mh[c] / determinant;
      rows.h[c] = gm[c] / determinant;
    }
  return rows;
}

static float
lab_curve (double t)
{
  return t > 216.0 / 24389 ? cbrtf ((float) t) : (float) ((24389.0 / 27 * t + 16) / 116);
}

static float
decode (float v)
{
  return v <= 0.04045f ? v / 12.92f : powf ((v + 0.055f) / 1.055f, 2.4f);
}

MnView *
mn_view_new (const float *rgb, int width, int height, double px_per_mm)
{
  MnView     *view = g_new0 (MnView, 1);
  const Unmix rows = unmix ();
  const int   n = width * height;

  *view = (MnView) { .width = width, .height = height, .px_per_mm = px_per_mm, .log_y = g_new (float, n),
                     .melanin = g_new (float, n), .haemoglobin = g_new (float, n),
                     .lab = { g_new (float, n), g_new (float, n), g_new (float, n) } };
  for (int i = 0; i < n; i++)
    {
      double c[3], d[3], f[3];

      for (int j = 0; j < 3; j++)
        {
          c[j] = decode (rgb[3 * i + j]);
          d[j] = -logf ((float) fmax (c[j], 0) + MN_PHANTOM_EPSILON);
        }
      f[0] = lab_curve ((0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047);
      f[1] = lab_curve (0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2]);
      f[2] = lab_curve ((0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883);
      view->log_y[i] = logf ((float) fmax (0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2], 0) + MN_PHANTOM_EPSILON);
      view->melanin[i] = (float) (rows.m[0] * d[0] + rows.m[1] * d[1] + rows.m[2] * d[2]);
      view->haemoglobin[i] = (float) (rows.h[0] * d[0] + rows.h[1] * d[1] + rows.h[2] * d[2]);
      view->lab[0][i] = (float) (116 * f[1] - 16);
      view->lab[1][i] = (float) (500 * (f[0] - f[1]));
      view->lab[2][i] = (float) (200 * (f[1] - f[2]));
    }
  return view;
}

void
mn_view_free (MnView *view)
{
  g_free (view->log_y);
  g_free (view->melanin);
  g_free (view->haemoglobin);
  for (int i = 0; i < 3; i++)
    g_free (view->lab[i]);
  g_free (view);
}

double
mn_measure_contrast (const MnView *view, const MnFeature *feature)
{
  const double k = view->px_per_mm;
  const gboolean gaussian_disc = feature->length == 0 && feature->kind != MN_MOLE && feature->kind != MN_LENTIGO;
  const double radius = (gaussian_disc && feature->kind != MN_PIT ? 0.5 : 1.0) * feature->size * k;
  const double centre = fmax (0.35 * radius, 0.75);
  const double inner = fmax (gaussian_disc || feature->length > 0 ? 1.2 * radius : 0.5 * radius + 0.8 * k, 2);
  const double outer = inner + fmax (fmin (0.6 * radius, 1.2 * k), 1.5);
  const double reach = outer + 0.5 * feature->length * k;
  const float *plane = feature->kind == MN_MOLE || feature->kind == MN_LENTIGO ? view->melanin
                       : feature->kind == MN_BLOTCH ? view->haemoglobin : view->log_y;
  double sum[2] = { 0, 0 }, weight[2] = { 0, 0 };

  for (int y = MAX (0, (int) (feature->y - reach)); y < MIN (view->height, (int) (feature->y + reach) + 1); y++)
    for (int x = MAX (0, (int) (feature->x - reach)); x < MIN (view->width, (int) (feature->x + reach) + 1); x++)
      {
        const double dx = x + 0.5 - feature->x, dy = y + 0.5 - feature->y;
        const double along = dx * cos (feature->angle) + dy * sin (feature->angle);
        const double across = dy * cos (feature->angle) - dx * sin (feature->angle);
        const double r = feature->length > 0 ? fabs (across) : hypot (dx, dy);
        const double inside = CLAMP (centre + 0.5 - r, 0, 1);
        const double around = CLAMP (r - inner + 0.5, 0, 1) * CLAMP (outer - r + 0.5, 0, 1);

        if (feature->length > 0 && fabs (along) > 0.35 * feature->length * k)
          continue;
        sum[0] += inside * plane[y * view->width + x];
        sum[1] += around * plane[y * view->width + x];
        weight[0] += inside;
        weight[1] += around;
      }
  return sum[0] / weight[0] - sum[1] / weight[1];
}

static void
blur_rows (const float *in, int width, int height, const float *kernel, int radius, float *out)
{
  for (int y = 0; y < height; y++)
    {
      float *to = out + (gsize) y * width;

      memset (to, 0, sizeof (float) * width);
      for (int j = -radius; j <= radius; j++)
        {
          const float *from = in + (gsize) CLAMP (y + j, 0, height - 1) * width;
          const float  w = kernel[abs (j)];

          for (int x = 0; x < width; x++)
            to[x] += w * from[x];
        }
    }
}

static void
transpose (const float *in, int width, int height, float *out)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      out[(gsize) x * height + y] = in[(gsize) y * width + x];
}

static float *
gaussian_blur (const float *in, int width, int height, double sigma)
{
  const int         radius = (int) ceil (3 * sigma);
  g_autofree float *kernel = g_new (float, radius + 1);
  g_autofree float *a = g_new (float, (gsize) width * height);
  float            *b = g_new (float, (gsize) width * height);
  double            sum = 0;

  for (int i = 0; i <= radius; i++)
    sum += (i ? 2 : 1) * exp (-0.5 * i * i / (sigma * sigma));
  for (int i = 0; i <= radius; i++)
    kernel[i] = (float) (exp (-0.5 * i * i / (sigma * sigma)) / sum);

  blur_rows (in, width, height, kernel, radius, a);
  transpose (a, width, height, b);
  blur_rows (b, height, width, kernel, radius, a);
  transpose (a, height, width, b);
  return b;
}

/* The plain row of a plane, with 2 mm to spare on the sides that the picture has. */
static GeglRectangle
plain (const MnView *view)
{
  const int margin = (int) (2 * view->px_per_mm);
  const int top = (int) ((MN_PHANTOM_SIDE_MM - MN_PHANTOM_ZONE_MM) * view->px_per_mm);

  return (GeglRectangle) { margin, top + margin, view->width - 2 * margin, view->height - top - 2 * margin };
}

static float *
band (const MnView *view, const float *plane, double fine_mm, double coarse_mm)
{
  const GeglRectangle rect = plain (view);
  const int           n = view->width * rect.height;
  float              *out = gaussian_blur (plane + rect.y * view->width, view->width, rect.height,
                                           fmax (fine_mm * view->px_per_mm, 0.1));
  g_autofree float   *low = gaussian_blur (plane + rect.y * view->width, view->width, rect.height,
                                           coarse_mm * view->px_per_mm);

  for (int i = 0; i < n; i++)
    out[i] -= low[i];
  return out;
}

static double
rms (const MnView *view, const float *strip)
{
  const GeglRectangle rect = plain (view);
  double              sum = 0;

  for (int y = 0; y < rect.height; y++)
    for (int x = rect.x; x < rect.x + rect.width; x++)
      sum += strip[y * view->width + x] * strip[y * view->width + x];
  return sqrt (sum / ((double) rect.width * rect.height));
}

static double
rms_left (const MnView *before, const MnView *after, const float *a, const float *b, double fine_mm, double coarse_mm)
{
  g_autofree float *band_a = band (before, a, fine_mm, coarse_mm);
  g_autofree float *band_b = band (after, b, fine_mm, coarse_mm);

  return rms (after, band_b) / rms (before, band_a);
}

/* How much of a known pattern is left: noise, which has nothing to do with it, drops out. */
static double
pattern_left (const MnView *before, const MnView *after, const float *pattern, const float *a, const float *b,
              double fine_mm, double coarse_mm)
{
  g_autofree float *known = band (before, pattern, fine_mm, coarse_mm);
  g_autofree float *band_a = band (before, a, fine_mm, coarse_mm);
  g_autofree float *band_b = band (after, b, fine_mm, coarse_mm);
  const int         n = before->width * plain (before).height;
  double            sum[2] = { 0, 0 };

  for (int i = 0; i < n; i++)
    {
      sum[0] += known[i] * band_a[i];
      sum[1] += known[i] * band_b[i];
    }
  return sum[1] / sum[0];
}

static double
small_energy_left (const MnView *before, const MnView *after)
{
  g_autofree float *a = band (before, before->log_y, 0.06, 0.28);
  g_autofree float *b = band (after, after->log_y, 0.06, 0.28);
  const double      limit = rms (before, a);
  const int         n = before->width * plain (before).height;
  double            sum[2] = { 0, 0 };

  for (int i = 0; i < n; i++)
    if (fabs (a[i]) < limit)
      {
        sum[0] += a[i] * a[i];
        sum[1] += b[i] * b[i];
      }
  return sum[1] / sum[0];
}

static void
measure_shift (const MnView *before, const MnView *after, MnMeasures *measures)
{
  const GeglRectangle rect = plain (before);
  const int           block = (int) (8 * before->px_per_mm);
  double              l = 0, l2 = 0, a = 0, h = 0, low = 0, low2 = 0;
  const int           all = before->width * before->height;
  int                 n = 0, blocks = 0;

  for (int by = rect.y; by + block <= rect.y + rect.height; by += block)
    for (int bx = rect.x; bx + block <= rect.x + rect.width; bx += block, blocks++)
      {
        double shift = 0;

        for (int y = by; y < by + block; y++)
          for (int x = bx; x < bx + block; x++, n++)
            {
              const int    i = y * before->width + x;
              const double dl = after->lab[0][i] - before->lab[0][i];

              l += dl;
              l2 += dl * dl;
              shift += after->log_y[i] - before->log_y[i];
            }
        shift /= (double) block * block;
        low += shift;
        low2 += shift * shift;
      }
  measures->delta_l = l / n;
  for (int i = 0; i < all; i++)
    {
      a += after->lab[1][i] - before->lab[1][i];
      h += after->haemoglobin[i] - before->haemoglobin[i];
    }
  measures->delta_a = a / all;
  measures->delta_h = h / all;
  measures->rms_l = sqrt (l2 / n);
  measures->low_shift = low / blocks;
  measures->low_sd = sqrt (fmax (low2 / blocks - measures->low_shift * measures->low_shift, 0));
}

/* Peaks of what darkened more than all around, each the extreme of the 0.15 mm around it: seen through a blur, for a drop
 * has a highlight and an uneven edge. */
static double
specks (const MnView *before, const MnView *after)
{
  const int         w = before->width, h = before->height;
  const int         reach = MAX (1, (int) (SPECK_REACH_MM * before->px_per_mm));
  g_autofree float *darkening = g_new (float, (gsize) w * h), *seen = NULL;
  int               count = 0;

  for (int i = 0; i < w * h; i++)
    darkening[i] = before->log_y[i] - after->log_y[i];
  seen = gaussian_blur (darkening, w, h, SPECK_BLUR_MM * before->px_per_mm);
  for (int y = reach; y < h - reach; y++)
    for (int x = reach; x < w - reach; x++)
      {
        const float *d = seen + y * w + x;
        gboolean     peak = *d > SPECK_DENSITY;

        for (int j = -reach; peak && j <= reach; j++)
          for (int i = -reach; peak && i <= reach; i++)
            if (i || j)
              peak = j < 0 || (j == 0 && i < 0) ? d[j * w + i] < *d : d[j * w + i] <= *d;
        count += peak;
      }
  return count * 100 * before->px_per_mm * before->px_per_mm / ((double) (w - 2 * reach) * (h - 2 * reach));
}

static void
measure_features (const MnPhantom *phantom, const MnView *before, const MnView *after, MnMeasures *measures)
{
  double contrast[2][MN_N_KINDS + 1] = { { 0 } };

  for (guint i = 0; i < phantom->features->len; i++)
    {
      const MnFeature *feature = &g_array_index (phantom->features, MnFeature, i);
      const int        row = feature->kind == MN_SCAR && feature->contrast > 0 ? MN_N_KINDS : (int) feature->kind;

      contrast[0][row] += mn_measure_contrast (before, feature);
      contrast[1][row] += mn_measure_contrast (after, feature);
    }
  for (int i = 0; i < MN_N_KINDS; i++)
    measures->left[i] = contrast[1][i] / contrast[0][i];
  measures->light_scars_left = contrast[1][MN_N_KINDS] / contrast[0][MN_N_KINDS];
}

void
mn_measure (const MnPhantom *phantom, const MnView *before, const MnView *after, MnMeasured what, MnMeasures *measures)
{
  if (what & MN_MEASURED_FEATURES)
    measure_features (phantom, before, after, measures);
  if (what & MN_MEASURED_TEXTURE)
    {
      measures->texture_left = rms_left (before, after, before->log_y, after->log_y, 0.35, 1.5);
      measures->fine_left = small_energy_left (before, after);
    }
  if (what & MN_MEASURED_TONE)
    {
      measures->melanin_left = pattern_left (before, after, phantom->melanin, before->melanin, after->melanin, 1, 4);
      measures->haemoglobin_left = pattern_left (before, after, phantom->haemoglobin, before->haemoglobin,
                                                 after->haemoglobin, 1, 4);
    }
  if (what & MN_MEASURED_SHIFT)
    measure_shift (before, after, measures);
  if (what & MN_MEASURED_SPECKS)
    measures->specks = specks (before, after);
}
