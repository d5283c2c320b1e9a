/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A photo, or a mask of it, that can be sampled through any frame without aliasing.
 *
 * All coordinates are continuous photo pixels, centres at +0.5.  What lies outside the picture is black or, extended,
 * like the nearest pixel inside.
 */
#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace mn
{
/* A rectangle of cols x rows samples, `step` photo pixels apart, turned clockwise by roll (radians) about its own
 * top left corner. */
struct Frame
{
  cv::Point2d origin;
  double      step = 1, roll = 0;
  int         cols = 0, rows = 0;

  cv::Point2d to_photo (cv::Point2d p) const;      /* sample coordinates, centres at +0.5 */
  cv::Point2d from_photo (cv::Point2d p) const;

  static Frame square (cv::Point2d centre, double side, double roll, int samples);
};

enum class Outside { black, extended };

class Picture
{
public:
  explicit Picture (cv::Mat pixels);

  cv::Size size () const { return levels[0].size (); }
  cv::Mat  sample (const Frame &frame, Outside outside = Outside::black) const;

private:
  std::vector<cv::Mat> levels;    /* each half as wide as the one before */
};

/* Takes a plane of one frame over into another, linearly; `outside` where the first has nothing. */
cv::Mat transfer (const cv::Mat &plane, const Frame &from, const Frame &to, double outside);
}
