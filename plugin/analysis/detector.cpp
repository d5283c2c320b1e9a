/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "detector.h"

#include <algorithm>
#include <cmath>

namespace mn
{
static const float  least_score = 0.5f;
static const double sure_score = 0.6;
static const float  same_face_overlap = 0.3f;
static const double margin = 2;              /* a face that fills the frame is found in a square twice as wide */
static const double wide_face = 0.3;         /* of the picture's shorter side: no tiles are needed */
static const double tile_step = 0.67;
static const int    most_tiles = 120, smallest_tile = 160, tile_sizes = 3;

struct Anchors
{
  NetworkId network;
  int       input;
  std::vector<std::pair<int, int>> grids;    /* cells a side, anchors a cell */
};

static const Anchors short_range { SHORT_RANGE, 128, { { 16, 2 }, { 8, 6 } } };
static const Anchors full_range { FULL_RANGE, 192, { { 48, 1 } } };

static std::vector<Detection>
distinct (const std::vector<Detection> &all)
{
  std::vector<cv::Rect2d> boxes;
  std::vector<float>      scores;
  std::vector<int>        kept;
  std::vector<Detection>  result;

  for (const Detection &d : all)
    {
      boxes.emplace_back (d.centre.x - d.side / 2, d.centre.y - d.side / 2, d.side, d.side);
      scores.push_back ((float) d.score);
    }
  if (! all.empty ())
    cv::dnn::NMSBoxes (boxes, scores, least_score, same_face_overlap, kept);
  for (int i : kept)
    result.push_back (all[i]);
  return result;
}

static void
detect_in (Networks &networks, const Picture &picture, const Anchors &anchors, cv::Point2d centre, double side,
           double roll, std::vector<Detection> &found)
{
  const int                  n = anchors.input;
  const Frame                frame = Frame::square (centre, side, roll, n);
  const std::vector<cv::Mat> out = networks.run (anchors.network, picture.sample (frame), 127.5, 127.5);
  const float               *r = out[0].ptr<float> (), *logit = out[1].ptr<float> ();

  for (const auto &[cells, each] : anchors.grids)
    for (int k = 0; k < cells * cells * each; k++, r += 16, logit++)
      {
        const double      score = 1 / (1 + std::exp (-(double) *logit));
        const cv::Point2d anchor ((k / each % cells + 0.5) / cells * n, (k / each / cells + 0.5) / cells * n);

        if (! (score >= least_score))
          continue;

        Detection d { frame.to_photo (anchor + cv::Point2d (r[0], r[1])), std::max (r[2], r[3]) * frame.step, {},
                      score };

        for (int p = 0; p < 6; p++)
          d.points[p] = frame.to_photo (anchor + cv::Point2d (r[4 + 2 * p], r[5 + 2 * p]));
        if (std::isfinite (d.side) && d.side >= 1 && d.side < 4 * side)
          found.push_back (d);
      }
}

static std::vector<Detection>
detect_square (Networks &networks, const Picture &picture, cv::Point2d centre, double side, double roll)
{
  std::vector<Detection> found;

  detect_in (networks, picture, short_range, centre, side, roll, found);
  if (std::none_of (found.begin (), found.end (), [] (const Detection &d) { return d.score >= sure_score; }))
    detect_in (networks, picture, full_range, centre, side, roll, found);
  return found;
}

static std::vector<Detection>
detect_whole (Networks &networks, const Picture &picture, double roll)
{
  const cv::Size         size = picture.size ();
  const cv::Point2d      middle (size.width / 2.0, size.height / 2.0);
  const double           side = std::max (size.width, size.height);
  std::vector<Detection> found = detect_square (networks, picture, middle, side, roll);

  if (found.empty ())
    found = detect_square (networks, picture, middle, margin * side, roll);
  return found;
}

static void
detect_in_tiles (Networks &networks, const Picture &picture, double side, std::vector<Detection> &found)
{
  const cv::Size size = picture.size ();
  const int      across = 1 + (int) std::ceil ((size.width - side) / (tile_step * side));
  const int      down = 1 + (int) std::ceil ((size.height - side) / (tile_step * side));

  if (across * (double) down > most_tiles)
    return;
  for (int j = 0; j < down; j++)
    for (int i = 0; i < across; i++)
      {
        const double x = across > 1 ? (size.width - side) * i / (across - 1) : 0;
        const double y = down > 1 ? (size.height - side) * j / (down - 1) : 0;

        detect_in (networks, picture, full_range, { x + side / 2, y + side / 2 }, side, 0, found);
      }
}

std::vector<Detection>
detect_upright (Networks &networks, const Picture &picture)
{
  const cv::Size         size = picture.size ();
  const int              shorter = std::min (size.width, size.height);
  std::vector<Detection> found = detect_whole (networks, picture, 0);
  const bool             wide = std::any_of (found.begin (), found.end (), [=] (const Detection &d)
                                             { return d.side > wide_face * shorter; });

  for (int k = 0; ! wide && k < tile_sizes; k++)
    if (shorter >> k >= smallest_tile)
      detect_in_tiles (networks, picture, shorter >> k, found);
  return distinct (found);
}

std::vector<Detection>
detect_turned (Networks &networks, const Picture &picture, int quarters)
{
  return distinct (detect_whole (networks, picture, quarters * CV_PI / 2));
}
}
