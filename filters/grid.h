/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Square cells over the photo, and how values get from coarser to finer ones.
 */
#pragma once

#define MN_GRID_MOST 128     /* columns that can be lifted to */

typedef struct
{
  double x, y;         /* where the first cell begins, photo pixels */
  double pitch;        /* side of a cell, photo pixels */
  int    cols, rows;
} MnGrid;

/* The values of one grid's cells at those of another, bilinear between cell centres; the outermost go on beyond. */
void mn_grid_lift (const MnGrid *from, const float *values, const MnGrid *to, float *lifted);
