/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * From a photo to the survey's planes and maps against a naive reference in double: random skin, light and dark, at two
 * scales, under random coverage and zones.
 */
#include "naive-photo.h"
#include "treatment.h"

#define LIGHT 5e-6          /* far from skin it is divided by a blurred coverage near 0 */
#define DEVIATION 1e-6
#define CHROMOPHORE 4e-5    /* from differences of that in the channels */
#define SHARE 5e-6          /* values around 1, blurred */
#define ANGLE 1e-3          /* degrees */

static const double grey = 0.57735;

/* SCIENCE, part A3: reaction, oedema and outcome of a zone relative to the cheek. */
static const double zones[MN_N_ZONES][3] = {
  { 1, 1, 1 }, { 1.1, 1, 0.9 }, { 1.1, 1, 0.9 }, { 1.3, 1.6, 1 }, { 0.9, 1, 0.8 },
  { 1, 1, 1 }, { 1, 1, 1 }, { 1.15, 1, 0.9 }, { 1.15, 1, 0.9 }, { 1, 1, 0.9 }
};

/* Colour, deviation and third moment of a cell, from its pixels: those whose corners round into it; the photo's edge
 * goes on. */
static void
measure (const Scene *scene, int col, int row, double out[5])
{
  const MnAtlasPlace *place = &scene->place;
  const int           left = (int) floor (place->x + col * place->pitch + 0.5);
  const int           top = (int) floor (place->y + row * place->pitch + 0.5);
  const int           right = (int) floor (place->x + (col + 1) * place->pitch + 0.5);
  const int           bottom = (int) floor (place->y + (row + 1) * place->pitch + 0.5);
  const int           n = (right - left) * (bottom - top);
  double              pixel[400][3], mean[3] = { 0 }, variance = 0, cubes = 0, slope;

  g_assert_cmpint (n, <=, 400);
  for (int i = 0; i < n; i++)
    {
      const int x = CLAMP (left + i % (right - left), 0, scene->photo_width - 1);
      const int y = CLAMP (top + i / (right - left), 0, scene->photo_height - 1);

      for (int c = 0; c < 3; c++)
        {
          pixel[i][c] = scene->pixels[3 * (y * scene->photo_width + x) + c];
          mean[c] += pixel[i][c] / n;
        }
    }
  for (int i = 0; i < n; i++)
    {
      variance += pow (luma (pixel[i]) - luma (mean), 2) / n;
      cubes += pow (luma (mean) - luma (pixel[i]), 3) / n;
    }
  memcpy (out, mean, sizeof mean);
  slope = 2.4 / (luma (mean) + 0.055);
  out[3] = slope * sqrt (variance);
  out[4] = pow (slope, 3) * cubes;
}

/* The record's coverage at a cell's centre: a tent over the grid's cells, 0 below one level. */
static double
coverage_at (const Scene *scene, int col, int row)
{
  const MnFace *face = scene->face;
  const double  u = (scene->place.x + (col + 0.5) * scene->place.pitch - face->grid_x) / face->pitch - 0.5;
  const double  v = (scene->place.y + (row + 0.5) * scene->place.pitch - face->grid_y) / face->pitch - 0.5;
  const double  x = CLAMP (u, 0, face->cols - 1), y = CLAMP (v, 0, face->rows - 1);
  double        sum = 0;

  for (int i = 0; i < face->cols * face->rows; i++)
    sum += MAX (1 - fabs (x - i % face->cols), 0) * MAX (1 - fabs (y - i / face->cols), 0) * face->coverage[i];
  return sum < 1 || u < -0.5 || v < -0.5 || u > face->cols - 0.5 || v > face->rows - 0.5 ? 0 : sum / 255;
}

static void
compare (const Scene *scene, const char *name, const float *got, const double *wanted, double tolerance)
{
  double worst = 0;

  for (int i = 0; i < scene->n; i++)
    worst = MAX (worst, fabs (got[i] - wanted[i]));
  g_test_message ("%s: off by %.1e", name, worst);
  g_assert_cmpfloat (worst, <, tolerance);
}

enum { COLOUR, DEVIATIONS = 3, SKEW, COVERAGE, REACTION, OEDEMA, OUTCOME, DEPTH, LOG_LIGHT, N_PLANES };

/* The cell itself or the nearest of n whose centre is in the photo, size wide or high. */
static int
nearest_inside (int cell, int n, double origin, double pitch, int size)
{
  while (cell > 0 && (cell >= n || origin + (cell + 0.5) * pitch > size))
    cell--;
  return MAX (cell, 0);
}

/* What the record and the photo say of each cell; beyond them all is as in the nearest, but zones know their place. */
static void
read_cells (const Scene *scene, double *plane[N_PLANES])
{
  const MnFace       *face = scene->face;
  const MnAtlasPlace *place = &scene->place;

  for (int i = 0; i < scene->n; i++)
    {
      const int col = i % scene->width - MN_SKIN_MARGIN, row = i / scene->width - MN_SKIN_MARGIN;
      const int near_col = nearest_inside (col, place->rect.width, place->x, place->pitch, scene->photo_width);
      const int near_row = nearest_inside (row, place->rect.height, place->y, place->pitch, scene->photo_height);
      const int x = (int) floor ((place->x + (col + 0.5) * place->pitch - face->grid_x) / face->pitch);
      const int y = (int) floor ((place->y + (row + 0.5) * place->pitch - face->grid_y) / face->pitch);
      const int zone = face->zones[CLAMP (y, 0, face->rows - 1) * face->cols + CLAMP (x, 0, face->cols - 1)];
      double    measured[5];

      measure (scene, near_col, near_row, measured);
      for (int p = COLOUR; p <= SKEW; p++)
        plane[p][i] = measured[p];
      plane[COVERAGE][i] = coverage_at (scene, near_col, near_row);
      for (int p = 0; p < 3; p++)
        plane[REACTION + p][i] = zones[zone][p];
      plane[DEPTH][i] = mn_zone_depth (zone);
    }
}

