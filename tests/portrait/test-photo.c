/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The portrait record on a photo: other sizes, coverage, masks, the thumbnail, the atlas.
 */
#include "records.h"

#include <locale.h>
#include <math.h>

static void
test_resolve (void)
{
  g_autoptr (MnPortrait) record = record_of_two_faces ();
  g_autoptr (MnPortrait) same = mn_portrait_resolve (record, 1200, 800, 0, record->thumb);
  g_autoptr (MnPortrait) half = mn_portrait_resolve (record, 601, 400, 0, record->thumb);
  g_autoptr (MnPortrait) large = mn_portrait_resolve (record, 4800, 3204, 0, NULL);
  g_autoptr (MnPortrait) scale = mn_portrait_resolve (record, 1200, 800, 7, NULL);
  g_autoptr (MnPortrait) frame = mn_portrait_resolve (NULL, 900, 1800, 0, NULL);
  guint8                 thumb[MN_THUMB_SIDE * MN_THUMB_SIDE];

  g_assert_true (same == record);
  g_assert_cmpint (half->width, ==, 601);
  g_assert_cmpint (half->height, ==, 400);
  g_assert_cmpfloat_with_epsilon (mn_portrait_face (half, 0)->px_per_mm, 2.0625, 0.01);
  g_assert_cmpfloat_with_epsilon (mn_portrait_face (half, 1)->grid_x, 400, 0.7);
  g_assert_cmpfloat_with_epsilon (mn_portrait_face (half, 1)->pitch, 0.5, 0.01);
  g_assert_nonnull (large);
  g_assert_cmpfloat (mn_portrait_face (scale, 0)->px_per_mm, ==, 7);
  g_assert_cmpfloat (mn_portrait_face (scale, 0)->pitch, ==, 4.125 / 2);
  g_assert_cmpfloat (mn_portrait_face (record, 0)->px_per_mm, ==, 4.125);
  g_assert_cmpfloat (mn_portrait_face (frame, 0)->px_per_mm, ==, 5);
  g_assert_true (isnan (mn_portrait_face (frame, 0)->skin.ita));

  g_assert_null (mn_portrait_resolve (record, 800, 1200, 0, NULL));
  g_assert_null (mn_portrait_resolve (record, 600, 403, 0, NULL));
  g_assert_null (mn_portrait_resolve (record, 1200, 802, 0, NULL));
  for (int i = 0; i < MN_THUMB_SIDE * MN_THUMB_SIDE; i++)
    thumb[i] = record->thumb[MN_THUMB_SIDE * (i / MN_THUMB_SIDE) + MN_THUMB_SIDE - 1 - i % MN_THUMB_SIDE];
  g_assert_null (mn_portrait_resolve (record, 1200, 800, 0, thumb));
  for (int i = 0; i < MN_THUMB_SIDE * MN_THUMB_SIDE; i++)
    thumb[i] = (guint8) (20 + record->thumb[i] / 2);
  g_autoptr (MnPortrait) darker = mn_portrait_resolve (record, 1200, 800, 0, thumb);
  g_assert_true (darker == record);
}

static void
test_coverage (void)
{
  guint8       plane[] = { 255, 255, 0, 1, 255, 255, 0, 1 };
  const MnFace face = { .grid_x = 10, .grid_y = 20, .cols = 4, .rows = 2, .pitch = 10, .coverage = plane };
  float        c[60];

  mn_face_coverage (&face, 30, 0.5, 1, 60, c);
  for (int x = 0; x < 60; x++)
    if (x < 10 || x >= 50)
      g_assert_cmpfloat (c[x], ==, 0);
    else if (x < 25)
      g_assert_cmpfloat (c[x], ==, 1);
    else if (x < 35)
      g_assert_cmpfloat_with_epsilon (c[x], MAX (0, (34.5 - x) / 10), 1e-6);
    else
      g_assert_cmpfloat (c[x], ==, x < 45 ? 0 : 1 / 255.0f);
  mn_face_coverage (&face, 19.9, 0.5, 1, 60, c);
  g_assert_cmpfloat (c[15], ==, 0);
  mn_face_coverage (&face, 40.1, 0.5, 1, 60, c);
  g_assert_cmpfloat (c[15], ==, 0);
}

