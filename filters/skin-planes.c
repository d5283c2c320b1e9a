/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "skin-planes.h"

#include <math.h>

#include "kernels/blur.h"
#include "kernels/chromophore.h"
#include "kernels/guards.h"
#include "kernels/scalar.h"
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
static const float hair_darkness = 0.20f;    /* natural log from the cell's mean */

enum
{
  COVERAGE, RED, GREEN, BLUE, LOG_LIGHT, DEVIATION, DARK, MELANIN, HAEMOGLOBIN, GREY, REACTION, OEDEMA, OUTCOME, DEPTH,
  NEVUS, BEARD, HAIR, HIGHLIGHT, SCRATCH, N_PLANES = SCRATCH + MN_SKIN_SCRATCH
};

typedef struct { int first, last; } Span;      /* pixels first … last - 1 */

/* The pixels of cell i, at least one. */
static Span
cell_span (double origin, double pitch, int i)
{
  const int first = (int) floor (origin + i * pitch + 0.5);
  const int last = (int) floor (origin + (i + 1) * pitch + 0.5);

  return (Span) { first, MAX (last, first + 1) };
}

/* Mean colour, deviation and dark fraction of one cell; strip holds its rows as R'G'B' from pixel column left. */
static void
measure_cell (float *plane[], int i, const float *strip, int width, int left, Span columns, int rows)
{
  float  sum[3] = { 0 }, squares = 0;
  int    dark = 0;
  const int n = rows * (columns.last - columns.first);

  for (int y = 0; y < rows; y++)
    for (int x = columns.first - left; x < columns.last - left; x++)
      {
        const float *p = strip + 3 * ((gsize) y * width + x);

        for (int c = 0; c < 3; c++)
          sum[c] += p[c];
      }
  for (int c = 0; c < 3; c++)
    sum[c] /= (float) n;

  const float luma = mn_luma (sum[0], sum[1], sum[2]);
  const float to_log = MN_CURVE_POWER / (mn_maxf (luma, 0) + MN_CURVE_OFFSET);
  const float darkest = mn_relight (luma, -hair_darkness), lightest = mn_relight (luma, hair_darkness);

  for (int y = 0; y < rows; y++)
    for (int x = columns.first - left; x < columns.last - left; x++)
      {
        const float *p = strip + 3 * ((gsize) y * width + x);
        const float  pixel = mn_luma (p[0], p[1], p[2]);

        squares += (pixel - luma) * (pixel - luma);
        dark += (pixel < darkest) - (pixel > lightest);
      }

  plane[RED][i] = sum[0];
  plane[GREEN][i] = sum[1];
  plane[BLUE][i] = sum[2];
  plane[DEVIATION][i] = to_log * sqrtf (squares / (float) n);
  plane[DARK][i] = (float) MAX (dark, 0) / (float) n;
}

static void
read_photo (float *plane[], int width, int height, GeglBuffer *photo, const Babl *format, const MnAtlasPlace *place)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  const Span           first = cell_span (place->x, place->pitch, 0);
  const Span           last = cell_span (place->x, place->pitch, place->rect.width - 1);
  const int            strip_width = last.last - first.first;
  const int            strip_rows = (int) ceil (place->pitch) + 1;
  g_autofree float    *strip = g_new (float, 3 * (gsize) strip_width * strip_rows);

  for (int y = 0; y < place->rect.height; y++)
    {
      const Span rows = cell_span (place->y, place->pitch, y);
      const int  n_rows = MIN (rows.last - rows.first, strip_rows);

      gegl_buffer_get (photo, GEGL_RECTANGLE (extent->x + first.first, extent->y + rows.first, strip_width, n_rows), 1.0,
                       format, strip, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_CLAMP);
      for (int x = 0; x < place->rect.width; x++)
        measure_cell (plane, (y + MN_SKIN_MARGIN) * width + x + MN_SKIN_MARGIN, strip, strip_width, first.first,
                      cell_span (place->x, place->pitch, x), n_rows);
    }
}

/* The last of n cells whose centre is in the photo, size pixels wide or high. */
static int
last_inside (double origin, double pitch, int n, int size)
{
  return CLAMP ((int) floor ((size - origin) / pitch - 0.5), 0, n - 1);
}

