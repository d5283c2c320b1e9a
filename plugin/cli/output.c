/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "output.h"

#include "label.h"
#include "session.h"
#include "sign.h"
#include "terminal.h"

typedef struct
{
  MnBatch    *batch;
  const char *photo, *preset;
} Progress;

static void
progress (double fraction, gpointer data)
{
  const Progress *p = data;

  mn_show_progress (p->batch, p->photo, p->preset, fraction);
}

static GeglBuffer *
render (MnBatch *batch, const MnPhoto *photo, const char *record, const MnPreset *preset)
{
  GeglBuffer *pixels = gegl_buffer_new (gegl_buffer_get_extent (photo->buffer), gegl_buffer_get_format (photo->buffer));
  Progress    p = { batch, photo->path, preset->id };

  mn_session_render (photo->buffer, pixels, record, preset, progress, &p);
  return pixels;
}

static GeglBuffer *
draw_sheet (MnBatch *batch, const MnPhoto *photo, const char *record, GError **error)
{
  const MnSheetOptions  *options = batch->options->sheet;
  g_autoptr (MnPortrait) portrait = mn_portrait_parse (record, error);
  g_autoptr (GPtrArray)  pictures = mn_sheet_pictures (photo->buffer, record, options->presets);
  g_autoptr (MnSheet)    sheet = portrait ? mn_sheet_new (options, pictures, portrait, error) : NULL;

  if (sheet && sheet->note)
    mn_say_of (batch, photo->path, sheet->note);
  return sheet ? mn_sheet_draw (sheet, pictures, error) : NULL;
}

static GBytes *
encode (MnBatch *batch, GeglBuffer *pixels, const MnPhoto *photo, GPtrArray *presets, const char *path, GError **error)
{
  const MnSheetOptions *sheet = batch->options->sheet;
  const char           *form = sheet ? sheet->text : batch->options->label ? MN_LABEL_WORD : NULL;
  const MnFrame         frame = { gegl_buffer_get_width (pixels), gegl_buffer_get_height (pixels),
                                  sheet ? sheet->dots_per_mm : 0.0, form };
  MnPhoto               like = *photo;
  g_autoptr (GBytes)    picture = NULL;
  GBytes               *signed_picture;

  if (frame.dots_per_mm > 0.0)
    like.xres = like.yres = frame.dots_per_mm;
  picture = mn_photo_encode (pixels, &like, path, error);
  if (! picture)
    return NULL;
  g_mutex_lock (&batch->engine);
  signed_picture = mn_sign (picture, &frame, photo, presets, batch->options->keep_private, error);
  g_mutex_unlock (&batch->engine);
  return signed_picture;
}

gboolean
mn_output_make (MnBatch *batch, const MnPhoto *photo, const char *record, const MnOutput *output, GError **error)
{
  const MnSheetOptions  *sheet = batch->options->sheet;
  g_autoptr (GPtrArray)  presets = sheet ? g_ptr_array_ref (sheet->presets) : g_ptr_array_new ();
  g_autoptr (GeglBuffer) pixels = NULL;
  g_autoptr (GBytes)     picture = NULL;

  if (! sheet)
    g_ptr_array_add (presets, (gpointer) output->preset);
  g_mutex_lock (&batch->engine);
  pixels = sheet ? draw_sheet (batch, photo, record, error) : render (batch, photo, record, output->preset);
  g_mutex_unlock (&batch->engine);
  if (! pixels || (batch->options->label && ! mn_label_add (&pixels, presets, error)))
    {
      g_prefix_error (error, "%s: ", photo->path);
      return FALSE;
    }
  picture = encode (batch, pixels, photo, presets, output->path, error);
  return picture && mn_store (output->path, picture, error);
}
