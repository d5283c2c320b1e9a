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

static const struct
{
  const Outline *outline;
  double         enlarged;
} features[] = {
  { &eye_right, 1.15 }, { &eye_left, 1.15 }, { &brow_right, 1.15 }, { &brow_left, 1.15 }, { &lips, 1.06 },
  { &nostril_right, 1.2 }, { &nostril_left, 1.2 }, { &orbit_right, 1 }, { &orbit_left, 1 },
  { &lid_right, 1 }, { &lid_left, 1 },
};

static const double     fade_mm = 0.5;               /* of a hole's edge, standard deviation */
static const double     beyond_oval_mm[2] = { 0.5, 3 };   /* ears begin */
static const double     level_mm[2] = { -8, 0 };        /* soft ends of the ears, above the brows and below the mouth */
static const double     turned_away[2] = { 5, 12 };     /* degrees; on that side the cheek's own edge is seen, no ear */

static void
cut (cv::Mat &skin, const cv::Mat &hole)
{
  cv::Mat wide;

  cv::GaussianBlur (hole, wide, {}, fade_mm * work_per_mm);
  for (int y = 0; y < skin.rows; y++)
    for (int x = 0; x < skin.cols; x++)
      skin.at<float> (y, x) *= 1 - std::min (1.0f, wide.at<uchar> (y, x) / 127.0f);
}

/* Skin beside the face between brows and mouth. */
static void
cut_ears (cv::Mat &skin, const Frame &frame, const Head &head)
{
  const double upper = std::min (head.to_mm (head.point (brow_peak_right)).y, head.to_mm (head.point (brow_peak_left)).y);
  const double lower = std::max (head.to_mm (head.point (mouth_right)).y, head.to_mm (head.point (mouth_left)).y);
  const double yaw = head.yaw * 180 / CV_PI;
  cv::Mat      outside (skin.size (), CV_8U, cv::Scalar (255)), distance;

  fill_outline (outside, frame, head, oval, 1, 0);
  cv::distanceTransform (outside, distance, cv::DIST_L2, cv::DIST_MASK_5);
  for (int y = 0; y < skin.rows; y++)
    for (int x = 0; x < skin.cols; x++)
      {
        const double beyond = distance.at<float> (y, x) / work_per_mm;

        if (beyond <= beyond_oval_mm[0])
          continue;

        const cv::Point2d mm = head.to_mm (frame.to_photo ({ x + 0.5, y + 0.5 }));
        const double      away = (mm.x > 0 ? yaw : -yaw);

        skin.at<float> (y, x) *= 1 - ramp (beyond_oval_mm[0], beyond_oval_mm[1], beyond)
                                       * ramp (level_mm[0], level_mm[1], mm.y - upper)
                                       * ramp (level_mm[0], level_mm[1], lower - mm.y)
                                       * (1 - ramp (turned_away[0], turned_away[1], away));
      }
}

void
cut_features (Work &work, const Head &head)
{
  cv::Mat hole (work.skin.size (), CV_8U, cv::Scalar (0));

  if (head.mesh.empty ())
    fill_ellipses (hole, work.frame, head, head.regions.features);
  else
    {
      for (const auto &[outline, enlarged] : features)
        fill_outline (hole, work.frame, head, *outline, enlarged);
      cut_ears (work.skin, work.frame, head);
    }
  cut (work.skin, hole);
}

cv::Mat
coverage_cells (const cv::Mat &skin)
{
  cv::Mat mean, cells;

  cv::resize (skin, mean, { skin.cols / samples_a_cell, skin.rows / samples_a_cell }, 0, 0, cv::INTER_AREA);
  mean.convertTo (cells, CV_8U, 255);
  return cells;
}
}
