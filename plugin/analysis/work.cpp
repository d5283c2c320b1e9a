/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "work.h"

#include "portrait.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mn
{
static const int    most_samples = 2048;             /* a side; coarser planes where a face would need more */
static const double guide_radius_mm = 1.2, guide_epsilon = 1e-3;
static const double edge_gain = 4, edge_offset = -2.7;    /* empty to 0.675, covered from 0.925; skin has 0.933 */
static const float  perhaps_skin = -4;               /* log odds */

Frame
Work::cells () const
{
  return { frame.origin, frame.step * samples_a_cell, 0, frame.cols / samples_a_cell, frame.rows / samples_a_cell };
}

Millimetres::Millimetres (const Frame &frame, const Head &head)
  : origin (head.to_mm (frame.to_photo ({ 0.5, 0.5 }))),
    right (head.to_mm (frame.to_photo ({ 1.5, 0.5 })) - origin),
    down (head.to_mm (frame.to_photo ({ 0.5, 1.5 })) - origin)
{
}

Work
work_planes (const Picture &picture, const Head &head, cv::Rect2d part)
{
  const double step = std::max (head.px_per_mm / work_per_mm, std::max (part.width, part.height) / most_samples);
  const auto   samples = [=] (double length)
    { return samples_a_cell * std::max (1, (int) std::ceil (length / step / samples_a_cell - 1e-6)); };
  Work         work;

  work.frame = { { part.x, part.y }, step, 0, samples (part.width), samples (part.height) };
  work.rgb = picture.sample (work.frame, Outside::extended);
  cv::cvtColor (work.rgb, work.grey, cv::COLOR_RGB2GRAY);
  work.grey.convertTo (work.grey, CV_32F, 1 / 255.0);
  work.light = log_light (work.rgb);
  work.omitted = cv::Mat (work.rgb.size (), CV_8U, cv::Scalar (MN_OMISSION_NONE));
  return work;
}

/* A level cuts a rectangle's border where it cuts the rectangle. */
Work
part_below (const Work &work, const Head &head, double level_mm)
{
  const Millimetres      to_mm (work.frame, head);
  std::vector<cv::Point> border;
  const auto             look = [&] (int x, int y)
    {
      if (to_mm (x, y).y >= level_mm)
        border.emplace_back (x / samples_a_cell, y / samples_a_cell);
    };

  for (int x = 0; x < work.frame.cols; x++)
    look (x, 0), look (x, work.frame.rows - 1);
  for (int y = 0; y < work.frame.rows; y++)
    look (0, y), look (work.frame.cols - 1, y);

  const cv::Rect cells = cv::boundingRect (border);
  const cv::Rect part (cells.x * samples_a_cell, cells.y * samples_a_cell, cells.width * samples_a_cell,
                       cells.height * samples_a_cell);
  Work           below { work.frame, work.rgb (part), work.grey (part), work.light (part), work.skin (part),
                         work.omitted (part) };

  below.frame.origin = work.frame.to_photo (part.tl ());
  below.frame.cols = part.width;
  below.frame.rows = part.height;
  return below;
}

void
keep (Work &work, const cv::Mat &cells)
{
  cv::Mat kept;

  cv::resize (cells, kept, work.skin.size ());
  cv::multiply (work.skin, kept, work.skin);
}

static cv::Rect2d
part_with_skin (const Segmentation &s, cv::Size photo)
{
  const cv::Rect    cells = cv::boundingRect (s.skin > perhaps_skin);
  const cv::Point2d a = s.frame.to_photo ({ cells.x - 1.0, cells.y - 1.0 });
  const cv::Point2d b = s.frame.to_photo ({ cells.br ().x + 1.0, cells.y - 1.0 });
  const cv::Point2d c = s.frame.to_photo ({ cells.x - 1.0, cells.br ().y + 1.0 });
  const cv::Point2d d = b + c - a;
  const double      left = std::min ({ a.x, b.x, c.x, d.x }), right = std::max ({ a.x, b.x, c.x, d.x });
  const double      top = std::min ({ a.y, b.y, c.y, d.y }), bottom = std::max ({ a.y, b.y, c.y, d.y });

  if (cells.empty ())
    return {};
  return cv::Rect2d (left, top, right - left, bottom - top) & cv::Rect2d (0, 0, photo.width, photo.height);
}

/* He, Sun and Tang's guided filter (2010): the mask, of cells, as a local linear function of the photo.  Slope and
 * intercept change slowly, so cells do for them (He and Sun 2015). */
static cv::Mat
guided (const cv::Mat &mask, const cv::Mat &photo)
{
  const int      radius = (int) std::lround (guide_radius_mm * work_per_mm / samples_a_cell);
  const cv::Size window (2 * radius + 1, 2 * radius + 1);
  const auto     mean = [=] (const cv::Mat &plane)
    {
      cv::Mat result;

      cv::blur (plane, result, window, { -1, -1 }, cv::BORDER_REPLICATE);
      return result;
    };
  const auto     samples = [&] (const cv::Mat &cells)
    {
      cv::Mat result;

      cv::resize (mean (cells), result, photo.size ());
      return result;
    };
  const cv::Mat  guide = mean_of_cells (photo), g = mean (guide), m = mean (mask);
  cv::Mat        slope = mean (guide.mul (mask)) - g.mul (m), variance = mean (guide.mul (guide)) - g.mul (g);

  slope /= variance + guide_epsilon;
  return samples (slope).mul (photo) + samples (m - slope.mul (g));
}

Work
work_on_skin (const Picture &picture, const Head &head, const Segmentation &segmentation)
{
  const cv::Rect2d part = part_with_skin (segmentation, picture.size ());

  if (part.empty ())
    return {};

  Work    work = work_planes (picture, head, part);
  cv::Mat odds = transfer (segmentation.skin, segmentation.frame, work.cells (), -9);

  cv::exp (-odds, odds);
  work.skin = guided (1 / (1 + odds), work.grey) * edge_gain + edge_offset;
  work.skin = cv::max (cv::min (work.skin, 1), 0);
  return work;
}
}
