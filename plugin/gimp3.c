/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The plug-in for GIMP 3.  The result is computed first, in a graph of our own, or, for a layer effect, handed to
 * GIMP's; then the image is changed, in one undo step.
 */
#include <libgimp/gimp.h>

#include "request.h"
#include "session.h"

#define PROCEDURE "plug-in-microneedling"
#define RECORD_PARASITE "microneedling-portrait"     /* on a layer: its record, for this session of GIMP */
#define ORIGINAL_PARASITE "microneedling-original"   /* on our new layer: the tattoo of the layer it was made from */

#define MN_TYPE_PLUG_IN (mn_plug_in_get_type ())
G_DECLARE_FINAL_TYPE (MnPlugIn, mn_plug_in, MN, PLUG_IN, GimpPlugIn)

struct _MnPlugIn
{
  GimpPlugIn parent_instance;
};

G_DEFINE_TYPE (MnPlugIn, mn_plug_in, GIMP_TYPE_PLUG_IN)

static GeglBuffer *
selection_of (GimpImage *image, GimpDrawable *layer)
{
  const GeglRectangle    frame = { 0, 0, gimp_drawable_get_width (layer), gimp_drawable_get_height (layer) };
  g_autoptr (GeglBuffer) channel = NULL;
  GeglBuffer            *selection;
  GeglRectangle          part = frame;

  if (gimp_selection_is_empty (image))
    return NULL;
  gimp_drawable_get_offsets (layer, &part.x, &part.y);
  channel = gimp_drawable_get_buffer (GIMP_DRAWABLE (gimp_image_get_selection (image)));
  selection = gegl_buffer_new (&frame, babl_format ("Y u8"));
  gegl_buffer_copy (channel, &part, GEGL_ABYSS_NONE, selection, &frame);
  return selection;
}

static char *
read_parasite (GimpDrawable *layer, const char *name)
{
  GimpParasite *parasite = gimp_item_get_parasite (GIMP_ITEM (layer), name);
  char         *text = NULL;

  if (parasite)
    {
      guint32     size;
      const char *data = gimp_parasite_get_data (parasite, &size);

      text = g_strndup (data, size);
      gimp_parasite_free (parasite);
    }
  return text;
}

static void
write_parasite (GimpDrawable *layer, const char *name, guint32 flags, const char *text)
{
  GimpParasite *parasite = gimp_parasite_new (name, flags, strlen (text), text);

  gimp_item_attach_parasite (GIMP_ITEM (layer), parasite);
  gimp_parasite_free (parasite);
}

/* The layer that layer was made from where it is one of our new layers, else itself. */
static GimpDrawable *
original_of (GimpImage *image, GimpDrawable *layer)
{
  g_autofree char *tattoo = read_parasite (layer, ORIGINAL_PARASITE);
  GimpLayer       *found = tattoo ? gimp_image_get_layer_by_tattoo (image, (guint) atoi (tattoo)) : NULL;
  GimpDrawable    *original = GIMP_DRAWABLE (found);

  if (original && gimp_drawable_get_width (original) == gimp_drawable_get_width (layer)
      && gimp_drawable_get_height (original) == gimp_drawable_get_height (layer))
    return original;
  return layer;
}

static char *
record_of (GimpImage *image, GimpDrawable *layer, GeglBuffer *photo, const MnRequest *request, GError **error)
{
  g_autoptr (GeglBuffer) selection = selection_of (image, layer);
  g_autofree char       *kept = read_parasite (layer, RECORD_PARASITE);
  char                  *record = mn_request_record (request, photo, selection, &kept, error);

  if (record && kept)
    write_parasite (layer, RECORD_PARASITE, 0, kept);
  return record;
}

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

static void
update_all (GimpDrawable *layer)
{
  gimp_drawable_update (layer, 0, 0, gimp_drawable_get_width (layer), gimp_drawable_get_height (layer));
}

static void
choose_layer (GimpImage *image, GimpDrawable *layer)
{
  gimp_image_set_selected_layers (image, (const GimpLayer *[]) { GIMP_LAYER (layer), NULL });
}

/* The operation cannot work under a selection: it is put away as a channel, NULL where there is none. */
static GimpChannel *
lift_selection (GimpImage *image)
{
  GimpChannel *saved = NULL;

  if (! gimp_selection_is_empty (image))
    {
      saved = gimp_selection_save (image);
      gimp_selection_none (image);
    }
  return saved;
}

static void
lay_selection (GimpImage *image, GimpChannel *saved)
{
  if (! saved)
    return;
  gimp_image_select_item (image, GIMP_CHANNEL_OP_REPLACE, GIMP_ITEM (saved));
  gimp_image_remove_channel (image, saved);
}

