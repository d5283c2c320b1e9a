/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "sheet-layout.h"

#include <math.h>

#include "config-i18n.h"

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
#define LEAST_LEVEL 0.8           /* of the height that it has untouched, where a head is turned upright */

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
  double widest, narrowest;       /* width by height of a picture */
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

  grid->height = (int) MIN (room - detail * width, width / grid->narrowest);
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

/* As wide as a picture of this photo can be without cutting the head; without a face, just the photo's shape. */
static void
choose_shape (Grid *grid, const MnPortrait *portrait)
{
  const MnFace *face = mn_layout_face (portrait);

  if (face)
    grid->widest = CLAMP (portrait->width / MIN (HEAD_MM * face->px_per_mm, portrait->height), NARROWEST, WIDEST);
  else
    grid->widest = (double) portrait->width / portrait->height;
  grid->narrowest = face ? NARROWEST : grid->widest;
}

static Grid
choose_grid (const MnSheetOptions *options, const MnPortrait *portrait, const GeglRectangle *area, int n)
{
  const int fewest = options->layout == MN_SHEET_GRID || n == 1 ? 1 : n;
  Grid      best = { 0 };

  for (int across = fewest; across <= n; across++)
    {
      Grid grid = { .across = across, .gap = mn_layout_margin (options),
                    .caption = (int) (MN_LINE * (CAPTION_LINES + 0.4) * mn_layout_text_size (options)) };

      choose_shape (&grid, portrait);
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

/* The largest part of a shape, up to a height, that lies within the photo, as near to the eyes as can be. */
static MnPart
part_of (const MnPortrait *portrait, const MnFace *face, double ratio, double height, double turn)
{
  const double c = fabs (cos (turn)), s = fabs (sin (turn));
  const double wide = ratio * c + s, tall = ratio * s + c;            /* upright box of a part of height 1 */
  double       x = 0.5 * portrait->width, y = 0.5 * portrait->height;
  MnPart       part = { .turn = turn };

  part.height = MIN (height, MIN (portrait->width / wide, portrait->height / tall));
  part.width = part.height * ratio;
  if (face)
    {
      const double down = (0.5 - EYE_LINE) * part.height;

      x = 0.5 * (face->pupil_r[0] + face->pupil_l[0]) - down * sin (turn);
      y = 0.5 * (face->pupil_r[1] + face->pupil_l[1]) + down * cos (turn);
    }
  x = CLAMP (x, 0.5 * wide * part.height, portrait->width - 0.5 * wide * part.height);
  y = CLAMP (y, 0.5 * tall * part.height, portrait->height - 0.5 * tall * part.height);
  part.x = floor (x - 0.5 * part.width);
  part.y = floor (y - 0.5 * part.height);
  return part;
}

MnPart
mn_layout_part (const MnPortrait *portrait, double width, double height, const char **note)
{
  const MnFace *face = mn_layout_face (portrait);
  const double  ratio = width / height, mm = face ? face->px_per_mm : INFINITY;
  const double  full = MAX (HEAD_MM * mm, HEAD_WIDTH_MM * mm / ratio);
  const MnPart  upright = part_of (portrait, face, ratio, full, 0.0);
  MnPart        level;

  if (! face)
    {
      *note = _("No face with both eyes was found: the sheet shows the whole photo, not a part around the eyes");
      return upright;
    }
  if (mn_portrait_n_faces (portrait) > 1)
    *note = _("There are several faces: the sheet shows the largest");
  level = part_of (portrait, face, ratio, full, atan2 (face->pupil_l[1] - face->pupil_r[1],
                                                       face->pupil_l[0] - face->pupil_r[0]));
  if (level.height >= LEAST_LEVEL * upright.height)
    return level;
  *note = _("The photo is too tight for the head to be turned upright: it stays tilted");
  return upright;
}
