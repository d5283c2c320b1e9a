/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The stages: which effect follows which, and how maps and doses become each kernel's parameters.
 */
#pragma once

#include "render-block.h"

/* Treats a placed block (mn_block_place) in rgba, R'G'B'A, which like photo holds the photo's pixels from (left, top)
 * on, stride pixels a row; photo reaches the block's halo on all sides and stays as it is. */
void mn_block_treat (MnBlock *block, float *rgba, const float *photo, int stride, int left, int top);
