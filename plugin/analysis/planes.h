/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What is done to planes of samples, four a millimetre, of which two by two are a cell.
 */
#pragma once

#include <opencv2/core.hpp>

#include <algorithm>

namespace mn
{
constexpr double work_per_mm = 4;
constexpr int    samples_a_cell = 2;

/* Natural logarithm of the linear luminance of an RGB picture of 8 bits. */
cv::Mat log_light (const cv::Mat &rgb);

/* The mean of each cell's samples. */
cv::Mat mean_of_cells (const cv::Mat &plane);

/* A structuring element. */
cv::Mat disc (double radius_mm, double per_mm = work_per_mm);

/* A mask of 8 bits, grown by a radius. */
cv::Mat wider (const cv::Mat &mask, double mm);

/* The rectangle of the plane that holds a mask and so much about it; empty where the mask is. */
cv::Rect about (const cv::Mat &mask, double mm);

/* Median of a float plane where a mask is not 0. */
float median_in (const cv::Mat &plane, const cv::Mat &where, float otherwise);

/* 0 at or below a, 1 at or above b. */
inline float
ramp (double a, double b, double x)
{
  return (float) std::clamp ((x - a) / (b - a), 0.0, 1.0);
}
}
