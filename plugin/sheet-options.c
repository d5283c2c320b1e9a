/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet.h"

#include <stdio.h>
#include <string.h>

#include "config-i18n.h"
#include "sheet-logo.h"

#define PAPER_DOTS_PER_MM (300.0 / MN_MM_PER_INCH)
#define MIN_SIDE 320                     /* the label must be readable */
#define MAX_SIDE 65500
#define MAX_PIXELS 400000000.0
#define MAX_PRESETS 12

G_DEFINE_QUARK (mn-sheet-error-quark, mn_sheet_error)

const MnSheetKey mn_sheet_keys[MN_N_SHEET_KEYS] = {
  { "presets", "3-sessions", N_("Presets"), N_("Names or files, separated by commas: a panel each") },
  { "layout", "two-up", N_("Layout"), N_("two-up, split, slanted, grid or strip") },
  { "size", "1:1", N_("Size"),
    N_("a4, a4-landscape, letter or letter-landscape at 300 dpi; 1:1, 4:5 or 16:9; or WIDTHxHEIGHT in pixels") },
  { "title", "", N_("Title"), N_("A line above the pictures") },
  { "clinic", "", N_("Clinic"), N_("A name above the pictures") },
  { "logo", "", N_("Logo"), N_("A PNG or SVG file") },
  { "inset", "none", N_("Detail"), N_("auto: where the effect is largest; X,Y: there in the photo; or none") },
  { "advice", "no", N_("What to expect"), N_("Adds the first days, the care and the risks, in plain words"), TRUE },
  { "force", "no", N_("Take a simulation"),
    N_("Takes a picture that is a simulation already as the one before"), TRUE },
};

static const char *const layouts[MN_N_SHEET_LAYOUTS] = { "two-up", "split", "slanted", "grid", "strip" };

static const struct
{
  const char *name;
  int         width, height;
  gboolean    paper;
} sizes[] = {
  { "a4", 2480, 3508, TRUE }, { "a4-landscape", 3508, 2480, TRUE },
  { "letter", 2550, 3300, TRUE }, { "letter-landscape", 3300, 2550, TRUE },
  { "1:1", 1080, 1080, FALSE }, { "4:5", 1080, 1350, FALSE }, { "16:9", 1920, 1080, FALSE },
};

static gboolean
fail (GError **error, int key, const char *value, const char *expected)
{
  g_set_error (error, MN_SHEET_ERROR, MN_SHEET_ERROR_INVALID, "%s is '%s', but must be %s", mn_sheet_keys[key].key,
               value, expected);
  return FALSE;
}

static gboolean
read_presets (MnSheetOptions *options, const char *value, GError **error)
{
  g_auto (GStrv) names = g_strsplit (value, ",", -1);
  const guint    n = g_strv_length (names);

  if (n < 1 || n > MAX_PRESETS)
    return fail (error, MN_SHEET_PRESETS, value, "1 to 12 names or files, separated by commas");
  options->presets = g_ptr_array_new_with_free_func ((GDestroyNotify) mn_preset_free);
  for (guint i = 0; i < n; i++)
    {
      MnPreset *preset = mn_preset_load (g_strstrip (names[i]), error);

      if (! preset)
        return FALSE;
      g_ptr_array_add (options->presets, preset);
    }
  return TRUE;
}

static gboolean
read_layout (MnSheetOptions *options, const char *value, GError **error)
{
  for (int i = 0; i < MN_N_SHEET_LAYOUTS; i++)
    if (strcmp (value, layouts[i]) == 0)
      {
        options->layout = (MnSheetLayout) i;
        if (options->layout <= MN_SHEET_SLANTED && options->presets->len != 1)
          return fail (error, MN_SHEET_LAYOUT, value, "grid or strip where there is more than one preset");
        return TRUE;
      }
  return fail (error, MN_SHEET_LAYOUT, value, "two-up, split, slanted, grid or strip");
}

