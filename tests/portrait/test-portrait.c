/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The portrait record: its text, whatever text, other sizes of the photo, masks and coverage.
 */
#include "portrait.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define PRINTED 1e-5        /* relative: six digits are written */
#define MUTATIONS 20000

static guint32
next (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* A disc of full coverage with a soft edge, or noise where seed is given. */
static void
add_face (MnPortrait *portrait, double px_per_mm, double x, double y, int cols, int rows, guint32 seed)
{
  const gsize cells = (gsize) cols * rows;
  MnFace      face = {
    .px_per_mm = px_per_mm, .roll = -3.25, .yaw = 12.5,
    .pupil_r = { x + 70.125, y + 90.5 }, .pupil_l = { x + 133.25, y + 91.75 },
    .box = { x, y, cols * px_per_mm / 2, rows * px_per_mm / 2 },
    .skin = { 41.5, 0.8125, 0.34375, 14.25 },
    .grid_x = x, .grid_y = y, .cols = cols, .rows = rows, .pitch = px_per_mm / 2,
    .coverage = g_malloc (cells), .zones = g_malloc (cells),
  };

  for (int j = 0; j < rows; j++)
    for (int i = 0; i < cols; i++)
      {
        const double r = hypot ((i + 0.5) / cols - 0.5, (j + 0.5) / rows - 0.5);

        face.coverage[(gsize) j * cols + i] = seed ? (guint8) next (&seed) : (guint8) CLAMP ((0.45 - r) * 3000, 0, 255);
        face.zones[(gsize) j * cols + i] = seed ? (guint8) (next (&seed) % MN_N_ZONES) : r < 0.2 ? MN_ZONE_NOSE
                                           : r < 0.4 ? MN_ZONE_CHEEK : MN_ZONE_NONE;
      }
  mn_portrait_add_face (portrait, &face);
}

static MnPortrait *
two_faces (void)
{
  MnPortrait *portrait = mn_portrait_new (1200, 800);

  for (int i = 0; i < MN_THUMB_SIDE * MN_THUMB_SIDE; i++)
    portrait->thumb[i] = (guint8) (i * 37 % 251);
  add_face (portrait, 4.125, 100.5, 80.25, 120, 150, 0);
  add_face (portrait, 2.0, 800, 300, 40, 50, 0);
  return portrait;
}

static void
assert_number (double a, double b)
{
  if (! isnan (a) || ! isnan (b))
    g_assert_cmpfloat_with_epsilon (a, b, PRINTED * fabs (a) + 1e-12);
}

static void
assert_plane (const guint8 *a, const guint8 *b, gsize cells)
{
  g_assert_true (! a == ! b);
  if (a)
    g_assert_cmpmem (a, cells, b, cells);
}

static void
assert_same (const MnPortrait *a, const MnPortrait *b)
{
  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  g_assert_cmpmem (a->thumb, sizeof a->thumb, b->thumb, sizeof b->thumb);
  g_assert_cmpint (mn_portrait_n_faces (a), ==, mn_portrait_n_faces (b));
  for (int i = 0; i < mn_portrait_n_faces (a); i++)
    {
      const MnFace *fa = mn_portrait_face (a, i), *fb = mn_portrait_face (b, i);

      for (gsize k = 0; k < offsetof (MnFace, cols) / sizeof (double); k++)
        assert_number (((const double *) fa)[k], ((const double *) fb)[k]);
      g_assert_cmpint (fa->cols, ==, fb->cols);
      g_assert_cmpint (fa->rows, ==, fb->rows);
      assert_number (fa->pitch, fb->pitch);
      assert_plane (fa->coverage, fb->coverage, (gsize) fa->cols * fa->rows);
      assert_plane (fa->zones, fb->zones, (gsize) fa->cols * fa->rows);
    }
}

static void
check_round_trip (const MnPortrait *portrait)
{
  g_autoptr (GError)     error = NULL;
  g_autofree char       *note = NULL;
  g_autofree char       *text = mn_portrait_to_text (portrait, &note);
  g_autoptr (MnPortrait) parsed = mn_portrait_parse (text, &error);
  g_autofree char       *again = NULL;

  g_assert_no_error (error);
  g_assert_null (note);
  g_assert_true (g_str_is_ascii (text));
  assert_same (portrait, parsed);
  again = mn_portrait_to_text (parsed, NULL);
  g_assert_cmpstr (text, ==, again);
}

static void
test_round_trip (void)
{
  g_autoptr (MnPortrait) portrait = two_faces ();
  g_autoptr (MnPortrait) frame = mn_portrait_resolve (NULL, 4000, 3000, 0, NULL);
  g_autofree char       *text = mn_portrait_to_text (portrait, NULL);

  check_round_trip (portrait);
  check_round_trip (frame);
  g_assert_nonnull (strstr (text, "\nface 4.125 -3.25 12.5 "));
  g_assert_null (strchr (text, ','));
}

static void
check_refused (const char *text, const char *reason)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (MnPortrait) portrait = mn_portrait_parse (text, &error);

  g_assert_null (portrait);
  g_assert_error (error, MN_PORTRAIT_ERROR, MN_PORTRAIT_ERROR_SYNTAX);
  g_test_message ("%s", error->message);
  g_assert_null (strchr (error->message, '\n'));
  if (reason)
    g_assert_nonnull (strstr (error->message, reason));
}

