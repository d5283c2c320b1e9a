/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "canvas.h"

#include <stdio.h>
#include <string.h>

#include "config-i18n.h"
#include "layers.h"
#include "overlays.h"

/* On each layer of the preview: the tattoo of the channel with the selection, 0 where nothing was selected, and whether
 * the image was modified before. */
#define PARASITE_PREVIEW "microneedling-preview"

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
  gboolean            shown, limited;
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

static void
write_mask (MnCanvas *canvas)
{
  mn_limit_layer (GIMP_LAYER (canvas->treated), canvas->masked, canvas->limited ? canvas->selected : NULL,
                  canvas->view.split ? canvas->view.at : 0.0);
}

/* GIMP itself draws nothing anew when a filter goes or comes. */
static void
set_effect_visible (MnCanvas *canvas)
{
  const gboolean visible = canvas->shown && ! canvas->view.before;

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
  canvas->shown = TRUE;
  set_effect_visible (canvas);
  gimp_displays_flush ();
  return TRUE;
}

void
mn_canvas_hide (MnCanvas *canvas)
{
  canvas->shown = FALSE;
  set_effect_visible (canvas);
  gimp_displays_flush ();
}

static void
show_skin (MnCanvas *canvas, const MnPortrait *portrait)
{
  GimpLayer *layer = mn_skin_layer (canvas->image, canvas->treated);

  canvas->skin = add_layer (canvas, layer, _("Detected skin"));
  mn_skin_layer_fill (layer, portrait);
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
    set_effect_visible (canvas);
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
