/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The portrait record as text: there and back, broken, mutated, too long.
 */
#include "records.h"

#include <locale.h>
#include <string.h>

#define MUTATIONS 20000

static void
test_round_trip (void)
{
  g_autoptr (MnPortrait) portrait = record_of_two_faces ();
  g_autoptr (MnPortrait) frame = mn_portrait_resolve (NULL, 4000, 3000, 0, NULL);
  g_autofree char       *text = mn_portrait_to_text (portrait, NULL);

  record_check_text (portrait);
  record_check_text (frame);
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
    record_add_face (many, 2, i, i, 2, 2, 0);
  g_autofree char *crowd = mn_portrait_to_text (many, NULL);
  check_refused (crowd, "more than 64 faces");

  g_autofree char *spaces = g_strnfill (MN_PORTRAIT_MAX_BYTES, ' ');
  g_autofree char *padded = g_strconcat (text, spaces, NULL);
  check_refused (padded, "longer than 98304 bytes");

  g_autoptr (MnPortrait) cells = mn_portrait_new (3000, 3000);
  for (int i = 0; i < 9; i++)
    {
      record_add_face (cells, 2, i, i, 1000, 1000, 0);
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

      for (guint k = record_random (&state) % 4 + 1; k > 0; k--)
        {
          const gsize at = record_random (&state) % bad->len, few = record_random (&state) % 8;

          switch (record_random (&state) % 5)
            {
            case 0: bad->str[at] = (char) (record_random (&state) % 255 + 1); break;
            case 1: bad->str[at] = " \n-+.e0123456789AZ=,"[record_random (&state) % 20]; break;
            case 2: g_string_erase (bad, (gssize) at, (gssize) MIN (few, bad->len - at - 1)); break;
            case 3:
              g_string_insert_len (bad, (gssize) at, text + record_random (&state) % (length - 8), (gssize) few);
              break;
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

  record_add_face (noise, 4, 0, 0, 260, 260, 7);
  text = mn_portrait_to_text (noise, &note);
  g_test_message ("%s", note);
  g_assert_nonnull (strstr (note, "2 times coarser"));
  g_assert_cmpint (strlen (text), <=, MN_PORTRAIT_MAX_BYTES);
  parsed = mn_portrait_parse (text, NULL);
  g_assert_cmpint (mn_portrait_face (parsed, 0)->cols, ==, 130);
  g_assert_cmpfloat (mn_portrait_face (parsed, 0)->pitch, ==, 4);
  g_assert_cmpint (mn_portrait_face (parsed, 0)->zones[0], ==, mn_portrait_face (noise, 0)->zones[261]);

  for (int i = 0; i < 12; i++)
    record_add_face (crowd, 4, 100 * i, 0, i == 3 ? 230 : 231 + i, 400, 99 + i);
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
  const int result = g_test_run ();
  gegl_exit ();
  return result;
}
