/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-text.h"

#include <pango/pangocairo.h>

#define FIT_STEPS 12
#define ELLIPSIS "\xe2\x80\xa6"

static PangoLayout *
lay_out (const MnText *text, int width, PangoWrapMode wrap)
{
  PangoContext         *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_from_string (MN_FONT);
  PangoLayout          *layout = pango_layout_new (context);
  /* Pango's left is where a line begins. */
  static const PangoAlignment alignments[][3] = {
    { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT },
    { PANGO_ALIGN_RIGHT, PANGO_ALIGN_CENTER, PANGO_ALIGN_LEFT },
  };
  const gboolean        is_rtl = pango_find_base_dir (text->text, -1) == PANGO_DIRECTION_RTL;

  pango_font_description_set_absolute_size (font, text->size * PANGO_SCALE);
  pango_font_description_set_weight (font, text->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text->text, -1);
  pango_layout_set_width (layout, width < 0 ? -1 : width * PANGO_SCALE);
  pango_layout_set_wrap (layout, wrap);
  pango_layout_set_alignment (layout, alignments[is_rtl][text->align]);
  pango_font_description_free (font);
  g_object_unref (context);
  return layout;
}

static gboolean
fits (const MnText *text, int width, int height, PangoWrapMode wrap)
{
  g_autoptr (PangoLayout) layout = lay_out (text, width, wrap);
  int                     used_width, used_height;

  pango_layout_get_pixel_size (layout, &used_width, &used_height);
  return used_width <= width && used_height <= height;
}

int
mn_text_width (const MnText *text)
{
  g_autoptr (PangoLayout) layout = lay_out (text, -1, PANGO_WRAP_WORD);
  int                     width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

int
mn_text_height (const MnText *text, int width)
{
  g_autoptr (PangoLayout) layout = lay_out (text, width, PANGO_WRAP_WORD_CHAR);
  int                     height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

double
mn_text_fit (const MnText *text, int width, int height, double smallest)
{
  MnText tried = *text;
  double low = smallest, high = text->size;

  if (fits (text, width, height, PANGO_WRAP_WORD))
    return text->size;
  for (int i = 0; i < FIT_STEPS; i++)
    {
      tried.size = 0.5 * (low + high);
      if (fits (&tried, width, height, PANGO_WRAP_WORD))
        low = tried.size;
      else
        high = tried.size;
    }
  return low;
}

static char *
beginning (const char *text, glong n)
{
  g_autofree char *part = g_utf8_substring (text, 0, n);

  return g_strconcat (g_strchomp (part), ELLIPSIS, NULL);
}

char *
mn_text_cut (const MnText *text, int width, int height)
{
  MnText tried = *text;
  glong  low = 0, high = g_utf8_strlen (text->text, -1);

  if (fits (text, width, height, PANGO_WRAP_WORD_CHAR))
    return g_strdup (text->text);
  while (high - low > 1)
    {
      const glong      middle = (low + high) / 2;
      g_autofree char *part = beginning (text->text, middle);

      tried.text = part;
      if (fits (&tried, width, height, PANGO_WRAP_WORD_CHAR))
        low = middle;
      else
        high = middle;
    }
  return beginning (text->text, low);
}

void
mn_text_draw (const MnText *text, int width, cairo_t *cairo)
{
  g_autoptr (PangoLayout) layout = lay_out (text, width, PANGO_WRAP_WORD_CHAR);

  pango_cairo_show_layout (cairo, layout);
}