static char *
replace (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, to, at + strlen (from));
}

static const char thumb_zero[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                                 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                                 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                                 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                                 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                                 "AAAAAAAAAAAAAAAAAAAAAA==";

/* Short, so that mutations hit the fields. */
static char *
small_record (void)
{
  g_autoptr (MnPortrait) portrait = mn_portrait_new (300, 400);
  const guint8           zones[] = { 1, 2, 3, 9 };
  const guint8           coverage[] = { 255, 128, 0, 7 };
  MnFace                 face = { .px_per_mm = 2.5, .pupil_r = { 100, 150 }, .pupil_l = { 200, 151 },
                                  .box = { 50, 60, 200, 250 }, .skin = { 30, 1, 0.5, 12 }, .grid_x = 10, .grid_y = 20,
                                  .cols = 2, .rows = 2, .pitch = 125, .coverage = g_memdup2 (coverage, 4),
                                  .zones = g_memdup2 (zones, 4) };

  mn_portrait_add_face (portrait, &face);
  return mn_portrait_to_text (portrait, NULL);
}

static void
test_broken (void)
{
  static const struct { const char *from, *to, *reason; } broken[] = {
    { "microneedling-portrait 1", "microneedling-portrait 2", "line 1" },
    { "microneedling-portrait 1", "microneedling-portrait 1 1", "more after the end" },
    { "microneedling-portrait 1\n", "", "line 1" },
    { "size 300 400", "size 300", "no H" },
    { "size 300 400", "size 300 400 3", "more values" },
    { "size 300 400", "size 300  400", "H is not" },
    { "size 300 400", "size 0 400", "W is not a whole number from 1 to 262144" },
    { "size 300 400", "size 300 262145", "H is not" },
    { "size 300 400", "size 300.5 400", "W is not a whole number" },
    { "size 300 400", "size 300,5 400", "W is not" },
    { "size 300 400", "size 0x30 400", "W is not" },
    { "size 300 400", "size nan 400", "W is not" },
    { "size 300 400", "size inf 400", "W is not" },
    { "size 300 400", "size 1e400 400", "W is not" },
    { "size 300 400", "size 30e 400", "W is not" },
    { "size 300 400", "sizes 300 400", "\"size\" is expected" },
    { "thumb ", "thumb A", "thumbnail" },
    { "AAAAAA==\nface", "AA==\nface", "thumbnail" },
    { "AA==\nface", "====\nface", "thumbnail" },
    { "AA==\nface", "A#==\nface", "thumbnail" },
    { "face 2.5", "face 0", "px_per_mm is not a number from 0.001 to 1000" },
    { "face 2.5", "face nan", "px_per_mm" },
    { "face 2.5", "face -2.5", "px_per_mm" },
    { "face 2.5", "face 1e9", "px_per_mm" },
    { "face 2.5 0 0", "face 2.5 181 0", "roll" },
    { "face 2.5 0 0", "face 2.5 0 -181", "yaw" },
    { "face 2.5 0 0 100 150", "face 2.5 0 0 1e7 150", "pupilRx" },
    { " 200 250\nskin", " 200 -1\nskin", "h is not" },
    { "skin 30", "skin 181", "ita" },
    { "skin 30 1", "skin 30 nan", "melanin" },
    { "skin 30 1 0.5 12", "skin 30 1 0.5 1e3", "a_star" },
    { "grid 10 20 2 2 125", "grid 10 20 2 2 0", "pitch_px" },
    { "grid 10 20 2 2 125", "grid 10 20 0 2 125", "cols" },
    { "grid 10 20 2 2 125", "grid 10 20 2 -2 125", "rows" },
    { "grid 10 20 2 2 125", "grid 10 20 2 2.5 125", "rows" },
    { "grid 10 20 2 2 125", "grid 10 20 1048576 1048576 125", "too many cells" },
    { "grid 10 20 2 2 125", "grid 10 20 2048 1024 125", "too many cells" },
    { "grid 10 20 2 2 125", "grid 10 20 2 3 125", "does not unpack" },
    { "grid 10 20 2 2 125", "grid 10 20 1 2 125", "does not unpack" },
    { "grid 10 20", "grid 300 20", "outside the photo" },
    { "grid 10 20", "grid -250 20", "outside the photo" },
    { "grid 10 20", "grid 10 400", "outside the photo" },
    { "coverage ", "coverage AAAA", "does not unpack" },
    { "\nzones", "AAAA\nzones", "does not unpack" },
    { "coverage ", "coverage !!!!", "not in base 64" },
    { "zones ", "zones A", "not in base 64" },
    { "zones ", "zone ", "\"zones\" is expected" },
    { "\nend\n", "\nend\n\n", "more after the end" },
    { "\nend\n", "\nend \nface", "more after the end" },
    { "\nend\n", "\nend of it\n", "more after the end" },
    { "\nend\n", "\nface\n", "no px_per_mm" },
    { "\nend\n", "\n", "\"end\" is expected" },
    { "\nend\n", "", "ends before \"end\"" },
  };
  g_autofree char       *text = small_record ();
  g_autoptr (MnPortrait) sound = mn_portrait_parse (text, NULL);
  g_auto (GStrv)         lines = g_strsplit (text, "\n", -1);

  g_assert_nonnull (sound);
  g_assert_nonnull (strstr (text, thumb_zero));
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *bad = replace (text, broken[i].from, broken[i].to);

      g_test_message ("%s for %s", broken[i].to, broken[i].from);
      check_refused (bad, broken[i].reason);
    }

  for (guint i = 0; i + 2 < g_strv_length (lines); i++)
    {
      g_autoptr (GString) cut = g_string_new ("");

      for (guint k = 0; k <= i; k++)
        g_string_append_printf (cut, "%s\n", lines[k]);
      check_refused (cut->str, NULL);
    }
  check_refused ("", "line 1");
  check_refused ("\xff\xfe\n", "line 1");
}

