/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the user knows better, without networks; and networks that are not the pinned ones.
 */
#include "photo.h"

#include <glib/gstdio.h>
#include <math.h>

static GeglBuffer *
mask_with (int width, int height, const GeglRectangle *full)
{
  GeglBuffer *mask = photo_plain (width, height, "Y' u8", 0);

  photo_fill (mask, full, 1);
  return mask;
}

static void
expect (MnAnalyser *analyser, GeglBuffer *photo, const MnHints *hints, int code, const char *part)
{
  g_autoptr(GError)     error = NULL;
  g_autoptr(MnPortrait) portrait = mn_analyse (analyser, photo, hints, &error);

  g_assert_null (portrait);
  g_assert_error (error, MN_ANALYSIS_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (strchr (error->message, '\n'));
}

static void
mask_and_scale (void)
{
  const GeglRectangle   full = { 100, 60, 80, 40 };
  g_autoptr(GeglBuffer) photo = photo_plain (400, 300, "R'G'B' u8", 0.5f);
  g_autoptr(GeglBuffer) mask = mask_with (400, 300, &full);
  const MnHints         hints = { .scale = 4, .coverage = mask };
  g_autoptr(GError)     error = NULL;
  g_autoptr(MnPortrait) portrait = mn_analyse (NULL, photo, &hints, &error);
  float                 in[1], out[1];

  g_assert_no_error (error);
  g_assert_cmpint (mn_portrait_n_faces (portrait), ==, 1);

  const MnFace *face = mn_portrait_face (portrait, 0);

  g_assert_cmpfloat (face->px_per_mm, ==, 4);
  g_assert_cmpfloat (face->pitch, ==, 2);
  g_assert_cmpint (face->cols, ==, 40);
  g_assert_cmpint (face->rows, ==, 20);
  g_assert_cmpfloat (face->grid_x, ==, 100);
  g_assert_cmpfloat (face->grid_y, ==, 60);
  mn_face_coverage (face, 80, 140, 1, 1, in);
  mn_face_coverage (face, 80, 97, 1, 1, out);
  g_assert_cmpfloat (in[0], ==, 1);
  g_assert_cmpfloat (out[0], ==, 0);
}

/* Cells that reach beyond the photo are as full as what is inside. */
static void
mask_to_the_border (void)
{
  g_autoptr(GeglBuffer) photo = photo_plain (401, 299, "R'G'B' u8", 0.5f);
  g_autoptr(GeglBuffer) mask = photo_plain (401, 299, "Y' u8", 1);
  const MnHints         hints[] = { { .scale = 4, .coverage = mask }, { .scale = 11.3, .coverage = mask },
                                    { .scale = 61, .coverage = mask } };

  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      g_autoptr(MnPortrait) portrait = mn_analyse (NULL, photo, &hints[i], NULL);
      const MnFace         *face = mn_portrait_face (portrait, 0);

      g_assert_cmpfloat (face->cols * face->pitch, >, 401);
      for (int k = 0; k < face->cols * face->rows; k++)
        g_assert_cmpint (face->coverage[k], ==, 255);
    }
}

