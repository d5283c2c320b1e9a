/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "canvas.h"

#include <stdio.h>
#include <string.h>

#include "config-i18n.h"
#include "layers.h"
#include "skin-mask.h"

/* On each layer of the preview: the tattoo of the channel with the selection, 0 where nothing was selected, and whether
 * the image was modified before. */
#define PARASITE_PREVIEW "microneedling-preview"
#define SKIN_OPACITY 40.0    /* per cent */

struct _MnCanvas
{
  GimpImage          *image;
  GimpDrawable       *layer, *top;     /* the user's, and the topmost of ours or the user's */
  gboolean            modified;
  GimpChannel        *selection;
  GeglBuffer         *selected;        /* the selection as seen from the layer, or NULL */
  GeglBuffer         *masked;          /* the layer's own mask, or NULL */
  GimpDrawable       *base, *treated;  /* base: the original, where it isn't what the user's layer shows */
  GimpDrawable       *skin;
  GimpDrawableFilter *effect;
  gboolean            limited;
  MnView              view;
};

static GimpDrawable *
add_layer (MnCanvas *canvas, GimpLayer *layer, const char *name)
{
  GimpItem        *below = GIMP_ITEM (canvas->top);
  const guint      tattoo = canvas->selection ? gimp_item_get_tattoo (GIMP_ITEM (canvas->selection)) : 0;
  g_autofree char *before = g_strdup_printf ("%u %d", tattoo, canvas->modified);

  gimp_item_set_name (GIMP_ITEM (layer), name);
  gimp_image_insert_layer (canvas->image, layer, GIMP_LAYER (gimp_item_get_parent (below)),
                           gimp_image_get_item_position (canvas->image, below));
  mn_parasite_write (GIMP_DRAWABLE (layer), PARASITE_PREVIEW, 0, before);
  canvas->top = GIMP_DRAWABLE (layer);
  return canvas->top;
}

static GimpDrawable *
add_copy (MnCanvas *canvas, GimpDrawable *original)
{
  GimpDrawable       *copy = add_layer (canvas, gimp_layer_copy (GIMP_LAYER (original)), _("Microneedling preview"));
  GimpDrawableFilter *effect = mn_layer_effect (copy);

  if (effect)
    gimp_drawable_filter_delete (effect);
  gimp_item_set_visible (GIMP_ITEM (copy), TRUE);
  return copy;
}

static GeglBuffer *
mask_of (GimpDrawable *layer)
{
  GimpLayerMask         *mask = gimp_layer_get_mask (GIMP_LAYER (layer));
  g_autoptr (GeglBuffer) buffer = mask ? gimp_drawable_get_buffer (GIMP_DRAWABLE (mask)) : NULL;

  return buffer ? gegl_buffer_dup (buffer) : NULL;
}

MnCanvas *
mn_canvas_new (GimpImage *image, GimpDrawable *layer, GimpDrawable *original)
{
  MnCanvas *canvas = g_new0 (MnCanvas, 1);

  canvas->image = image;
  canvas->layer = layer;
  canvas->top = layer;
  canvas->modified = gimp_image_is_dirty (image);
  canvas->selected = mn_selection_of (image, original);
  gimp_image_undo_freeze (image);
  canvas->selection = mn_selection_lift (image);
  if (layer != original || mn_layer_effect (layer))
    canvas->base = add_copy (canvas, original);
  canvas->treated = add_copy (canvas, original);
  canvas->masked = mask_of (canvas->treated);
  mn_layer_choose (image, layer);
  gimp_displays_flush ();
  return canvas;
}

static void
drop_layer (GimpImage *image, GimpDrawable *layer)
{
  if (layer && gimp_item_is_valid (GIMP_ITEM (layer)))
    gimp_image_remove_layer (image, GIMP_LAYER (layer));
}

