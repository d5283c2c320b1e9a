/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-maker.h"

#include <math.h>

#include "config-i18n.h"
#include "sheet-effect.h"
#include "session.h"

#define LEAN 0.08                 /* of the height of a picture */
#define DIVIDER 0.0035            /* of its width */
#define SCALE_MM 10.0
#define SCALE_HEIGHT 1.2          /* of the text size; and of a picture: */
#define MOST_SCALE_HEIGHT 0.12
#define SCALE_TEXT 0.66           /* of the height of a scale */
#define SCALE_PAD 0.4
#define LONGEST_SCALE 0.8         /* of a picture */

/* Do all presets show the same response? */
static gboolean
is_one_response (GPtrArray *presets)
{
  for (guint i = 1; i < presets->len; i++)
    if (g_strcmp0 (mn_session_response (presets->pdata[i]), mn_session_response (presets->pdata[0])) != 0)
      return FALSE;
  return TRUE;
}

static char *
caption_of (const MnMaker *maker, int panel)
{
  const MnPreset *preset = panel ? maker->options->presets->pdata[panel - 1] : NULL;

  if (! preset)
    return g_strdup (_("Before"));
  if (is_one_response (maker->options->presets))
    return g_strdup (_(preset->name));
  return g_strdup_printf ("%s (%s)", _(preset->name), mn_session_response (preset));
}

/* All in one size, on lines of one height. */
static void
add_captions (MnMaker *maker, const MnPanelPlaces *panels, int n)
{
  const double          smallest = MN_SMALLEST_CAPTION * maker->text_size;
  g_autoptr (GPtrArray) captions = g_ptr_array_new_with_free_func (g_free);
  MnText                text = { NULL, maker->text_size, FALSE, MN_ALIGN_CENTRE };
  int                   height = 0;

  for (int i = 0; i < n; i++)
    {
      g_ptr_array_add (captions, caption_of (maker, i));
      text.text = captions->pdata[i];
      text.size = mn_text_fit (&text, panels[i].caption.width, panels[i].caption.height, smallest);
    }
  for (int i = 0; i < n; i++)
    {
      text.text = captions->pdata[i];
      height = MAX (height, mn_text_height (&text, panels[i].caption.width));
    }
  for (int i = 0; i < n; i++)
    {
      GeglRectangle place = panels[i].caption;

      text.text = captions->pdata[i];
      place.y += (int) (0.25 * maker->text_size);
      place.height = MIN (height, place.height);
      mn_maker_text (maker, g_strdup_printf (_("Caption: %s"), text.text), &text, place, text.size, MN_INK);
    }
}

/* A bar and its length in words, in the lower left corner of a picture; none where it would be too long. */
static void
add_scale (MnMaker *maker, const char *name, const GeglRectangle *picture, double px_per_mm)
{
  const double  bar = SCALE_MM * px_per_mm;
  const int     height = (int) MIN (SCALE_HEIGHT * maker->text_size, MOST_SCALE_HEIGHT * picture->height);
  const int     pad = (int) (SCALE_PAD * height);
  const MnText  text = { _("10 mm"), SCALE_TEXT * height, FALSE, MN_ALIGN_LEFT };
  const int     text_width = mn_text_width (&text);
  GeglRectangle place = { picture->x, picture->y + picture->height - height, (int) bar + text_width + 3 * pad, height };
  MnSheetItem  *item;

  if (! (px_per_mm > 0.0) || place.width > LONGEST_SCALE * picture->width)
    return;
  item = mn_maker_add (maker, MN_ITEM_SCALE, g_strdup (name), place, 0);
  item->bar = bar;
  item->pad = pad;
  place.x += (int) bar + 2 * pad;
  place.width = text_width + 1;
  mn_maker_text (maker, g_strdup_printf (_("%s: 10 mm"), name), &text, place, 1.0, MN_PAPER);
}

