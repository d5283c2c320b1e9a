/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Sheets: a portrait before and after, or a timeline, on one page with captions, a scale and the label that says what
 * it is.  No host in it: a sheet is a list of items with their places, which the command draws onto one picture and
 * GIMP gets as layers.
 *
 *     +---------------------------+
 *     | logo  title        clinic |
 *     | [before] [after]  [after] |   the same part of the photo, so the eyes are at the same height
 *     | [detail] [detail] [detail]|   100 %: a pixel of the photo is a pixel of the sheet
 *     |  caption  caption  caption|
 *     |  what to expect …         |
 *     | Simulation – individual … |   MN_STRIP of the height
 *     +---------------------------+
 *
 * sheet-options.c reads what is asked for, sheet-layout.c finds the places, sheet.c fills them, sheet-draw.c draws.
 */
#pragma once

#include "portrait.h"
#include "preset.h"
#include "sheet-resample.h"
#include "sheet-text.h"

G_BEGIN_DECLS

#define MN_SHEET_ERROR (mn_sheet_error_quark ())
GQuark mn_sheet_error_quark (void);

/* What was asked for cannot be; or it can, but not on this sheet. */
typedef enum { MN_SHEET_ERROR_INVALID, MN_SHEET_ERROR_ROOM } MnSheetError;

#define MN_MM_PER_INCH 25.4
#define MN_STRIP 0.08              /* at least 7 % of the area has to say it (Norway's rule for retouched skin) */
#define MN_SIMULATION_LABEL N_("Simulation \xe2\x80\x93 individual results vary")

typedef enum
{
  MN_SHEET_TWO_UP, MN_SHEET_SPLIT, MN_SHEET_SLANTED, MN_SHEET_GRID, MN_SHEET_STRIP, MN_N_SHEET_LAYOUTS
} MnSheetLayout;

typedef struct
{
  GPtrArray    *presets;                     /* of MnPreset */
  MnSheetLayout layout;
  int           width, height;               /* pixels */
  double        dots_per_mm;                 /* of paper; 0 = no paper */
  char         *title, *clinic, *logo;       /* "" = none */
  gboolean      inset, inset_given;          /* details? at inset_x, inset_y, or where the effect is largest? */
  double        inset_x, inset_y;            /* pixel of the photo in the middle of the detail */
  gboolean      advice;                      /* what to expect */
  gboolean      force;                       /* takes a simulation as the photo */
  double        px_per_mm;                   /* of the photo, where the user knows; 0 = the face's */
  char         *text;                        /* for its metadata: what it is made from, of mn_sheet_read_text */
} MnSheetOptions;

/* Each option as the command (--key VALUE, or --key for a flag, whose value is "yes" or "no") and the procedures
 * (arguments in this order) have it. */
typedef struct
{
  const char *key, *standard;
  const char *label, *help;                  /* to be translated */
  gboolean    flag;
} MnSheetKey;

enum { MN_SHEET_PRESETS, MN_SHEET_LAYOUT, MN_SHEET_SIZE, MN_SHEET_TITLE, MN_SHEET_CLINIC, MN_SHEET_LOGO,
       MN_SHEET_INSET, MN_SHEET_ADVICE, MN_SHEET_FORCE, MN_N_SHEET_KEYS };

extern const MnSheetKey mn_sheet_keys[MN_N_SHEET_KEYS];

/* values: one for each key, NULL for its standard; presets: instead of those that are named, NULL = load those.  One
 * sentence on an error. */
MnSheetOptions *mn_sheet_options_new  (const char *const *values, GPtrArray *presets, GError **error);
void            mn_sheet_options_free (MnSheetOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnSheetOptions, mn_sheet_options_free)

#define MN_SHEET_WORD "sheet "

/* "sheet names=A,B layout=grid size=a4 …": names of presets for people, and options; values have no spaces, but %20.
 * Of a logo only the file's name: where it lies says too much of somebody's computer. */
char           *mn_sheet_text         (const char *const *values, GPtrArray *presets);

/* Sets those of values that are NULL, and the presets' names.  Fails where the sheet has a logo and values does not. */
gboolean        mn_sheet_read_text    (const char *text, char **values, GPtrArray *presets, GError **error);

typedef enum { MN_ITEM_PICTURE, MN_ITEM_TEXT, MN_ITEM_FILL, MN_ITEM_DIVIDER, MN_ITEM_SCALE, MN_ITEM_LOGO } MnItemKind;

typedef struct
{
  MnItemKind    kind;
  char         *name;          /* of the layer */
  GeglRectangle place;         /* on the sheet */
  guint32       colour;        /* of texts and fills, 0xRRGGBB */
  int           picture;       /* 0 = before, then the presets' */
  MnPart        part;          /* of the photo */
  gboolean      split;         /* a picture: shows only right of the divider */
  double        lean;          /* divider and split picture: half of how far it leans to the right, pixels */
  double        bar, pad;      /* scale: the length of 10 mm, and where it begins, pixels */
  char         *text;
  double        size;
  gboolean      bold;
  MnAlign       align;
} MnSheetItem;

typedef struct
{
  int     width, height;
  double  dots_per_mm;
  GArray *items;               /* of MnSheetItem, from the back to the front */
  char   *logo;                /* the file; NULL = none */
  char   *note;                /* what the user must know, NULL = nothing */
} MnSheet;

/* pictures: the photo, then the photo treated with each preset.  MN_SHEET_ERROR_ROOM where something asked for would be
 * too small to read. */
MnSheet    *mn_sheet_new       (const MnSheetOptions *options, GPtrArray *pictures, const MnPortrait *portrait,
                                GError **error);
/* The strip alone, for a single picture. */
MnSheet    *mn_sheet_new_label (GPtrArray *presets, int width, int height);

void        mn_sheet_free      (MnSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnSheet, mn_sheet_free)

/* Over what target shows; left, top: the sheet's pixel at the target's origin.  Needs no more memory than some rows or
 * a block of 1024 pixels a side. */
gboolean    mn_sheet_draw_item (const MnSheet *sheet, const MnSheetItem *item, GPtrArray *pictures, GeglBuffer *target,
                                int left, int top, GError **error);

/* How much of a split picture shows in n pixels of a row of its place, 0 … 1. */
void        mn_sheet_split_row (const MnSheetItem *item, int left, int y, int n, float *row);

/* The whole sheet, as deep as the photo and in its space; all the memory that it needs is its pixels'. */
GeglBuffer *mn_sheet_draw      (const MnSheet *sheet, GPtrArray *pictures, GError **error);

/* The photo, and the photo treated with each of the presets. */
GPtrArray  *mn_sheet_pictures  (GeglBuffer *photo, const char *record, GPtrArray *presets);

G_END_DECLS