void
mn_canvas_free (MnCanvas *canvas)
{
  if (gimp_image_is_valid (canvas->image))
    {
      drop_layer (canvas->image, canvas->skin);
      drop_layer (canvas->image, canvas->treated);
      drop_layer (canvas->image, canvas->base);
      mn_selection_lay (canvas->image, canvas->selection);
      if (gimp_item_is_valid (GIMP_ITEM (canvas->layer)))
        mn_layer_choose (canvas->image, canvas->layer);
      gimp_image_undo_thaw (canvas->image);
      if (! canvas->modified)
        gimp_image_clean_all (canvas->image);
      gimp_displays_flush ();
    }
  g_clear_object (&canvas->selected);
  g_clear_object (&canvas->masked);
  g_free (canvas);
}

/* Of a row that starts at full or the layer's own mask: what is left by the selection and the split. */
static void
limit_row (const MnCanvas *canvas, int y, int width, guint8 *row, guint8 *selected)
{
  const GeglRectangle line = { 0, y, width, 1 };

  memset (row, 255, (gsize) width);
  if (canvas->masked)
    gegl_buffer_get (canvas->masked, &line, 1.0, babl_format ("Y u8"), row, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  if (canvas->limited && canvas->selected)
    {
      gegl_buffer_get (canvas->selected, &line, 1.0, NULL, selected, GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
      for (int x = 0; x < width; x++)
        row[x] = MIN (row[x], selected[x]);      /* as GIMP intersects channels */
    }
  if (canvas->view.split)
    memset (row, 0, (gsize) (canvas->view.at * width));
}

static void
write_mask (MnCanvas *canvas)
{
  GimpLayer             *layer = GIMP_LAYER (canvas->treated);
  GimpLayerMask         *mask = gimp_layer_get_mask (layer);
  const int              width = gimp_drawable_get_width (canvas->treated);
  const int              height = gimp_drawable_get_height (canvas->treated);
  g_autofree guint8     *row = g_malloc ((gsize) width), *selected = g_malloc ((gsize) width);
  g_autoptr (GeglBuffer) buffer = NULL;

  if (! mask)
    {
      mask = gimp_layer_create_mask (layer, GIMP_ADD_MASK_WHITE);
      gimp_layer_add_mask (layer, mask);
    }
  buffer = gimp_drawable_get_buffer (GIMP_DRAWABLE (mask));
  for (int y = 0; y < height; y++)
    {
      limit_row (canvas, y, width, row, selected);
      gegl_buffer_set (buffer, GEGL_RECTANGLE (0, y, width, 1), 0, babl_format ("Y u8"), row, GEGL_AUTO_ROWSTRIDE);
    }
  gegl_buffer_flush (buffer);
  mn_layer_update (GIMP_DRAWABLE (mask));
}

/* GIMP itself draws nothing anew when a filter goes or comes. */
static void
set_effect_visible (MnCanvas *canvas, gboolean visible)
{
  if (! canvas->effect || gimp_drawable_filter_get_visible (canvas->effect) == visible)
    return;
  gimp_drawable_filter_set_visible (canvas->effect, visible);
  mn_layer_update (canvas->treated);
}

gboolean
mn_canvas_show (MnCanvas *canvas, GObject *treatment, const char *record, gboolean limited, GError **error)
{
  const gboolean first = canvas->effect == NULL;
  GObject       *config;

  if (first && ! (canvas->effect = mn_effect_new (canvas->treated, _("Microneedling"), error)))
    return FALSE;
  config = G_OBJECT (gimp_drawable_filter_get_config (canvas->effect));
  mn_treatment_copy (treatment, config);
  g_object_set (config, "portrait", record, NULL);
  if (limited != canvas->limited)
    {
      canvas->limited = limited;
      write_mask (canvas);
    }
  if (first)
    gimp_drawable_append_filter (canvas->treated, canvas->effect);
  else
    gimp_drawable_filter_update (canvas->effect);
  set_effect_visible (canvas, ! canvas->view.before);
  gimp_displays_flush ();
  return TRUE;
}

void
mn_canvas_hide (MnCanvas *canvas)
{
  set_effect_visible (canvas, FALSE);
  gimp_displays_flush ();
}

static void
show_skin (MnCanvas *canvas, const MnPortrait *portrait)
{
  const int              width = gimp_drawable_get_width (canvas->treated);
  const int              height = gimp_drawable_get_height (canvas->treated);
  g_autoptr (GeglBuffer) found = mn_skin_mask (portrait);
  g_autoptr (GeglBuffer) pixels = NULL, buffer = NULL;
  GeglColor             *colour = gegl_color_new (NULL);
  GimpLayer             *layer = gimp_layer_new (canvas->image, _("Detected skin"), width, height, GIMP_RGBA_IMAGE,
                                                 SKIN_OPACITY, GIMP_LAYER_MODE_NORMAL);
  GimpLayerMask         *mask;
  int                    x, y;

  gimp_drawable_get_offsets (canvas->treated, &x, &y);
  gimp_layer_set_offsets (layer, x, y);
  canvas->skin = add_layer (canvas, layer, _("Detected skin"));
  pixels = gimp_drawable_get_buffer (canvas->skin);
  gegl_color_set_pixel (colour, babl_format ("R'G'B' u8"), (guint8[]) { MN_SKIN_RED, MN_SKIN_GREEN, MN_SKIN_BLUE });
  gegl_buffer_set_color (pixels, NULL, colour);
  g_object_unref (colour);
  gegl_buffer_flush (pixels);
  mask = gimp_layer_create_mask (layer, GIMP_ADD_MASK_BLACK);
  gimp_layer_add_mask (layer, mask);
  buffer = gimp_drawable_get_buffer (GIMP_DRAWABLE (mask));
  gegl_buffer_copy (found, NULL, GEGL_ABYSS_NONE, buffer, NULL);
  gegl_buffer_flush (buffer);
  mn_layer_update (GIMP_DRAWABLE (mask));
  mn_layer_update (canvas->skin);
  mn_layer_choose (canvas->image, canvas->layer);
}

void
mn_canvas_view (MnCanvas *canvas, const MnView *view, const MnPortrait *skin)
{
  const MnView last = canvas->view;

  canvas->view = *view;
  if (view->split != last.split || (view->split && view->at != last.at))
    write_mask (canvas);
  if (view->before != last.before)
    set_effect_visible (canvas, ! view->before);
  if (canvas->skin && ! (view->skin && skin))
    {
      drop_layer (canvas->image, canvas->skin);
      canvas->skin = NULL;
    }
  else if (! canvas->skin && view->skin && skin)
    {
      show_skin (canvas, skin);
    }
  gimp_displays_flush ();
}

/* Removes the preview's layers among these and below; *before is what the last of them says. */
static void
drop_leftovers (GimpImage *image, GimpItem **items, char **before)
{
  for (int i = 0; items && items[i]; i++)
    {
      char *said = mn_parasite_read (GIMP_DRAWABLE (items[i]), PARASITE_PREVIEW);

      if (said)
        {
          g_free (*before);
          *before = said;
          gimp_image_remove_layer (image, GIMP_LAYER (items[i]));
        }
      else if (gimp_item_is_group (items[i]))
        {
          drop_leftovers (image, gimp_item_get_children (items[i]), before);
        }
    }
  g_free (items);
}

void
mn_canvas_mend (GimpImage *image)
{
  g_autofree char *before = NULL;
  guint            tattoo;
  int              modified;

  drop_leftovers (image, (GimpItem **) gimp_image_get_layers (image), &before);
  if (! before || sscanf (before, "%u %d", &tattoo, &modified) != 2)
    return;
  mn_selection_lay (image, tattoo ? gimp_image_get_channel_by_tattoo (image, tattoo) : NULL);
  gimp_image_undo_thaw (image);
  if (! modified)
    gimp_image_clean_all (image);
  gimp_displays_flush ();
}
