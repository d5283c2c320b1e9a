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
  COVERAGE, RED, GREEN, BLUE, DEVIATION, DARK, LOG_LIGHT, REACTION, OEDEMA, OUTCOME, DEPTH,
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

/* Of the rows of n values. */
MN_WIDE static void
add_rows (float *restrict sum, const float *restrict strip, int n, int rows)
{
  for (int i = 0; i < n; i++)
    sum[i] = 0;
  for (int y = 0; y < rows; y++, strip += n)
    for (int i = 0; i < n; i++)
      sum[i] += strip[i];
}

/* Column by column: each pixel's luma against that of its cell. */
MN_WIDE static void
compare_rows (float *restrict squares, float *restrict dark, const float *restrict strip, const float *restrict luma,
              const float *restrict darkest, const float *restrict lightest, int width, int rows)
{
  for (int x = 0; x < width; x++)
    squares[x] = dark[x] = 0;
  for (int y = 0; y < rows; y++, strip += 3 * width)
    for (int x = 0; x < width; x++)
      {
        const float pixel = mn_luma (strip[3 * x], strip[3 * x + 1], strip[3 * x + 2]);

        squares[x] += (pixel - luma[x]) * (pixel - luma[x]);
        dark[x] += (pixel < darkest[x] ? 1.0f : 0.0f) - (pixel > lightest[x] ? 1.0f : 0.0f);
      }
}

static float
sum_of (const float *column, Span span, int step)
{
  float sum = 0;

  for (int x = span.first; x < span.last; x++)
    sum += column[step * x];
  return sum;
}

/* Mean colour, deviation and dark fraction of a row of n cells, from cell i of the planes; strip holds its rows as
 * R'G'B', spans the columns of each cell in it; column: 8 values for each column to work in. */
static void
measure_cells (float *plane[], int i, const float *strip, int width, int rows, const Span *spans, int n, float *column)
{
  float *sum = column, *luma = column + 3 * width, *darkest = luma + width, *lightest = darkest + width;
  float *squares = lightest + width, *dark = squares + width;

  add_rows (sum, strip, 3 * width, rows);
  for (int cell = 0; cell < n; cell++)
    {
      const Span  span = spans[cell];
      const float share = 1.0f / (float) (rows * (span.last - span.first));

      for (int c = 0; c < 3; c++)
        plane[RED + c][i + cell] = share * sum_of (sum + c, span, 3);

      const float mean = mn_luma (plane[RED][i + cell], plane[GREEN][i + cell], plane[BLUE][i + cell]);
      const float low = mn_relight (mean, -hair_darkness), high = mn_relight (mean, hair_darkness);

      for (int x = span.first; x < span.last; x++)
        {
          luma[x] = mean;
          darkest[x] = low;
          lightest[x] = high;
        }
    }
  compare_rows (squares, dark, strip, luma, darkest, lightest, width, rows);
  for (int cell = 0; cell < n; cell++)
    {
      const Span  span = spans[cell];
      const float share = 1.0f / (float) (rows * (span.last - span.first));
      const float to_log = MN_CURVE_POWER / (mn_maxf (luma[span.first], 0) + MN_CURVE_OFFSET);

      plane[DEVIATION][i + cell] = to_log * sqrtf (share * sum_of (squares, span, 1));
      plane[DARK][i + cell] = mn_maxf (share * sum_of (dark, span, 1), 0);
    }
}

static void
read_photo (float *plane[], int width, GeglBuffer *photo, const Babl *format, const MnAtlasPlace *place)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  const int            n = place->rect.width;
  const int            left = cell_span (place->x, place->pitch, 0).first;
  const int            strip_width = cell_span (place->x, place->pitch, n - 1).last - left;
  const int            strip_rows = (int) ceil (place->pitch) + 1;
  g_autofree float    *strip = g_new (float, 3 * (gsize) strip_width * strip_rows);
  g_autofree float    *column = g_new (float, 8 * (gsize) strip_width);
  g_autofree Span     *spans = g_new (Span, n);

  for (int x = 0; x < n; x++)
    {
      const Span columns = cell_span (place->x, place->pitch, x);

      spans[x] = (Span) { columns.first - left, columns.last - left };
    }
  for (int y = 0; y < place->rect.height; y++)
    {
      const Span rows = cell_span (place->y, place->pitch, y);
      const int  n_rows = MIN (rows.last - rows.first, strip_rows);

      gegl_buffer_get (photo, GEGL_RECTANGLE (extent->x + left, extent->y + rows.first, strip_width, n_rows), 1.0, format,
                       strip, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_CLAMP);
      measure_cells (plane, (y + MN_SKIN_MARGIN) * width + MN_SKIN_MARGIN, strip, strip_width, n_rows, spans, n, column);
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
  const gsize n = (gsize) width * height;
  const float cells_per_mm = (float) (face->px_per_mm / place->pitch);
  float      *block = g_new (float, n * N_PLANES);
  float      *plane[N_PLANES];
  MnSkinPlanes *planes = g_new (MnSkinPlanes, 1);

  for (int p = 0; p < N_PLANES; p++)
    plane[p] = block + n * p;

  read_photo (plane, width, photo, format, place);
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
    continue_skin (plane[p], plane[SCRATCH], plane[COVERAGE], plane[SCRATCH + 1], width, height,
                   continue_skin_mm * cells_per_mm);

  to_densities (plane[LOG_LIGHT], plane[RED], plane[GREEN], plane[BLUE], (int) n);
  mn_chromophores_plane (plane[RED], plane[GREEN], plane[BLUE], plane[RED], plane[GREEN], plane[BLUE], (int) n);

  *planes = (MnSkinPlanes) {
    .width = width,
    .height = height,
    .cells_per_mm = cells_per_mm,
    .coverage = plane[COVERAGE],
    .log_light = plane[LOG_LIGHT],
    .deviation = plane[DEVIATION],
    .dark = plane[DARK],
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