static gboolean
read_size (MnSheetOptions *options, const char *value, GError **error)
{
  char rest;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (strcmp (value, sizes[i].name) == 0)
      {
        options->width = sizes[i].width;
        options->height = sizes[i].height;
        options->dots_per_mm = sizes[i].paper ? PAPER_DOTS_PER_MM : 0.0;
        return TRUE;
      }
  if (sscanf (value, "%6dx%6d%c", &options->width, &options->height, &rest) == 2
      && options->width >= MIN_SIDE && options->width <= MAX_SIDE && options->height >= MIN_SIDE
      && options->height <= MAX_SIDE && (double) options->width * options->height <= MAX_PIXELS)
    return TRUE;
  return fail (error, MN_SHEET_SIZE, value,
               "a4, a4-landscape, letter, letter-landscape, 1:1, 4:5, 16:9, or WIDTHxHEIGHT with sides of 320 to 65500 "
               "and at most 400 megapixels");
}

static gboolean
read_inset (MnSheetOptions *options, const char *value, GError **error)
{
  char *middle, *end;

  if (strcmp (value, "none") == 0)
    return TRUE;
  options->inset = TRUE;
  if (strcmp (value, "auto") == 0)
    return TRUE;
  options->inset_given = TRUE;
  options->inset_x = g_ascii_strtod (value, &middle);
  options->inset_y = *middle == ',' ? g_ascii_strtod (middle + 1, &end) : -1.0;
  if (options->inset_x >= 0.0 && options->inset_x <= MAX_SIDE && options->inset_y >= 0.0 && options->inset_y <= MAX_SIDE
      && end != middle + 1 && *end == '\0')
    return TRUE;
  return fail (error, MN_SHEET_INSET, value, "auto, none, or the place X,Y in the photo");
}

static gboolean
read_flag (int key, const char *value, gboolean *flag, GError **error)
{
  *flag = strcmp (value, "yes") == 0;
  return *flag || strcmp (value, "no") == 0 || fail (error, key, value, "yes or no");
}

MnSheetOptions *
mn_sheet_options_new (const char *const *values, GPtrArray *presets, GError **error)
{
  g_autoptr (MnSheetOptions) options = g_new0 (MnSheetOptions, 1);
  const char                *value[MN_N_SHEET_KEYS];

  for (int i = 0; i < MN_N_SHEET_KEYS; i++)
    {
      value[i] = values[i] ? values[i] : mn_sheet_keys[i].standard;
      if (! g_utf8_validate (value[i], -1, NULL) && i != MN_SHEET_LOGO)
        {
          fail (error, i, "?", "text in UTF-8");
          return NULL;
        }
    }
  options->title = g_strdup (value[MN_SHEET_TITLE]);
  options->clinic = g_strdup (value[MN_SHEET_CLINIC]);
  options->logo = g_strdup (value[MN_SHEET_LOGO]);
  options->presets = presets ? g_ptr_array_ref (presets) : NULL;
  if ((! presets && ! read_presets (options, value[MN_SHEET_PRESETS], error))
      || ! read_layout (options, value[MN_SHEET_LAYOUT], error)
      || ! read_size (options, value[MN_SHEET_SIZE], error)
      || ! read_inset (options, value[MN_SHEET_INSET], error)
      || ! read_flag (MN_SHEET_ADVICE, value[MN_SHEET_ADVICE], &options->advice, error)
      || ! read_flag (MN_SHEET_FORCE, value[MN_SHEET_FORCE], &options->force, error)
      || (*options->logo && ! mn_logo_size (options->logo, NULL, error)))
    return NULL;
  options->text = mn_sheet_text (value, options->presets);
  return g_steal_pointer (&options);
}

void
mn_sheet_options_free (MnSheetOptions *options)
{
  g_clear_pointer (&options->presets, g_ptr_array_unref);
  g_free (options->title);
  g_free (options->clinic);
  g_free (options->logo);
  g_free (options->text);
  g_free (options);
}
