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
  { &eye_right, 1.15 }, { &eye_left, 1.15 }, { &orbit_right, 1 }, { &orbit_left, 1 },
  { &lid_right, 1 }, { &lid_left, 1 },
};

static const double     fade_mm = 1, sharp_fade_mm = 0.5;  /* of a hole's edge, standard deviation */
static const double     fade_reach = 4;                     /* standard deviations */
static const double     neck_mm[2] = { 75, 100 }, neckline = 0.004;    /* below the chin, less at the sides */
static const double     largest_speck_mm = 6, least_island_mm2 = 80, rim_mm = 1;

/* Cuts a hole, empty to its outline; outwards it fades, 10 to 90 % within 1.5 times the standard deviation. */
static void
cut (cv::Mat &skin, const cv::Mat &hole, double fade_mm)
{
  const cv::Rect part = about (hole, fade_reach * fade_mm);
  cv::Mat        wide, kept;

  if (part.empty ())
    return;
  cv::GaussianBlur (hole (part), wide, {}, fade_mm * work_per_mm);
  wide.convertTo (kept, CV_32F, -1 / 127.0, 1);
  cv::multiply (skin (part), cv::max (kept, 0), skin (part));
}

void
cut_body (Work &work, const Picture &picture, const Head &head)
{
  const cv::Point2d chin (head.neck_mm, head.chin_mm);
  const Frame       cells = work.cells ();
  const Millimetres to_mm (cells, head);
  cv::Mat           kept (cells.rows, cells.cols, CV_32F);

  for (int y = 0; y < kept.rows; y++)
    for (int x = 0; x < kept.cols; x++)
      {
        const cv::Point2d mm = to_mm (x, y) - chin;

        kept.at<float> (y, x) = 1 - ramp (neck_mm[0], neck_mm[1], mm.y + neckline * mm.x * mm.x);
      }
  keep (work, kept);
}

void
cut_features (Work &work, const Picture &picture, const Head &head)
{
  cv::Mat hole (work.skin.size (), CV_8U, cv::Scalar (0)), fine = hole.clone ();

  if (head.mesh.empty ())
    fill_features_of_profile (hole, work, head);
  else
    {
      for (const auto &[outline, enlarged] : features)
        fill_outline (hole, work.frame, head, *outline, enlarged);
      fill_lips (fine, work, head);
      fill_nostril (fine, work, head, nostril_right);
      fill_nostril (fine, work, head, nostril_left);
      fill_brow (fine, work, head, brow_right, lid_right);
      fill_brow (fine, work, head, brow_left, lid_left);
    }
  cut (work.skin, hole, fade_mm);
  cut (work.skin, fine, sharp_fade_mm);
}

/* 255 on the connected pieces of a mask that are as chosen. */
template <typename Chosen>
static cv::Mat
pieces (const cv::Mat &mask, Chosen chosen)
{
  cv::Mat           labels, statistics, centres, kept (mask.size (), CV_8U, cv::Scalar (0));
  std::vector<bool> is_chosen (cv::connectedComponentsWithStats (mask, labels, statistics, centres, 8, CV_32S), false);

  for (size_t i = 1; i < is_chosen.size (); i++)
    is_chosen[i] = chosen (statistics.ptr<int> ((int) i));
  for (int y = 0; y < labels.rows; y++)
    for (int x = 0; x < labels.cols; x++)
      if (is_chosen[labels.at<int> (y, x)])
        kept.at<uchar> (y, x) = 255;
  return kept;
}

void
fill_specks (Work &work, const Picture &picture, const Head &head)
{
  const int     largest = (int) (largest_speck_mm * work_per_mm);
  const cv::Mat specks = pieces (work.skin < 0.5, [&] (const int *piece) {
    return std::max (piece[cv::CC_STAT_WIDTH], piece[cv::CC_STAT_HEIGHT]) < largest && piece[cv::CC_STAT_LEFT] > 0
           && piece[cv::CC_STAT_TOP] > 0 && piece[cv::CC_STAT_LEFT] + piece[cv::CC_STAT_WIDTH] < work.skin.cols
           && piece[cv::CC_STAT_TOP] + piece[cv::CC_STAT_HEIGHT] < work.skin.rows;
  });
  cv::Mat       filled;

  cv::GaussianBlur (wider (specks, rim_mm), filled, {}, rim_mm / 2 * work_per_mm);
  filled.convertTo (filled, CV_32F, 1 / 255.0);
  work.skin = cv::max (work.skin, filled);
}

void
drop_islands (Work &work, const Picture &picture, const Head &head)
{
  const int     least = (int) (least_island_mm2 * work_per_mm * work_per_mm);
  const cv::Mat skin = work.skin > 0.5;
  const cv::Mat islands = pieces (skin, [=] (const int *piece) { return piece[cv::CC_STAT_AREA] < least; });

  work.skin.setTo (0, wider (islands, rim_mm) & ~wider (skin & ~islands, rim_mm));
}

cv::Mat
coverage_cells (const cv::Mat &skin)
{
  cv::Mat cells;

  mean_of_cells (skin).convertTo (cells, CV_8U, 255);
  return cells;
}
}
