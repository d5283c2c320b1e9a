/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "find.h"

typedef struct
{
  MnSubject *subject;
  MnArea     area;
  MnResult   result;
  char      *note;
} Search;

static void
search_free (Search *search)
{
  g_free (search->note);
  g_free (search);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  GError *error = NULL;
  char   *record = mn_subject_record (search->subject, search->area, search->result, &search->note, &error);

  if (record)
    g_task_return_pointer (task, record, g_free);
  else
    g_task_return_error (task, error);
}

void
mn_find (MnSubject *subject, MnArea area, MnResult result, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  Search           *search = g_new0 (Search, 1);

  search->subject = subject;
  search->area = area;
  search->result = result;
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  g_task_run_in_thread (task, find_in_thread);
}

char *
mn_find_finish (GAsyncResult *result, char **note, GError **error)
{
  Search *search = g_task_get_task_data (G_TASK (result));

  *note = g_steal_pointer (&search->note);
  return g_task_propagate_pointer (G_TASK (result), error);
}