/* Zones out of range, a stream that unpacks to too much or carries more behind it, too many faces, too long a text. */
static void
test_limits (void)
{
  g_autofree char *text = small_record ();
  g_autoptr (MnPortrait) portrait = mn_portrait_parse (text, NULL);

  mn_portrait_face (portrait, 0)->zones[2] = MN_N_ZONES;
  g_autofree char *zone = mn_portrait_to_text (portrait, NULL);
  check_refused (zone, "\"zones\" has a value above 9");

  g_autoptr (MnPortrait) many = mn_portrait_new (300, 300);
  for (int i = 0; i <= MN_PORTRAIT_MAX_FACES; i++)
    add_face (many, 2, i, i, 2, 2, 0);
  g_autofree char *crowd = mn_portrait_to_text (many, NULL);
  check_refused (crowd, "more than 64 faces");

  g_autofree char *spaces = g_strnfill (MN_PORTRAIT_MAX_BYTES, ' ');
  g_autofree char *padded = g_strconcat (text, spaces, NULL);
  check_refused (padded, "longer than 98304 bytes");

  g_autoptr (MnPortrait) cells = mn_portrait_new (3000, 3000);
  for (int i = 0; i < 9; i++)
    {
      add_face (cells, 2, i, i, 1000, 1000, 0);
      memset (mn_portrait_face (cells, i)->coverage, 255, 1000000);
      memset (mn_portrait_face (cells, i)->zones, 0, 1000000);
    }
  g_autofree char *wide = mn_portrait_to_text (cells, NULL);
  check_refused (wide, "too many cells");
}

