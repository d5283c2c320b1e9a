/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The plug-in for GIMP 2.10.  The result is computed first, in a graph of our own; then the image is changed, in one
 * undo step.
 */
#include <libgimp/gimp.h>

#include "request.h"
#include "session.h"

#define PROCEDURE "plug-in-microneedling"
#define RECORD_PARASITE "microneedling-portrait"     /* on a layer: its record, for this session of GIMP */
#define ORIGINAL_PARASITE "microneedling-original"   /* on our new layer: the tattoo of the layer it was made from */

typedef enum { PRESET, SETTINGS, AREA, RESULT, N_ARGUMENTS } Argument;

static const char *const defaults[N_ARGUMENTS] = { "3-sessions", "", "skin", "new-layer" };

static void
query (void)
{
  static const GimpParamDef arguments[] = {
    { GIMP_PDB_INT32,    "run-mode", "The run mode { RUN-INTERACTIVE (0), RUN-NONINTERACTIVE (1), "
                                     "RUN-WITH-LAST-VALS (2) }" },
    { GIMP_PDB_IMAGE,    "image",    "The image" },
    { GIMP_PDB_DRAWABLE, "drawable", "The layer with the portrait" },
    { GIMP_PDB_STRING,   "preset",   "A preset's name or file; \"\" takes the operation's defaults" },
    { GIMP_PDB_STRING,   "set",      "Settings laid over the preset: \"key=value key=value\"" },
    { GIMP_PDB_STRING,   "area",     "skin, selection or skin-in-selection" },
    { GIMP_PDB_STRING,   "result",   "new-layer or in-place" },
  };

  gimp_install_procedure (PROCEDURE,
                          "Show what microneedling is likely to do to the skin in a portrait",
                          "Finds the faces in the layer and simulates the redness and pinpoint bleeding right after "
                          "microneedling, the healing, and the skin months later. A simulation: results vary.",
                          "the gimp-microneedling authors", "GPL-3.0-or-later", "2026",
                          "Microneedling Preview…", "RGB*, GRAY*", GIMP_PLUGIN, G_N_ELEMENTS (arguments), 0,
                          arguments, NULL);
  gimp_plugin_menu_register (PROCEDURE, "<Image>/Filters/Skin");
}

static GeglBuffer *
selection_of (gint32 image, gint32 layer)
{
  const GeglRectangle frame = { 0, 0, gimp_drawable_width (layer), gimp_drawable_height (layer) };
  g_autoptr (GeglBuffer) channel = NULL;
  GeglBuffer            *selection;
  GeglRectangle          part = frame;

  if (gimp_selection_is_empty (image))
    return NULL;
  gimp_drawable_offsets (layer, &part.x, &part.y);
  channel = gimp_drawable_get_buffer (gimp_image_get_selection (image));
  selection = gegl_buffer_new (&frame, babl_format ("Y u8"));
  gegl_buffer_copy (channel, &part, GEGL_ABYSS_NONE, selection, &frame);
  return selection;
}

static const Babl *
space_of (gint32 image, GError **error)
{
  GimpColorProfile *profile = gimp_image_get_color_profile (image);
  const Babl       *space = NULL;

  if (profile && gimp_image_base_type (image) == GIMP_RGB)
    space = gimp_color_profile_get_space (profile, GIMP_COLOR_RENDERING_INTENT_RELATIVE_COLORIMETRIC, error);
  g_clear_object (&profile);
  return space;
}

static char *
read_parasite (gint32 item, const char *name)
{
  GimpParasite *parasite = gimp_item_get_parasite (item, name);
  char         *text = NULL;

  if (parasite)
    {
      text = g_strndup (gimp_parasite_data (parasite), gimp_parasite_data_size (parasite));
      gimp_parasite_free (parasite);
    }
  return text;
}

