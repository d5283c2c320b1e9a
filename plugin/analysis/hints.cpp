/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "hints.h"

#include "find.h"

#include <opencv2/imgproc.hpp>

namespace mn
{
static bool
has_pupils (const MnHints &hints)
{
  return hints.pupils[0] != hints.pupils[2] || hints.pupils[1] != hints.pupils[3];
}

/* The pupils and the scale that the user knows better. */
static void
apply_hints (std::vector<Head> &heads, const MnHints &hints)
{
  const cv::Point2d r (hints.pupils[0], hints.pupils[1]), l (hints.pupils[2], hints.pupils[3]);

  if (has_pupils (hints))
    {
      const Head given = head_of_pupils (r, l);
      Head      &nearest = *std::min_element (heads.begin (), heads.end (), [&] (const Head &a, const Head &b)
                             { return cv::norm (a.centre - given.centre) < cv::norm (b.centre - given.centre); });

      nearest.pupil_r = r;
      nearest.pupil_l = l;
      nearest.roll = given.roll;
      nearest.px_per_mm = given.px_per_mm;
    }
  if (hints.scale > 0)
    for (Head &head : heads)
      head.px_per_mm = hints.scale;
}

/* A head that fills the frame, where only its scale is known. */
static Head
head_of_scale (cv::Size photo, double scale)
{
  const cv::Point2d middle (photo.width / 2.0, photo.height / 2.0);
  const cv::Point2d half (MN_PUPIL_DISTANCE_MM / 2 * scale, 0);
  Head              head = head_of_pupils (middle - half, middle + half);

  head.box = { 0, 0, (double) photo.width, (double) photo.height };
  return head;
}

std::vector<Head>
heads_of (Networks *networks, const Picture &picture, const MnHints &hints)
{
  std::vector<Head> heads = networks ? find_heads (*networks, picture) : std::vector<Head> ();
  const cv::Point2d r (hints.pupils[0], hints.pupils[1]), l (hints.pupils[2], hints.pupils[3]);

  if (heads.empty () && has_pupils (hints))
    heads.push_back (networks ? head_at (*networks, picture, r, l) : head_of_pupils (r, l));
  else if (heads.empty () && hints.coverage && hints.scale > 0)
    heads.push_back (head_of_scale (picture.size (), hints.scale));
  if (! heads.empty ())
    apply_hints (heads, hints);
  return heads;
}

Work
work_of_mask (const Picture &picture, const cv::Mat &mask, const std::vector<Head> &heads, size_t own)
{
  cv::Mat part = mask.clone ();

  if (heads.size () > 1)
    for (int y = 0; y < part.rows; y++)
      for (int x = 0; x < part.cols; x++)
        for (size_t i = 0; i < heads.size (); i++)
          if (cv::norm (cv::Point2d (x + 0.5, y + 0.5) - heads[i].centre) / heads[i].side
              < cv::norm (cv::Point2d (x + 0.5, y + 0.5) - heads[own].centre) / heads[own].side)
            part.at<uchar> (y, x) = 0;

  const cv::Rect bounds = cv::boundingRect (part);

  if (bounds.empty ())
    return {};

  Work work = work_planes (picture, heads[own], cv::Rect2d (bounds));

  Picture (part).sample (work.frame).convertTo (work.skin, CV_32F, 1 / 255.0);
  return work;
}
}
