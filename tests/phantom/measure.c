/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "measure.h"

#include <math.h>
#include <string.h>

#define SPECK_DENSITY 0.05f    /* log luminance by which a point of blood darkens at least */
#define SPECK_BLUR_MM 0.07
#define SPECK_REACH_MM 0.15

/* Radii of a feature's centre and of the ring around it, pixels. */
typedef struct { double centre, inner, outer, reach; } Ring;

static Ring
ring_of (const MnFeature *feature, double k)
{
  const gboolean gaussian_disc = feature->length == 0 && feature->kind != MN_MOLE && feature->kind != MN_LENTIGO;
  const double radius = (gaussian_disc && feature->kind != MN_PIT ? 0.5 : 1.0) * feature->size * k;
  const double inner = fmax (gaussian_disc || feature->length > 0 ? 1.2 * radius : 0.5 * radius + 0.8 * k, 2);
  const double outer = inner + fmax (fmin (0.6 * radius, 1.2 * k), 1.5);

  return (Ring) { fmax (0.35 * radius, 0.75), inner, outer, outer + 0.5 * feature->length * k };
}

static GeglRectangle
box_of (const MnFeature *feature, const Ring *ring, int width, int height)
{
  const int           left = (int) (feature->x - ring->reach), top = (int) (feature->y - ring->reach);
  const GeglRectangle all = { 0, 0, width, height };
  GeglRectangle       box = { left, top, (int) (feature->x + ring->reach) + 1 - left,
                              (int) (feature->y + ring->reach) + 1 - top };

  gegl_rectangle_intersect (&box, &box, &all);
  return box;
}

