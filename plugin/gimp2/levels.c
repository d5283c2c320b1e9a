/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "levels.h"

static GeglBuffer *
smaller (GeglBuffer *photo, int level)
{
  const GeglRectangle *full = gegl_buffer_get_extent (photo);
  const GeglRectangle  extent = { 0, 0, MAX (1, full->width >> level), MAX (1, full->height >> level) };
  const Babl          *format = gegl_buffer_get_format (photo);
  const int            stride = extent.width * babl_format_get_bytes_per_pixel (format);
  g_autofree guint8   *pixels = g_malloc ((gsize) stride * extent.height);
  GeglBuffer          *made = gegl_buffer_new (&extent, format);

  gegl_buffer_get (photo, &extent, 1.0 / (1 << level), format, pixels, stride, GEGL_ABYSS_CLAMP);
  gegl_buffer_set (made, &extent, 0, format, pixels, stride);
  return made;
}

MnLevel *
mn_level_get (MnLevel levels[MN_N_LEVELS], int level, GeglBuffer *photo)
{
  MnLevel             *asked = &levels[level];
  g_autoptr (MnPreset) nothing = NULL;
  GeglNode            *source;

  if (asked->photo)
    return asked;
  asked->photo = level == 0 ? g_object_ref (photo) : smaller (photo, level);
  nothing = mn_preset_load ("", NULL);
  asked->graph = gegl_node_new ();
  source = gegl_node_new_child (asked->graph, "operation", "gegl:buffer-source", "buffer", asked->photo, NULL);
  asked->node = mn_session_node (asked->graph, NULL, nothing);
  gegl_node_link (source, asked->node);
  return asked;
}

void
mn_levels_clear (MnLevel levels[MN_N_LEVELS])
{
  for (int i = 0; i < MN_N_LEVELS; i++)
    {
      g_clear_object (&levels[i].photo);
      g_clear_object (&levels[i].graph);
    }
}
