/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Real photos: every face found, at its scale, covered on skin and nowhere else.
 */
#include "photo.h"

#include <math.h>

static MnAnalyser *analyser;

static const struct
{
  const char *file;
  double      px_per_mm;    /* of the pupils labelled by eye, over the cosine of the yaw; 0: not judged */
  gboolean    bare;         /* frontal, neither beard nor glasses: forehead, cheeks and chin must be covered */
} portraits[] = {
  { "portrait01.jpg", 11.92, FALSE }, { "portrait02.jpg", 10.06, TRUE }, { "portrait03.jpg", 7.87, FALSE },
  { "portrait04.jpg", 6.53, FALSE }, { "portrait05.jpg", 6.97, TRUE }, { "portrait06.jpg", 4.09, TRUE },
  { "portrait07.jpg", 5.92, TRUE }, { "portrait08.jpg", 3.97, TRUE }, { "portrait09.png", 2.63, TRUE },
  { "portrait10.jpg", 3.44, TRUE }, { "portrait11.jpg", 3.10, FALSE }, { "portrait12.jpg", 3.92, FALSE },
  { "portrait13.jpg", 3.57, TRUE }, { "portrait14.jpg", 3.28, TRUE }, { "portrait15.jpg", 3.22, TRUE },
  { "portrait16.jpg", 3.27, FALSE }, { "portrait17.jpg", 3.44, FALSE }, { "portrait18.jpg", 0, FALSE },
  { "portrait19.jpg", 2.92, FALSE }, { "portrait20.jpg", 2.58, FALSE }, { "portrait21.jpg", 2.74, FALSE },
  { "portrait22.jpg", 2.60, FALSE }, { "portrait23.jpg", 2.57, FALSE }, { "portrait24.jpg", 4.78, FALSE },
  { "portrait25.jpg", 1.71, FALSE }, { "portrait26.png", 0.69, FALSE },
};

static const double scale_tolerance = 0.05, turned_tolerance = 0.08, yawed_tolerance = 0.1, yawed_deg = 15;

static MnPortrait *
analyse (const char *file)
{
  g_autoptr(GeglBuffer) photo = analyser ? photo_load (file) : NULL;
  g_autoptr(GError)     error = NULL;
  MnPortrait           *portrait;

  if (! photo)
    {
      g_test_skip ("networks or photos are not installed");
      return NULL;
    }
  portrait = mn_analyse (analyser, photo, NULL, &error);
  if (portrait)
    {
      g_autofree char      *text = mn_portrait_to_text (portrait, NULL);
      g_autoptr(MnPortrait) again = mn_portrait_parse (text, &error);

      g_assert_no_error (error);
      g_assert_cmpint (mn_portrait_n_faces (again), ==, mn_portrait_n_faces (portrait));
    }
  if (error)
    g_assert_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_NO_FACE);
  return portrait ? portrait : mn_portrait_new (gegl_buffer_get_width (photo), gegl_buffer_get_height (photo));
}

static double
coverage_at_pixel (const MnPortrait *portrait, double x, double y)
{
  double sum = 0;
  float  value;

  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      mn_face_coverage (mn_portrait_face (portrait, i), y, x, 1, 1, &value);
      sum += value;
    }
  return sum;
}

/* Coverage at millimetres right of and below the middle of the pupils. */
static double
coverage_at (const MnPortrait *portrait, const MnFace *face, double right, double below)
{
  const double a = face->roll * G_PI / 180;

  return coverage_at_pixel (portrait,
    (face->pupil_r[0] + face->pupil_l[0]) / 2 + face->px_per_mm * (cos (a) * right - sin (a) * below),
    (face->pupil_r[1] + face->pupil_l[1]) / 2 + face->px_per_mm * (sin (a) * right + cos (a) * below));
}

