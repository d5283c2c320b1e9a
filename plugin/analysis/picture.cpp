/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "picture.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mn
{
static const int smallest_level = 64;

cv::Point2d
Frame::to_photo (cv::Point2d p) const
{
  const double c = std::cos (roll) * step, s = std::sin (roll) * step;

  return { origin.x + c * p.x - s * p.y, origin.y + s * p.x + c * p.y };
}

cv::Point2d
Frame::from_photo (cv::Point2d p) const
{
  const double      c = std::cos (roll) / step, s = std::sin (roll) / step;
  const cv::Point2d d = p - origin;

  return { c * d.x + s * d.y, -s * d.x + c * d.y };
}

Frame
Frame::square (cv::Point2d centre, double side, double roll, int samples)
{
  Frame frame { {}, side / samples, roll, samples, samples };

  frame.origin = centre - frame.to_photo ({ samples / 2.0, samples / 2.0 });
  return frame;
}

/* The affine map, for warpAffine's pixel indices, from samples `density` times as dense as the frame's to a picture
 * whose pixels are sx x sy photo pixels. */
static cv::Matx23d
index_map (const Frame &frame, double density, double sx, double sy)
{
  const double      c = std::cos (frame.roll) * frame.step / density, s = std::sin (frame.roll) * frame.step / density;
  const cv::Point2d first = frame.to_photo ({ 0.5 / density, 0.5 / density });

  return { c / sx, -s / sx, first.x / sx - 0.5, s / sy, c / sy, first.y / sy - 0.5 };
}

Picture::Picture (cv::Mat pixels)
{
  levels.push_back (pixels);
  while (std::min (levels.back ().cols, levels.back ().rows) >= 2 * smallest_level)
    {
      const cv::Mat &last = levels.back ();
      cv::Mat        half;

      cv::resize (last, half, { (last.cols + 1) / 2, (last.rows + 1) / 2 }, 0, 0, cv::INTER_AREA);
      levels.push_back (half);
    }
}

cv::Mat
Picture::sample (const Frame &frame, Outside outside) const
{
  size_t level = 0;
  double step = frame.step;

  for (; step >= 4 && level + 1 < levels.size (); step /= 2)
    level++;

  const cv::Mat    &source = levels[level];
  const int         density = step > 1 ? 2 : 1;
  const cv::Matx23d map = index_map (frame, density, (double) size ().width / source.cols,
                                     (double) size ().height / source.rows);
  cv::Mat           dense, result;

  cv::warpAffine (source, dense, map, { frame.cols * density, frame.rows * density },
                  cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                  outside == Outside::black ? cv::BORDER_CONSTANT : cv::BORDER_REPLICATE);
  if (density == 1)
    return dense;
  cv::resize (dense, result, { frame.cols, frame.rows }, 0, 0, cv::INTER_AREA);
  return result;
}

cv::Mat
transfer (const cv::Mat &plane, const Frame &from, const Frame &to, double outside)
{
  Frame relative = to;
  cv::Mat result;

  relative.origin = from.from_photo (to.origin);
  relative.step = to.step / from.step;
  relative.roll = to.roll - from.roll;
  cv::warpAffine (plane, result, index_map (relative, 1, 1, 1), { to.cols, to.rows },
                  cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, cv::Scalar::all (outside));
  return result;
}
}
