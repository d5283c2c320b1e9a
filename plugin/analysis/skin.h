/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The baseline of one face's skin: medians over the cells that are more than 0.9 covered.
 */
#pragma once

#include "portrait.h"

#include <opencv2/core.hpp>

namespace mn
{
/* rgb: 8 bits, encoded; coverage: the cells.  ITA is NAN where nothing is covered, or the photo has no
 * colour. */
MnSkin skin_baseline (const cv::Mat &rgb, const cv::Mat &coverage);
}