static void
check_face (const MnPortrait *portrait, const MnFace *face)
{
  g_assert_cmpfloat (coverage_at_pixel (portrait, face->pupil_r[0], face->pupil_r[1]), ==, 0);
  g_assert_cmpfloat (coverage_at_pixel (portrait, face->pupil_l[0], face->pupil_l[1]), ==, 0);
  g_assert_cmpfloat_with_epsilon (face->pitch, face->px_per_mm * MN_MAP_PITCH_MM, 1e-9);
  g_assert_cmpint (face->rows * face->pitch, <=, portrait->height + 2 * face->pitch);
  for (int i = 0; face->zones && i < face->cols * face->rows; i++)
    g_assert_cmpint (face->zones[i], <, MN_N_ZONES);
}

static void
found (gconstpointer data)
{
  const int             i = GPOINTER_TO_INT (data);
  g_autoptr(MnPortrait) portrait = analyse (portraits[i].file);

  if (! portrait)
    return;
  g_assert_cmpint (mn_portrait_n_faces (portrait), ==, 1);

  const MnFace *face = mn_portrait_face (portrait, 0);

  check_face (portrait, face);
  if (portraits[i].px_per_mm > 0)
    g_assert_cmpfloat_with_epsilon (face->px_per_mm / portraits[i].px_per_mm, 1,
                                    fabs (face->yaw) > yawed_deg ? yawed_tolerance : scale_tolerance);
  if (portraits[i].bare)
    {
      g_assert_cmpfloat (coverage_at (portrait, face, 0, -38), >, 0.95);
      g_assert_cmpfloat (coverage_at (portrait, face, -32, 36), >, 0.95);
      g_assert_cmpfloat (coverage_at (portrait, face, 32, 36), >, 0.95);
      g_assert_cmpfloat (coverage_at (portrait, face, 0, 96), >, 0.95);
      g_assert_true (isfinite (face->skin.ita));
    }
}

static void
groups (void)
{
  static const struct { const char *file; int faces; } cases[] = { { "group01.webp", 2 }, { "group02.webp", 4 } };

  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr(MnPortrait) portrait = analyse (cases[k].file);

      if (! portrait)
        return;
      g_assert_cmpint (mn_portrait_n_faces (portrait), ==, cases[k].faces);
      for (int i = 0; i < cases[k].faces; i++)
        {
          const MnFace *face = mn_portrait_face (portrait, i);

          check_face (portrait, face);
          g_assert_cmpfloat (coverage_at (portrait, face, 0, 25), <=, 1);    /* no neighbour adds to the nose */
          g_assert_cmpfloat (coverage_at (portrait, face, 0, 25), >, 0.9);
        }
    }
}

/* Copies a part of a photo into another one, reduced. */
static void
paste (GeglBuffer *photo, const GeglRectangle *part, double scale, GeglBuffer *into, int x, int y)
{
  const GeglRectangle reduced = { part->x * scale, part->y * scale, part->width * scale, part->height * scale };
  g_autofree guint8  *pixels = g_malloc (3 * reduced.width * reduced.height);

  gegl_buffer_get (photo, &reduced, scale, babl_format ("R'G'B' u8"), pixels, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_CLAMP);
  gegl_buffer_set (into, GEGL_RECTANGLE (x, y, reduced.width, reduced.height), 0, babl_format ("R'G'B' u8"), pixels,
                   GEGL_AUTO_ROWSTRIDE);
}

/* Two faces cheek to cheek: no skin belongs to both. */
static void
neighbours (void)
{
  const GeglRectangle   head = { 452, 250, 450, 900 };
  g_autoptr(GeglBuffer) photo = photo_load ("portrait15.jpg");
  g_autoptr(GeglBuffer) pair = photo_plain (2 * head.width, head.height, "R'G'B' u8", 0.8f);

  if (! photo || ! analyser)
    {
      g_test_skip ("networks or photos are not installed");
      return;
    }
  paste (photo, &head, 1, pair, 0, 0);
  paste (photo, &head, 1, pair, head.width, 0);

  g_autoptr(MnPortrait) portrait = mn_analyse (analyser, pair, NULL, NULL);

  g_assert_nonnull (portrait);
  g_assert_cmpint (mn_portrait_n_faces (portrait), ==, 2);
  for (int y = 0; y < head.height; y += 7)
    for (int x = 0; x < 2 * head.width; x += 7)
      g_assert_cmpfloat (coverage_at_pixel (portrait, x, y), <, 1.1);
}

