/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "skin-planes.h"

#include <math.h>

#include "kernels/blur.h"
#include "kernels/chromophore.h"
#include "kernels/guards.h"
#include "kernels/scalar.h"
#include "kernels/wide.h"
#include "skin-photo.h"
#include "treatment.h"

/* SCIENCE, part A3, relative to the cheek */
static const struct { float reaction, oedema, outcome; } zones[MN_N_ZONES] = {
  [MN_ZONE_NONE] = { 1.0f, 1.0f, 1.0f },
  [MN_ZONE_FOREHEAD] = { 1.1f, 1.0f, 0.9f },
  [MN_ZONE_TEMPLE] = { 1.1f, 1.0f, 0.9f },
  [MN_ZONE_PERIORBITAL] = { 1.3f, 1.6f, 1.0f },
  [MN_ZONE_NOSE] = { 0.9f, 1.0f, 0.8f },
  [MN_ZONE_CHEEK] = { 1.0f, 1.0f, 1.0f },
  [MN_ZONE_PERIORAL] = { 1.0f, 1.0f, 1.0f },
  [MN_ZONE_CHIN] = { 1.15f, 1.0f, 0.9f },
  [MN_ZONE_JAW] = { 1.15f, 1.0f, 0.9f },
  [MN_ZONE_NECK] = { 1.0f, 1.0f, 0.9f },
};
static const float zone_blend_mm = 4.0f;
static const float continue_skin_mm = 6.0f;

enum
{
  COVERAGE, RED, GREEN, BLUE, DEVIATION, SKEW, LOG_LIGHT, REACTION, OEDEMA, OUTCOME, DEPTH,
  NEVUS, BEARD, HAIR, HIGHLIGHT, SCRATCH, N_PLANES = SCRATCH + MN_SKIN_SCRATCH
};

/* The last of n cells whose centre is in the photo, size pixels wide or high. */
static int
last_inside (double origin, double pitch, int n, int size)
{
  return CLAMP ((int) floor ((size - origin) / pitch - 0.5), 0, n - 1);
}

/* Fills the margin and the cells beyond the last ones, which the frame cuts, with the nearest cell: skin goes on
 * there. */
static void
repeat_border (float *plane, int width, int height, int last_col, int last_row)
{
  for (int y = 0; y < height; y++)
    {
      const float *from = plane + (MN_SKIN_MARGIN + CLAMP (y - MN_SKIN_MARGIN, 0, last_row)) * width + MN_SKIN_MARGIN;
      float       *to = plane + y * width + MN_SKIN_MARGIN;

      if (to != from)
        memcpy (to, from, (last_col + 1) * sizeof *to);
      for (int x = -MN_SKIN_MARGIN; x < 0; x++)
        to[x] = from[0];
      for (int x = last_col + 1; x < width - MN_SKIN_MARGIN; x++)
        to[x] = from[last_col];
    }
}

/* Where there is no skin, the plane goes on with the skin nearby. */
MN_WIDE static void
continue_skin (float *plane, const float *near, const float *coverage, float *scratch, int width, int height,
               float sigma)
{
  float *more = scratch + (gsize) width * height;
  double sum = 0, weight = 0;

  for (int i = 0; i < width * height; i++)
    {
      scratch[i] = plane[i] * coverage[i];
      sum += scratch[i];
      weight += coverage[i];
    }
  mn_blur (scratch, more, width, height, sigma);

  const float mean = weight > 0 ? (float) (sum / weight) : 0;

  for (int i = 0; i < width * height; i++)
    {
      const float filled = (scratch[i] + 1e-3f * mean) / (near[i] + 1e-3f);

      plane[i] = mn_mixf (filled, plane[i], mn_smoothstep (0.2f, 0.8f, coverage[i]));
    }
}

static void
read_zones (float *plane[], int width, int height, const MnFace *face, const MnAtlasPlace *place, float sigma)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const double u = (place->x + (x - MN_SKIN_MARGIN + 0.5) * place->pitch - face->grid_x) / face->pitch;
        const double v = (place->y + (y - MN_SKIN_MARGIN + 0.5) * place->pitch - face->grid_y) / face->pitch;
        const int    col = CLAMP ((int) u, 0, face->cols - 1), row = CLAMP ((int) v, 0, face->rows - 1);
        const int    zone = face->zones ? face->zones[(gsize) row * face->cols + col] : MN_ZONE_NONE;

        plane[REACTION][y * width + x] = zones[zone].reaction;
        plane[OEDEMA][y * width + x] = zones[zone].oedema;
        plane[OUTCOME][y * width + x] = zones[zone].outcome;
        plane[DEPTH][y * width + x] = mn_zone_depth (zone);
      }
  for (int p = REACTION; p <= DEPTH; p++)
    mn_blur (plane[p], plane[SCRATCH], width, height, sigma);
}