static void
write_parasite (gint32 item, const char *name, guint32 flags, const char *text)
{
  GimpParasite *parasite = gimp_parasite_new (name, flags, strlen (text), text);

  gimp_item_attach_parasite (item, parasite);
  gimp_parasite_free (parasite);
}

/* The layer that layer was made from where it is one of our new layers, else itself. */
static gint32
original_of (gint32 image, gint32 layer)
{
  g_autofree char *tattoo = read_parasite (layer, ORIGINAL_PARASITE);
  const gint32     original = tattoo ? gimp_image_get_layer_by_tattoo (image, atoi (tattoo)) : -1;

  if (original > 0 && gimp_drawable_width (original) == gimp_drawable_width (layer)
      && gimp_drawable_height (original) == gimp_drawable_height (layer))
    return original;
  return layer;
}

static void
show_progress (double fraction, gpointer user_data)
{
  gimp_progress_update (fraction);
}

/* A buffer with the numbers of the treated layer, NULL on failure. */
static GeglBuffer *
treat (gint32 image, gint32 layer, const MnRequest *request, GError **error)
{
  g_autoptr (GError)     profile_error = NULL;
  const Babl            *space = space_of (image, &profile_error);
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (layer);
  g_autoptr (GeglBuffer) photo = mn_request_photo (pixels, space);
  g_autoptr (GeglBuffer) selection = selection_of (image, layer);
  g_autofree char       *kept = read_parasite (layer, RECORD_PARASITE);
  g_autofree char       *record = NULL;
  GeglBuffer            *treated;

  if (profile_error)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&profile_error), "The image's colour profile is unusable: ");
      return NULL;
    }
  if (! (record = mn_request_record (request, photo, selection, &kept, error)))
    return NULL;
  if (kept)
    write_parasite (layer, RECORD_PARASITE, 0, kept);

  treated = gegl_buffer_new (gegl_buffer_get_extent (photo), gegl_buffer_get_format (photo));
  mn_session_render (photo, treated, record, request->preset, show_progress, NULL);
  if (space)
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
  const gboolean         limited = request->area != MN_AREA_SKIN && ! gimp_selection_is_empty (image);
  const gint32           result = gimp_layer_copy (layer);
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (result);
  g_autofree char       *tattoo = g_strdup_printf ("%d", gimp_item_get_tattoo (original));

  gegl_buffer_copy (treated, NULL, GEGL_ABYSS_NONE, pixels, NULL);
  gegl_buffer_flush (pixels);
  gimp_item_set_name (result, request->preset->name);
  gimp_image_insert_layer (image, result, gimp_item_get_parent (layer), gimp_image_get_item_position (image, layer));
  gimp_drawable_update (result, 0, 0, gimp_drawable_width (result), gimp_drawable_height (result));
  write_parasite (result, ORIGINAL_PARASITE, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE, tattoo);
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
  const gboolean         whole = request->area == MN_AREA_SKIN && ! gimp_selection_is_empty (image);
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

static gboolean
check (gint32 image, gint32 layer, const MnRequest *request, GError **error)
{
  const char *reason = NULL;
  gint        x, y, width, height;

  if (request->result == MN_RESULT_LAYER_EFFECT)
    reason = "Layer effects need GIMP 3: choose new-layer or in-place";
  else if (! gimp_item_is_layer (layer) || gimp_item_is_group (layer))
    reason = "Choose a layer with the portrait, not a mask, a channel or a group";
  else if (gimp_image_get_floating_sel (image) != -1)
    reason = "Anchor the floating selection first";
  else if (gimp_drawable_is_indexed (layer))
    reason = "Colours of an indexed image cannot be changed freely: convert it with Image > Mode > RGB first";
  else if (request->result == MN_RESULT_IN_PLACE && gimp_item_get_lock_content (layer))
    reason = "The layer's pixels are locked: unlock them or choose new-layer";
  else if (request->area != MN_AREA_SKIN && ! gimp_drawable_mask_intersect (layer, &x, &y, &width, &height))
    reason = "The selection does not touch the layer";

  if (reason)
    g_set_error_literal (error, MN_REQUEST_ERROR, MN_REQUEST_ERROR_PICTURE, reason);
  return reason == NULL;
}