/* Faces too small for the whole picture at once. */
static void
small_faces (void)
{
  const GeglRectangle   head = { 250, 150, 850, 900 };
  g_autoptr(GeglBuffer) photo = photo_load ("portrait15.jpg");
  g_autoptr(GeglBuffer) wide = photo_plain (6000, 4000, "R'G'B' u8", 0.8f);

  if (! photo || ! analyser)
    {
      g_test_skip ("networks or photos are not installed");
      return;
    }
  paste (photo, &head, 0.25, wide, 700, 500);
  paste (photo, &head, 0.25, wide, 4400, 2600);

  g_autoptr(MnPortrait) portrait = mn_analyse (analyser, wide, NULL, NULL);

  g_assert_nonnull (portrait);
  g_assert_cmpint (mn_portrait_n_faces (portrait), ==, 2);
  for (int i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (mn_portrait_face (portrait, i)->px_per_mm, 0.78, 0.05);
}

static void
profile (void)
{
  g_autoptr(MnPortrait) portrait = analyse ("portrait18.jpg");

  if (! portrait)
    return;
  g_assert_cmpint (mn_portrait_n_faces (portrait), ==, 1);
  g_assert_null (mn_portrait_face (portrait, 0)->zones);
  g_assert_cmpfloat (fabs (mn_portrait_face (portrait, 0)->roll), <, 15);
}

/* Grown hair is left out, shaved hair is skin. */
static void
beards (void)
{
  static const struct { const char *file; double chin; } cases[] = {
    { "portrait17.jpg", 0 }, { "portrait23.jpg", 0 }, { "portrait24.jpg", 0 }, { "portrait04.jpg", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MnPortrait) portrait = analyse (cases[i].file);

      if (! portrait)
        return;
      g_assert_cmpfloat_with_epsilon (coverage_at (portrait, mn_portrait_face (portrait, 0), 0, 96), cases[i].chin,
                                      0.05);
    }
}

static void
negatives (void)
{
  static const char *const files[] = { "neg01.jpg", "neg02.jpg", "neg03.png", "neg04.png", "neg05.webp" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(MnPortrait) portrait = analyse (files[i]);

      if (! portrait)
        return;
      g_assert_cmpint (mn_portrait_n_faces (portrait), ==, 0);
    }
}

/* Turned, grey, with alpha, 16 bits: the same face at the same scale. */
static void
variants (void)
{
  static const struct { double degrees; const char *format; } cases[] = {
    { 0, "R'G'B'A u16" }, { 0, "Y' u8" }, { 0, "RGBA float" }, { 30, "R'G'B'A u8" }, { -45, "R'G'B' u8" },
    { 90, "R'G'B' u8" }, { 180, "R'G'B' u8" }, { 270, "R'G'B' u8" },
  };
  g_autoptr(GeglBuffer) photo = photo_load ("portrait15.jpg");

  if (! photo || ! analyser)
    {
      g_test_skip ("networks or photos are not installed");
      return;
    }
  g_autoptr(MnPortrait) original = mn_analyse (analyser, photo, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GeglBuffer) variant = photo_turned (photo, cases[i].degrees, cases[i].format);
      g_autoptr(MnPortrait) portrait = mn_analyse (analyser, variant, NULL, NULL);

      g_assert_nonnull (portrait);
      g_assert_cmpint (mn_portrait_n_faces (portrait), ==, 1);

      const MnFace *face = mn_portrait_face (portrait, 0);
      const double  turned = remainder (face->roll - mn_portrait_face (original, 0)->roll - cases[i].degrees, 360);

      g_assert_cmpfloat_with_epsilon (face->px_per_mm / mn_portrait_face (original, 0)->px_per_mm, 1, turned_tolerance);
      g_assert_cmpfloat (fabs (turned), <, 4);
      g_assert_cmpfloat (coverage_at (portrait, face, 0, -30), >, 0.9);
      g_assert_true (isnan (face->skin.ita) == g_str_has_prefix (cases[i].format, "Y"));
    }
}