static GimpDrawableFilter *
our_effect (GimpDrawable *layer)
{
  GimpDrawableFilter **filters = gimp_drawable_get_filters (layer);
  GimpDrawableFilter  *found = NULL;

  for (int i = 0; filters && filters[i] && ! found; i++)
    {
      g_autofree char *operation = gimp_drawable_filter_get_operation_name (filters[i]);

      if (g_strcmp0 (operation, MN_OPERATION) == 0)
        found = filters[i];
    }
  g_free (filters);
  return found;
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
  const gboolean         limited = request->area != MN_AREA_SKIN && ! gimp_selection_is_empty (image);
  GimpLayer             *result = gimp_layer_copy (GIMP_LAYER (layer));
  GimpDrawableFilter    *effect = our_effect (GIMP_DRAWABLE (result));
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (GIMP_DRAWABLE (result));
  g_autofree char       *tattoo = g_strdup_printf ("%u", gimp_item_get_tattoo (GIMP_ITEM (original)));

  gegl_buffer_copy (treated, NULL, GEGL_ABYSS_NONE, pixels, NULL);
  gegl_buffer_flush (pixels);
  gimp_item_set_name (GIMP_ITEM (result), request->preset->name);
  gimp_image_insert_layer (image, result, GIMP_LAYER (gimp_item_get_parent (GIMP_ITEM (layer))),
                           gimp_image_get_item_position (image, GIMP_ITEM (layer)));
  if (effect)
    gimp_drawable_filter_delete (effect);
  update_all (GIMP_DRAWABLE (result));
  write_parasite (GIMP_DRAWABLE (result), ORIGINAL_PARASITE, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE, tattoo);
  if (again && limited && gimp_layer_get_mask (result))
    gimp_layer_remove_mask (result, GIMP_MASK_DISCARD);
  if (limited)
    limit_to_selection (image, result);
  if (again)
    gimp_image_remove_layer (image, GIMP_LAYER (layer));
  choose_layer (image, GIMP_DRAWABLE (result));
}

static void
put_in_place (GimpImage *image, GimpDrawable *layer, GeglBuffer *treated, const MnRequest *request)
{
  GimpChannel           *saved = request->area == MN_AREA_SKIN ? lift_selection (image) : NULL;
  g_autoptr (GeglBuffer) shadow = gimp_drawable_get_shadow_buffer (layer);

  gegl_buffer_copy (treated, NULL, GEGL_ABYSS_NONE, shadow, NULL);
  gegl_buffer_flush (shadow);
  gimp_drawable_merge_shadow (layer, TRUE);
  update_all (layer);
  lay_selection (image, saved);
  choose_layer (image, layer);
}

/* A new effect in the place of our last one: changing the settings of one cannot be undone. */
static void
put_layer_effect (GimpImage *image, GimpDrawable *layer, GimpDrawableFilter *effect, const char *record,
                  const MnRequest *request)
{
  GimpDrawableFilter *last = our_effect (layer);
  GimpChannel        *saved = lift_selection (image);
  GObject            *config = G_OBJECT (gimp_drawable_filter_get_config (effect));

  mn_preset_apply (request->preset, config);
  g_object_set (config, "portrait", record, NULL);
  if (last)
    gimp_drawable_filter_delete (last);
  gimp_drawable_append_filter (layer, effect);
  lay_selection (image, saved);
  choose_layer (image, layer);
}

static gboolean
check (GimpImage *image, GimpDrawable *layer, const MnRequest *request, GError **error)
{
  const char *reason = NULL;
  gint        x, y, width, height;

  if (! layer || ! gimp_item_is_layer (GIMP_ITEM (layer)) || gimp_item_is_group (GIMP_ITEM (layer)))
    reason = "Choose one layer with the portrait, not a mask, a channel or a group";
  else if (gimp_image_get_floating_sel (image))
    reason = "Anchor the floating selection first";
  else if (gimp_drawable_is_indexed (layer))
    reason = "Colours of an indexed image cannot be changed freely: convert it with Image > Mode > RGB first";
  else if (request->result == MN_RESULT_IN_PLACE && gimp_item_get_lock_content (GIMP_ITEM (layer)))
    reason = "The layer's pixels are locked: unlock them or choose new-layer";
  else if (request->area != MN_AREA_SKIN && ! gimp_drawable_mask_intersect (layer, &x, &y, &width, &height))
    reason = "The selection does not touch the layer";

  if (reason)
    g_set_error_literal (error, MN_REQUEST_ERROR, MN_REQUEST_ERROR_PICTURE, reason);
  return reason == NULL;
}

