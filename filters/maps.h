/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the survey hands the render: an atlas with one rectangle a face (mn_portrait_atlas) and these values in each cell.
 */
#pragma once

typedef enum
{
  MN_MAP_COVERAGE,      /* 0 … 1; 0 everywhere where the record is not of this photo */
  MN_MAP_ERYTHEMA,      /* relative optical density, mean 1 over the coverage */
  MN_N_MAPS
} MnMap;
