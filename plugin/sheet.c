/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-maker.h"

#include <string.h>

#include "config-i18n.h"
#include "session.h"
#include "sheet-logo.h"

#define HEADER 2.2                /* of the text size, at least */
#define WIDEST_LOGO 0.25          /* of the sheet */
#define CLINIC_WIDTH 0.35
#define TITLE_SIZE 1.4
#define LABEL_HEIGHT 0.52         /* of the strip */
#define RESPONSE_HEIGHT 0.32
#define STRIP_PAD 0.06

/* Logo and title from the left, the clinic's name at the right.  The area becomes higher, up to twice, where that saves
 * long texts from being small; FALSE where the logo cannot be read. */
static gboolean
add_header (MnMaker *maker, GeglRectangle *area, GError **error)
{
  const MnSheetOptions *options = maker->options;
  const double          smallest = MN_SMALLEST_CAPTION * maker->text_size;
  MnText                title = { options->title, maker->text_size, TRUE, MN_ALIGN_LEFT };
  const MnText          clinic = { options->clinic, maker->text_size, FALSE, MN_ALIGN_RIGHT };
  GeglRectangle         left = *area, right = *area, logo = *area;

  if (*options->logo)
    {
      double ratio;

      if (! mn_logo_size (options->logo, &ratio, error))
        return FALSE;
      logo.width = (int) MAX (1.0, MIN (ratio * area->height, WIDEST_LOGO * area->width));
      logo.height = (int) MAX (1.0, logo.width / ratio);
      left.x += logo.width + maker->margin;
      left.width -= logo.width + maker->margin;
    }
  if (*options->clinic)
    {
      right.width = (int) (*options->title ? CLINIC_WIDTH * area->width : left.width);
      right.x = area->x + area->width - right.width;
      left.width -= right.width + maker->margin;
    }
  area->height = CLAMP (MAX (mn_text_height (&title, left.width), mn_text_height (&clinic, right.width)), area->height,
                        2 * area->height);
  left.height = right.height = area->height;
  logo.y += (area->height - logo.height) / 2;
  title.size *= TITLE_SIZE;
  if (*options->logo)
    {
      mn_maker_add (maker, MN_ITEM_LOGO, g_strdup (_("Logo")), logo, 0);
      maker->sheet->logo = g_strdup (options->logo);
    }
  if (*options->clinic)
    mn_maker_text (maker, g_strdup (_("Clinic")), &clinic, right, smallest, MN_INK);
  if (*options->title)
    mn_maker_text (maker, g_strdup (_("Title")), &title, left, smallest, MN_INK);
  return TRUE;
}

/* "Response shown: Typical" */
static char *
response_text (GPtrArray *presets)
{
  g_autoptr (GString) levels = g_string_new (NULL);

  for (guint i = 0; i < presets->len; i++)
    {
      const char *level = mn_session_response (presets->pdata[i]);

      if (! strstr (levels->str, level))
        g_string_append_printf (levels, "%s%s", levels->len ? ", " : "", level);
    }
  return g_strdup_printf (_("Response shown: %s"), levels->str);
}

/* The label, and below it the response level, light on dark. */
static void
add_strip (MnMaker *maker, GPtrArray *presets, const GeglRectangle *strip)
{
  g_autofree char *response = response_text (presets);
  const int        label_height = (int) (LABEL_HEIGHT * strip->height);
  const MnText     label = { _(MN_SIMULATION_LABEL), label_height, TRUE, MN_ALIGN_CENTRE };
  const MnText     level = { response, RESPONSE_HEIGHT * strip->height, FALSE, MN_ALIGN_CENTRE };
  GeglRectangle    line = { strip->x + maker->margin, strip->y + (int) (STRIP_PAD * strip->height),
                                strip->width - 2 * maker->margin, label_height };

  mn_maker_add (maker, MN_ITEM_FILL, g_strdup (_("Label")), *strip, MN_INK);
  mn_maker_text (maker, g_strdup (_("Label: simulation")), &label, line, 1.0, MN_PAPER);
  line.y += label_height;
  line.height = (int) (RESPONSE_HEIGHT * strip->height);
  mn_maker_text (maker, g_strdup (_("Label: response")), &level, line, 1.0, MN_PAPER);
}

static gboolean
fill (MnMaker *maker, GError **error)
{
  const MnSheetOptions *options = maker->options;
  const int             margin = maker->margin;
  const int             strip_height = (int) (MN_STRIP * options->height + 0.5);
  const GeglRectangle   whole = { 0, 0, options->width, options->height };
  const GeglRectangle   strip = { 0, options->height - strip_height, options->width, strip_height };
  GeglRectangle         area = { margin, margin, options->width - 2 * margin, strip.y - 2 * margin };
  const gboolean        has_header = *options->title || *options->clinic || *options->logo;
  int                   used;

  mn_maker_add (maker, MN_ITEM_FILL, g_strdup (_("Paper")), whole, MN_PAPER);
  if (has_header)
    {
      GeglRectangle header = area;

      header.height = (int) (HEADER * maker->text_size);
      if (! add_header (maker, &header, error))
        return FALSE;
      area.y += header.height + margin;
      area.height -= header.height + margin;
    }
  used = options->advice ? mn_maker_advice (maker, &area) : 0;
  if (used > 0)
    area.height -= used + margin;
  if (used < 0 || ! mn_maker_panels (maker, &area))
    {
      g_set_error_literal (error, MN_SHEET_ERROR, MN_SHEET_ERROR_ROOM,
                           used < 0 ? _("The sheet is too small for what to expect: nobody could read it")
                                    : _("The sheet is too small for so many pictures"));
      return FALSE;
    }
  add_strip (maker, options->presets, &strip);
  return TRUE;
}

static void
clear_item (gpointer data)
{
  MnSheetItem *item = data;

  g_free (item->name);
  g_free (item->text);
}

static MnSheet *
new_empty (int width, int height, double dots_per_mm)
{
  MnSheet *sheet = g_new0 (MnSheet, 1);

  sheet->width = width;
  sheet->height = height;
  sheet->dots_per_mm = dots_per_mm;
  sheet->items = g_array_new (FALSE, TRUE, sizeof (MnSheetItem));
  g_array_set_clear_func (sheet->items, clear_item);
  return sheet;
}

MnSheet *
mn_sheet_new (const MnSheetOptions *options, GPtrArray *pictures, const MnPortrait *portrait, GError **error)
{
  g_autoptr (MnSheet) sheet = new_empty (options->width, options->height, options->dots_per_mm);
  MnMaker             maker = { sheet, options, pictures, portrait, mn_layout_text_size (options),
                                mn_layout_margin (options) };

  return fill (&maker, error) ? g_steal_pointer (&sheet) : NULL;
}

MnSheet *
mn_sheet_new_label (GPtrArray *presets, int width, int height)
{
  MnSheet            *label = new_empty (width, height, 0.0);
  MnMaker             maker = { .sheet = label, .margin = width / 20 };
  const GeglRectangle strip = { 0, 0, width, height };

  add_strip (&maker, presets, &strip);
  return label;
}

void
mn_sheet_free (MnSheet *sheet)
{
  g_array_unref (sheet->items);
  g_free (sheet->logo);
  g_free (sheet->note);
  g_free (sheet);
}
