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
  bool           sharp;
} features[] = {
  { &eye_right, 1.15, false }, { &eye_left, 1.15, false },
  { &orbit_right, 1, false }, { &orbit_left, 1, false }, { &lid_right, 1, false }, { &lid_left, 1, false },
  { &lips, 1.06, true },
};

static const double     fade_mm = 1, sharp_fade_mm = 0.67; /* of a hole's edge, standard deviation */
static const double     beyond_oval_mm[2] = { 0.5, 3 };   /* ears begin */
static const double     neck_mm[2] = { 75, 100 }, neckline = 0.004;    /* below the chin, less at the sides */
static const double     nostril_enlarged = 1.2, nostril_reach_mm = 5, nostril_width_mm = 9, nostril_rim_mm = 0.5;
static const double     nostril_contrast = 0.35, nostril_threshold = 0.4;    /* log light at least; of the darkest place */
static const double     leaving = 1, softening = 0.5;   /* a millimetre of level: that edge moves out, and widens */
static const double     turned_away[2] = { 10, 16 };    /* degrees; on that side the cheek's own edge is seen, no ear */
static const double     largest_speck_mm = 6, least_island_mm2 = 110, rim_mm = 1;

static cv::Mat
with_rim (const cv::Mat &mask, double rim_mm)
{
  cv::Mat wide;

  cv::dilate (mask, wide, disc (rim_mm));
  return wide;
}

/* Cuts a hole, empty to its outline; outwards it fades, 10 to 90 % within 1.5 times the standard deviation. */
static void
cut (cv::Mat &skin, const cv::Mat &hole, double fade_mm)
{
  cv::Mat wide;

  cv::GaussianBlur (hole, wide, {}, fade_mm * work_per_mm);
  for (int y = 0; y < skin.rows; y++)
    for (int x = 0; x < skin.cols; x++)
      skin.at<float> (y, x) *= 1 - std::min (1.0f, wide.at<uchar> (y, x) / 127.0f);
}

/* Skin beside the face between brows and mouth; above and below them the edge leaves the face's oval. */
static void
cut_ears (cv::Mat &skin, const Frame &frame, const Head &head)
{
  const auto   level_of = [&] (int point) { return head.to_mm (head.point (point)).y; };
  const double upper = std::min (level_of (brow_peak_right), level_of (brow_peak_left));
  const double lower = std::max (level_of (mouth_right), level_of (mouth_left));
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

        const double level = std::max ({ 0.0, upper - mm.y, mm.y - lower });
        const double begins = beyond_oval_mm[0] + leaving * level;
        const double ends = beyond_oval_mm[1] + (leaving + softening) * level;

        skin.at<float> (y, x) *= 1 - ramp (begins, ends, beyond) * (1 - ramp (turned_away[0], turned_away[1], away));
      }
}

/* The neck ends in a curve below the chin. */
static void
cut_chest (cv::Mat &skin, const Frame &frame, const Head &head)
{
  for (int y = 0; y < skin.rows; y++)
    for (int x = 0; x < skin.cols; x++)
      {
        const cv::Point2d mm = head.to_mm (frame.to_photo ({ x + 0.5, y + 0.5 }));

        skin.at<float> (y, x) *= 1 - ramp (neck_mm[0], neck_mm[1], mm.y - head.chin_mm + neckline * mm.x * mm.x);
      }
}

/* Adds what is dark and narrow in and about a nostril's outline: noses differ more than the mesh knows. */
static void
fill_nostril (cv::Mat &hole, const Work &work, const Head &head, const Outline &nostril)
{
  cv::Mat outline (hole.size (), CV_8U, cv::Scalar (0)), about, dark;

  fill_outline (outline, work.frame, head, nostril, nostril_enlarged);

  const int      reach = (int) ((nostril_reach_mm + nostril_width_mm) * work_per_mm);
  const cv::Rect box = cv::boundingRect (outline);
  const cv::Rect part = cv::Rect (box.x - reach, box.y - reach, box.width + 2 * reach, box.height + 2 * reach)
                        & cv::Rect ({}, hole.size ());

  if (box.empty ())
    return;
  cv::dilate (outline (part), about, disc (nostril_reach_mm));
  cv::morphologyEx (work.light (part), dark, cv::MORPH_BLACKHAT, disc (nostril_width_mm / 2));

  double darkest = 0;

  cv::minMaxLoc (dark, nullptr, &darkest, nullptr, nullptr, about);
  dark = about & (dark > std::max (nostril_contrast, nostril_threshold * darkest));
  cv::morphologyEx (dark, dark, cv::MORPH_OPEN, disc (nostril_rim_mm));
  hole (part) |= outline (part) | with_rim (dark, nostril_rim_mm);
}

void
cut_features (Work &work, const Head &head)
{
  cv::Mat hole (work.skin.size (), CV_8U, cv::Scalar (0)), fine = hole.clone ();

  if (head.mesh.empty ())
    fill_ellipses (hole, work.frame, head, head.regions.features);
  else
    {
      for (const auto &[outline, enlarged, sharp] : features)
        fill_outline (sharp ? fine : hole, work.frame, head, *outline, enlarged);
      fill_nostril (fine, work, head, nostril_right);
      fill_nostril (fine, work, head, nostril_left);
      fill_brow (fine, work, head, brow_right, lid_right);
      fill_brow (fine, work, head, brow_left, lid_left);
      cut_ears (work.skin, work.frame, head);
    }
  cut_chest (work.skin, work.frame, head);
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
fill_specks (Work &work)
{
  const int     largest = (int) (largest_speck_mm * work_per_mm);
  const cv::Mat specks = pieces (work.skin < 0.5, [&] (const int *piece) {
    return std::max (piece[cv::CC_STAT_WIDTH], piece[cv::CC_STAT_HEIGHT]) < largest && piece[cv::CC_STAT_LEFT] > 0
           && piece[cv::CC_STAT_TOP] > 0 && piece[cv::CC_STAT_LEFT] + piece[cv::CC_STAT_WIDTH] < work.skin.cols
           && piece[cv::CC_STAT_TOP] + piece[cv::CC_STAT_HEIGHT] < work.skin.rows;
  });
  cv::Mat       filled;

  cv::GaussianBlur (with_rim (specks, rim_mm), filled, {}, rim_mm / 2 * work_per_mm);
  filled.convertTo (filled, CV_32F, 1 / 255.0);
  work.skin = cv::max (work.skin, filled);
}

void
drop_islands (Work &work)
{
  const int     least = (int) (least_island_mm2 * work_per_mm * work_per_mm);
  const cv::Mat skin = work.skin > 0.5;
  const cv::Mat islands = pieces (skin, [=] (const int *piece) { return piece[cv::CC_STAT_AREA] < least; });

  work.skin.setTo (0, with_rim (islands, rim_mm) & ~with_rim (skin & ~islands, rim_mm));
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
