/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The result is computed first, in a graph of our own; then the image is changed.
 */
#include "results.h"

#include "config-i18n.h"
#include "layers.h"

static void
show_progress (double fraction, gpointer user_data)
{
  gimp_progress_update (fraction);
}

/* A buffer with the numbers of the treated layer. */
static GeglBuffer *
treat (gint32 layer, const MnSubject *subject, const char *record, const MnRequest *request)
{
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (layer);
  GeglBuffer            *treated = gegl_buffer_new (gegl_buffer_get_extent (subject->photo),
                                                    gegl_buffer_get_format (subject->photo));

  mn_session_render (subject->photo, treated, record, request->preset, show_progress, NULL);
  gegl_buffer_set_format (treated, gegl_buffer_get_format (pixels));
  return treated;
}

/* The selection becomes the layer's mask, or limits the mask it has. */
static void
limit_to_selection (gint32 image, gint32 layer)
{
  const gint32 mask = gimp_layer_get_mask (layer);

  if (mask > 0)
    {
      gint x, y;

      gimp_drawable_offsets (layer, &x, &y);
      gimp_channel_combine_masks (mask, gimp_image_get_selection (image), GIMP_CHANNEL_OP_INTERSECT, -x, -y);
    }
  else
    gimp_layer_add_mask (layer, gimp_layer_create_mask (layer, GIMP_ADD_MASK_SELECTION));
}

static void
put_new_layer (gint32 image, gint32 layer, gint32 original, GeglBuffer *treated, const MnRequest *request)
{
  const gboolean         again = layer != original;
  const gboolean         limited = mn_area_is_selected (request->area) && ! gimp_selection_is_empty (image);
  const gint32           result = gimp_layer_copy (layer);
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (result);
  g_autofree char       *source = mn_layer_name_source (original);
  g_autofree char       *origin = g_strconcat (source, "\n", request->text, NULL);

  gegl_buffer_copy (treated, NULL, GEGL_ABYSS_NONE, pixels, NULL);
  gegl_buffer_flush (pixels);
  gimp_item_set_name (result, _(request->preset->name));
  gimp_image_insert_layer (image, result, gimp_item_get_parent (layer), gimp_image_get_item_position (image, layer));
  gimp_drawable_update (result, 0, 0, gimp_drawable_width (result), gimp_drawable_height (result));
  gimp_item_detach_parasite (result, MN_PARASITE_SOURCE);
  mn_parasite_write (result, MN_PARASITE_ORIGINAL, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE, origin);
  if (again && limited && gimp_layer_get_mask (result) > 0)
    gimp_layer_remove_mask (result, GIMP_MASK_DISCARD);
  if (limited)
    limit_to_selection (image, result);
  if (again)
    gimp_image_remove_layer (image, layer);
  gimp_image_set_active_layer (image, result);
}

static void
put_in_place (gint32 image, gint32 layer, GeglBuffer *treated, const MnRequest *request)
{
  const gboolean         whole = ! mn_area_is_selected (request->area) && ! gimp_selection_is_empty (image);
  const gint32           saved = whole ? gimp_selection_save (image) : -1;
  g_autoptr (GeglBuffer) shadow = gimp_drawable_get_shadow_buffer (layer);

  if (whole)
    gimp_selection_none (image);
  gegl_buffer_copy (treated, NULL, GEGL_ABYSS_NONE, shadow, NULL);
  gegl_buffer_flush (shadow);
  gimp_drawable_merge_shadow (layer, TRUE);
  gimp_drawable_update (layer, 0, 0, gimp_drawable_width (layer), gimp_drawable_height (layer));
  if (whole)
    {
      gimp_image_select_item (image, GIMP_CHANNEL_OP_REPLACE, saved);
      gimp_image_remove_channel (image, saved);
      gimp_image_set_active_layer (image, layer);
    }
}

gboolean
mn_layer_check (gint32 image, gint32 layer, GError **error)
{
  const char *reason = NULL;

  if (! gimp_item_is_layer (layer) || gimp_item_is_group (layer))
    reason = MN_REASON_NO_LAYER;
  else if (gimp_image_get_floating_sel (image) != -1)
    reason = MN_REASON_FLOATING;
  else if (gimp_drawable_is_indexed (layer))
    reason = MN_REASON_INDEXED;
  return mn_reason_check (reason, error);
}

gboolean
mn_result_check (gint32 image, gint32 layer, const MnRequest *request, GError **error)
{
  const char *reason = NULL;
  gint        x, y, width, height;

  if (! mn_layer_check (image, layer, error))
    return FALSE;
  if (request->result == MN_RESULT_LAYER_EFFECT)
    reason = MN_REASON_NO_EFFECTS;
  else if (request->result == MN_RESULT_IN_PLACE && gimp_item_get_lock_content (layer))
    reason = MN_REASON_LOCKED;
  else if (mn_area_is_selected (request->area) && ! gimp_drawable_mask_intersect (layer, &x, &y, &width, &height))
    reason = MN_REASON_ELSEWHERE;
  return mn_reason_check (reason, error);
}

gboolean
mn_result_make (gint32 image, gint32 layer, const MnRequest *request, GError **error)
{
  const gint32           original = request->result == MN_RESULT_NEW_LAYER ? mn_layer_original (image, layer) : layer;
  GimpMetadata          *found = gimp_image_get_metadata (image);
  g_autoptr (GObject)    metadata = G_OBJECT (found ? found : gimp_metadata_new ());
  g_auto (MnSubject)     subject = { 0 };
  g_autoptr (GeglBuffer) treated = NULL;
  g_autofree char       *record = NULL;

  gimp_progress_init (_("Microneedling"));
  if (! mn_request_sign (request, GEXIV2_METADATA (metadata), error)
      || ! mn_subject_read (&subject, image, original, error)
      || ! (record = mn_subject_record (&subject, request->area, request->result, NULL, error)))
    return FALSE;
  treated = treat (original, &subject, record, request);

  gimp_image_undo_group_start (image);
  if (subject.kept)
    mn_parasite_write (original, MN_PARASITE_RECORD, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE, subject.kept);
  if (request->area == MN_AREA_CHANNEL && ! subject.channel)
    mn_skin_channel_make (image, original, record);
  if (request->result == MN_RESULT_NEW_LAYER)
    put_new_layer (image, layer, original, treated, request);
  else
    put_in_place (image, layer, treated, request);
  gimp_image_set_metadata (image, GIMP_METADATA (metadata));
  gimp_image_undo_group_end (image);
  gimp_displays_flush ();
  return TRUE;
}