static void
add_divider (MnMaker *maker, const GeglRectangle *picture, double lean)
{
  const int           line = MAX (2, (int) (DIVIDER * picture->width));
  const GeglRectangle place = { picture->x + (int) (0.5 * (picture->width - line) - lean), picture->y,
                                line + (int) (2.0 * lean), picture->height };

  mn_maker_add (maker, MN_ITEM_DIVIDER, g_strdup (_("Divider")), place, MN_PAPER)->lean = lean;
}

static void
add_picture (MnMaker *maker, int panel, char *name, const GeglRectangle *place, const MnPart *part, double lean)
{
  MnSheetItem *item = mn_maker_add (maker, MN_ITEM_PICTURE, name, *place, 0);

  item->picture = panel;
  item->part = *part;
  item->split = lean >= 0.0 && panel > 0;
  item->lean = lean;
}

/* Where a part's pixels are in the photo, whichever way it is turned. */
static MnPart
not_turned (const MnPart *part, const MnPortrait *portrait)
{
  MnPart same = { MAX (part->x, 0.0), MAX (part->y, 0.0) };

  same.width = MIN (part->x + part->width, portrait->width) - same.x;
  same.height = MIN (part->y + part->height, portrait->height) - same.y;
  return same;
}

/* Everywhere the same part of the photo at 100 %, as it is turned there. */
static void
add_details (MnMaker *maker, const MnPanelPlaces *panels, int n, const MnPart *part, double px_per_mm)
{
  const MnSheetOptions *options = maker->options;
  const MnPart          within = not_turned (part, maker->portrait);
  MnPart                detail = { 0, 0, MIN (panels[0].detail.width, floor (within.width)),
                                   MIN (panels[0].detail.height, floor (within.height)), 0 };

  if (options->inset_given)
    {
      detail.x = floor (CLAMP (options->inset_x - detail.width / 2, 0, maker->portrait->width - detail.width));
      detail.y = floor (CLAMP (options->inset_y - detail.height / 2, 0, maker->portrait->height - detail.height));
    }
  else
    {
      mn_effect_find (maker->pictures, &within, &detail);
    }
  for (int i = 0; i < n; i++)
    {
      g_autofree char *caption = caption_of (maker, i);
      GeglRectangle    place = panels[i].detail;

      place.x += (place.width - (int) detail.width) / 2;
      place.width = (int) detail.width;
      place.height = (int) detail.height;
      add_picture (maker, i, g_strdup_printf (_("Detail: %s"), caption), &place, &detail, -1.0);
      if (i == 0)
        add_scale (maker, _("Detail: scale"), &place, px_per_mm);
    }
}

gboolean
mn_maker_panels (MnMaker *maker, const GeglRectangle *area)
{
  const MnSheetOptions     *options = maker->options;
  const int                 n = (int) maker->pictures->len;
  const MnFace             *face = mn_layout_face (maker->portrait);
  const double              px_per_mm = options->px_per_mm > 0.0 ? options->px_per_mm : face ? face->px_per_mm : 0.0;
  g_autofree MnPanelPlaces *panels = g_new0 (MnPanelPlaces, n);
  const GeglRectangle      *picture = &panels[0].picture;
  const char               *note = NULL;
  double                    lean = -1.0;
  MnPart                    part;

  if (! mn_layout_panels (options, maker->portrait, area, panels))
    return FALSE;
  part = mn_layout_part (maker->portrait, picture->width, picture->height, &note);
  maker->sheet->note = g_strdup (note);
  if (options->layout == MN_SHEET_SPLIT || options->layout == MN_SHEET_SLANTED)
    lean = options->layout == MN_SHEET_SLANTED ? LEAN * picture->height : 0.0;
  for (int i = 0; i < n; i++)
    add_picture (maker, i, caption_of (maker, i), &panels[i].picture, &part, lean);
  if (lean >= 0.0)
    add_divider (maker, picture, lean);
  add_scale (maker, _("Scale"), picture, px_per_mm * picture->width / part.width);
  if (options->inset)
    add_details (maker, panels, n, &part, px_per_mm);
  add_captions (maker, panels, n);
  return TRUE;
}
