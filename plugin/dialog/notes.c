/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "notes.h"

#include "analysis/analysis.h"
#include "config-i18n.h"
#include "treatment.h"

static const struct { MnZone zone; const char *where; } places[] = {
  { MN_ZONE_PERIORBITAL, N_("round the eyes") },
  { MN_ZONE_FOREHEAD, N_("on forehead and temples") },
  { MN_ZONE_NOSE, N_("on the nose") },
  { MN_ZONE_PERIORAL, N_("round the mouth") },
  { MN_ZONE_JAW, N_("at chin, jaw and neck") },
};

static void
add (GString *notes, const char *format, ...)
{
  va_list arguments;

  if (notes->len)
    g_string_append_c (notes, '\n');
  va_start (arguments, format);
  g_string_append_vprintf (notes, format, arguments);
  va_end (arguments);
}

static gboolean
has_zone (const MnPortrait *portrait, MnZone zone)
{
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace *face = mn_portrait_face (portrait, i);

      for (gsize cell = 0; face->zones && cell < (gsize) face->cols * face->rows; cell++)
        if (face->zones[cell] == zone && (! face->coverage || face->coverage[cell]))
          return TRUE;
    }
  return FALSE;
}

static void
add_faces (GString *notes, const MnPortrait *portrait)
{
  const int n = mn_portrait_n_faces (portrait);
  double    least = G_MAXDOUBLE, most = 0;

  for (int i = 0; i < n; i++)
    {
      least = MIN (least, mn_portrait_face (portrait, i)->px_per_mm);
      most = MAX (most, mn_portrait_face (portrait, i)->px_per_mm);
    }
  if (n == 1)
    add (notes, _("One face or area, %.1f pixels per millimetre."), most);
  else
    add (notes, _("%d faces, %.1f to %.1f pixels per millimetre."), n, least, most);
  if (least < MN_PORES_PX_PER_MM)
    add (notes, _("Pores don't resolve at this size: they stay as they are. A face about %d pixels wide shows them."),
         (int) (150 * MN_PORES_PX_PER_MM));
}

static void
add_depths (GString *notes, const MnPortrait *portrait, double depth)
{
  g_autoptr (GString) shorter = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (depth > mn_zone_depth (places[i].zone) && has_zone (portrait, places[i].zone))
      g_string_append_printf (shorter, "%s%s %.2g mm", shorter->len ? ", " : "", _(places[i].where),
                              mn_zone_depth (places[i].zone));
  if (shorter->len)
    add (notes, _("Shown with shorter needles where they are in use: %s."), shorter->str);
}

static gboolean
is_darker (const MnPortrait *portrait, int phototype)
{
  if (phototype != MN_PHOTOTYPE_AUTO)
    return phototype >= MN_PHOTOTYPE_IV;
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    if (mn_phototype_of_ita ((float) mn_portrait_face (portrait, i)->skin.ita) >= MN_PHOTOTYPE_IV)
      return TRUE;
  return FALSE;
}

char *
mn_notes_found (const MnPortrait *portrait, const char *shortened, MnDraft *draft)
{
  GString *notes = g_string_new (NULL);
  double   depth;
  int      phototype;

  g_object_get (mn_draft_treatment (draft), "needle-depth", &depth, "phototype", &phototype, NULL);
  add_faces (notes, portrait);
  if (shortened)
    add (notes, "%s.", shortened);
  add_depths (notes, portrait, depth);
  if (is_darker (portrait, phototype))
    add (notes, _("Phototype IV or above: the skin may darken after a session. Talk about it; it is not shown."));
  return g_string_free (notes, FALSE);
}

char *
mn_notes_missing (const GError *error)
{
  const char *selection = _(mn_areas[MN_AREA_SELECTION].label);
  GString    *notes = g_string_new (NULL);

  if (g_error_matches (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_NO_FACE))
    {
      add (notes, _("No face was found."));
      add (notes, _("If one is there, but turned, covered or retouched: draw a path with two points, one on each "
                    "pupil."));
      add (notes, _("If it is a close-up: select the skin, choose “%s” as the area, and draw a path with two points "
                    "that are 10 mm apart."), selection);
    }
  else if (g_error_matches (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_MODELS))
    {
      add (notes, _("The face models are missing: 'make models' fetches them. Until then select the skin, choose “%s” "
                    "as the area, and draw a path with two points that are 10 mm apart."), selection);
    }
  else
    {
      add (notes, "%s.", error->message);
    }
  return g_string_free (notes, FALSE);
}

char *
mn_notes_always (void)
{
  return g_strdup (_("A simulation: individual results vary. Infection, bruises and darkening are not shown."));
}
