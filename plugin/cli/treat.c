/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "treat.h"

#include "options.h"
#include "output.h"
#include "session.h"
#include "sign.h"
#include "terminal.h"

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
  mn_say (batch, reason);
}

static gboolean
settle_existing (MnBatch *batch, MnInput *input)
{
  gboolean waiting = FALSE;

  for (int i = 0; i < input->n_outputs; i++)
    {
      MnOutput          *output = &input->outputs[i];
      g_autoptr (GError) error = NULL;

      if (batch->options->overwrite || mn_check_absent (output->path, ", --resume skips it", &error))
        {
          waiting = TRUE;
        }
      else if (batch->options->resume)
        {
          settle (output, MN_OUTPUT_SKIPPED, "there already");
        }
      else
        {
          settle (output, MN_OUTPUT_FAILED, error->message);
          mn_say (batch, error->message);
        }
    }
  return waiting;
}

static MnPhoto *
load_original (const char *path, gboolean force, GError **error)
{
  MnPhoto *photo = mn_photo_load (path, error);

  if (photo && ! force && ! mn_is_original (path))
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
  MnPortrait *portrait = mn_analyse_photo (analyser, photo, batch->options->hints, error);

  if (analyser)
    g_async_queue_push (batch->analysers, analyser);
  if (! portrait)
    return NULL;
  input->faces = mn_portrait_n_faces (portrait);
  for (int i = 0; i < input->faces; i++)
    input->px_per_mm = MAX (input->px_per_mm, mn_portrait_face (portrait, i)->px_per_mm);
  return portrait;
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
      g_autofree char *note = g_strdup_printf ("pores don't resolve at %.1f pixels per millimetre, so they stay "
                                               "as they are", finest);

      mn_say_of (batch, path, note);
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
  mn_show_progress (batch, input->path, "", 0.0);
  photo = load_original (input->path, batch->options->force, &error);
  portrait = photo ? analyse (batch, input, photo, &error) : NULL;
  if (! portrait)
    {
      fail_waiting (batch, input, error->message);
      return;
    }
  record = mn_portrait_to_text (portrait, &note);
  if (note)
    mn_say_of (batch, input->path, note);
  say_scale (batch, input->path, portrait);

  for (int i = 0; i < input->n_outputs; i++)
    {
      MnOutput          *output = &input->outputs[i];
      g_autoptr (GError) reason = NULL;

      if (output->status != MN_OUTPUT_WAITING)
        continue;
      if (mn_output_make (batch, photo, record, output, &reason))
        {
          settle (output, MN_OUTPUT_DONE, NULL);
        }
      else
        {
          settle (output, MN_OUTPUT_FAILED, reason->message);
          mn_say (batch, reason->message);
        }
    }
}