static void
mask_and_pupils (void)
{
  g_autoptr(GeglBuffer) photo = photo_plain (400, 300, "R'G'B' u8", 0.5f);
  g_autoptr(GeglBuffer) mask = mask_with (400, 300, GEGL_RECTANGLE (50, 50, 300, 200));
  const MnHints         hints = { .pupils = { 137, 100, 263, 100 }, .coverage = mask };
  const MnHints         tilted = { .pupils = { 137, 100, 137, 226 }, .coverage = mask, .scale = 3 };
  g_autoptr(MnPortrait) portrait = mn_analyse (NULL, photo, &hints, NULL);
  g_autoptr(MnPortrait) other = mn_analyse (NULL, photo, &tilted, NULL);

  g_assert_cmpfloat_with_epsilon (mn_portrait_face (portrait, 0)->px_per_mm, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (mn_portrait_face (portrait, 0)->roll, 0, 1e-9);
  g_assert_cmpfloat (mn_portrait_face (portrait, 0)->pupil_l[0], ==, 263);
  g_assert_cmpfloat_with_epsilon (mn_portrait_face (other, 0)->roll, 90, 1e-9);
  g_assert_cmpfloat (mn_portrait_face (other, 0)->px_per_mm, ==, 3);
}

static void
wrong_input (void)
{
  g_autoptr(GeglBuffer) photo = photo_plain (400, 300, "R'G'B' u8", 0.5f);
  g_autoptr(GeglBuffer) dot = photo_plain (1, 1, "R'G'B' u8", 0.5f);
  g_autoptr(GeglBuffer) empty = photo_plain (400, 300, "Y' u8", 0);
  g_autoptr(GeglBuffer) small = photo_plain (200, 300, "Y' u8", 1);
  const MnHints         no_scale = { .coverage = empty }, nothing = { .coverage = empty, .scale = 4 };
  const MnHints         other_size = { .coverage = small, .scale = 4 };

  expect (NULL, photo, NULL, MN_ANALYSIS_ERROR_MODELS, "make models");
  expect (NULL, dot, NULL, MN_ANALYSIS_ERROR_PHOTO, "1 x 1");
  expect (NULL, photo, &no_scale, MN_ANALYSIS_ERROR_NO_FACE, "scale");
  expect (NULL, photo, &nothing, MN_ANALYSIS_ERROR_NO_FACE, "empty");
  expect (NULL, photo, &other_size, MN_ANALYSIS_ERROR_PHOTO, "200 x 300");
}

/* Whatever comes out is a sound record. */
static void
extreme_hints (void)
{
  g_autoptr(GeglBuffer) photo = photo_plain (400, 300, "R'G'B' u8", 0.5f);
  g_autoptr(GeglBuffer) mask = photo_plain (400, 300, "Y' u8", 1);
  const MnHints         refused[] = {
    { .scale = 1e-6, .coverage = mask }, { .scale = 1e6, .coverage = mask }, { .scale = -1, .coverage = mask },
    { .scale = NAN, .coverage = mask }, { .pupils = { 1e30, 0, -1e30, 0 }, .coverage = mask },
    { .pupils = { 100, 100, 100, 100 }, .coverage = mask }, { .pupils = { NAN, 0, 10, 0 }, .coverage = mask },
  };
  const MnHints         accepted[] = {
    { .scale = 0.05, .coverage = mask }, { .scale = 500, .coverage = mask },
    { .pupils = { -50, -50, 700, 500 }, .coverage = mask }, { .pupils = { 263, 100, 137, 101 }, .coverage = mask },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    expect (NULL, photo, &refused[i], MN_ANALYSIS_ERROR_PHOTO, "must be");
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autoptr(GError)     error = NULL;
      g_autoptr(MnPortrait) portrait = mn_analyse (NULL, photo, &accepted[i], &error);

      g_assert_no_error (error);

      g_autofree char      *text = mn_portrait_to_text (portrait, NULL);
      g_autoptr(MnPortrait) again = mn_portrait_parse (text, &error);

      g_assert_no_error (error);
    }
}

static void
no_models (void)
{
  g_autoptr(GError)     error = NULL;
  g_autoptr(MnAnalyser) analyser = mn_analyser_new ("/nonexistent/models", &error);

  g_assert_null (analyser);
  g_assert_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_MODELS);
  g_assert_nonnull (strstr (error->message, "/nonexistent/models/face_detection_short_range.onnx"));
}

static void
damaged_models (void)
{
  const char *const files[] = { "face_detection_short_range.onnx", "face_detection_full_range.onnx",
                                "face_landmark.onnx", "selfie_multiclass.onnx" };
  g_autofree char  *folder = g_dir_make_tmp ("models-XXXXXX", NULL);

  if (! photo_models ())
    {
      g_test_skip ("the networks are not installed");
      return;
    }
  for (guint bad = 0; bad < 3 * G_N_ELEMENTS (files); bad++)
    {
      g_autoptr(GError)     error = NULL;
      g_autoptr(MnAnalyser) analyser = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (files); i++)
        {
          g_autofree char *from = g_build_filename (photo_models (), files[i], NULL);
          g_autofree char *to = g_build_filename (folder, files[i], NULL);
          g_autofree char *content = NULL;
          gsize            length;

          g_assert_true (g_file_get_contents (from, &content, &length, NULL));
          if (i == bad / 3 && bad % 3 == 0)
            length /= 2;
          else if (i == bad / 3 && bad % 3 == 1)
            content[length / 2] ^= 4;
          else if (i == bad / 3)
            length = 0;
          g_assert_true (g_file_set_contents (to, content, (gssize) length, NULL));
        }
      analyser = mn_analyser_new (folder, &error);
      g_assert_null (analyser);
      g_assert_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_MODELS);
      g_assert_nonnull (strstr (error->message, files[bad / 3]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gegl_init (NULL, NULL);
  g_test_add_func ("/analysis/hints/mask-and-scale", mask_and_scale);
  g_test_add_func ("/analysis/hints/mask-to-the-border", mask_to_the_border);
  g_test_add_func ("/analysis/hints/mask-and-pupils", mask_and_pupils);
  g_test_add_func ("/analysis/hints/wrong-input", wrong_input);
  g_test_add_func ("/analysis/hints/extreme", extreme_hints);
  g_test_add_func ("/analysis/models/missing", no_models);
  g_test_add_func ("/analysis/models/damaged", damaged_models);
  return g_test_run ();
}
