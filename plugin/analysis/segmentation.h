/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Skin of one head: 512 x 512 cells over a square 2.3 times as wide as the face, turned with it.  The network looks
 * twice with its 256 x 256 samples: at the whole, for the neck and a bald head, and nearer, at 1.25 face widths, for
 * strands and frames.
 *
 * The network's probabilities saturate near 0.93 on skin, and every other class keeps about 0.017, so they are kept as
 * log odds: these can be enlarged without plateaus.
 */
#pragma once

#include "head.h"

namespace mn
{
struct Segmentation
{
  Frame   frame;
  cv::Mat skin;         /* float, log odds of skin (face or body) */
  cv::Mat face_skin;    /* 8 bits, 255 where face skin is the likeliest class; of a single look only */
};

Segmentation segment (Networks &networks, const Picture &picture, const Head &head);

/* The share of the middle that is face skin, in one look: 60 % in a profile, 2-4 % in a false detection. */
double face_skin_share (Networks &networks, const Picture &picture, const Head &head);

/* Leaves only the skin that hangs together with this face and is not nearer to another one; fades at the border. */
void keep_own_skin (Segmentation &segmentation, const std::vector<Head> &heads, size_t own);
}
