/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "coverage.h"

#include "draw.h"

extern "C"
{
#include "kernels/scalar.h"
}

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mn
{
using namespace topology;

static const double dark_contrast = 0.35, dark_threshold = 0.3;    /* log light at least; of the darkest */
static const double dark_rim_mm = 0.5;
static const double nostril_enlarged = 1.2, nostril_reach_mm = 5, nostril_width_mm = 9;
static const double feature_reach_mm = 8, feature_width_mm = 16;
static const double lips_enlarged = 1.04, lips_reach_mm = 2.5, lips_ring_mm[2] = { 3, 8 }, lips_smoothing_mm = 0.3;
static const double lips_contrast = 0.2;    /* of log colour; paler lips are their outline */

/* Adds a mask, and what is dark and narrow in and about it. */
static void
fill_dark (cv::Mat &hole, const Work &work, const cv::Mat &mask, double reach_mm, double width_mm)
{
  const cv::Rect part = about (mask, reach_mm + width_mm);
  double         darkest = 0;
  cv::Mat        dark;

  if (part.empty ())
    return;

  const cv::Mat near = wider (mask (part), reach_mm);

  cv::morphologyEx (work.light (part), dark, cv::MORPH_BLACKHAT, disc (width_mm / 2));
  cv::minMaxLoc (dark, nullptr, &darkest, nullptr, nullptr, near);
  dark = near & (dark > std::max (dark_contrast, dark_threshold * darkest));
  cv::morphologyEx (dark, dark, cv::MORPH_OPEN, disc (dark_rim_mm));
  hole (part) |= mask (part) | wider (dark, dark_rim_mm);
}

void
fill_nostril (cv::Mat &hole, const Work &work, const Head &head, const Outline &nostril)
{
  cv::Mat outline (hole.size (), CV_8U, cv::Scalar (0));

  fill_outline (outline, work.frame, head, nostril, nostril_enlarged);
  fill_dark (hole, work, outline, nostril_reach_mm, nostril_width_mm);
}

void
fill_features_of_profile (cv::Mat &hole, const Work &work, const Head &head)
{
  for (const Ellipse &feature : head.regions.features)
    {
      cv::Mat ellipse (hole.size (), CV_8U, cv::Scalar (0));

      fill_ellipses (ellipse, work.frame, head, { feature });
      fill_dark (hole, work, ellipse, feature_reach_mm, feature_width_mm);
    }
}

/* Logarithm of the linear light of each channel. */
static cv::Mat
log_colour (const cv::Mat &rgb)
{
  cv::Mat curve (1, 256, CV_32F), colour;

  for (int i = 0; i < 256; i++)
    curve.at<float> (i) = mn_log_light (i / 255.0f);
  cv::LUT (rgb, curve, colour);
  cv::GaussianBlur (colour, colour, {}, lips_smoothing_mm * work_per_mm);
  return colour;
}

void
fill_lips (cv::Mat &hole, const Work &work, const Head &head)
{
  cv::Mat outline (hole.size (), CV_8U, cv::Scalar (0)), red;

  fill_outline (outline, work.frame, head, lips, 1);
  red = outline.clone ();
  fill_outline (red, work.frame, head, mouth, 1, 0);
  fill_outline (hole, work.frame, head, lips, lips_enlarged);

  const cv::Rect part = about (outline, lips_ring_mm[1]);

  if (part.empty ())
    return;

  const cv::Mat    ring = wider (outline (part), lips_ring_mm[1]) & ~wider (outline (part), lips_ring_mm[0])
                          & (work.skin (part) > 0.7);
  const cv::Mat    colour = log_colour (work.rgb (part));
  const cv::Scalar skin = cv::mean (colour, ring), difference = cv::mean (colour, red (part)) - skin;
  const double     square = difference.dot (difference);
  cv::Mat          likeness, found;

  if (cv::countNonZero (ring) == 0 || std::sqrt (square) < lips_contrast)
    return;
  cv::transform (colour - skin, likeness,
                 cv::Matx13f ((float) (difference[0] / square), (float) (difference[1] / square),
                              (float) (difference[2] / square)));
  found = wider (outline (part), lips_reach_mm) & (likeness > 0.5);
  cv::morphologyEx (found, found, cv::MORPH_OPEN, disc (dark_rim_mm));
  hole (part) |= found;
}
}
