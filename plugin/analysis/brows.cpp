/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "coverage.h"

#include "draw.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mn
{
using namespace topology;

static const double stray_mm = 4;                  /* hair beyond the outline */
static const double ring_mm[2] = { 2.5, 9.5 };    /* from the outline: bare skin, mostly */
static const double reference_mm = 5, smoothing_mm = 0.25, texture_mm = 0.5;    /* standard deviations */
static const double texture_weight = 2;
static const double threshold = 0.4;                      /* from skin to the brow's median */
static const double least_contrast = 0.15;                /* log light; fainter brows are their outline */
static const double closing_mm = 3, opening_mm = 0.75, margin_mm = 1, downwards_mm = 9;

static cv::Mat
blurred (const cv::Mat &plane, double mm)
{
  cv::Mat result;

  cv::GaussianBlur (plane, result, {}, mm * work_per_mm);
  return result;
}

/* How much darker and rougher than the skin about it, in log light. */
static cv::Mat
contrast (const cv::Mat &light, const cv::Mat &skin)
{
  const cv::Mat smooth = blurred (light, smoothing_mm), fine = light - blurred (light, texture_mm);
  const auto    wide = [] (const cv::Mat &plane)
    { return blurred (mean_of_cells (plane), reference_mm / samples_a_cell); };
  cv::Mat       reference = wide (light.mul (skin)) / (wide (skin) + 1e-6f), texture;

  cv::resize (reference, reference, light.size ());

  cv::sqrt (blurred (fine.mul (fine), texture_mm), texture);
  return cv::max (reference - smooth, 0) + texture_weight * texture;
}

/* Dilates down the face. */
static cv::Mat
line_down (const Head &head)
{
  const int         reach = (int) (downwards_mm * work_per_mm);
  const cv::Point2d up (std::sin (head.roll), -std::cos (head.roll));
  const cv::Point   middle (reach, reach);
  cv::Mat           element (2 * reach + 1, 2 * reach + 1, CV_8U, cv::Scalar (0));

  cv::line (element, middle, middle + cv::Point (up * reach), 1);
  return element;
}

void
fill_brow (cv::Mat &hole, const Work &work, const Head &head, const Outline &brow, const Outline &lid)
{
  cv::Mat outline (hole.size (), CV_8U, cv::Scalar (0)), below = outline.clone ();

  fill_outline (outline, work.frame, head, brow, 1);
  fill_outline (below, work.frame, head, lid, 1);

  const cv::Rect part = about (outline | below, ring_mm[1] + reference_mm);

  if (part.empty ())
    return;

  const cv::Mat core = outline (part), under = below (part), band = wider (core, stray_mm);
  const cv::Mat ring = wider (core, ring_mm[1]) & ~wider (core | under, ring_mm[0]) & (work.skin (part) > 0.7)
                       & ~(hole (part) > 0);
  cv::Mat       weight, hair, filled;

  ring.convertTo (weight, CV_32F, 1 / 255.0);

  const cv::Mat c = contrast (work.light (part), weight);
  const double  skin = median_in (c, ring, 0), typical = median_in (c, core, 0);

  if (cv::countNonZero (ring) == 0 || typical - skin < least_contrast)
    hair = core.clone ();
  else
    {
      hair = band & (c > skin + threshold * (typical - skin));
      cv::morphologyEx (hair, hair, cv::MORPH_CLOSE, disc (closing_mm / 2));
      cv::morphologyEx (hair, hair, cv::MORPH_OPEN, disc (opening_mm));
    }
  cv::dilate (hair, filled, line_down (head));
  filled = (filled & (band | under)) | wider (hair, margin_mm);
  hole (part).setTo (255, filled);
}
}
