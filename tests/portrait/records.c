/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "records.h"

#include <math.h>

#define PRINTED 1e-5        /* relative: six digits are written */

guint32
record_random (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

void
record_add_face (MnPortrait *portrait, double px_per_mm, double x, double y, int cols, int rows, guint32 seed)
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
        const gsize  at = (gsize) j * cols + i;
        const double r = hypot ((i + 0.5) / cols - 0.5, (j + 0.5) / rows - 0.5);

        if (seed)
          {
            face.coverage[at] = (guint8) record_random (&seed);
            face.zones[at] = (guint8) (record_random (&seed) % MN_N_ZONES);
          }
        else
          {
            face.coverage[at] = (guint8) CLAMP ((0.45 - r) * 3000, 0, 255);
            face.zones[at] = r < 0.2 ? MN_ZONE_NOSE : r < 0.4 ? MN_ZONE_CHEEK : MN_ZONE_NONE;
          }
      }
  mn_portrait_add_face (portrait, &face);
}

MnPortrait *
record_of_two_faces (void)
{
  MnPortrait *portrait = mn_portrait_new (1200, 800);

  for (int i = 0; i < MN_THUMB_SIDE * MN_THUMB_SIDE; i++)
    portrait->thumb[i] = (guint8) (i * 37 % 251);
  record_add_face (portrait, 4.125, 100.5, 80.25, 120, 150, 0);
  record_add_face (portrait, 2.0, 800, 300, 40, 50, 0);
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

void
record_check_text (const MnPortrait *portrait)
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