static gboolean
run_request (gint32 image, gint32 layer, const MnRequest *request, GError **error)
{
  const gint32           original = request->result == MN_RESULT_NEW_LAYER ? original_of (image, layer) : layer;
  GimpMetadata          *found = gimp_image_get_metadata (image);
  g_autoptr (GObject)    metadata = G_OBJECT (found ? found : gimp_metadata_new ());
  g_autoptr (GeglBuffer) treated = NULL;

  gimp_progress_init ("Microneedling");
  mn_provenance_strip_private (GEXIV2_METADATA (metadata));
  if (! mn_session_sign (GEXIV2_METADATA (metadata), request->preset, error)
      || ! (treated = treat (image, original, request, error)))
    return FALSE;

  gimp_image_undo_group_start (image);
  if (request->result == MN_RESULT_NEW_LAYER)
    put_new_layer (image, layer, original, treated, request);
  else
    put_in_place (image, layer, treated, request);
  gimp_image_set_metadata (image, GIMP_METADATA (metadata));
  gimp_image_undo_group_end (image);
  gimp_displays_flush ();
  return TRUE;
}

/* The arguments of a scripted call, else the last ones, else the defaults. */
static char **
read_arguments (const GimpParam *param, int n_params)
{
  g_auto (GStrv) last = NULL;
  const int      size = gimp_get_data_size (PROCEDURE);
  GPtrArray     *arguments = g_ptr_array_new ();

  if (param[0].data.d_int32 != GIMP_RUN_NONINTERACTIVE && size > 0)
    {
      g_autofree char *text = g_malloc (size);

      gimp_get_data (PROCEDURE, text);
      last = g_strsplit (text, "\n", N_ARGUMENTS);
    }
  for (int i = 0; i < N_ARGUMENTS; i++)
    if (param[0].data.d_int32 == GIMP_RUN_NONINTERACTIVE)
      g_ptr_array_add (arguments, g_strdup (3 + i < n_params && param[3 + i].data.d_string
                                              ? param[3 + i].data.d_string : ""));
    else
      g_ptr_array_add (arguments, g_strdup (last ? last[i] : defaults[i]));
  g_ptr_array_add (arguments, NULL);
  return (char **) g_ptr_array_free (arguments, FALSE);
}

static void
run (const char *name, gint n_params, const GimpParam *param, gint *n_return_vals, GimpParam **return_vals)
{
  static GimpParam       values[2];
  g_autoptr (GError)     error = NULL;
  g_autoptr (MnRequest)  request = NULL;
  g_auto (GStrv)         arguments = read_arguments (param, n_params);
  const gint32           image = param[1].data.d_image;
  const gint32           layer = param[2].data.d_drawable;

  mn_session_init ();

  request = mn_request_new (arguments[PRESET], arguments[SETTINGS], arguments[AREA], arguments[RESULT], &error);
  *n_return_vals = 1;
  *return_vals = values;
  values[0].type = GIMP_PDB_STATUS;
  if (request && check (image, layer, request, &error) && run_request (image, layer, request, &error))
    {
      g_autofree char *text = NULL;

      g_strdelimit (arguments[SETTINGS], "\n", ' ');
      text = g_strjoinv ("\n", arguments);

      values[0].data.d_status = GIMP_PDB_SUCCESS;
      gimp_set_data (PROCEDURE, text, strlen (text) + 1);
    }
  else
    {
      *n_return_vals = 2;
      values[0].data.d_status = GIMP_PDB_EXECUTION_ERROR;
      values[1].type = GIMP_PDB_STRING;
      values[1].data.d_string = g_strdup (error->message);
    }
}

const GimpPlugInInfo PLUG_IN_INFO = { NULL, NULL, query, run };

MAIN ()
