/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "layers.h"

#include "config-i18n.h"
#include "skin-mask.h"

char *
mn_parasite_read (gint32 item, const char *name)
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

void
mn_parasite_write (gint32 item, const char *name, guint32 flags, const char *text)
{
  GimpParasite *parasite = gimp_parasite_new (name, flags, strlen (text), text);

  gimp_item_attach_parasite (item, parasite);
  gimp_parasite_free (parasite);
}

char *
mn_layer_name_source (gint32 layer)
{
  char *name = mn_parasite_read (layer, MN_PARASITE_SOURCE);

  if (! name)
    {
      name = g_uuid_string_random ();
      mn_parasite_write (layer, MN_PARASITE_SOURCE, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE, name);
    }
  return name;
}

/* The first of the layers, and those in groups, that has this name, or -1; layers is freed. */
static gint32
find_source (gint32 *layers, int n, const char *name)
{
  gint32 found = -1;

  for (int i = 0; i < n && found < 0; i++)
    if (gimp_item_is_group (layers[i]))
      {
        int     n_children;
        gint32 *children = gimp_item_get_children (layers[i], &n_children);

        found = find_source (children, n_children, name);
      }
    else
      {
        g_autofree char *own = mn_parasite_read (layers[i], MN_PARASITE_SOURCE);

        found = g_strcmp0 (own, name) == 0 ? layers[i] : -1;
      }
  g_free (layers);
  return found;
}

gint32
mn_layer_original (gint32 image, gint32 layer)
{
  g_autofree char *origin = mn_parasite_read (layer, MN_PARASITE_ORIGINAL);
  g_auto (GStrv)   parts = origin ? g_strsplit (origin, "\n", 2) : NULL;
  int              n;
  gint32          *layers = gimp_image_get_layers (image, &n);
  const gint32     original = find_source (layers, parts ? n : 0, parts ? parts[0] : NULL);

  if (original > 0 && gimp_drawable_width (original) == gimp_drawable_width (layer)
      && gimp_drawable_height (original) == gimp_drawable_height (layer))
    return original;
  return layer;
}

/* A channel as seen from the layer: its size. */
static GeglBuffer *
seen_from (gint32 layer, gint32 channel, const char *format)
{
  const GeglRectangle    frame = { 0, 0, gimp_drawable_width (layer), gimp_drawable_height (layer) };
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (channel);
  GeglBuffer            *seen = gegl_buffer_new (&frame, babl_format (format));
  GeglRectangle          part = frame;

  gimp_drawable_offsets (layer, &part.x, &part.y);
  gegl_buffer_copy (pixels, &part, GEGL_ABYSS_NONE, seen, &frame);
  return seen;
}

void
mn_skin_channel_make (gint32 image, gint32 layer, const char *record)
{
  g_autoptr (MnPortrait) portrait = mn_portrait_parse (record, NULL);
  g_autoptr (GeglBuffer) skin = mn_skin_mask (portrait);
  g_autoptr (GeglBuffer) pixels = NULL;
  GimpRGB                colour;
  const int              width = gimp_image_width (image), height = gimp_image_height (image);
  GeglRectangle          place = *gegl_buffer_get_extent (skin);
  gint32                 channel;

  gimp_rgb_set_uchar (&colour, MN_SKIN_RED, MN_SKIN_GREEN, MN_SKIN_BLUE);
  channel = gimp_channel_new (image, _(MN_SKIN_CHANNEL), width, height, 40, &colour);
  gimp_image_insert_channel (image, channel, -1, 0);
  gimp_item_set_visible (channel, FALSE);
  gimp_drawable_offsets (layer, &place.x, &place.y);
  pixels = gimp_drawable_get_buffer (channel);
  gegl_buffer_copy (skin, NULL, GEGL_ABYSS_NONE, pixels, &place);
  gegl_buffer_flush (pixels);
  gimp_drawable_update (channel, 0, 0, width, height);
  gimp_image_set_active_layer (image, layer);
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

static void
read_path (MnSubject *subject, gint32 image, gint32 layer)
{
  const gint32        path = gimp_image_get_active_vectors (image);
  int                 n_strokes = 0, n_controls = 0, x, y;
  gboolean            closed;
  g_autofree int     *strokes = path == -1 ? NULL : gimp_vectors_get_strokes (path, &n_strokes);
  g_autofree double  *controls = NULL;

  if (n_strokes != 1)
    return;
  gimp_drawable_offsets (layer, &x, &y);
  gimp_vectors_stroke_get_points (path, strokes[0], &n_controls, &controls, &closed);
  mn_subject_take_path (subject, controls, (gsize) n_controls, x, y);
}

gboolean
mn_subject_read (MnSubject *subject, gint32 image, gint32 layer, GError **error)
{
  g_autoptr (GError)     reason = NULL;
  const Babl            *space = space_of (image, &reason);
  g_autoptr (GeglBuffer) pixels = gimp_drawable_get_buffer (layer);
  const gint32           channel = gimp_image_get_channel_by_name (image, _(MN_SKIN_CHANNEL));

  if (reason)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&reason), _("The image's colour profile is unusable: "));
      return FALSE;
    }
  subject->photo = mn_subject_photo (pixels, space);
  if (! gimp_selection_is_empty (image))
    subject->selection = seen_from (layer, gimp_image_get_selection (image), "Y u8");
  if (channel > 0)
    subject->channel = seen_from (layer, channel, "Y' u8");
  subject->kept = mn_parasite_read (layer, MN_PARASITE_RECORD);
  read_path (subject, image, layer);
  return TRUE;
}
