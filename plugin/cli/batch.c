/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "batch.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "options.h"
#include "report.h"
#include "session.h"
#include "treat.h"

#define MAX_JOBS 64
#define FOLDER_MODE 0777   /* less the umask */

static void
treat_and_count (gpointer input, gpointer data)
{
  MnBatch *batch = data;

  mn_treat (input, batch);
  g_atomic_int_inc (&batch->n_finished);
}

/* Networks only where hints do not do: a photo with a mask and a scale needs none, though they help a sheet. */
static gboolean
load_analysers (MnBatch *batch, GError **error)
{
  const gboolean sufficient = mn_hints_are_sufficient (batch->options->hints);

  if (sufficient && ! batch->options->sheet)
    return TRUE;
  batch->analysers = g_async_queue_new_full ((GDestroyNotify) mn_analyser_free);
  for (int i = 0; i < MIN (batch->options->jobs, batch->plan->n_inputs); i++)
    {
      MnAnalyser *analyser = mn_session_analyser (sufficient ? NULL : error);

      if (! analyser)
        {
          g_clear_pointer (&batch->analysers, g_async_queue_unref);
          return sufficient;
        }
      g_async_queue_push (batch->analysers, analyser);
    }
  return TRUE;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (! folder || g_mkdir_with_parents (folder, FOLDER_MODE) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: this folder cannot be made: %s", folder,
               g_strerror (errno));
  return FALSE;
}

static gboolean
run (MnBatch *batch, GError **error)
{
  GThreadPool *pool;

  if (! batch->options->overwrite && ! mn_report_check (batch->plan, error))
    return FALSE;
  if (! load_analysers (batch, error) || ! make_folder (batch->plan->folder, error))
    return FALSE;
  pool = g_thread_pool_new (treat_and_count, batch, batch->options->jobs, FALSE, NULL);
  for (int i = 0; i < batch->plan->n_inputs; i++)
    g_thread_pool_push (pool, &batch->plan->inputs[i], NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  return mn_report_write (batch->plan, error);
}

gboolean
mn_batch_check (const MnBatchOptions *options, char **photos, const char *target, GError **error)
{
  const char *reason = NULL;

  if (! photos)
    reason = "there is no photo";
  else if (! target || ! *target)
    reason = "there is no -o FILE or -o FOLDER";
  else if (options->overwrite && options->resume)
    reason = "--overwrite and --resume contradict each other";
  else if (options->jobs < 1 || options->jobs > MAX_JOBS)
    reason = "--jobs must be a number from 1 to 64";
  if (reason)
    g_set_error_literal (error, MN_USAGE_ERROR, 0, reason);
  return reason == NULL;
}

gboolean
mn_batch_run (MnPlan *plan, const MnBatchOptions *options, GError **error)
{
  MnBatch  batch = { .options = options, .plan = plan };
  gboolean ran;

  g_mutex_init (&batch.engine);
  g_mutex_init (&batch.terminal);
  ran = run (&batch, error);
  g_mutex_clear (&batch.engine);
  g_mutex_clear (&batch.terminal);
  g_clear_pointer (&batch.analysers, g_async_queue_unref);
  return ran;
}
