/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "draw.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mn
{
static const int    subpixel_bits = 4, ellipse_points = 48;
static const double farthest = 1e5;    /* samples; keeps fixed-point coordinates in range */

static void
fill (cv::Mat &plane, const Frame &frame, const std::vector<cv::Point2d> &outline, double value)
{
  std::vector<cv::Point> fixed;

  for (const cv::Point2d &p : outline)
    {
      const cv::Point2d q = frame.from_photo (p) - cv::Point2d (0.5, 0.5);

      fixed.emplace_back ((int) std::lround (std::clamp (q.x, -farthest, farthest) * (1 << subpixel_bits)),
                          (int) std::lround (std::clamp (q.y, -farthest, farthest) * (1 << subpixel_bits)));
    }
  cv::fillPoly (plane, std::vector<std::vector<cv::Point>> { fixed }, cv::Scalar::all (value), cv::LINE_8,
                subpixel_bits);
}

void
fill_outline (cv::Mat &plane, const Frame &frame, const Head &head, const topology::Outline &outline, double enlarged,
              double value)
{
  std::vector<cv::Point2d> points;
  cv::Point2d              middle;

  for (int i : outline)
    middle += head.point (i) / (double) outline.size ();
  for (int i : outline)
    points.push_back (middle + (head.point (i) - middle) * enlarged);
  fill (plane, frame, points, value);
}

void
fill_ellipses (cv::Mat &plane, const Frame &frame, const Head &head, const std::vector<Ellipse> &ellipses, double value)
{
  for (const auto &[centre, half_axes] : ellipses)
    {
      std::vector<cv::Point2d> points;

      for (int i = 0; i < ellipse_points; i++)
        {
          const double a = 2 * CV_PI * i / ellipse_points;

          points.push_back (head.from_mm (centre + cv::Point2d (half_axes.width * std::cos (a),
                                                                half_axes.height * std::sin (a))));
        }
      fill (plane, frame, points, value);
    }
}
}
