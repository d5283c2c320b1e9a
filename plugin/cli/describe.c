/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "describe.h"

#include <math.h>

#include "treatment.h"

/* What is unknown is null: JSON has no NaN. */
static void
append_number (GString *text, const char *before, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, before);
  g_string_append (text, isnan (number) ? "null" : g_ascii_formatd (digits, sizeof digits, "%.6g", number));
}

static void
append_face_json (GString *text, const MnFace *face)
{
  append_number (text, "{\"px_per_mm\":", face->px_per_mm);
  append_number (text, ",\"pupils\":[[", face->pupil_r[0]);
  append_number (text, ",", face->pupil_r[1]);
  append_number (text, "],[", face->pupil_l[0]);
  append_number (text, ",", face->pupil_l[1]);
  append_number (text, "]],\"roll_deg\":", face->roll);
  append_number (text, ",\"yaw_deg\":", face->yaw);
  append_number (text, ",\"box\":[", face->box[0]);
  for (int i = 1; i < 4; i++)
    append_number (text, ",", face->box[i]);
  append_number (text, "],\"ita_deg\":", face->skin.ita);
  g_string_append (text, "}");
}

char *
mn_describe_json (const MnPortrait *portrait)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"width\":%d,\"height\":%d,\"faces\":[", portrait->width, portrait->height);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      g_string_append (text, i ? "," : "");
      append_face_json (text, mn_portrait_face (portrait, i));
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* The tone by its class (SCIENCE E4), what phototype that may be, and the redness there is already. */
static void
append_skin (GString *text, const MnSkin *skin)
{
  static const char *const classes[] = { NULL, "very light", "light", "intermediate", "tan", "brown", "dark" };
  static const char *const types[] = { NULL, "I", "II", "III", "IV", "V", "VI" };
  const MnPhototype        type = mn_phototype_of_ita ((float) skin->ita);

  if (type == MN_PHOTOTYPE_AUTO)
    {
      g_string_append (text, ", skin tone unknown");
      return;
    }
  append_number (text, ", skin ITA ", skin->ita);
  g_string_append_printf (text, " degrees (%s), perhaps phototype %s (%s to %s)", classes[type], types[type],
                          types[MAX (type - 1, MN_PHOTOTYPE_I)], types[MIN (type + 1, MN_PHOTOTYPE_VI)]);
  append_number (text, ", redness a* ", skin->a_star);
}

char *
mn_describe (const MnPortrait *portrait)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d x %d pixels", portrait->width, portrait->height);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace *face = mn_portrait_face (portrait, i);

      g_string_append_printf (text, "\nface %d: ", i + 1);
      append_number (text, "", face->px_per_mm);
      append_number (text, " px/mm, rolled ", face->roll);
      append_number (text, " degrees, turned ", face->yaw);
      g_string_append (text, " degrees");
      append_skin (text, &face->skin);
    }
  return g_string_free (text, FALSE);
}