/* Where there is no skin, a plane goes on with the skin 6 mm about, or the mean of all. */
static void
continue_skin (const Scene *scene, double *plane, const double *coverage)
{
  const double       sigma = 6 * scene->skin->cells_per_mm;
  g_autofree double *skin = g_new (double, scene->n), *near = g_memdup2 (coverage, sizeof (double) * scene->n);
  double             sum = 0, area = 0;

  for (int i = 0; i < scene->n; i++)
    {
      skin[i] = plane[i] * coverage[i];
      sum += skin[i];
      area += coverage[i];
    }
  naive_blur (skin, scene->width, scene->height, sigma);
  naive_blur (near, scene->width, scene->height, sigma);
  for (int i = 0; i < scene->n; i++)
    {
      const double t = naive_smoothstep (0.2, 0.8, coverage[i]);

      plane[i] = t * plane[i] + (1 - t) * (skin[i] + 1e-3 * sum / area) / (near[i] + 1e-3);
    }
}

/* In place: red, green, blue become melanin, haemoglobin, grey, by Cramer's rule. */
static void
unmix (double *plane[3], int i)
{
  const double d[3] = { -log_light (plane[0][i]), -log_light (plane[1][i]), -log_light (plane[2][i]) };
  const double *columns[3] = { melanin, haemoglobin, (const double[3]) { grey, grey, grey } };
  double       value[4];

  for (int which = 0; which < 4; which++)
    {
      const double *a = which == 0 ? d : columns[0], *b = which == 1 ? d : columns[1], *c = which == 2 ? d : columns[2];

      value[which] = a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1])
                     + c[0] * (a[1] * b[2] - a[2] * b[1]);
    }
  for (int which = 0; which < 3; which++)
    plane[which][i] = value[which] / value[3];
}

/* atan ((L* - 50) / b*) of the mean density, CIE L*a*b* for D65. */
static double
typology_angle (const double mean[3])
{
  double light[3], y, z;

  for (int c = 0; c < 3; c++)
    light[c] = exp (-mean[0] * melanin[c] - mean[1] * haemoglobin[c] - mean[2] * grey);
  y = cbrt (0.2126729 * light[0] + 0.7151522 * light[1] + 0.0721750 * light[2]);
  z = cbrt ((0.0193339 * light[0] + 0.1191920 * light[1] + 0.9503041 * light[2]) / 1.08883);
  return atan2 (116 * y - 16 - 50, 200 * (y - z)) * 180 / G_PI;
}

static void
planes (void)
{
  static const double skins[][2] = { { 5.3, 0.4 }, { 5.3, 1.6 }, { 9.6, 0.4 }, { 1.4, 1.6 } };

  for (guint s = 0; s < G_N_ELEMENTS (skins); s++)
    {
      Scene               scene = scene_new (skins[s][0], skins[s][1]);
      const MnSkinPlanes *skin = scene.skin;
      g_autofree double  *block = g_new (double, N_PLANES * scene.n);
      double             *plane[N_PLANES], mean[3] = { 0 }, area = 0;

      for (int p = 0; p < N_PLANES; p++)
        plane[p] = block + p * scene.n;
      read_cells (&scene, plane);
      for (int p = COLOUR; p <= SKEW; p++)
        continue_skin (&scene, plane[p], plane[COVERAGE]);
      for (int p = REACTION; p <= DEPTH; p++)
        naive_blur (plane[p], scene.width, scene.height, 4 * skin->cells_per_mm);
      for (int i = 0; i < scene.n; i++)
        {
          plane[LOG_LIGHT][i] = log_light (luma ((const double[3]) { plane[0][i], plane[1][i], plane[2][i] }));
          unmix (plane, i);
          for (int c = 0; c < 3; c++)
            mean[c] += plane[c][i] * plane[COVERAGE][i];
          area += plane[COVERAGE][i];
        }

      g_test_message ("%g px/mm, melanin %g: %d x %d cells", skins[s][0], skins[s][1], scene.width, scene.height);
      compare (&scene, "coverage", skin->coverage, plane[COVERAGE], SHARE);
      compare (&scene, "light", skin->log_light, plane[LOG_LIGHT], LIGHT);
      compare (&scene, "deviation", skin->deviation, plane[DEVIATIONS], DEVIATION);
      compare (&scene, "third moment", skin->skew, plane[SKEW], DEVIATION);
      compare (&scene, "melanin", skin->melanin, plane[0], CHROMOPHORE);
      compare (&scene, "haemoglobin", skin->haemoglobin, plane[1], CHROMOPHORE);
      compare (&scene, "grey", skin->grey, plane[2], CHROMOPHORE);
      compare (&scene, "reaction", skin->reaction, plane[REACTION], SHARE);
      compare (&scene, "oedema", skin->oedema, plane[OEDEMA], SHARE);
      compare (&scene, "outcome", skin->outcome, plane[OUTCOME], SHARE);
      compare (&scene, "depth", skin->depth, plane[DEPTH], SHARE);
      for (int c = 0; c < 3; c++)
        mean[c] /= area;
      g_test_message ("typology angle %g for %g", mn_skin_planes_ita (skin), typology_angle (mean));
      g_assert_cmpfloat_with_epsilon (mn_skin_planes_ita (skin), typology_angle (mean), ANGLE);
      scene_end (&scene);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  g_test_add_func ("/naive/planes", planes);
  return g_test_run ();
}
