/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "segmentation.h"

#include "draw.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace mn
{
static const int    input = 256, grid = 512, n_classes = 6;
static const int    class_body_skin = 2, class_face_skin = 3;
static const double faces_across = 2.3, faces_across_near = 1.25;
static const float  blend_cells = 24;             /* of the nearer look, from its border inwards */
static const float  surely_not = -9, least_share = 1e-6f;
static const int    middle = 202;          /* cells a side of the middle that a face fills */
static const int    least_cells = 160, growth = 10;
static const double border_cells = 10;            /* of the grid, faded */
static const double border_seen = 1.5;             /* cells inside the photo's border that the black beyond spoils */

/* At the photo's border the network sees the black beyond: the skin there goes on as it was a cell further in. */
static void
extend_outside (cv::Mat &skin, const Frame &frame, cv::Size photo)
{
  const cv::Mat     seen = skin.clone ();
  const cv::Point2d origin = frame.to_photo ({ 0.5, 0.5 });
  const cv::Point2d right = frame.to_photo ({ 1.5, 0.5 }) - origin, down = frame.to_photo ({ 0.5, 1.5 }) - origin;
  const double      margin = std::min ({ border_seen * frame.step, photo.width / 2.0, photo.height / 2.0 });

  for (int y = 0; y < input; y++)
    for (int x = 0; x < input; x++)
      {
        const cv::Point2d p = origin + x * right + y * down;
        const cv::Point2d inside (std::clamp (p.x, margin, photo.width - margin),
                                  std::clamp (p.y, margin, photo.height - margin));

        if (inside == p)
          continue;

        const cv::Point2d nearest = frame.from_photo (inside);

        skin.at<float> (y, x) = seen.at<float> (std::clamp ((int) nearest.y, 0, input - 1),
                                                std::clamp ((int) nearest.x, 0, input - 1));
      }
}

/* What the network says of a square about a head, `across` times as wide as the face. */
static Segmentation
look (Networks &networks, NetworkId id, const Picture &picture, const Head &head, double across)
{
  Segmentation s;

  s.frame = Frame::square (head.centre, across * head.side, head.roll, input);

  const cv::Mat logits = networks.run (id, picture.sample (s.frame), 255)[0].reshape (1, n_classes);
  cv::Mat       p, likeliest, skin, others, odds;

  cv::reduce (logits, likeliest, 0, cv::REDUCE_MAX);
  cv::exp (logits - cv::repeat (likeliest, n_classes, 1), p);
  skin = p.row (class_body_skin) + p.row (class_face_skin);
  cv::reduce (p, others, 0, cv::REDUCE_SUM);
  others -= skin;
  cv::log (cv::max (skin, least_share) / cv::max (others, least_share), odds);
  s.skin = cv::max (odds.reshape (1, input), surely_not);
  s.face_skin = cv::Mat (p.row (class_face_skin) >= 1).reshape (1, input);
  extend_outside (s.skin, s.frame, picture.size ());
  return s;
}

/* How far a look's middle is believed: 1, fading to 0 at its border. */
static cv::Mat
middle_weight ()
{
  cv::Mat weight (input, input, CV_32F);

  for (int y = 0; y < input; y++)
    for (int x = 0; x < input; x++)
      weight.at<float> (y, x) = std::min (1.0f, std::min (std::min (x, y), input - 1 - std::max (x, y)) / blend_cells);
  return weight;
}

/* Two looks at once on a processor each take less than one after the other on both. */
Segmentation
segment (Networks &networks, const Picture &picture, const Head &head)
{
  Segmentation wide, near, s;

  cv::parallel_for_ ({ 0, 2 }, [&] (const cv::Range &range) {
    for (int i = range.start; i < range.end; i++)
      if (i == 0)
        wide = look (networks, SEGMENTATION, picture, head, faces_across);
      else
        near = look (networks, SEGMENTATION_TWIN, picture, head, faces_across_near);
  });
  s.frame = Frame::square (head.centre, faces_across * head.side, head.roll, grid);

  const cv::Mat weight = transfer (middle_weight (), near.frame, s.frame, 0);
  const cv::Mat outer = transfer (wide.skin, wide.frame, s.frame, surely_not);

  s.skin = outer + weight.mul (transfer (near.skin, near.frame, s.frame, surely_not) - outer);
  return s;
}

double
face_skin_share (Networks &networks, const Picture &picture, const Head &head)
{
  const int      side = middle * input / grid;
  const cv::Rect centre ((input - side) / 2, (input - side) / 2, side, side);
  const cv::Mat  skin = look (networks, SEGMENTATION, picture, head, faces_across).face_skin (centre);

  return cv::countNonZero (skin) / (double) centre.area ();
}

static cv::Mat
nearer_to_others (const Frame &frame, const std::vector<Head> &heads, size_t own)
{
  cv::Mat others (grid, grid, CV_8U, cv::Scalar (0));

  if (heads.size () > 1)
    for (int y = 0; y < grid; y++)
      for (int x = 0; x < grid; x++)
        {
          const cv::Point2d p = frame.to_photo ({ x + 0.5, y + 0.5 });
          const double      distance = cv::norm (p - heads[own].centre) / heads[own].side;

          for (size_t i = 0; i < heads.size (); i++)
            if (i != own && cv::norm (p - heads[i].centre) / heads[i].side < distance)
              others.at<uchar> (y, x) = 255;
        }
  return others;
}

static cv::Mat
face_area (const Frame &frame, const Head &head)
{
  cv::Mat area (grid, grid, CV_8U, cv::Scalar (0));

  if (head.mesh.empty ())
    cv::circle (area, { grid / 2, grid / 2 }, middle / 2, 255, cv::FILLED);
  else
    fill_outline (area, frame, head, topology::oval, 1);
  return area;
}

void
keep_own_skin (Segmentation &s, const std::vector<Head> &heads, size_t own)
{
  const cv::Mat others = nearer_to_others (s.frame, heads, own);
  const cv::Mat area = face_area (s.frame, heads[own]);
  cv::Mat       candidates = s.skin > 0, labels, kept (grid, grid, CV_8U, cv::Scalar (0));

  candidates.setTo (0, others);

  std::vector<int> cells (cv::connectedComponents (candidates, labels, 4, CV_32S), 0);

  for (int i = 0; i < grid * grid; i++)
    cells[labels.ptr<int> ()[i]] += area.ptr ()[i] != 0;
  for (int i = 0; i < grid * grid; i++)
    {
      const int label = labels.ptr<int> ()[i];

      kept.ptr ()[i] = label && cells[label] > least_cells ? 255 : 0;
    }
  cv::dilate (kept, kept, cv::getStructuringElement (cv::MORPH_ELLIPSE, { 2 * growth + 1, 2 * growth + 1 }));
  kept.setTo (0, others);
  for (int y = 0; y < grid; y++)
    for (int x = 0; x < grid; x++)
      {
        float       &skin = s.skin.at<float> (y, x);
        const double rim = std::min (std::min (x, y), std::min (grid - 1 - x, grid - 1 - y)) / border_cells;

        if (! kept.at<uchar> (y, x))
          skin = surely_not;
        else if (rim < 1)
          {
            const double v = rim / (1 + std::exp (-skin));

            skin = (float) std::max ((double) surely_not, std::log (std::max (v, 1e-6) / (1 - v)));
          }
      }
}
}
