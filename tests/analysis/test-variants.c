/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What is made of one photo and found again: turned, in other formats, small, twice on a picture, with hints; and
 * pictures without anything.
 */
#include "photo.h"

#include <math.h>

static MnAnalyser *analyser;

static const double turned_tolerance = 0.08;

static GeglBuffer *
load_portrait (void)
{
  GeglBuffer *photo = analyser ? photo_load ("portrait15.jpg") : NULL;

  if (! photo)
    g_test_skip ("networks or photos are not installed");
  return photo;
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
  g_autoptr(GeglBuffer) photo = load_portrait ();
  g_autoptr(GeglBuffer) pair = photo_plain (2 * head.width, head.height, "R'G'B' u8", 0.8f);

  if (! photo)
    return;
  paste (photo, &head, 1, pair, 0, 0);
  paste (photo, &head, 1, pair, head.width, 0);

  g_autoptr(MnPortrait) portrait = mn_analyse (analyser, pair, NULL, NULL);

  g_assert_nonnull (portrait);
  g_assert_cmpint (mn_portrait_n_faces (portrait), ==, 2);
  for (int y = 0; y < head.height; y += 7)
    for (int x = 0; x < 2 * head.width; x += 7)
      g_assert_cmpfloat (photo_coverage (portrait, x, y), <, 1.1);
}

/* Faces too small for the whole picture at once. */
static void
small_faces (void)
{
  const GeglRectangle   head = { 250, 150, 850, 900 };
  g_autoptr(GeglBuffer) photo = load_portrait ();
  g_autoptr(GeglBuffer) wide = photo_plain (6000, 4000, "R'G'B' u8", 0.8f);

  if (! photo)
    return;
  paste (photo, &head, 0.25, wide, 700, 500);
  paste (photo, &head, 0.25, wide, 4400, 2600);

  g_autoptr(MnPortrait) portrait = mn_analyse (analyser, wide, NULL, NULL);

  g_assert_nonnull (portrait);
  g_assert_cmpint (mn_portrait_n_faces (portrait), ==, 2);
  for (int i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (mn_portrait_face (portrait, i)->px_per_mm, 0.78, 0.05);
}

/* Turned, grey, with alpha, 16 bits: the same face at the same scale. */
static void
variants (void)
{
  static const struct { double degrees; const char *format; } cases[] = {
    { 0, "R'G'B'A u16" }, { 0, "Y' u8" }, { 0, "RGBA float" }, { 30, "R'G'B'A u8" }, { -45, "R'G'B' u8" },
    { 90, "R'G'B' u8" }, { 180, "R'G'B' u8" }, { 270, "R'G'B' u8" },
  };
  g_autoptr(GeglBuffer) photo = load_portrait ();

  if (! photo)
    return;
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
      g_assert_cmpfloat (photo_coverage_at (portrait, face, 0, -30), >, 0.9);
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
  g_autoptr(GeglBuffer) photo = load_portrait ();

  if (! photo)
    return;
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
  g_test_add_func ("/analysis/neighbours", neighbours);
  g_test_add_func ("/analysis/small-faces", small_faces);
  g_test_add_func ("/analysis/variants", variants);
  g_test_add_func ("/analysis/strange-sizes", strange_sizes);
  g_test_add_func ("/analysis/hints-on-a-face", hints_on_a_face);
  result = g_test_run ();
  mn_analyser_free (analyser);
  return result;
}
