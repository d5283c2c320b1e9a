/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The planes one face is worked on: upright, four samples a millimetre, two by two of them a cell of the record.
 */
#pragma once

#include "planes.h"
#include "segmentation.h"

namespace mn
{
struct Work
{
  Frame   frame;
  cv::Mat rgb;          /* 8 bits, encoded */
  cv::Mat grey;         /* float 0..1, encoded luma */
  cv::Mat light;        /* float, natural logarithm of the linear luminance */
  cv::Mat skin;         /* float 0..1 */
  cv::Mat omitted;      /* 8 bits, MnOmission: which step left it out */

  Frame cells () const;
};

/* The middles of a frame's samples in a head's millimetres: Head::to_mm without its angles. */
class Millimetres
{
public:
  Millimetres (const Frame &frame, const Head &head);
  cv::Point2d operator() (int x, int y) const { return origin + x * right + y * down; }

private:
  cv::Point2d origin, right, down;
};

/* The frame that holds a rectangle of the photo, and the photo in it. */
Work work_planes (const Picture &picture, const Head &head, cv::Rect2d part);

/* The planes about the skin of a segmentation, and that skin, its edges brought onto the photo's. */
Work work_on_skin (const Picture &picture, const Head &head, const Segmentation &segmentation);

/* What of a work holds all that lies below a level of the head, mm below the pupils: the same samples. */
Work part_below (const Work &work, const Head &head, double level_mm);

/* Leaves of the skin the share that each cell keeps. */
void keep (Work &work, const cv::Mat &cells);
}
