/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "iris.h"

#include "work.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mn
{
static const double least_px_per_mm = 1;
static const double half_width_mm = 15, half_height_mm = 14;     /* of the part of the photo about the eye */
static const double reach_x_mm = 5, reach_y_mm = 5;              /* farthest from where it is expected */
static const double radii_mm[] = { 5.2, 5.6, 6, 6.4 };           /* 5.85 +-0.2, and the scale is not sure yet */
static const double edge_mm = 0.7, smoothing_mm = 0.35;
static const double half_arc = 40 * CV_PI / 180;                 /* of the outline, on either side */
static const int    arc_points = 9;
static const float  least_contrast = 0.15f;                      /* log light */
static const double distance_penalty = 0.01;                     /* log light a mm2 from the expected place */

/* Where a circle is looked at, seen from its middle: on either side just outside and just inside. */
struct Circle
{
  std::vector<cv::Point> outside[2], inside[2];
};

static Circle
circle (double radius, double narrow)
{
  Circle o;

  for (int side = 0; side < 2; side++)
    for (int i = 0; i < arc_points; i++)
      {
        const double angle = half_arc * (2.0 * i / (arc_points - 1) - 1), way = side ? narrow : -narrow;
        const auto   at = [=] (double r)
          {
            return cv::Point ((int) std::lround (r * way * std::cos (angle) * work_per_mm),
                              (int) std::lround (r * std::sin (angle) * work_per_mm));
          };

        o.outside[side].push_back (at (radius + edge_mm));
        o.inside[side].push_back (at (radius - edge_mm));
      }
  return o;
}

/* How much lighter it is outside than inside the outline, on the side that shows it less. */
static float
contrast (const cv::Mat &light, cv::Point middle, const Circle &o)
{
  float least = 1e30f;

  for (int side = 0; side < 2; side++)
    {
      float sum = 0;

      for (int i = 0; i < arc_points; i++)
        sum += light.at<float> (middle + o.outside[side][i]) - light.at<float> (middle + o.inside[side][i]);
      least = std::min (least, sum / arc_points);
    }
  return least;
}

cv::Point2d
find_iris (const Picture &picture, const Head &head, cv::Point2d expected)
{
  if (head.px_per_mm < least_px_per_mm)
    return expected;

  const cv::Point2d mm = head.to_mm (expected);
  Frame             frame { head.from_mm (mm - cv::Point2d (half_width_mm, half_height_mm)),
                            head.px_per_mm / work_per_mm, head.roll, (int) (2 * half_width_mm * work_per_mm),
                            (int) (2 * half_height_mm * work_per_mm) };
  const int         reach_x = (int) (reach_x_mm * work_per_mm), reach_y = (int) (reach_y_mm * work_per_mm);
  cv::Mat             light;
  std::vector<Circle> circles;
  float               best = least_contrast;

  cv::GaussianBlur (log_light (picture.sample (frame, Outside::extended)), light, {}, smoothing_mm * work_per_mm);
  for (double radius : radii_mm)
    circles.push_back (circle (radius, std::cos (head.yaw)));
  for (int dy = -reach_y; dy <= reach_y; dy++)
    for (int dx = -reach_x; dx <= reach_x; dx++)
      for (const Circle &o : circles)
        {
          const cv::Point middle (frame.cols / 2 + dx, frame.rows / 2 + dy);
          const float     penalty = (float) (distance_penalty * (dx * dx + dy * dy) / (work_per_mm * work_per_mm));
          const float     score = contrast (light, middle, o) - penalty;

          if (score > best)
            {
              best = score;
              expected = frame.to_photo ({ middle.x + 0.5, middle.y + 0.5 });
            }
        }
  return expected;
}
}
