/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "batch.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "options.h"
#include "session.h"
#include "sign.h"

#define FOLDER_MODE 0777   /* less the umask */

typedef struct
{
  const MnBatchOptions *options;
  MnPlan               *plan;
  GAsyncQueue          *analysers;    /* as many as jobs; NULL = none needed */
  GMutex                engine;       /* GEGL graphs */
  GMutex                terminal;
  int                   n_finished;
} Batch;

/* The line that is written over again and again; only people see it. */
static void
show_progress (Batch *batch, const char *photo, const char *preset, double fraction)
{
  if (! isatty (STDERR_FILENO))
    return;
  g_mutex_lock (&batch->terminal);
  g_printerr ("\r[%d/%d] %s %s %d %%\033[K", batch->n_finished + 1, batch->plan->n_inputs, photo, preset,
              (int) (100.0 * fraction));
  g_mutex_unlock (&batch->terminal);
}

static void
say (Batch *batch, const char *text)
{
  g_mutex_lock (&batch->terminal);
  g_printerr ("%smicroneedling: %s\n", isatty (STDERR_FILENO) ? "\r\033[K" : "", text);
  g_mutex_unlock (&batch->terminal);
}

static void
settle (MnOutput *output, MnOutputStatus status, const char *reason)
{
  output->status = status;
  output->reason = g_strdup (reason);
}

static void
fail_waiting (Batch *batch, MnInput *input, const char *reason)
{
  for (int i = 0; i < input->n_outputs; i++)
    if (input->outputs[i].status == MN_OUTPUT_WAITING)
      settle (&input->outputs[i], MN_OUTPUT_FAILED, reason);
  say (batch, reason);
}

static gboolean
settle_existing (Batch *batch, MnInput *input)
{
  gboolean waiting = FALSE;

  for (int i = 0; i < input->n_outputs; i++)
    {
      MnOutput *output = &input->outputs[i];

      if (batch->options->overwrite || ! g_file_test (output->path, G_FILE_TEST_EXISTS))
        {
          waiting = TRUE;
        }
      else if (batch->options->resume)
        {
          settle (output, MN_OUTPUT_SKIPPED, "there already");
        }
      else
        {
          g_autofree char *reason = g_strdup_printf ("%s: is there already; --overwrite replaces it, --resume skips it",
                                                     output->path);

          settle (output, MN_OUTPUT_FAILED, reason);
          say (batch, reason);
        }
    }
  return waiting;
}

static MnPhoto *
load_original (const char *path, GError **error)
{
  MnPhoto *photo = mn_photo_load (path, error);

  if (photo && ! mn_is_original (path))
    {
      g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO, "%s: this is a simulation already; give the original",
                   path);
      g_clear_pointer (&photo, mn_photo_free);
    }
  return photo;
}

static MnPortrait *
analyse (Batch *batch, MnInput *input, MnPhoto *photo, GError **error)
{
  MnAnalyser *analyser = batch->analysers ? g_async_queue_pop (batch->analysers) : NULL;
  MnPortrait *portrait = mn_analyse (analyser, photo->buffer, &batch->options->hints, error);

  if (analyser)
    g_async_queue_push (batch->analysers, analyser);
  if (! portrait)
    {
      g_prefix_error (error, "%s: ", input->path);
      return NULL;
    }
  input->faces = mn_portrait_n_faces (portrait);
  for (int i = 0; i < input->faces; i++)
    input->px_per_mm = MAX (input->px_per_mm, mn_portrait_face (portrait, i)->px_per_mm);
  return portrait;
}

typedef struct
{
  Batch      *batch;
  const char *photo, *preset;
} Progress;

static void
progress (double fraction, gpointer data)
{
  const Progress *p = data;

  show_progress (p->batch, p->photo, p->preset, fraction);
}