/* A feathered selection over a whole frame and over a face: coverage is the product, the ramp stays one. */
static void
test_masked (void)
{
  enum { width = 400, height = 300 };
  g_autoptr (GeglBuffer) mask = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format ("Y u8"));
  g_autofree guint8     *pixels = g_malloc (width * height);
  g_autoptr (MnPortrait) frame = mn_portrait_resolve (NULL, width, height, 8, NULL);
  g_autoptr (MnPortrait) faces = mn_portrait_new (width, height);
  float                  row[width], before[width];

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      pixels[y * width + x] = (guint8) CLAMP (x - 72, 0, 255);
  gegl_buffer_set (mask, NULL, 0, babl_format ("Y u8"), pixels, GEGL_AUTO_ROWSTRIDE);
  record_add_face (faces, 4, -20, -10, 200, 150, 0);

  g_autoptr (MnPortrait) masked = mn_portrait_masked (frame, mask);
  g_assert_null (mn_portrait_face (frame, 0)->coverage);
  g_assert_cmpfloat (mn_portrait_face (masked, 0)->pitch, ==, 4);
  for (int y = 2; y < height; y += 60)
    {
      mn_face_coverage (mn_portrait_face (masked, 0), y + 0.5, 0.5, 1, width, row);
      for (int x = 2; x < width - 2; x++)
        g_assert_cmpfloat_with_epsilon (row[x], CLAMP (x - 72, 0, 255) / 255.0, 0.006);
      g_assert_cmpfloat (row[66], ==, 0);
    }
  record_check_text (masked);

  g_autoptr (MnPortrait) both = mn_portrait_masked (faces, mask);
  mn_face_coverage (mn_portrait_face (both, 0), 140.5, 0.5, 1, width, row);
  mn_face_coverage (mn_portrait_face (faces, 0), 140.5, 0.5, 1, width, before);
  for (int x = 2; x < width - 24; x++)
    g_assert_cmpfloat_with_epsilon (row[x], before[x] * CLAMP (x - 72, 0, 255) / 255.0, 0.01);
}

static void
test_thumb (void)
{
  g_autoptr (GeglBuffer) photo = gegl_buffer_new (GEGL_RECTANGLE (-5, 7, 333, 251), babl_format ("Y' u8"));
  guint8                 thumb[MN_THUMB_SIDE * MN_THUMB_SIDE];
  g_autofree guint8     *pixels = g_malloc (333 * 251);

  for (int i = 0; i < 333 * 251; i++)
    pixels[i] = (guint8) (i % 333 * 255 / 332);
  gegl_buffer_set (photo, NULL, 0, babl_format ("Y' u8"), pixels, GEGL_AUTO_ROWSTRIDE);
  mn_portrait_thumb (photo, thumb);
  for (int i = 0; i < MN_THUMB_SIDE * MN_THUMB_SIDE; i++)
    g_assert_cmpint (ABS (thumb[i] - (2 * (i % MN_THUMB_SIDE) + 1) * 255 / 32), <=, 2);
}

static void
test_atlas (void)
{
  g_autoptr (MnPortrait) portrait = record_of_two_faces ();
  MnAtlasPlace           places[2];
  const GeglRectangle    atlas = mn_portrait_atlas (portrait, places);

  g_assert_cmpint (places[0].rect.width, ==, 120);
  g_assert_cmpint (places[0].rect.height, ==, 150);
  g_assert_cmpint (places[1].rect.y, ==, 150);
  g_assert_cmpint (places[1].rect.width, ==, 40);
  g_assert_cmpfloat (places[1].x, ==, 800);
  g_assert_cmpint (atlas.width, ==, 120);
  g_assert_cmpint (atlas.height, ==, 200);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  gegl_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portrait/resolve", test_resolve);
  g_test_add_func ("/portrait/coverage", test_coverage);
  g_test_add_func ("/portrait/masked", test_masked);
  g_test_add_func ("/portrait/thumb", test_thumb);
  g_test_add_func ("/portrait/atlas", test_atlas);
  const int result = g_test_run ();
  gegl_exit ();
  return result;
}
