/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "hints.h"

#include "find.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace mn
{
bool
has_pupils (const MnHints &hints)
{
  return std::any_of (hints.pupils, hints.pupils + 4, [] (double value) { return value != 0; });
}

/* The head whose pupils the user gave: a found one or, where the networks missed it, another. */
static void
apply_pupils (std::vector<Head> &heads, Networks *networks, const Picture &picture, const MnHints &hints)
{
  const cv::Point2d r (hints.pupils[0], hints.pupils[1]), l (hints.pupils[2], hints.pupils[3]);
  const Head        given = head_of_pupils (r, l);
  auto              head = std::find_if (heads.begin (), heads.end (),
                                         [&] (const Head &h) { return same_head (h, given); });

  if (head == heads.end ())
    head = heads.insert (head, networks ? head_at (*networks, picture, r, l) : given);
  head->pupil_r = r;
  head->pupil_l = l;
  head->roll = given.roll;
  head->px_per_mm = given.px_per_mm;
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

  if (has_pupils (hints))
    apply_pupils (heads, networks, picture, hints);
  else if (heads.empty () && hints.coverage && hints.scale > 0)
    heads.push_back (head_of_scale (picture.size (), hints.scale));
  if (hints.scale > 0)
    for (Head &head : heads)
      head.px_per_mm = hints.scale;
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

  Picture (part).sample (work.frame, Outside::extended).convertTo (work.skin, CV_32F, 1 / 255.0);
  return work;
}
}