static void
test_mutations (void)
{
  g_autofree char *text = small_record ();
  const gsize      length = strlen (text);
  guint32          state = 12345;
  int              accepted = 0;

  for (int i = 0; i < MUTATIONS; i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (MnPortrait) portrait = NULL;
      g_autoptr (GString)    bad = g_string_new (text);

      for (guint k = next (&state) % 4 + 1; k > 0; k--)
        {
          const gsize at = next (&state) % bad->len, few = next (&state) % 8;

          switch (next (&state) % 5)
            {
            case 0: bad->str[at] = (char) (next (&state) % 255 + 1); break;
            case 1: bad->str[at] = " \n-+.e0123456789AZ=,"[next (&state) % 20]; break;
            case 2: g_string_erase (bad, (gssize) at, (gssize) MIN (few, bad->len - at - 1)); break;
            case 3: g_string_insert_len (bad, (gssize) at, text + next (&state) % (length - 8), (gssize) few); break;
            case 4: g_string_truncate (bad, at + 1); break;
            }
        }
      portrait = mn_portrait_parse (bad->str, &error);
      g_assert_true (! portrait == (error != NULL));
      if (portrait)
        {
          g_autofree MnAtlasPlace *places = g_new (MnAtlasPlace, mn_portrait_n_faces (portrait));
          const GeglRectangle      atlas = mn_portrait_atlas (portrait, places);
          g_autofree char         *again = mn_portrait_to_text (portrait, NULL);
          g_autoptr (MnPortrait)   parsed = mn_portrait_parse (again, NULL);
          float                    coverage[64];

          mn_face_coverage (mn_portrait_face (portrait, 0), 40.5, 0.5, 5, 64, coverage);
          g_assert_cmpint ((gint64) atlas.width * atlas.height, <=, 4 * MN_PORTRAIT_MAX_CELLS);
          g_assert_nonnull (parsed);
          accepted++;
        }
    }
  g_test_message ("%d of %d mutations are still records", accepted, MUTATIONS);
  g_assert_cmpint (accepted, >, MUTATIONS / 100);
}

static void
test_too_long (void)
{
  g_autoptr (MnPortrait) crowd = mn_portrait_new (6000, 4000);
  g_autoptr (MnPortrait) noise = mn_portrait_new (6000, 4000);
  g_autoptr (MnPortrait) parsed = NULL;
  g_autofree char       *text = NULL, *note = NULL;

  add_face (noise, 4, 0, 0, 260, 260, 7);
  text = mn_portrait_to_text (noise, &note);
  g_test_message ("%s", note);
  g_assert_nonnull (strstr (note, "2 times coarser"));
  g_assert_cmpint (strlen (text), <=, MN_PORTRAIT_MAX_BYTES);
  parsed = mn_portrait_parse (text, NULL);
  g_assert_cmpint (mn_portrait_face (parsed, 0)->cols, ==, 130);
  g_assert_cmpfloat (mn_portrait_face (parsed, 0)->pitch, ==, 4);
  g_assert_cmpint (mn_portrait_face (parsed, 0)->zones[0], ==, mn_portrait_face (noise, 0)->zones[261]);

  for (int i = 0; i < 12; i++)
    add_face (crowd, 4, 100 * i, 0, i == 3 ? 230 : 231 + i, 400, 99 + i);
  g_clear_pointer (&text, g_free);
  g_clear_pointer (&note, g_free);
  g_clear_pointer (&parsed, mn_portrait_unref);
  text = mn_portrait_to_text (crowd, &note);
  g_test_message ("%s", note);
  g_assert_nonnull (strstr (note, "of 12 faces are left out"));
  g_assert_cmpint (strlen (text), <=, MN_PORTRAIT_MAX_BYTES);
  parsed = mn_portrait_parse (text, NULL);
  g_assert_cmpint (mn_portrait_n_faces (parsed), >, 3);
  g_assert_cmpfloat (mn_portrait_face (parsed, mn_portrait_n_faces (parsed) - 1)->grid_x, ==, 1100);
  for (int i = 0; i < mn_portrait_n_faces (parsed); i++)
    g_assert_cmpfloat (mn_portrait_face (parsed, i)->grid_x, !=, 300);
}

static void
test_resolve (void)
{
  g_autoptr (MnPortrait) record = two_faces ();
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
  add_face (faces, 4, -20, -10, 200, 150, 0);

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
  check_round_trip (masked);

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
  g_autoptr (MnPortrait) portrait = two_faces ();
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
  g_test_add_func ("/portrait/round-trip", test_round_trip);
  g_test_add_func ("/portrait/broken", test_broken);
  g_test_add_func ("/portrait/limits", test_limits);
  g_test_add_func ("/portrait/mutations", test_mutations);
  g_test_add_func ("/portrait/too-long", test_too_long);
  g_test_add_func ("/portrait/resolve", test_resolve);
  g_test_add_func ("/portrait/coverage", test_coverage);
  g_test_add_func ("/portrait/masked", test_masked);
  g_test_add_func ("/portrait/thumb", test_thumb);
  g_test_add_func ("/portrait/atlas", test_atlas);
  const int result = g_test_run ();
  gegl_exit ();
  return result;
}