/* Encoded colour becomes optical density. */
MN_WIDE static void
to_densities (float *restrict log_light, float *restrict r, float *restrict g, float *restrict b, int n)
{
  for (int i = 0; i < n; i++)
    {
      log_light[i] = mn_log_light (mn_luma (r[i], g[i], b[i]));
      r[i] = -mn_log_light (r[i]);
      g[i] = -mn_log_light (g[i]);
      b[i] = -mn_log_light (b[i]);
    }
}

MnSkinPlanes *
mn_skin_planes_new (GeglBuffer *photo, const Babl *format, const MnFace *face, const MnAtlasPlace *place)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  const int   width = place->rect.width + 2 * MN_SKIN_MARGIN, height = place->rect.height + 2 * MN_SKIN_MARGIN;
  const gsize n = (gsize) width * height, first = (gsize) MN_SKIN_MARGIN * width + MN_SKIN_MARGIN;
  const float cells_per_mm = (float) (face->px_per_mm / place->pitch);
  float      *block = g_new (float, n * N_PLANES);
  float      *plane[N_PLANES];
  MnSkinPlanes *planes = g_new (MnSkinPlanes, 1);

  for (int p = 0; p < N_PLANES; p++)
    plane[p] = block + n * p;

  mn_skin_photo_read (&(MnSkinPhoto) { { plane[RED] + first, plane[GREEN] + first, plane[BLUE] + first },
                                       plane[DEVIATION] + first, plane[SKEW] + first, width }, photo, format, place);
  for (int y = 0; y < place->rect.height; y++)
    mn_face_coverage (face, place->y + (y + 0.5) * place->pitch, place->x + 0.5 * place->pitch, place->pitch,
                      place->rect.width, plane[COVERAGE] + first + (gsize) y * width);
  read_zones (plane, width, height, face, place, zone_blend_mm * cells_per_mm);
  for (int p = COVERAGE; p <= SKEW; p++)
    repeat_border (plane[p], width, height, last_inside (place->x, place->pitch, place->rect.width, extent->width),
                   last_inside (place->y, place->pitch, place->rect.height, extent->height));

  memcpy (plane[SCRATCH], plane[COVERAGE], n * sizeof (float));
  mn_blur (plane[SCRATCH], plane[SCRATCH + 1], width, height, continue_skin_mm * cells_per_mm);
  for (int p = RED; p <= SKEW; p++)
    continue_skin (plane[p], plane[SCRATCH], plane[COVERAGE], plane[SCRATCH + 1], width, height,
                   continue_skin_mm * cells_per_mm);

  to_densities (plane[LOG_LIGHT], plane[RED], plane[GREEN], plane[BLUE], (int) n);
  mn_chromophores_plane (plane[RED], plane[GREEN], plane[BLUE], plane[RED], plane[GREEN], plane[BLUE], (int) n);

  *planes = (MnSkinPlanes) {
    .width = width,
    .height = height,
    .cells_per_mm = cells_per_mm,
    .px_per_mm = (float) face->px_per_mm,
    .coverage = plane[COVERAGE],
    .log_light = plane[LOG_LIGHT],
    .deviation = plane[DEVIATION],
    .skew = plane[SKEW],
    .melanin = plane[RED],
    .haemoglobin = plane[GREEN],
    .grey = plane[BLUE],
    .reaction = plane[REACTION],
    .oedema = plane[OEDEMA],
    .outcome = plane[OUTCOME],
    .depth = plane[DEPTH],
    .nevus = plane[NEVUS],
    .beard = plane[BEARD],
    .hair = plane[HAIR],
    .highlight = plane[HIGHLIGHT],
    .scratch = plane[SCRATCH],
  };
  mn_guard_nevus (plane[NEVUS], planes);
  mn_guard_hair (plane[HAIR], plane[BEARD], planes);
  mn_guard_highlight (plane[HIGHLIGHT], planes);
  return planes;
}

void
mn_skin_planes_free (MnSkinPlanes *planes)
{
  g_free ((float *) planes->coverage);   /* the block's first plane */
  g_free (planes);
}

float
mn_skin_planes_ita (const MnSkinPlanes *planes)
{
  double melanin = 0, haemoglobin = 0, grey = 0, weight = 1e-6;
  float  density[3], lab[3];

  for (int i = 0; i < planes->width * planes->height; i++)
    {
      melanin += (double) planes->coverage[i] * planes->melanin[i];
      haemoglobin += (double) planes->coverage[i] * planes->haemoglobin[i];
      grey += (double) planes->coverage[i] * planes->grey[i];
      weight += planes->coverage[i];
    }
  mn_chromophores_to_density ((MnChromophores) { (float) (melanin / weight), (float) (haemoglobin / weight),
                                                 (float) (grey / weight) }, density);
  mn_density_to_lab (density, lab);
  return (float) (atan2 (lab[0] - 50, lab[2]) * 180 / G_PI);
}
