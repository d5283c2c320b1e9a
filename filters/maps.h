/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the survey hands the render: an atlas with one rectangle a face (mn_portrait_atlas) and these values in each
 * cell.  Each is described in the header of the kernel that makes it.
 */
#pragma once

typedef enum
{
  MN_MAP_COVERAGE,      /* 0 … 1; 0 everywhere where the record is not of this photo */
  MN_MAP_ITA,           /* degrees, the same in all cells of a face */
  MN_MAP_KEEP,          /* 0 … 1: how far pores and lines respond: guards and zone */
  MN_MAP_KNEE,
  MN_MAP_TEXTURE,
  MN_MAP_SCARS,
  MN_MAP_FOLDS,
  MN_MAP_MELANIN,
  MN_MAP_GREY,
  MN_MAP_SPOTS,
  MN_MAP_HAEMOGLOBIN,
  MN_MAP_RADIANCE,
  MN_MAP_GLOW,
  MN_MAP_ERYTHEMA,
  MN_MAP_OEDEMA,
  MN_MAP_DEPTH,         /* mm: the longest needles in use there */
  MN_N_MAPS
} MnMap;
