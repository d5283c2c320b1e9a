/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "treat.h"

#include <unistd.h>

#include "label.h"
#include "session.h"
#include "sign.h"

/* The line that is written over again and again; only people see it. */
static void
show_progress (MnBatch *batch, const char *photo, const char *preset, double fraction)
{
  if (! isatty (STDERR_FILENO))
    return;
  g_mutex_lock (&batch->terminal);
  g_printerr ("\r[%d/%d] %s %s %d %%\033[K", g_atomic_int_get (&batch->n_finished) + 1, batch->plan->n_inputs, photo,
              preset, (int) (100.0 * fraction));
  g_mutex_unlock (&batch->terminal);
}

static void
say (MnBatch *batch, const char *text)
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
fail_waiting (MnBatch *batch, MnInput *input, const char *reason)
{
  for (int i = 0; i < input->n_outputs; i++)
    if (input->outputs[i].status == MN_OUTPUT_WAITING)
      settle (&input->outputs[i], MN_OUTPUT_FAILED, reason);
  say (batch, reason);
}

static gboolean
settle_existing (MnBatch *batch, MnInput *input)
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
      g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO,
                   "%s: this is a simulation already; give the original", path);
      g_clear_pointer (&photo, mn_photo_free);
    }
  return photo;
}

static MnPortrait *
analyse (MnBatch *batch, MnInput *input, MnPhoto *photo, GError **error)
{
  MnAnalyser *analyser = batch->analysers ? g_async_queue_pop (batch->analysers) : NULL;
  MnPortrait *portrait = mn_analyse (analyser, photo->buffer, batch->options->hints, error);

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
  MnBatch    *batch;
  const char *photo, *preset;
} Progress;

static void
progress (double fraction, gpointer data)
{
  const Progress *p = data;

  show_progress (p->batch, p->photo, p->preset, fraction);
}

static gboolean
make_output (MnBatch *batch, const MnPhoto *photo, const char *record, const MnOutput *output, GError **error)
{
  const Babl            *format = gegl_buffer_get_format (photo->buffer);
  g_autoptr (GeglBuffer) pixels = gegl_buffer_new (gegl_buffer_get_extent (photo->buffer), format);
  g_autoptr (GBytes)     picture = NULL;
  g_autoptr (GBytes)     signed_picture = NULL;
  Progress               p = { batch, photo->path, output->preset->id };

  g_mutex_lock (&batch->engine);
  mn_session_render (photo->buffer, pixels, record, output->preset, progress, &p);
  g_mutex_unlock (&batch->engine);

  if (batch->options->label && ! mn_label_add (&pixels, error))
    {
      g_prefix_error (error, "%s: ", photo->path);
      return FALSE;
    }
  picture = mn_photo_encode (pixels, photo, output->path, error);
  if (! picture)
    return FALSE;

  g_mutex_lock (&batch->engine);
  signed_picture = mn_sign (picture, gegl_buffer_get_width (pixels), gegl_buffer_get_height (pixels), photo,
                            output->preset, batch->options->keep_private, error);
  g_mutex_unlock (&batch->engine);
  return signed_picture && mn_store (output->path, signed_picture, error);
}

/* What the user must know about a photo that can be treated all the same. */
static void
say_scale (MnBatch *batch, const char *path, const MnPortrait *portrait)
{
  double finest = 0;

  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    finest = MAX (finest, mn_portrait_face (portrait, i)->px_per_mm);
  if (finest < MN_PORES_PX_PER_MM)
    {
      g_autofree char *line = g_strdup_printf ("%s: pores don't resolve at %.1f pixels per millimetre, so they stay as they are",
                                               path, finest);

      say (batch, line);
    }
}

void
mn_treat (MnInput *input, MnBatch *batch)
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
  say_scale (batch, input->path, portrait);

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
