/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "planes.h"

extern "C"
{
#include "kernels/scalar.h"
}

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <vector>

namespace mn
{
static const double widest_element_mm = 2;    /* a distance transform is faster beyond */

cv::Mat
log_light (const cv::Mat &rgb)
{
  cv::Mat linear (1, 256, CV_32F), channels, luminance;

  for (int i = 0; i < 256; i++)
    linear.at<float> (i) = std::exp (mn_log_light (i / 255.0f));
  cv::LUT (rgb, linear, channels);
  cv::transform (channels, luminance, cv::Matx13f (0.2126f, 0.7152f, 0.0722f));
  cv::log (luminance, luminance);
  return luminance;
}

cv::Mat
mean_of_cells (const cv::Mat &plane)
{
  cv::Mat cells;

  cv::resize (plane, cells, { plane.cols / samples_a_cell, plane.rows / samples_a_cell }, 0, 0, cv::INTER_AREA);
  return cells;
}

cv::Mat
disc (double radius_mm, double per_mm)
{
  const int side = 2 * (int) std::lround (radius_mm * per_mm) + 1;

  return cv::getStructuringElement (cv::MORPH_ELLIPSE, { side, side });
}

cv::Mat
wider (const cv::Mat &mask, double mm)
{
  cv::Mat result;

  if (mm <= widest_element_mm)
    {
      cv::dilate (mask, result, disc (mm));
      return result;
    }
  cv::distanceTransform (mask == 0, result, cv::DIST_L2, cv::DIST_MASK_5);
  return result <= mm * work_per_mm;
}

cv::Rect
about (const cv::Mat &mask, double mm)
{
  const int      reach = (int) (mm * work_per_mm);
  const cv::Rect box = cv::boundingRect (mask);

  if (box.empty ())
    return {};
  return cv::Rect (box.x - reach, box.y - reach, box.width + 2 * reach, box.height + 2 * reach)
         & cv::Rect ({}, mask.size ());
}

float
median_in (const cv::Mat &plane, const cv::Mat &where, float otherwise)
{
  std::vector<float> values;

  for (int y = 0; y < plane.rows; y++)
    for (int x = 0; x < plane.cols; x++)
      if (where.at<uchar> (y, x))
        values.push_back (plane.at<float> (y, x));
  if (values.empty ())
    return otherwise;
  std::nth_element (values.begin (), values.begin () + values.size () / 2, values.end ());
  return values[values.size () / 2];
}
}
