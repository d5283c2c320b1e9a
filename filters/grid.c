/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "grid.h"

#include <glib.h>
#include <math.h>

#include "kernels/scalar.h"
#include "kernels/wide.h"

/* A place between two cells' centres. */
typedef struct
{
  int   before, after;
  float part;
} Between;

/* Cell i of one grid, whose first cell begins at to, among the n of another. */
static Between
between (double to, double to_pitch, int i, double from, double from_pitch, int n)
{
  const double at = (to + (i + 0.5) * to_pitch - from) / from_pitch - 0.5;
  const int    before = (int) floor (at);

  return (Between) { CLAMP (before, 0, n - 1), CLAMP (before + 1, 0, n - 1), (float) (at - before) };
}

static void
lift_row (const float *values, const Between *columns, int n, float *lifted)
{
  for (int x = 0; x < n; x++)
    lifted[x] = mn_mixf (values[columns[x].before], values[columns[x].after], columns[x].part);
}

MN_WIDE void
mn_grid_lift (const MnGrid *from, const float *values, const MnGrid *to, float *lifted)
{
  Between columns[MN_GRID_MOST];
  float   rows[2][MN_GRID_MOST];      /* those above and below, by parity */
  int     done = -1;

  for (int x = 0; x < to->cols; x++)
    columns[x] = between (to->x, to->pitch, x, from->x, from->pitch, from->cols);
  for (int y = 0; y < to->rows; y++)
    {
      const Between row = between (to->y, to->pitch, y, from->y, from->pitch, from->rows);
      const float  *above = rows[row.before & 1], *below = rows[row.after & 1];
      float        *out = lifted + y * to->cols;

      for (done = y == 0 ? row.before - 1 : done; done < row.after; done++)
        lift_row (values + (done + 1) * from->cols, columns, to->cols, rows[(done + 1) & 1]);
      for (int x = 0; x < to->cols; x++)
        out[x] = mn_mixf (above[x], below[x], row.part);
    }
}
