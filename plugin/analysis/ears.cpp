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

static const double side_mm[2] = { 35, 100 };            /* of the strip that holds an ear's front, from the middle */
static const double crease_mm = 5, smoothing_mm = 0.3, deepest_crease = 0.6;    /* log light */
static const double prior_mm = 10, prior_weight = 0.25;  /* of the mesh's oval, in log light */
static const float  slope_weight = 0.02f;                /* a column from one row to the next */
static const double beyond_mm[2] = { 0, 2 };             /* ears begin */
static const double lobes_end = 0.85;    /* from the nose's base to the mouth */
static const double leaving = 3, softening = 0.5;        /* a millimetre of level: that edge moves out, and widens */
static const double turned_away[2] = { 10, 16 };    /* degrees; on that side the cheek's own edge is seen, no ear */

/* The cheapest way down a plane of costs, at most a column aside each row: its column in each. */
static std::vector<int>
cheapest_seam (const cv::Mat &cost)
{
  cv::Mat          total = cost.clone (), from (cost.size (), CV_8S, cv::Scalar (0));
  std::vector<int> seam (cost.rows);

  for (int y = 1; y < cost.rows; y++)
    for (int x = 0; x < cost.cols; x++)
      {
        float least = 1e30f;

        for (int d = -1; d <= 1; d++)
          if (x + d >= 0 && x + d < cost.cols && total.at<float> (y - 1, x + d) + std::abs (d) * slope_weight < least)
            {
              least = total.at<float> (y - 1, x + d) + std::abs (d) * slope_weight;
              from.at<schar> (y, x) = (schar) d;
            }
        total.at<float> (y, x) += least;
      }

  const float *last = total.ptr<float> (cost.rows - 1);

  seam[cost.rows - 1] = (int) (std::min_element (last, last + cost.cols) - last);
  for (int y = cost.rows - 1; y > 0; y--)
    seam[y - 1] = seam[y] + from.at<schar> (y, seam[y]);
  return seam;
}

/* Cuts off the face's area what lies behind the crease before an ear, of the heights from upper to lower, mm. */
static void
trim_side (cv::Mat &inside, const Work &work, const Head &head, bool left, double upper, double lower)
{
  Frame   strip { head.from_mm ({ left ? side_mm[0] : -side_mm[1], upper }), work.frame.step, head.roll,
                  (int) ((side_mm[1] - side_mm[0]) * work_per_mm),
                  std::max (2, (int) ((lower - upper) * work_per_mm)) };
  cv::Mat face (strip.rows, strip.cols, CV_8U, cv::Scalar (0)), ear = face.clone ();
  cv::Mat crease, cost (face.size (), CV_32F);

  fill_outline (face, strip, head, oval, 1);
  cv::GaussianBlur (transfer (work.light, work.frame, strip, 0), crease, {}, smoothing_mm * work_per_mm);
  cv::morphologyEx (crease, crease, cv::MORPH_BLACKHAT, cv::Mat::ones (1, (int) (crease_mm * work_per_mm) | 1, CV_8U));
  for (int y = 0; y < cost.rows; y++)
    {
      const int edge = left ? cv::countNonZero (face.row (y)) : cost.cols - cv::countNonZero (face.row (y));

      for (int x = 0; x < cost.cols; x++)
        {
          const double away = (x - edge) / (prior_mm * work_per_mm);

          cost.at<float> (y, x) = (float) (prior_weight * away * away)
                                  - std::min (crease.at<float> (y, x), (float) deepest_crease);
        }
    }

  const std::vector<int> seam = cheapest_seam (cost);

  for (int y = 0; y < cost.rows; y++)
    (left ? ear.row (y).colRange (seam[y], cost.cols) : ear.row (y).colRange (0, seam[y])).setTo (255);
  inside.setTo (0, transfer (ear, strip, work.frame, 0) > 127);
}

void
cut_ears (Work &work, const Picture &picture, const Head &head)
{
  if (head.mesh.empty ())
    return;

  const auto   level_of = [&] (int point) { return head.to_mm (head.point (point)).y; };
  const double upper = std::min (level_of (brow_peak_right), level_of (brow_peak_left));
  const double mouth = std::max (level_of (mouth_right), level_of (mouth_left));
  const double lower = head.nose_base_mm + lobes_end * (mouth - head.nose_base_mm);
  const double yaw = head.yaw * 180 / CV_PI;
  const Frame  cells = work.cells ();
  const auto   to_mm = Millimetres (cells, head);
  cv::Mat      inside (work.skin.size (), CV_8U, cv::Scalar (0)), distance, kept (cells.rows, cells.cols, CV_32F);

  fill_outline (inside, work.frame, head, oval, 1);
  trim_side (inside, work, head, false, upper, lower);
  trim_side (inside, work, head, true, upper, lower);
  cv::distanceTransform (mean_of_cells (inside) < 128, distance, cv::DIST_L2, cv::DIST_MASK_5);
  for (int y = 0; y < kept.rows; y++)
    for (int x = 0; x < kept.cols; x++)
      {
        const cv::Point2d mm = to_mm (x, y);
        const double      beyond = distance.at<float> (y, x) * samples_a_cell / work_per_mm;
        const double      away = mm.x > 0 ? yaw : -yaw;
        const double      level = std::max ({ 0.0, upper - mm.y, mm.y - lower });
        const double      begins = beyond_mm[0] + leaving * level, ends = beyond_mm[1] + (leaving + softening) * level;

        kept.at<float> (y, x) = 1 - ramp (begins, ends, beyond) * (1 - ramp (turned_away[0], turned_away[1], away));
      }
  keep (work, kept);
}
}
