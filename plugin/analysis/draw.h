/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Outlines of a head, drawn into the plane of a frame.
 */
#pragma once

#include "head.h"

namespace mn
{
/* Fills the outline, enlarged about its middle, with value. */
void fill_outline (cv::Mat &plane, const Frame &frame, const Head &head, const topology::Outline &outline,
                   double enlarged, double value = 255);

/* The same with ellipses, along the eyes. */
void fill_ellipses (cv::Mat &plane, const Frame &frame, const Head &head, const std::vector<Ellipse> &ellipses,
                    double value = 255);
}