static void
strange_sizes (void)
{
  static const int sizes[][2] = { { 16, 16 }, { 10000, 50 }, { 50, 10000 }, { 161, 163 } };

  if (! analyser)
    {
      g_test_skip ("the networks are not installed");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int grey = 0; grey < 2; grey++)
      {
        g_autoptr(GeglBuffer) photo = photo_plain (sizes[i][0], sizes[i][1], grey ? "Y' u16" : "R'G'B'A u8", 0.6f);
        g_autoptr(GError)     error = NULL;
        g_autoptr(MnPortrait) portrait = mn_analyse (analyser, photo, NULL, &error);

        g_assert_null (portrait);
        g_assert_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_NO_FACE);
      }
}

/* The user's hints beside the networks: the found face keeps its zones. */
static void
hints_on_a_face (void)
{
  g_autoptr(GeglBuffer) photo = photo_load ("portrait15.jpg");

  if (! photo || ! analyser)
    {
      g_test_skip ("networks or photos are not installed");
      return;
    }
  g_autoptr(GeglBuffer) mask = photo_plain (gegl_buffer_get_width (photo), gegl_buffer_get_height (photo), "Y' u8", 0);

  photo_fill (mask, GEGL_RECTANGLE (600, 500, 100, 60), 1);

  const MnHints         masked = { .coverage = mask }, scaled = { .scale = 5 };
  const MnHints         eyes = { .pupils = { 580, 600, 769, 600 } };
  g_autoptr(MnPortrait) a = mn_analyse (analyser, photo, &masked, NULL);
  g_autoptr(MnPortrait) b = mn_analyse (analyser, photo, &scaled, NULL);
  g_autoptr(MnPortrait) c = mn_analyse (analyser, photo, &eyes, NULL);

  g_assert_cmpfloat_with_epsilon (mn_portrait_face (a, 0)->grid_x, 600, 1);
  g_assert_nonnull (mn_portrait_face (a, 0)->zones);
  g_assert_cmpfloat_with_epsilon (mn_portrait_face (a, 0)->px_per_mm, 3.22, 0.1);
  g_assert_cmpfloat (mn_portrait_face (b, 0)->px_per_mm, ==, 5);
  g_assert_cmpfloat_with_epsilon (mn_portrait_face (c, 0)->px_per_mm, 3, 1e-6);
  g_assert_cmpfloat (mn_portrait_face (c, 0)->pupil_r[0], ==, 580);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  analyser = photo_models () ? mn_analyser_new (photo_models (), NULL) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (portraits); i++)
    {
      g_autofree char *path = g_strdup_printf ("/analysis/found/%s", portraits[i].file);

      g_test_add_data_func (path, GINT_TO_POINTER (i), found);
    }
  g_test_add_func ("/analysis/groups", groups);
  g_test_add_func ("/analysis/neighbours", neighbours);
  g_test_add_func ("/analysis/small-faces", small_faces);
  g_test_add_func ("/analysis/profile", profile);
  g_test_add_func ("/analysis/beards", beards);
  g_test_add_func ("/analysis/negatives", negatives);
  g_test_add_func ("/analysis/variants", variants);
  g_test_add_func ("/analysis/strange-sizes", strange_sizes);
  g_test_add_func ("/analysis/hints-on-a-face", hints_on_a_face);
  result = g_test_run ();
  mn_analyser_free (analyser);
  return result;
}
