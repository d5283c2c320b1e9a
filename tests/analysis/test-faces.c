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

static const double scale_tolerance = 0.05, yawed_tolerance = 0.1, yawed_deg = 15;

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

static void
check_face (const MnPortrait *portrait, const MnFace *face)
{
  g_assert_cmpfloat (photo_coverage (portrait, face->pupil_r[0], face->pupil_r[1]), ==, 0);
  g_assert_cmpfloat (photo_coverage (portrait, face->pupil_l[0], face->pupil_l[1]), ==, 0);
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
      g_assert_cmpfloat (photo_coverage_at (portrait, face, 0, -38), >, 0.95);
      g_assert_cmpfloat (photo_coverage_at (portrait, face, -32, 36), >, 0.95);
      g_assert_cmpfloat (photo_coverage_at (portrait, face, 32, 36), >, 0.95);
      g_assert_cmpfloat (photo_coverage_at (portrait, face, 0, 96), >, 0.95);
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
          /* No neighbour adds to the nose. */
          g_assert_cmpfloat (photo_coverage_at (portrait, face, 0, 25), <=, 1);
          g_assert_cmpfloat (photo_coverage_at (portrait, face, 0, 25), >, 0.9);
        }
    }
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
      g_assert_cmpfloat_with_epsilon (photo_coverage_at (portrait, mn_portrait_face (portrait, 0), 0, 96),
                                      cases[i].chin, 0.05);
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
  g_test_add_func ("/analysis/profile", profile);
  g_test_add_func ("/analysis/beards", beards);
  g_test_add_func ("/analysis/negatives", negatives);
  result = g_test_run ();
  mn_analyser_free (analyser);
  return result;
}
