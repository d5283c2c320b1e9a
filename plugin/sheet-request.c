/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-request.h"

#include <math.h>
#include <string.h>

const MnSheetProcedure mn_sheet_procedures[MN_N_SHEET_PROCEDURES] = {
  { "plug-in-microneedling-before-after", N_("Microneedling Before and After…"),
    N_("Make a sheet that shows a portrait before and after microneedling"), "3-sessions", "1:1",
    { "two-up", "split", "slanted" } },
  { "plug-in-microneedling-timeline", N_("Microneedling Timeline…"),
    N_("Make a sheet that shows a portrait over the days and months of a course of microneedling"),
    "immediately,next-day,day-3,1-session,3-sessions,6-sessions", "16:9", { "strip", "grid" } },
};

const MnSheetProcedure *
mn_sheet_procedure (const char *name)
{
  for (int i = 0; i < MN_N_SHEET_PROCEDURES; i++)
    if (strcmp (name, mn_sheet_procedures[i].name) == 0)
      return &mn_sheet_procedures[i];
  return NULL;
}

const char *
mn_sheet_standard (const MnSheetProcedure *procedure, int key)
{
  if (key == MN_SHEET_PRESETS)
    return procedure->presets;
  if (key == MN_SHEET_LAYOUT)
    return procedure->layouts[0];
  return key == MN_SHEET_SIZE ? procedure->size : mn_sheet_keys[key].standard;
}

/* The record of what is selected, where no face was found.  As for a layer effect: nobody else limits the treatment to
 * the selection. */
static char *
record_of_selection (MnSubject *subject, MnSheetOptions *options, const GError *reason, GError **error)
{
  const double *points = subject->points;

  if (! subject->selection)
    {
      if (g_error_matches (reason, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_NO_FACE))
        g_set_error_literal (error, reason->domain, reason->code, _(MN_REASON_NO_FACE));
      else
        g_propagate_error (error, g_error_copy (reason));
      return NULL;
    }
  options->px_per_mm = hypot (points[2] - points[0], points[3] - points[1]) / MN_POINTS_MM;
  return mn_subject_record (subject, MN_AREA_SELECTION, MN_RESULT_LAYER_EFFECT, NULL, error);
}

MnSheet *
mn_sheet_of (MnSubject *subject, MnSheetOptions *options, GPtrArray **pictures, GError **error)
{
  g_autoptr (GError)     reason = NULL;
  g_autofree char       *found = mn_subject_record (subject, MN_AREA_SKIN, MN_RESULT_NEW_LAYER, NULL, &reason);
  g_autofree char       *record = found ? g_strdup (found) : record_of_selection (subject, options, reason, error);
  g_autoptr (MnPortrait) portrait = record ? mn_portrait_parse (record, error) : NULL;
  MnSheet               *sheet;

  if (! portrait)
    return NULL;
  *pictures = mn_sheet_pictures (subject->photo, record, options->presets);
  sheet = mn_sheet_new (options, *pictures, portrait, error);
  if (sheet && ! found && ! (options->px_per_mm > 0.0))
    {
      g_autofree char *note = sheet->note;

      sheet->note = g_strconcat (note, "\n", _(MN_NOTE_GUESSED), NULL);
    }
  return sheet;
}

gboolean
mn_sheet_sign (const MnSheetOptions *options, GExiv2Metadata *metadata, GError **error)
{
  mn_provenance_strip_private (metadata);
  gexiv2_metadata_try_set_orientation (metadata, GEXIV2_ORIENTATION_NORMAL, NULL);
  return mn_session_sign (metadata, options->presets, options->text, error);
}
