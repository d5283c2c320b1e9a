/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The result is computed first, in a graph of our own, or, for a layer effect, handed to GIMP's; then the image is
 * changed.
 */
#include "results.h"

#include "config-i18n.h"
#include "layers.h"

static void
show_progress (double fraction, gpointer user_data)
{
  gimp_progress_update (fraction);
}

static GeglBuffer *
treat (GeglBuffer *photo, const char *record, const MnRequest *request)
{
  GeglBuffer *treated = gegl_buffer_new (gegl_buffer_get_extent (photo), gegl_buffer_get_format (photo));

  mn_session_render (photo, treated, record, request->preset, show_progress, NULL);
  return treated;
}

/* The selection becomes the layer's mask, or limits the mask it has. */
static void
limit_to_selection (GimpImage *image, GimpLayer *layer)
{
  GimpLayerMask *mask = gimp_layer_get_mask (layer);

  if (mask)
    {
      gint x, y;

      gimp_drawable_get_offsets (GIMP_DRAWABLE (layer), &x, &y);
      gimp_channel_combine_masks (GIMP_CHANNEL (mask), GIMP_CHANNEL (gimp_image_get_selection (image)),
                                  GIMP_CHANNEL_OP_INTERSECT, -x, -y);
    }
  else
    gimp_layer_add_mask (layer, gimp_layer_create_mask (layer, GIMP_ADD_MASK_SELECTION));
}

static void
put_new_layer (GimpImage *image, GimpDrawable *layer, GimpDrawable *original, GeglBuffer *treated,
               const MnRequest *request)
{
  const gboolean         again = layer != original;
  const gboolean         limited = mn_area_is_selected (request->area) && ! gimp_selection_is_empty (image);
  GimpLayer             *result = gimp_layer_copy (GIMP_LAYER (layer));
  GimpDrawableFilter    *effect = mn_layer_effect (GIMP_DRAWABLE (result));
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (GIMP_DRAWABLE (result));
  g_autofree char       *source = mn_layer_name_source (original);
  g_autofree char       *origin = g_strconcat (source, "\n", request->text, NULL);

  gegl_buffer_copy (treated, NULL, GEGL_ABYSS_NONE, pixels, NULL);
  gegl_buffer_flush (pixels);
  gimp_item_set_name (GIMP_ITEM (result), _(request->preset->name));
  gimp_image_insert_layer (image, result, GIMP_LAYER (gimp_item_get_parent (GIMP_ITEM (layer))),
                           gimp_image_get_item_position (image, GIMP_ITEM (layer)));
  if (effect)
    gimp_drawable_filter_delete (effect);
  mn_layer_update (GIMP_DRAWABLE (result));
  gimp_item_detach_parasite (GIMP_ITEM (result), MN_PARASITE_SOURCE);
  mn_parasite_write (GIMP_DRAWABLE (result), MN_PARASITE_ORIGINAL, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE,
                     origin);
  if (again && limited && gimp_layer_get_mask (result))
    gimp_layer_remove_mask (result, GIMP_MASK_DISCARD);
  if (limited)
    limit_to_selection (image, result);
  if (again)
    gimp_image_remove_layer (image, GIMP_LAYER (layer));
  mn_layer_choose (image, GIMP_DRAWABLE (result));
}

static void
put_in_place (GimpImage *image, GimpDrawable *layer, GeglBuffer *treated, const MnRequest *request)
{
  GimpChannel           *saved = ! mn_area_is_selected (request->area) ? mn_selection_lift (image) : NULL;
  g_autoptr (GeglBuffer) shadow = gimp_drawable_get_shadow_buffer (layer);

  gegl_buffer_copy (treated, NULL, GEGL_ABYSS_NONE, shadow, NULL);
  gegl_buffer_flush (shadow);
  gimp_drawable_merge_shadow (layer, TRUE);
  mn_layer_update (layer);
  mn_selection_lay (image, saved);
  mn_layer_choose (image, layer);
}

