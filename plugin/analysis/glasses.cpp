/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "gates.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mn
{
static const double least_px_per_mm = 1.1;
static const double half_width_mm = 85, half_height_mm = 30;    /* of the strip about the eyes */
static const double smoothing_mm = 0.3, bar_mm = 4;
static const double bridge_x_mm = 5, bridge_y_mm[2] = { -14, 10 }, bridge_contrast = 0.4;
static const double rim_x_mm[2] = { 20, 42 }, rim_y_mm[2] = { 10, 30 }, rim_contrast = 1.0, rim_quantile = 0.3;
static const double frame_contrast = 0.3, least_length_mm = 9, growth_mm = 0.7;
static const double eye_band_mm[2] = { -16, 13 };    /* a frame crosses it; folds of the cheek begin below */

/* The strip about the eyes, along them; sample (0,0) is at (-half_width, -half_height) mm. */
static Frame
strip (const Head &head)
{
  Frame frame { head.from_mm ({ -half_width_mm, -half_height_mm }), head.px_per_mm / work_per_mm, head.roll, 0, 0 };

  frame.cols = (int) (2 * half_width_mm * work_per_mm);
  frame.rows = (int) (2 * half_height_mm * work_per_mm);
  return frame;
}

/* A quantile, over the columns from x0 to x1 mm, of each column's maximum from y0 to y1 mm. */
static float
line_strength (const cv::Mat &contrast, double x0, double x1, double y0, double y1, double quantile)
{
  const cv::Rect     part ((int) ((x0 + half_width_mm) * work_per_mm), (int) ((y0 + half_height_mm) * work_per_mm),
                           (int) ((x1 - x0) * work_per_mm), (int) ((y1 - y0) * work_per_mm));
  cv::Mat            highest;
  std::vector<float> columns;

  cv::reduce (contrast (part), highest, 0, cv::REDUCE_MAX);
  columns.assign (highest.begin<float> (), highest.end<float> ());
  std::nth_element (columns.begin (), columns.begin () + (int) (quantile * columns.size ()), columns.end ());
  return columns[(int) (quantile * columns.size ())];
}

static bool
wears_glasses (const cv::Mat &across)
{
  const float bridge = line_strength (across, -bridge_x_mm, bridge_x_mm, bridge_y_mm[0], bridge_y_mm[1], 0.5);
  const float right = line_strength (across, -rim_x_mm[1], -rim_x_mm[0], rim_y_mm[0], rim_y_mm[1], rim_quantile);
  const float left = line_strength (across, rim_x_mm[0], rim_x_mm[1], rim_y_mm[0], rim_y_mm[1], rim_quantile);

  return bridge > bridge_contrast || std::min (right, left) > rim_contrast;
}

/* The connected pieces that are long and cross the band of the eyes. */
static cv::Mat
frame_pieces (const cv::Mat &lines)
{
  cv::Mat    labels, statistics, centres, kept (lines.size (), CV_8U, cv::Scalar (0));
  const int  least = (int) (least_length_mm * work_per_mm);
  const int  upper = (int) ((eye_band_mm[0] + half_height_mm) * work_per_mm);
  const int  lower = (int) ((eye_band_mm[1] + half_height_mm) * work_per_mm);
  const auto is_frame = [&] (const int *piece)
    {
      return std::max (piece[cv::CC_STAT_WIDTH], piece[cv::CC_STAT_HEIGHT]) >= least && piece[cv::CC_STAT_TOP] <= lower
             && piece[cv::CC_STAT_TOP] + piece[cv::CC_STAT_HEIGHT] >= upper;
    };

  cv::connectedComponentsWithStats (lines, labels, statistics, centres, 8, CV_32S);
  for (int y = 0; y < labels.rows; y++)
    for (int x = 0; x < labels.cols; x++)
      if (lines.at<uchar> (y, x) && is_frame (statistics.ptr<int> (labels.at<int> (y, x))))
        kept.at<uchar> (y, x) = 255;
  return kept;
}

void
cut_glasses (Work &work, const Picture &picture, const Head &head)
{
  if (head.mesh.empty () || head.px_per_mm < least_px_per_mm)
    return;

  const Frame   frame = strip (head);
  const int     bar = (int) (bar_mm * work_per_mm) | 1, growth = 2 * (int) std::lround (growth_mm * work_per_mm) + 1;
  cv::Mat       light, across, along, lines, cut;

  cv::GaussianBlur (log_light (picture.sample (frame)), light, {}, smoothing_mm * work_per_mm);
  cv::morphologyEx (light, across, cv::MORPH_BLACKHAT, cv::Mat::ones (bar, 1, CV_8U));
  if (! wears_glasses (across))
    return;
  cv::morphologyEx (light, along, cv::MORPH_BLACKHAT, cv::Mat::ones (1, bar, CV_8U));
  lines = frame_pieces (cv::max (across, along) > frame_contrast);
  cv::dilate (lines, lines, cv::getStructuringElement (cv::MORPH_ELLIPSE, { growth, growth }));
  lines.convertTo (lines, CV_32F, 1 / 255.0);
  work.skin = work.skin.mul (1 - transfer (lines, frame, work.frame, 0));
}
}
