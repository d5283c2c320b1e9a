/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "layers.h"

#include "config-i18n.h"
#include "skin-mask.h"

char *
mn_parasite_read (GimpDrawable *layer, const char *name)
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

void
mn_parasite_write (GimpDrawable *layer, const char *name, guint32 flags, const char *text)
{
  GimpParasite *parasite = gimp_parasite_new (name, flags, strlen (text), text);

  gimp_item_attach_parasite (GIMP_ITEM (layer), parasite);
  gimp_parasite_free (parasite);
}

char *
mn_layer_name_source (GimpDrawable *layer)
{
  char *name = mn_parasite_read (layer, MN_PARASITE_SOURCE);

  if (! name)
    {
      name = g_uuid_string_random ();
      mn_parasite_write (layer, MN_PARASITE_SOURCE, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE, name);
    }
  return name;
}

/* The first of the layers, and those in groups, that has this name; layers is freed. */
static GimpDrawable *
find_source (GimpItem **layers, const char *name)
{
  GimpDrawable *found = NULL;

  for (int i = 0; layers && layers[i] && ! found; i++)
    if (gimp_item_is_group (layers[i]))
      found = find_source (gimp_item_get_children (layers[i]), name);
    else
      {
        g_autofree char *own = mn_parasite_read (GIMP_DRAWABLE (layers[i]), MN_PARASITE_SOURCE);

        found = g_strcmp0 (own, name) == 0 ? GIMP_DRAWABLE (layers[i]) : NULL;
      }
  g_free (layers);
  return found;
}

GimpDrawable *
mn_layer_original (GimpImage *image, GimpDrawable *layer)
{
  g_autofree char *origin = mn_parasite_read (layer, MN_PARASITE_ORIGINAL);
  g_auto (GStrv)   parts = origin ? g_strsplit (origin, "\n", 2) : NULL;
  GimpDrawable    *original = parts ? find_source ((GimpItem **) gimp_image_get_layers (image), parts[0]) : NULL;

  if (original && gimp_drawable_get_width (original) == gimp_drawable_get_width (layer)
      && gimp_drawable_get_height (original) == gimp_drawable_get_height (layer))
    return original;
  return layer;
}

GimpDrawableFilter *
mn_layer_effect (GimpDrawable *layer)
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

GimpDrawableFilter *
mn_effect_new (GimpDrawable *layer, const char *name, GError **error)
{
  GimpDrawableFilter *effect = gimp_drawable_filter_new (layer, MN_OPERATION, name);

  if (! effect)
    g_set_error_literal (error, MN_REQUEST_ERROR, MN_REQUEST_ERROR_PICTURE,
                         _("GIMP does not know microneedling:simulate: preview and layer effects need "
                           "microneedling.so in a folder where GEGL looks for its modules; 'microneedling doctor' says "
                           "what is missing"));
  return effect;
}

void
mn_layer_choose (GimpImage *image, GimpDrawable *layer)
{
  gimp_image_set_selected_layers (image, (const GimpLayer *[]) { GIMP_LAYER (layer), NULL });
}

void
mn_layer_update (GimpDrawable *layer)
{
  gimp_drawable_update (layer, 0, 0, gimp_drawable_get_width (layer), gimp_drawable_get_height (layer));
}

/* A channel as seen from the layer: its size. */
static GeglBuffer *
seen_from (GimpDrawable *layer, GimpChannel *channel, const char *format)
{
  const GeglRectangle    frame = { 0, 0, gimp_drawable_get_width (layer), gimp_drawable_get_height (layer) };
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (GIMP_DRAWABLE (channel));
  GeglBuffer            *seen = gegl_buffer_new (&frame, babl_format (format));
  GeglRectangle          part = frame;

  gimp_drawable_get_offsets (layer, &part.x, &part.y);
  gegl_buffer_copy (pixels, &part, GEGL_ABYSS_NONE, seen, &frame);
  return seen;
}

GeglBuffer *
mn_selection_of (GimpImage *image, GimpDrawable *layer)
{
  if (gimp_selection_is_empty (image))
    return NULL;
  return seen_from (layer, GIMP_CHANNEL (gimp_image_get_selection (image)), "Y u8");
}

void
mn_skin_channel_make (GimpImage *image, GimpDrawable *layer, const char *record)
{
  g_autoptr (MnPortrait) portrait = mn_portrait_parse (record, NULL);
  g_autoptr (GeglBuffer) skin = mn_skin_mask (portrait);
  g_autoptr (GeglBuffer) pixels = NULL;
  const guint8           tint[] = { MN_SKIN_RED, MN_SKIN_GREEN, MN_SKIN_BLUE };
  GeglColor             *colour = gegl_color_new (NULL);
  GimpChannel           *channel;
  GeglRectangle          place = *gegl_buffer_get_extent (skin);

  gegl_color_set_pixel (colour, babl_format ("R'G'B' u8"), tint);
  channel = gimp_channel_new (image, _(MN_SKIN_CHANNEL), gimp_image_get_width (image), gimp_image_get_height (image),
                              40, colour);
  gimp_image_insert_channel (image, channel, NULL, 0);
  gimp_item_set_visible (GIMP_ITEM (channel), FALSE);
  gimp_drawable_get_offsets (layer, &place.x, &place.y);
  pixels = gimp_drawable_get_buffer (GIMP_DRAWABLE (channel));
  gegl_buffer_copy (skin, NULL, GEGL_ABYSS_NONE, pixels, &place);
  gegl_buffer_flush (pixels);
  g_object_unref (colour);
  mn_layer_update (GIMP_DRAWABLE (channel));
  mn_layer_choose (image, layer);
}

GimpChannel *
mn_selection_lift (GimpImage *image)
{
  GimpChannel *saved = NULL;

  if (! gimp_selection_is_empty (image))
    {
      saved = gimp_selection_save (image);
      gimp_selection_none (image);
    }
  return saved;
}

void
mn_selection_lay (GimpImage *image, GimpChannel *saved)
{
  if (! saved)
    return;
  gimp_image_select_item (image, GIMP_CHANNEL_OP_REPLACE, GIMP_ITEM (saved));
  gimp_image_remove_channel (image, saved);
}

static void
read_path (MnSubject *subject, GimpImage *image, GimpDrawable *layer)
{
  GimpPath          **paths = gimp_image_get_selected_paths (image);
  gsize               n_strokes = 0, n_controls = 0;
  g_autofree int     *strokes = paths && paths[0] ? gimp_path_get_strokes (paths[0], &n_strokes) : NULL;
  g_autofree double  *controls = NULL;
  gboolean            closed;
  int                 x, y;

  if (n_strokes == 1)
    {
      gimp_drawable_get_offsets (layer, &x, &y);
      gimp_path_stroke_get_points (paths[0], strokes[0], &n_controls, &controls, &closed);
      mn_subject_take_path (subject, controls, n_controls, x, y);
    }
  g_free (paths);
}

void
mn_subject_read (MnSubject *subject, GimpImage *image, GimpDrawable *layer)
{
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (layer);
  GimpChannel           *channel = gimp_image_get_channel_by_name (image, _(MN_SKIN_CHANNEL));

  subject->photo = mn_subject_photo (pixels, NULL);
  subject->selection = mn_selection_of (image, layer);
  subject->channel = channel ? seen_from (layer, channel, "Y' u8") : NULL;
  subject->kept = mn_parasite_read (layer, MN_PARASITE_RECORD);
  read_path (subject, image, layer);
}
