/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "head.h"

#include "portrait.h"

#include <cmath>

namespace mn
{
static const double box_mm = 152;                  /* the detector's box on a face seen from the front */
static const double face_height_mm = 163;          /* 2.59 pupil distances */
static const double eyes_apart_in_profile = 0.25;  /* of the box: below, their line says nothing of the roll */
static const double eyes_to_centre_mm = 30, eyes_to_nose_mm = 42, eyes_to_mouth_mm = 68, eyes_to_chin_mm = 112;
static const double half_pupils_mm = MN_PUPIL_DISTANCE_MM / 2;
static const cv::Size2d orbit (20, 16), brow (24, 8), nostril (6, 4), lips (27, 14), ear (20, 34), cheek (10, 8),
                        jaw (18, 14);

static double
angle (cv::Point2d from, cv::Point2d to)
{
  return std::atan2 (to.y - from.y, to.x - from.x);
}

static cv::Rect2d
upright_square (cv::Point2d centre, double side)
{
  return { centre.x - side / 2, centre.y - side / 2, side, side };
}

/* What lies about one eye; back is +1 where the ear is to the right of it. */
static void
add_side (Regions &regions, cv::Point2d eye, double back)
{
  regions.features.push_back ({ eye, orbit });
  regions.features.push_back ({ eye + cv::Point2d (back * 4, -19), brow });
  regions.bare.push_back ({ eye + cv::Point2d (back * 12, 25), cheek });
}

Head
head_of_profile (const Detection &detection, double roll)
{
  const cv::Point2d *p = detection.points;
  Head               head;

  head.centre = detection.centre;
  head.side = detection.side * face_height_mm / box_mm;
  head.roll = cv::norm (p[1] - p[0]) > eyes_apart_in_profile * detection.side ? angle (p[0], p[1])
                                                                              : std::remainder (roll, 2 * CV_PI);
  head.px_per_mm = detection.side / box_mm;
  head.pupil_r = p[0];
  head.pupil_l = p[1];
  head.box = upright_square (detection.centre, detection.side);

  const cv::Point2d nose = head.to_mm (p[2]), mouth = head.to_mm (p[3]);
  const cv::Point2d ears[2] = { head.to_mm (p[4]), head.to_mm (p[5]) };
  const cv::Point2d nearer = ears[std::abs (ears[1].x - nose.x) > std::abs (ears[0].x - nose.x)];
  const double      back = nearer.x > nose.x ? 1 : -1;

  add_side (head.regions, { 0, 0 }, back);
  head.regions.features.push_back ({ nose + cv::Point2d (back * 16, 6), nostril });
  head.regions.features.push_back ({ mouth, lips });
  head.regions.features.push_back ({ nearer + cv::Point2d (back * 17, 6), ear });
  head.regions.beard.push_back ({ mouth + cv::Point2d (back * 15, 25), jaw });
  head.nose_base_mm = nose.y;
  head.neck_mm = nearer.x;
  head.chin_mm = mouth.y + eyes_to_chin_mm - eyes_to_mouth_mm;
  return head;
}

Head
head_of_pupils (cv::Point2d pupil_r, cv::Point2d pupil_l)
{
  Head head;

  head.pupil_r = pupil_r;
  head.pupil_l = pupil_l;
  head.roll = angle (pupil_r, pupil_l);
  head.px_per_mm = cv::norm (pupil_l - pupil_r) / MN_PUPIL_DISTANCE_MM;
  head.side = face_height_mm * head.px_per_mm;
  head.centre = head.from_mm ({ 0, eyes_to_centre_mm });
  head.box = upright_square (head.centre, head.side);
  head.nose_base_mm = eyes_to_nose_mm;
  head.chin_mm = eyes_to_chin_mm;
  for (double side : { -1.0, 1.0 })
    {
      add_side (head.regions, { side * half_pupils_mm, 0 }, side);
      head.regions.features.push_back ({ { side * 8, eyes_to_nose_mm }, nostril });
      head.regions.beard.push_back ({ { side * 25, eyes_to_mouth_mm + 20 }, jaw });
    }
  head.regions.features.push_back ({ { 0, eyes_to_mouth_mm }, lips });
  return head;
}
}
