/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Text in a box, wrapped, in any script: how large it may be, and its drawing.  Sizes are pixels of the font.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

#define MN_FONT "Sans"

/* Of the box, whichever way the text is written. */
typedef enum { MN_ALIGN_LEFT, MN_ALIGN_CENTRE, MN_ALIGN_RIGHT } MnAlign;

typedef struct
{
  const char *text;
  double      size;
  gboolean    bold;
  MnAlign     align;
} MnText;

/* Width of the text on one line; height of the text wrapped at width. */
int      mn_text_width  (const MnText *text);
int      mn_text_height (const MnText *text, int width);

/* The largest size up to text->size at which it fits into width and height without breaking a word; at least
 * smallest. */
double   mn_text_fit    (const MnText *text, int width, int height, double smallest);

/* As much of the text as fits, with an ellipsis where that is not all. */
char    *mn_text_cut    (const MnText *text, int width, int height);

/* At the origin, in the current colour. */
void     mn_text_draw   (const MnText *text, int width, cairo_t *cairo);

G_END_DECLS
