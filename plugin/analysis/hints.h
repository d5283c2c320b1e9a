/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the user knows better than the networks, or in their stead.
 */
#pragma once

#include "analysis.h"
#include "work.h"

namespace mn
{
bool has_pupils (const MnHints &hints);

/* The heads of a photo, hints applied; networks may be null.  Empty where neither finds any. */
std::vector<Head> heads_of (Networks *networks, const Picture &picture, const MnHints &hints);

/* The planes about one head's part of the user's mask (8 bits, the photo's size); no planes where it is empty. */
Work work_of_mask (const Picture &picture, const cv::Mat &mask, const std::vector<Head> &heads, size_t own);
}
