/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "draw.h"
#include "gates.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mn
{
using namespace topology;

static const double cells_per_mm = work_per_mm / samples_a_cell;
static const double least_px_per_mm = 1.4, coarse_px_per_mm = 2, coarse_handicap = 0.2;
static const double highest_mm = 0;                /* below the pupils: a beard begins lower */
static const double texture_mm = 0.7, window_mm = 2;
static const double texture_base = 2.6;            /* hair's texture against skin's: S = 1 */
static const double least_texture = 0.03;          /* log light; smoother cheeks are a denoised picture's */
static const double darkness_weight = 0.3, shade = 0.8;   /* log light that a shadow may take */
static const double grey_weight = 3, grey_shade = 0.05, grey_most = 0.15;    /* log of red over green, encoded */
static const double lower_switch[2] = { 0.72, 0.79 }, moustache_switch[2] = { 0.84, 0.95 };
static const double rough_skin = 0.5, pixel_ramp = 0.3;
static const double typical_hair = 1.4, smooth_cheeks_weight = 2;        /* hair is 1.2 to 1.5 */
static const double smoothing_mm = 1, closing_mm = 6, opening_mm = 4, blur_mm = 0.7;
static const double moustache_margin_mm = 6, tips_mm = 14;
static const double sure_hair[2] = { 1.1, 1.4 };   /* a moustache's tips on the cheeks */
static const double whiskers[2] = { 0.2, 0.4 };    /* a narrow strip, the windows hold skin too */
static const double whiskers_in_mm = 5, whiskers_out_mm = 3, whiskers_fade_mm = 2;    /* from the mesh's oval */
static const double whiskers_end[2] = { 0.5, 1 };      /* below the nose, in nose-to-chin distances */
static const double strand_mm = 0.3, clump_mm = 1.2;
static const double grown_switch[2] = { 0.95, 1.15 };    /* shaved 0.9, grown 1.25 to 2.7 */
static const double reach[2] = { 1.4, 2.5 };       /* the gate fades out below, in nose-to-chin distances */

static cv::Mat
mean (const cv::Mat &plane, double radius_mm, double per_mm)
{
  const int side = 2 * std::max (1, (int) std::lround (radius_mm * per_mm)) + 1;
  cv::Mat   result;

  cv::blur (plane, result, { side, side }, { -1, -1 }, cv::BORDER_REPLICATE);
  return result;
}

/* The cells of skin in outlines. */
static cv::Mat
skin_in (const Work &work, const Head &head, std::initializer_list<const Outline *> outlines,
         const std::vector<Ellipse> &ellipses)
{
  const Frame cells = work.cells ();
  cv::Mat     plane (cells.rows, cells.cols, CV_8U, cv::Scalar (0));

  if (head.mesh.empty ())
    fill_ellipses (plane, cells, head, ellipses);
  else
    for (const Outline *outline : outlines)
      fill_outline (plane, cells, head, *outline, 1);
  return plane & (mean_of_cells (work.skin) > 0.5);
}

/* How much less red than the cheek's skin: white and grey hair. */
static cv::Mat
greyness (const Work &work, const cv::Mat &weight, const cv::Mat &bare)
{
  cv::Mat channels[3], red, green;

  cv::split (mean_of_cells (work.rgb), channels);
  channels[0].convertTo (red, CV_32F, 1, 8);
  channels[1].convertTo (green, CV_32F, 1, 8);
  cv::log (red / green, red);
  red = mean (red.mul (weight), window_mm, cells_per_mm);

  return grey_weight * cv::max (cv::min (median_in (red, bare, 0) - grey_shade - red, grey_most), 0);
}

/* How much like hair each cell is: 0 the cheek's own skin, 1 hair. */
static cv::Mat
hairiness (const Work &work, const Head &head)
{
  const cv::Mat weight = work.skin.mul (work.skin) + 1e-4f;
  const cv::Mat fine = work.light - mean (work.light, texture_mm, work_per_mm);
  const cv::Mat weight_of_cells = mean_of_cells (weight), total = mean (weight_of_cells, window_mm, cells_per_mm);
  const auto    weighted = [&] (const cv::Mat &plane) -> cv::Mat
    { return mean (mean_of_cells (plane.mul (weight)), window_mm, cells_per_mm) / total; };
  cv::Mat       texture = weighted (fine.mul (fine)), light = weighted (work.light);
  const cv::Mat bare = skin_in (work, head, { &bare_right, &bare_left }, head.regions.bare);

  cv::sqrt (texture + 1e-8f, texture);

  const double bare_texture = std::max (least_texture, (double) median_in (texture, bare, 1));
  const double bare_light = median_in (light, bare, 0);
  cv::Mat      s;

  cv::log (texture / bare_texture, s);
  s = s / std::log (texture_base) + darkness_weight * cv::max (bare_light - shade - light, 0);
  s += greyness (work, weight_of_cells / total, bare);
  cv::GaussianBlur (s, s, {}, smoothing_mm * cells_per_mm);
  return s;
}

/* Grown hair lies in clumps, shaved hair leaves dots: the coarser texture's strength over the fine one's. */
static double
clumping (const Work &work, const cv::Mat &hair)
{
  cv::Mat    strands, clumps;
  const auto strength = [&] (const cv::Mat &texture)
    {
      cv::Mat rms;

      cv::sqrt (mean (mean_of_cells (texture.mul (texture)), window_mm, cells_per_mm), rms);
      return median_in (rms, hair, 0);
    };

  cv::GaussianBlur (work.light, strands, {}, strand_mm * work_per_mm);
  cv::GaussianBlur (work.light, clumps, {}, clump_mm * work_per_mm);
  return strength (strands - clumps) / std::max (1e-6f, strength (work.light - strands));
}

/* From where on a sample is hair.  Where hair seems rougher than it ever is, the cheeks are smoother than the skin,
 * burnt out or denoised, and with them stubble seems hair too. */
static double
least_hairiness (const cv::Mat &s, const cv::Mat &rough)
{
  return rough_skin + smooth_cheeks_weight * std::max (0.0, median_in (s, rough, 0) - typical_hair);
}

/* Distance of each cell from the upper lip, mm. */
static cv::Mat
from_upper_lip (const Frame &cells, const Head &head)
{
  cv::Mat plane (cells.rows, cells.cols, CV_8U, cv::Scalar (0)), distance;

  if (! head.mesh.empty ())
    fill_outline (plane, cells, head, moustache, 1);
  cv::distanceTransform (plane == 0, distance, cv::DIST_L2, cv::DIST_MASK_5);
  return distance / cells_per_mm;
}

/* How much of each cell is where whiskers grow, on the rim of the face's oval. */
static cv::Mat
before_the_ears (const Frame &cells, const Head &head)
{
  cv::Mat face (cells.rows, cells.cols, CV_8U, cv::Scalar (0)), inside, outside, there;

  if (head.mesh.empty ())
    return cv::Mat (cells.rows, cells.cols, CV_32F, cv::Scalar (0));
  fill_outline (face, cells, head, oval, 1);
  cv::distanceTransform (face, inside, cv::DIST_L2, cv::DIST_MASK_5);
  cv::distanceTransform (face == 0, outside, cv::DIST_L2, cv::DIST_MASK_5);
  inside = whiskers_in_mm - inside / cells_per_mm;
  outside = whiskers_out_mm - outside / cells_per_mm;
  cv::min (inside, outside, there);
  return cv::max (cv::min (there / whiskers_fade_mm, 1), 0);
}

void
cut_beard (Work &work, const Picture &picture, const Head &head)
{
  Work face = part_below (work, head, highest_mm);

  if (head.px_per_mm < least_px_per_mm || face.skin.empty ())
    return;

  const Frame   cells = face.cells ();
  const cv::Mat s = hairiness (face, head);
  const double  handicap = head.px_per_mm < coarse_px_per_mm ? coarse_handicap : 0;
  const auto    decide = [&] (const cv::Mat &where, const double limits[2])
    { return ramp (limits[0] + handicap, limits[1] + handicap, median_in (s, where, 0)); };
  const float   lower = decide (skin_in (face, head, { &lower_face }, head.regions.beard), lower_switch);
  const float   upper = decide (skin_in (face, head, { &moustache }, {}), moustache_switch);

  if (lower <= 0 && upper <= 0)
    return;

  const cv::Mat where = skin_in (face, head, { &lower_face, &moustache }, head.regions.beard);
  const cv::Mat rough = where & (s > rough_skin), from_lip = from_upper_lip (cells, head);
  const cv::Mat rim = before_the_ears (cells, head);
  const float   long_hair = ramp (grown_switch[0], grown_switch[1], clumping (face, rough));
  const float   beard = long_hair * lower, lip = long_hair * upper;
  const double  height = head.chin_mm - head.nose_base_mm;
  const auto    to_mm = Millimetres (cells, head);
  cv::Mat       hair, kept (s.size (), CV_32F);

  s.convertTo (hair, CV_8U, 255 / pixel_ramp, -255 * least_hairiness (s, rough) / pixel_ramp);
  cv::morphologyEx (hair, hair, cv::MORPH_CLOSE, disc (closing_mm / 2, cells_per_mm));
  cv::morphologyEx (hair, hair, cv::MORPH_OPEN, disc (opening_mm / 2, cells_per_mm));
  cv::GaussianBlur (hair, hair, {}, blur_mm * cells_per_mm);
  for (int y = 0; y < kept.rows; y++)
    for (int x = 0; x < kept.cols; x++)
      {
        const double below = to_mm (x, y).y - head.nose_base_mm, hairy = s.at<float> (y, x);
        const double region = ramp (-2, 0, below) * (1 - ramp (reach[0] * height, reach[1] * height, below));
        const double lip_there = from_lip.at<float> (y, x) <= moustache_margin_mm ? lip : 0;
        const double grown = std::max (beard * region, lip_there) * hair.at<uchar> (y, x) / 255;
        const double tips = from_lip.at<float> (y, x) <= tips_mm ? lip * ramp (sure_hair[0], sure_hair[1], hairy) : 0;
        const double beside = rim.at<float> (y, x) * (1 - ramp (whiskers_end[0], whiskers_end[1], below / height));
        const double strips = beard * beside * ramp (whiskers[0], whiskers[1], hairy);

        kept.at<float> (y, x) = (float) (1 - std::max ({ grown, tips, strips }));
      }
  keep (face, kept);
}
}