static gboolean
run_request (GimpImage *image, GimpDrawable *layer, const MnRequest *request, GError **error)
{
  GimpDrawable          *original = request->result == MN_RESULT_NEW_LAYER ? original_of (image, layer) : layer;
  GimpMetadata          *found = gimp_image_get_metadata (image);
  g_autoptr (GObject)    metadata = G_OBJECT (found ? found : gimp_metadata_new ());
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (original);
  g_autoptr (GeglBuffer) photo = mn_request_photo (pixels, NULL);
  g_autoptr (GeglBuffer) treated = NULL;
  g_autofree char       *record = NULL;
  GimpDrawableFilter    *effect = NULL;

  gimp_progress_init ("Microneedling");
  mn_provenance_strip_private (GEXIV2_METADATA (metadata));
  if (! mn_session_sign (GEXIV2_METADATA (metadata), request->preset, error)
      || ! (record = record_of (image, original, photo, request, error)))
    return FALSE;
  if (request->result == MN_RESULT_LAYER_EFFECT)
    {
      effect = gimp_drawable_filter_new (layer, MN_OPERATION, request->preset->name);
      if (! effect)
        {
          g_set_error_literal (error, MN_REQUEST_ERROR, MN_REQUEST_ERROR_PICTURE,
                               "GIMP does not know " MN_OPERATION ": layer effects need microneedling.so in a folder "
                               "where GEGL looks for its modules");
          return FALSE;
        }
    }
  else
    {
      treated = treat (photo, record, request);
    }

  gimp_image_undo_group_start (image);
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

static GimpValueArray *
run (GimpProcedure *procedure, GimpRunMode run_mode, GimpImage *image, GimpDrawable **drawables,
     GimpProcedureConfig *config, gpointer run_data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (MnRequest) request = NULL;
  g_autofree char      *preset = NULL, *settings = NULL, *area = NULL, *result = NULL;
  GimpDrawable         *layer = drawables[0] && ! drawables[1] ? drawables[0] : NULL;

  mn_session_init ();

  g_object_get (config, "preset", &preset, "set", &settings, "area", &area, "result", &result, NULL);
  request = mn_request_new (preset ? preset : "", settings ? settings : "", area, result, &error);
  if (request && check (image, layer, request, &error) && run_request (image, layer, request, &error))
    return gimp_procedure_new_return_values (procedure, GIMP_PDB_SUCCESS, NULL);
  return gimp_procedure_new_return_values (procedure, GIMP_PDB_EXECUTION_ERROR, g_steal_pointer (&error));
}

static GList *
query_procedures (GimpPlugIn *plug_in)
{
  return g_list_append (NULL, g_strdup (PROCEDURE));
}

static GimpProcedure *
create_procedure (GimpPlugIn *plug_in, const char *name)
{
  GimpProcedure *procedure = gimp_image_procedure_new (plug_in, name, GIMP_PDB_PROC_TYPE_PLUGIN, run, NULL, NULL);
  GimpChoice    *areas = gimp_choice_new_with_values ("skin", MN_AREA_SKIN, "Skin of the faces", NULL,
                                                      "selection", MN_AREA_SELECTION, "All that is selected", NULL,
                                                      "skin-in-selection", MN_AREA_SKIN_IN_SELECTION,
                                                      "Skin of the faces inside the selection", NULL, NULL);
  GimpChoice    *results = gimp_choice_new_with_values ("new-layer", MN_RESULT_NEW_LAYER, "New layer", NULL,
                                                        "in-place", MN_RESULT_IN_PLACE, "The layer itself", NULL,
                                                        "layer-effect", MN_RESULT_LAYER_EFFECT, "Layer effect", NULL,
                                                        NULL);

  gimp_procedure_set_image_types (procedure, "RGB*, GRAY*");
  gimp_procedure_set_menu_label (procedure, "Microneedling Preview…");
  gimp_procedure_add_menu_path (procedure, "<Image>/Filters/Skin");
  gimp_procedure_set_documentation (procedure, "Show what microneedling is likely to do to the skin in a portrait",
                                    "Finds the faces in the layer and simulates the redness and pinpoint bleeding "
                                    "right after microneedling, the healing, and the skin months later. A simulation: "
                                    "results vary.", NULL);
  gimp_procedure_set_attribution (procedure, "the gimp-microneedling authors", "GPL-3.0-or-later", "2026");
  gimp_procedure_add_string_argument (procedure, "preset", "_Preset",
                                      "A preset's name or file; \"\" takes the operation's defaults", "3-sessions",
                                      G_PARAM_READWRITE);
  gimp_procedure_add_string_argument (procedure, "set", "_Settings",
                                      "Settings laid over the preset: \"key=value key=value\"", "", G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument (procedure, "area", "_Area", "Where the skin is treated", areas, "skin",
                                      G_PARAM_READWRITE);
  gimp_procedure_add_choice_argument (procedure, "result", "_Result", "What becomes of it", results, "new-layer",
                                      G_PARAM_READWRITE);
  return procedure;
}

static void
mn_plug_in_class_init (MnPlugInClass *klass)
{
  GIMP_PLUG_IN_CLASS (klass)->query_procedures = query_procedures;
  GIMP_PLUG_IN_CLASS (klass)->create_procedure = create_procedure;
  GIMP_PLUG_IN_CLASS (klass)->set_i18n = NULL;
}

static void
mn_plug_in_init (MnPlugIn *plug_in)
{
}

GIMP_MAIN (MN_TYPE_PLUG_IN)