double
mn_measure_contrast (MnView *view, const MnFeature *feature)
{
  const double k = view->px_per_mm;
  const Ring   ring = ring_of (feature, k);
  const GeglRectangle box = box_of (feature, &ring, view->width, view->height);
  const float *plane = mn_view_plane (view, feature->kind == MN_MOLE || feature->kind == MN_LENTIGO ? MN_MELANIN
                                            : feature->kind == MN_BLOTCH ? MN_HAEMOGLOBIN : MN_LOG_Y);
  const double c = cos (feature->angle), s = sin (feature->angle);
  double sum[2] = { 0, 0 }, weight[2] = { 0, 0 };

  for (int y = box.y; y < box.y + box.height; y++)
    for (int x = box.x; x < box.x + box.width; x++)
      {
        const double dx = x + 0.5 - feature->x, dy = y + 0.5 - feature->y;
        const double along = dx * c + dy * s, across = dy * c - dx * s;
        const double r = feature->length > 0 ? fabs (across) : sqrt (dx * dx + dy * dy);
        const double inside = CLAMP (ring.centre + 0.5 - r, 0, 1);
        const double around = CLAMP (r - ring.inner + 0.5, 0, 1) * CLAMP (ring.outer - r + 0.5, 0, 1);

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

/* The plain row, with 2 mm to spare on the sides that the picture has. */
static GeglRectangle
plain (int width, int height, double px_per_mm)
{
  const int margin = (int) (2 * px_per_mm);
  const int top = (int) ((MN_PHANTOM_SIDE_MM - MN_PHANTOM_ZONE_MM) * px_per_mm);

  return (GeglRectangle) { margin, top + margin, width - 2 * margin, height - top - 2 * margin };
}

static GeglRectangle
plain_of (const MnView *view)
{
  return plain (view->width, view->height, view->px_per_mm);
}

static float *
band (const MnView *view, const float *plane, double fine_mm, double coarse_mm)
{
  const GeglRectangle rect = plain_of (view);
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
  const GeglRectangle rect = plain_of (view);
  double              sum = 0;

  for (int y = 0; y < rect.height; y++)
    for (int x = rect.x; x < rect.x + rect.width; x++)
      sum += strip[y * view->width + x] * strip[y * view->width + x];
  return sqrt (sum / ((double) rect.width * rect.height));
}

static double
rms_left (MnView *before, MnView *after, MnPlane plane, double fine_mm, double coarse_mm)
{
  g_autofree float *band_a = band (before, mn_view_plane (before, plane), fine_mm, coarse_mm);
  g_autofree float *band_b = band (after, mn_view_plane (after, plane), fine_mm, coarse_mm);

  return rms (after, band_b) / rms (before, band_a);
}

/* How much of a known pattern is left: noise, which has nothing to do with it, drops out. */
static double
pattern_left (MnView *before, MnView *after, MnPlane plane, const float *pattern, double fine_mm, double coarse_mm)
{
  g_autofree float *known = band (before, pattern, fine_mm, coarse_mm);
  g_autofree float *band_a = band (before, mn_view_plane (before, plane), fine_mm, coarse_mm);
  g_autofree float *band_b = band (after, mn_view_plane (after, plane), fine_mm, coarse_mm);
  const int         n = before->width * plain_of (before).height;
  double            sum[2] = { 0, 0 };

  for (int i = 0; i < n; i++)
    {
      sum[0] += known[i] * band_a[i];
      sum[1] += known[i] * band_b[i];
    }
  return sum[1] / sum[0];
}

static double
small_energy_left (MnView *before, MnView *after)
{
  g_autofree float *a = band (before, mn_view_plane (before, MN_LOG_Y), 0.06, 0.28);
  g_autofree float *b = band (after, mn_view_plane (after, MN_LOG_Y), 0.06, 0.28);
  const double      limit = rms (before, a);
  const int         n = before->width * plain_of (before).height;
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
measure_shift (MnView *before, MnView *after, MnMeasures *measures)
{
  const GeglRectangle rect = plain_of (before);
  const int           block = (int) (8 * before->px_per_mm);
  const float        *light[2] = { mn_view_plane (before, MN_LAB_L), mn_view_plane (after, MN_LAB_L) };
  const float        *log_y[2] = { mn_view_plane (before, MN_LOG_Y), mn_view_plane (after, MN_LOG_Y) };
  double              l = 0, l2 = 0, low = 0, low2 = 0;
  int                 n = 0, blocks = 0;

  for (int by = rect.y; by + block <= rect.y + rect.height; by += block)
    for (int bx = rect.x; bx + block <= rect.x + rect.width; bx += block, blocks++)
      {
        double shift = 0;

        for (int y = by; y < by + block; y++)
          for (int x = bx; x < bx + block; x++, n++)
            {
              const int    i = y * before->width + x;
              const double dl = light[1][i] - light[0][i];

              l += dl;
              l2 += dl * dl;
              shift += log_y[1][i] - log_y[0][i];
            }
        shift /= (double) block * block;
        low += shift;
        low2 += shift * shift;
      }
  measures->delta_l = l / n;
  measures->rms_l = sqrt (l2 / n);
  low /= blocks;
  measures->low_sd = sqrt (fmax (low2 / blocks - low * low, 0));
}

static double
redness (MnView *before, MnView *after)
{
  const float *blood[2] = { mn_view_plane (before, MN_HAEMOGLOBIN), mn_view_plane (after, MN_HAEMOGLOBIN) };
  const int    n = before->width * before->height;
  double       sum = 0;

  for (int i = 0; i < n; i++)
    sum += blood[1][i] - blood[0][i];
  return sum / n;
}

/* Peaks of what darkened more than all around, each the extreme of the 0.15 mm around it: seen through a blur, for a
 * drop has a highlight and an uneven edge. */
static double
specks (MnView *before, MnView *after)
{
  const float      *log_y[2] = { mn_view_plane (before, MN_LOG_Y), mn_view_plane (after, MN_LOG_Y) };
  const int         w = before->width, h = before->height;
  const int         reach = MAX (1, (int) (SPECK_REACH_MM * before->px_per_mm));
  g_autofree float *darkening = g_new (float, (gsize) w * h), *seen = NULL;
  int               count = 0;

  for (int i = 0; i < w * h; i++)
    darkening[i] = log_y[0][i] - log_y[1][i];
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
measure_features (const MnPhantom *phantom, MnView *before, MnView *after, MnMeasured what, MnMeasures *measures)
{
  double contrast[2][MN_N_KINDS + 1] = { { 0 } };

  for (guint i = 0; i < phantom->features->len; i++)
    {
      const MnFeature *feature = &g_array_index (phantom->features, MnFeature, i);
      const int        row = feature->kind == MN_SCAR && feature->contrast > 0 ? MN_N_KINDS : (int) feature->kind;

      if (! (what & 1 << feature->kind))
        continue;
      contrast[0][row] += mn_measure_contrast (before, feature);
      contrast[1][row] += mn_measure_contrast (after, feature);
    }
  for (int i = 0; i < MN_N_KINDS; i++)
    measures->left[i] = contrast[1][i] / contrast[0][i];
  measures->light_scars_left = contrast[1][MN_N_KINDS] / contrast[0][MN_N_KINDS];
}

void
mn_measure (const MnPhantom *phantom, MnView *before, MnView *after, MnMeasured what, MnMeasures *measures)
{
  if (what & MN_MEASURED_FEATURES)
    measure_features (phantom, before, after, what, measures);
  if (what & MN_MEASURED_TEXTURE)
    {
      measures->texture_left = rms_left (before, after, MN_LOG_Y, 0.35, 1.5);
      measures->fine_left = small_energy_left (before, after);
    }
  if (what & MN_MEASURED_TONE)
    {
      measures->melanin_left = pattern_left (before, after, MN_MELANIN, phantom->melanin, 1, 4);
      measures->haemoglobin_left = pattern_left (before, after, MN_HAEMOGLOBIN, phantom->haemoglobin, 1, 4);
    }
  if (what & MN_MEASURED_SHIFT)
    measure_shift (before, after, measures);
  if (what & MN_MEASURED_REDNESS)
    measures->delta_h = redness (before, after);
  if (what & MN_MEASURED_SPECKS)
    measures->specks = specks (before, after);
}

GeglRectangle
mn_measured_part (const MnPhantom *phantom, MnMeasured what)
{
  const double        k = phantom->params.px_per_mm;
  const GeglRectangle row = plain (phantom->width, phantom->height, k);
  GeglRectangle       part = { 0 };

  if (what & (MN_MEASURED_REDNESS | MN_MEASURED_SPECKS))
    return (GeglRectangle) { 0, 0, phantom->width, phantom->height };
  if (what & (MN_MEASURED_TEXTURE | MN_MEASURED_TONE | MN_MEASURED_SHIFT))
    part = (GeglRectangle) { 0, row.y, phantom->width, row.height };
  for (guint i = 0; i < phantom->features->len; i++)
    {
      const MnFeature    *feature = &g_array_index (phantom->features, MnFeature, i);
      const Ring          ring = ring_of (feature, k);
      const GeglRectangle box = box_of (feature, &ring, phantom->width, phantom->height);

      if (what & 1 << feature->kind)
        gegl_rectangle_bounding_box (&part, &part, &box);
    }
  return part;
}
