/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "live.h"

#include "config-i18n.h"
#include "find.h"
#include "notes.h"

struct _MnLive
{
  MnDraft    *draft;
  MnPanel    *panel;
  MnShowFunc  show;
  gpointer    user_data;

  MnSubject  *subject;
  gboolean    searching;
  MnArea      area;           /* of the last search */
  MnResult    result;
  char       *record, *note, *missing;
  MnPortrait *portrait;
  guint       due;            /* the source that will show what changed, 0: nothing did */
};

static void
tell (MnLive *live)
{
  g_autofree char *notes = NULL;

  if (live->searching || ! live->subject)
    notes = g_strdup (_("Finding skin…"));
  else if (live->portrait)
    notes = mn_notes_found (live->portrait, live->note, live->draft);
  else
    notes = g_strdup (live->missing);
  mn_panel_tell (live->panel, live->searching || ! live->subject, notes);
}

static gboolean
show (gpointer user_data)
{
  MnLive            *live = user_data;
  g_autoptr (GError) error = NULL;

  live->due = 0;
  if (! live->show (live->record, live->user_data, &error))
    mn_panel_tell (live->panel, FALSE, error->message);
  return G_SOURCE_REMOVE;
}

static void search (MnLive *live);

static void
forget (MnLive *live)
{
  g_clear_pointer (&live->record, g_free);
  g_clear_pointer (&live->note, g_free);
  g_clear_pointer (&live->missing, g_free);
  g_clear_pointer (&live->portrait, mn_portrait_unref);
}

static gboolean
is_outdated (const MnLive *live)
{
  return live->area != mn_draft_area (live->draft) || live->result != mn_draft_result (live->draft);
}

static void
found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MnLive            *live = user_data;
  g_autoptr (GError) error = NULL;

  forget (live);
  live->searching = FALSE;
  live->record = mn_find_finish (result, &live->note, &error);
  if (live->record)
    live->portrait = mn_portrait_parse (live->record, NULL);
  else
    live->missing = mn_notes_missing (error);
  if (is_outdated (live))
    search (live);
  else
    show (live);
  tell (live);
}

static void
search (MnLive *live)
{
  live->searching = TRUE;
  live->area = mn_draft_area (live->draft);
  live->result = mn_draft_result (live->draft);
  mn_find (live->subject, live->area, live->result, found, live);
}

static void
draft_changed (MnDraft *draft, MnLive *live)
{
  if (live->searching || ! live->subject)
    return;
  if (is_outdated (live))
    search (live);
  else if (live->record && ! live->due)
    live->due = g_idle_add_full (G_PRIORITY_DEFAULT, show, live, NULL);      /* before the dialog draws itself */
  tell (live);
}

MnLive *
mn_live_new (MnDraft *draft, MnPanel *panel, MnShowFunc show_func, gpointer user_data)
{
  MnLive *live = g_new0 (MnLive, 1);

  live->draft = g_object_ref (draft);
  live->panel = panel;
  live->show = show_func;
  live->user_data = user_data;
  g_signal_connect (draft, "changed", G_CALLBACK (draft_changed), live);
  tell (live);
  return live;
}

void
mn_live_start (MnLive *live, MnSubject *subject)
{
  live->subject = subject;
  search (live);
  tell (live);
}

MnPortrait *
mn_live_portrait (MnLive *live)
{
  return live->portrait;
}

void
mn_live_free (MnLive *live)
{
  g_signal_handlers_disconnect_by_data (live->draft, live);
  while (live->searching)
    g_main_context_iteration (NULL, TRUE);
  if (live->due)
    g_source_remove (live->due);
  forget (live);
  g_object_unref (live->draft);
  g_free (live);
}
