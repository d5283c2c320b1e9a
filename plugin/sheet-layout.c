/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-layout.h"

#include <math.h>

#define TEXT_SIZE 0.02            /* of the geometric mean of the sides */
#define MARGIN 0.028              /* of the shorter side */
#define CAPTION_LINES 2
#define DETAIL_HEIGHT 0.6         /* of a detail's width */
#define NARROWEST 0.64            /* width by height of a picture */
#define WIDEST 1.3
#define SMALLEST 48               /* pixels of a picture's sides */

/* A head with hair and neck: from above the pupils to the collar bones. */
#define HEAD_MM 280.0
#define HEAD_WIDTH_MM 205.0
#define EYE_LINE 0.45             /* of the height, from the top */

double
mn_layout_text_size (const MnSheetOptions *options)
{
  return TEXT_SIZE * sqrt ((double) options->width * options->height);
}

int
mn_layout_margin (const MnSheetOptions *options)
{
  return (int) (MARGIN * MIN (options->width, options->height));
}

static gboolean
is_split (const MnSheetOptions *options)
{
  return options->layout == MN_SHEET_SPLIT || options->layout == MN_SHEET_SLANTED;
}

typedef struct
{
  double widest;                  /* width by height of a picture, at most */
  int    across, width, height;   /* cells beside each other; of a picture, pixels */
  int    detail, caption, gap;    /* heights */
} Grid;

/* The largest picture that leaves room for its detail and caption in a cell. */
static void
size_cells (Grid *grid, const MnSheetOptions *options, const GeglRectangle *area, int n)
{
  const int    down = (n + grid->across - 1) / grid->across;
  const int    cell_width = (area->width - (grid->across - 1) * grid->gap) / grid->across;
  const int    cell_height = (area->height - (down - 1) * grid->gap) / down;
  const double detail = ! options->inset ? 0.0 : is_split (options) ? 0.5 * DETAIL_HEIGHT : DETAIL_HEIGHT;
  const double room = cell_height - grid->caption - (options->inset ? grid->gap / 2 : 0);
  double       width = MIN (cell_width, room / (1.0 / grid->widest + detail));

  grid->height = (int) MIN (room - detail * width, width / NARROWEST);
  grid->width = (int) width;
  grid->detail = (int) (detail * width);
}

static void
place_panel (const Grid *grid, int left, int top, MnPanelPlaces *panel)
{
  int y = top + grid->height;

  panel->picture = (GeglRectangle) { left, top, grid->width, grid->height };
  if (grid->detail)
    {
      y += grid->gap / 2;
      panel->detail = (GeglRectangle) { left, y, grid->width, grid->detail };
      y += grid->detail;
    }
  panel->caption = (GeglRectangle) { left, y, grid->width, grid->caption };
}

/* Both pictures in one place; details and captions in its halves. */
static void
halve (MnPanelPlaces *panels, int gap)
{
  panels[1] = panels[0];
  for (int i = 0; i < 2; i++)
    {
      GeglRectangle *const parts[] = { &panels[i].detail, &panels[i].caption };

      for (int j = 0; j < 2; j++)
        {
          const int width = (parts[j]->width - gap / 2) / 2;

          parts[j]->x += i * (parts[j]->width - width);
          parts[j]->width = width;
        }
    }
}

const MnFace *
mn_layout_face (const MnPortrait *portrait)
{
  const MnFace *largest = NULL;

  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      const MnFace *face = mn_portrait_face (portrait, i);

      if (face->zones && (! largest || face->px_per_mm > largest->px_per_mm))
        largest = face;
    }
  return largest;
}

/* As wide as a picture of this photo can be without cutting the head. */
static double
widest_of (const MnPortrait *portrait)
{
  const MnFace *face = mn_layout_face (portrait);
  const double  height = face ? MIN (HEAD_MM * face->px_per_mm, portrait->height) : portrait->height;

  return CLAMP (portrait->width / height, NARROWEST, WIDEST);
}

static Grid
choose_grid (const MnSheetOptions *options, const MnPortrait *portrait, const GeglRectangle *area, int n)
{
  const int fewest = options->layout == MN_SHEET_GRID || n == 1 ? 1 : n;
  Grid      best = { 0 };

  for (int across = fewest; across <= n; across++)
    {
      Grid grid = { .widest = widest_of (portrait), .across = across, .gap = mn_layout_margin (options),
                    .caption = (int) (MN_LINE * (CAPTION_LINES + 0.4) * mn_layout_text_size (options)) };

      size_cells (&grid, options, area, n);
      if ((double) grid.width * grid.height > (double) best.width * best.height && grid.height > 0)
        best = grid;
    }
  return best;
}

gboolean
mn_layout_panels (const MnSheetOptions *options, const MnPortrait *portrait, const GeglRectangle *area,
                  MnPanelPlaces *panels)
{
  const int  n_panels = (int) options->presets->len + 1;
  const int  n = is_split (options) ? 1 : n_panels;
  const Grid grid = choose_grid (options, portrait, area, n);
  int        down, pitch, top;

  if (grid.width < SMALLEST || grid.height < SMALLEST)
    return FALSE;
  down = (n + grid.across - 1) / grid.across;
  pitch = grid.height + (grid.detail ? grid.detail + grid.gap / 2 : 0) + grid.caption;
  top = area->y + (area->height - down * pitch - (down - 1) * grid.gap) / 2;
  for (int i = 0; i < n; i++)
    {
      const int row = i / grid.across;
      const int in_row = MIN (grid.across, n - row * grid.across);
      const int left = area->x + (area->width - in_row * grid.width - (in_row - 1) * grid.gap) / 2;

      place_panel (&grid, left + i % grid.across * (grid.width + grid.gap), top + row * (pitch + grid.gap), &panels[i]);
    }
  if (is_split (options))
    halve (panels, grid.gap);
  return TRUE;
}

gboolean
mn_layout_part (const MnPortrait *portrait, double width, double height, MnPart *part)
{
  const MnFace *face = mn_layout_face (portrait);
  const double  mm = face ? face->px_per_mm : INFINITY;
  const double  full = MAX (HEAD_MM * mm, HEAD_WIDTH_MM * mm * height / width);
  double        x, y;

  part->height = MIN (full, MIN (portrait->height, portrait->width * height / width));
  part->width = part->height * width / height;
  x = face ? 0.5 * (face->pupil_r[0] + face->pupil_l[0]) : 0.5 * portrait->width;
  y = face ? 0.5 * (face->pupil_r[1] + face->pupil_l[1]) : 0.5 * portrait->height;
  part->x = floor (CLAMP (x - 0.5 * part->width, 0.0, portrait->width - part->width));
  part->y = floor (CLAMP (y - (face ? EYE_LINE : 0.5) * part->height, 0.0, portrait->height - part->height));
  return face != NULL;
}