/* Fills the margin and the cells beyond the last ones, which the frame cuts, with the nearest cell: skin goes on there. */
static void
repeat_border (float *plane, int width, int height, int last_col, int last_row)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      plane[y * width + x] = plane[(MN_SKIN_MARGIN + CLAMP (y - MN_SKIN_MARGIN, 0, last_row)) * width
                                   + MN_SKIN_MARGIN + CLAMP (x - MN_SKIN_MARGIN, 0, last_col)];
}

/* Where there is no skin, the plane goes on with the skin nearby. */
static void
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

MnSkinPlanes *
mn_skin_planes_new (GeglBuffer *photo, const Babl *format, const MnFace *face, const MnAtlasPlace *place)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  const int   width = place->rect.width + 2 * MN_SKIN_MARGIN, height = place->rect.height + 2 * MN_SKIN_MARGIN;
  const gsize n = (gsize) width * height;
  const float cells_per_mm = (float) (face->px_per_mm / place->pitch);
  float      *block = g_new0 (float, n * N_PLANES);
  float      *plane[N_PLANES];
  MnSkinPlanes *planes = g_new (MnSkinPlanes, 1);

  for (int p = 0; p < N_PLANES; p++)
    plane[p] = block + n * p;

  read_photo (plane, width, height, photo, format, place);
  for (int y = 0; y < place->rect.height; y++)
    mn_face_coverage (face, place->y + (y + 0.5) * place->pitch, place->x + 0.5 * place->pitch, place->pitch,
                      place->rect.width, plane[COVERAGE] + (gsize) (y + MN_SKIN_MARGIN) * width + MN_SKIN_MARGIN);
  read_zones (plane, width, height, face, place, zone_blend_mm * cells_per_mm);
  for (int p = COVERAGE; p <= DARK; p++)
    repeat_border (plane[p], width, height, last_inside (place->x, place->pitch, place->rect.width, extent->width),
                   last_inside (place->y, place->pitch, place->rect.height, extent->height));

  memcpy (plane[SCRATCH], plane[COVERAGE], n * sizeof (float));
  mn_blur (plane[SCRATCH], plane[SCRATCH + 1], width, height, continue_skin_mm * cells_per_mm);
  for (int p = RED; p <= DARK; p++)
    if (p != LOG_LIGHT)
      continue_skin (plane[p], plane[SCRATCH], plane[COVERAGE], plane[SCRATCH + 1], width, height,
                     continue_skin_mm * cells_per_mm);

  for (gsize i = 0; i < n; i++)
    {
      plane[LOG_LIGHT][i] = mn_log_light (mn_luma (plane[RED][i], plane[GREEN][i], plane[BLUE][i]));
      for (int p = RED; p <= BLUE; p++)
        plane[p][i] = -mn_log_light (plane[p][i]);
    }
  mn_chromophores_plane (plane[MELANIN], plane[HAEMOGLOBIN], plane[GREY], plane[RED], plane[GREEN], plane[BLUE], (int) n);

  *planes = (MnSkinPlanes) {
    .width = width,
    .height = height,
    .cells_per_mm = cells_per_mm,
    .coverage = plane[COVERAGE],
    .log_light = plane[LOG_LIGHT],
    .deviation = plane[DEVIATION],
    .dark = plane[DARK],
    .melanin = plane[MELANIN],
    .haemoglobin = plane[HAEMOGLOBIN],
    .grey = plane[GREY],
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
  mn_guard_beard (plane[BEARD], planes);
  mn_guard_hair (plane[HAIR], planes);
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
  double sum[3] = { 0 }, weight = 0;
  float  density[3], lab[3];

  for (int i = 0; i < planes->width * planes->height; i++)
    {
      mn_chromophores_to_density ((MnChromophores) { planes->melanin[i], planes->haemoglobin[i], planes->grey[i] },
                                  density);
      for (int c = 0; c < 3; c++)
        sum[c] += (double) planes->coverage[i] * density[c];
      weight += planes->coverage[i];
    }
  for (int c = 0; c < 3; c++)
    density[c] = (float) (sum[c] / MAX (weight, 1e-6));
  mn_density_to_lab (density, lab);
  return (float) (atan2 (lab[0] - 50, lab[2]) * 180 / G_PI);
}