static gboolean
make_output (Batch *batch, const MnPhoto *photo, const char *record, const MnOutput *output, GError **error)
{
  const Babl            *format = gegl_buffer_get_format (photo->buffer);
  g_autoptr (GeglBuffer) pixels = gegl_buffer_new (gegl_buffer_get_extent (photo->buffer), format);
  g_autoptr (GBytes)     picture = NULL;
  g_autoptr (GBytes)     signed_picture = NULL;
  Progress               p = { batch, photo->path, output->preset->id };

  g_mutex_lock (&batch->engine);
  mn_session_render (photo->buffer, pixels, record, output->preset, progress, &p);
  g_mutex_unlock (&batch->engine);

  picture = mn_photo_encode (pixels, photo, output->path, error);
  if (! picture)
    return FALSE;

  g_mutex_lock (&batch->engine);
  signed_picture = mn_sign (picture, photo, output->preset, batch->options->keep_private, error);
  g_mutex_unlock (&batch->engine);
  return signed_picture && mn_store (output->path, signed_picture, error);
}

static void
treat (MnInput *input, Batch *batch)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (MnPhoto)    photo = NULL;
  g_autoptr (MnPortrait) portrait = NULL;
  g_autofree char       *record = NULL;
  g_autofree char       *note = NULL;

  if (! settle_existing (batch, input))
    return;
  show_progress (batch, input->path, "", 0.0);
  photo = load_original (input->path, &error);
  portrait = photo ? analyse (batch, input, photo, &error) : NULL;
  if (! portrait)
    {
      fail_waiting (batch, input, error->message);
      return;
    }
  record = mn_portrait_to_text (portrait, &note);
  if (note)
    {
      g_autofree char *line = g_strdup_printf ("%s: %s", input->path, note);

      say (batch, line);
    }

  for (int i = 0; i < input->n_outputs; i++)
    {
      MnOutput          *output = &input->outputs[i];
      g_autoptr (GError) reason = NULL;

      if (output->status != MN_OUTPUT_WAITING)
        continue;
      if (make_output (batch, photo, record, output, &reason))
        {
          settle (output, MN_OUTPUT_DONE, NULL);
        }
      else
        {
          settle (output, MN_OUTPUT_FAILED, reason->message);
          say (batch, reason->message);
        }
    }
}

static void
treat_and_count (gpointer input, gpointer data)
{
  Batch *batch = data;

  treat (input, batch);
  g_atomic_int_inc (&batch->n_finished);
}

/* Networks only where hints do not do: a photo with a mask and a scale needs none. */
static gboolean
load_analysers (Batch *batch, GError **error)
{
  if (mn_hints_are_sufficient (&batch->options->hints))
    return TRUE;
  batch->analysers = g_async_queue_new_full ((GDestroyNotify) mn_analyser_free);
  for (int i = 0; i < MIN (batch->options->jobs, batch->plan->n_inputs); i++)
    {
      MnAnalyser *analyser = mn_session_analyser (error);

      if (! analyser)
        return FALSE;
      g_async_queue_push (batch->analysers, analyser);
    }
  return TRUE;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (! folder || g_mkdir_with_parents (folder, FOLDER_MODE) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: this folder cannot be made: %s", folder, g_strerror (errno));
  return FALSE;
}

static gboolean
write_report (const MnPlan *plan, GError **error)
{
  g_autoptr (GBytes) report = mn_plan_report (plan);
  g_autofree char   *path = plan->folder ? g_build_filename (plan->folder, "report.tsv", NULL) : NULL;

  return ! path || mn_store (path, report, error);
}

static gboolean
run (Batch *batch, GError **error)
{
  GThreadPool *pool;

  if (! load_analysers (batch, error) || ! make_folder (batch->plan->folder, error))
    return FALSE;
  pool = g_thread_pool_new (treat_and_count, batch, batch->options->jobs, FALSE, NULL);
  for (int i = 0; i < batch->plan->n_inputs; i++)
    g_thread_pool_push (pool, &batch->plan->inputs[i], NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  return write_report (batch->plan, error);
}

gboolean
mn_batch_run (MnPlan *plan, const MnBatchOptions *options, GError **error)
{
  Batch    batch = { .options = options, .plan = plan };
  gboolean ran;

  g_mutex_init (&batch.engine);
  g_mutex_init (&batch.terminal);
  ran = run (&batch, error);
  g_mutex_clear (&batch.engine);
  g_mutex_clear (&batch.terminal);
  g_clear_pointer (&batch.analysers, g_async_queue_unref);
  return ran;
}
