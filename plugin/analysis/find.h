/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The heads in a photo: what the detector proposes and the mesh, or for a profile the segmentation, confirms.
 */
#pragma once

#include "head.h"

namespace mn
{
/* Largest first. */
std::vector<Head> find_heads (Networks &networks, const Picture &picture);

/* The head with these pupils; its mesh where the network sees one. */
Head head_at (Networks &networks, const Picture &picture, cv::Point2d pupil_r, cv::Point2d pupil_l);
}