/* A new effect in the place of our last one: changing the settings of one cannot be undone. */
static void
put_layer_effect (GimpImage *image, GimpDrawable *layer, GimpDrawableFilter *effect, const char *record,
                  const MnRequest *request)
{
  GimpDrawableFilter *last = mn_layer_effect (layer);
  GimpChannel        *saved = mn_selection_lift (image);
  GObject            *config = G_OBJECT (gimp_drawable_filter_get_config (effect));

  mn_preset_apply (request->preset, config);
  g_object_set (config, "portrait", record, NULL);
  if (last)
    gimp_drawable_filter_delete (last);
  gimp_drawable_append_filter (layer, effect);
  mn_selection_lay (image, saved);
  mn_layer_choose (image, layer);
}

gboolean
mn_layer_check (GimpImage *image, GimpDrawable *layer, GError **error)
{
  const char *reason = NULL;

  if (! layer || ! gimp_item_is_layer (GIMP_ITEM (layer)) || gimp_item_is_group (GIMP_ITEM (layer)))
    reason = MN_REASON_NO_LAYER;
  else if (gimp_image_get_floating_sel (image))
    reason = MN_REASON_FLOATING;
  else if (gimp_drawable_is_indexed (layer))
    reason = MN_REASON_INDEXED;
  return mn_reason_check (reason, error);
}

gboolean
mn_result_check (GimpImage *image, GimpDrawable *layer, const MnRequest *request, GError **error)
{
  const char *reason = NULL;
  gint        x, y, width, height;

  if (! mn_layer_check (image, layer, error))
    return FALSE;
  if (request->result == MN_RESULT_IN_PLACE && gimp_item_get_lock_content (GIMP_ITEM (layer)))
    reason = MN_REASON_LOCKED;
  else if (mn_area_is_selected (request->area) && ! gimp_drawable_mask_intersect (layer, &x, &y, &width, &height))
    reason = MN_REASON_ELSEWHERE;
  return mn_reason_check (reason, error);
}

gboolean
mn_result_make (GimpImage *image, GimpDrawable *layer, const MnRequest *request, GError **error)
{
  GimpDrawable          *original = request->result == MN_RESULT_NEW_LAYER ? mn_layer_original (image, layer) : layer;
  GimpMetadata          *found = gimp_image_get_metadata (image);
  g_autoptr (GObject)    metadata = G_OBJECT (found ? found : gimp_metadata_new ());
  g_auto (MnSubject)     subject = { 0 };
  g_autoptr (GeglBuffer) treated = NULL;
  g_autofree char       *record = NULL;
  GimpDrawableFilter    *effect = NULL;

  gimp_progress_init (_("Microneedling"));
  mn_subject_read (&subject, image, original);
  if (! mn_request_sign (request, GEXIV2_METADATA (metadata), error)
      || ! (record = mn_subject_record (&subject, request->area, request->result, NULL, error)))
    return FALSE;
  if (request->result != MN_RESULT_LAYER_EFFECT)
    treated = treat (subject.photo, record, request);
  else if (! (effect = mn_effect_new (layer, _(request->preset->name), error)))
    return FALSE;

  gimp_image_undo_group_start (image);
  if (subject.kept)
    mn_parasite_write (original, MN_PARASITE_RECORD, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE, subject.kept);
  if (request->area == MN_AREA_CHANNEL && ! subject.channel)
    mn_skin_channel_make (image, original, record);
  if (request->result == MN_RESULT_NEW_LAYER)
    put_new_layer (image, layer, original, treated, request);
  else if (request->result == MN_RESULT_IN_PLACE)
    put_in_place (image, layer, treated, request);
  else
    put_layer_effect (image, layer, effect, record, request);
  gimp_image_set_metadata (image, GIMP_METADATA (metadata));
  gimp_image_undo_group_end (image);
  gimp_displays_flush ();
  return TRUE;
}
