/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "head.h"

#include "iris.h"
#include "portrait.h"

#include <cmath>

namespace mn
{
static const double crop_margin = 1.5;
static const int    refinements = 3, mesh_input = 192, n_points = 468;
static const double hopeless = -2.2, is_face = 0;      /* log odds */
static const double doubtful = 14;                     /* faces have 19 to 35, upside down 7 */
static const double plausible_pupils[2] = { 0.85, 1.08 };    /* their distance over that of the eyes' middles */
static const double same_face = 0.4;               /* of a side */

cv::Point2d
Head::to_mm (cv::Point2d p) const
{
  const cv::Point2d d = (p - (pupil_r + pupil_l) / 2) / px_per_mm;

  return { std::cos (roll) * d.x + std::sin (roll) * d.y, -std::sin (roll) * d.x + std::cos (roll) * d.y };
}

cv::Point2d
Head::from_mm (cv::Point2d mm) const
{
  const cv::Point2d turned (std::cos (roll) * mm.x - std::sin (roll) * mm.y,
                            std::sin (roll) * mm.x + std::cos (roll) * mm.y);

  return (pupil_r + pupil_l) / 2 + turned * px_per_mm;
}

static double
angle (cv::Point2d from, cv::Point2d to)
{
  return std::atan2 (to.y - from.y, to.x - from.x);
}

/* The square about the landmarks in the frame of the eyes. */
static void
enclose (Head &head)
{
  const double c = std::cos (head.roll), s = std::sin (head.roll);
  double       x0 = 1e30, x1 = -1e30, y0 = 1e30, y1 = -1e30;
  double       left = 1e30, right = -1e30, top = 1e30, bottom = -1e30;

  for (const cv::Point3d &p : head.mesh)
    {
      const double x = c * p.x + s * p.y, y = -s * p.x + c * p.y;

      x0 = std::min (x0, x), x1 = std::max (x1, x), y0 = std::min (y0, y), y1 = std::max (y1, y);
      left = std::min (left, p.x), right = std::max (right, p.x);
      top = std::min (top, p.y), bottom = std::max (bottom, p.y);
    }
  const double x = (x0 + x1) / 2, y = (y0 + y1) / 2;

  head.centre = { c * x - s * y, s * x + c * y };
  head.side = std::max (x1 - x0, y1 - y0);
  head.box = { left, top, right - left, bottom - top };
}

static void
measure (Head &head)
{
  using namespace topology;
  const cv::Point3d r = (head.mesh[outer_right] + head.mesh[inner_right]) / 2;
  const cv::Point3d l = (head.mesh[inner_left] + head.mesh[outer_left]) / 2;
  const cv::Point3d across = head.mesh[side_left] - head.mesh[side_right];
  const cv::Point3d down = head.mesh[tip_of_chin] - head.mesh[top];
  const cv::Point3d normal = across.cross (down);
  const double      c = std::cos (head.roll), s = std::sin (head.roll);

  head.pupil_r = { r.x, r.y };
  head.pupil_l = { l.x, l.y };
  head.px_per_mm = cv::norm (l - r) / MN_PUPIL_DISTANCE_MM;
  head.nose_base_mm = head.to_mm (head.point (base_of_nose)).y;
  head.chin_mm = head.to_mm (head.point (tip_of_chin)).y;
  head.neck_mm = head.to_mm (head.point (tip_of_chin)).x;
  head.yaw = std::atan2 (-(c * normal.x + s * normal.y), normal.z);
}

/* Fits the mesh about head's centre, side and roll; false where the network sees no face. */
static bool
fit (Networks &networks, const Picture &picture, Head &head)
{
  for (int i = 0; i < refinements; i++)
    {
      const Frame                frame = Frame::square (head.centre, crop_margin * head.side, head.roll, mesh_input);
      const std::vector<cv::Mat> out = networks.run (LANDMARKS, picture.sample (frame), 255);
      const float               *p = out[0].ptr<float> ();

      head.certainty = out[1].ptr<float> ()[0];
      if (! (head.certainty >= (i + 1 < refinements ? hopeless : is_face)))
        return false;
      head.mesh.clear ();
      for (int k = 0; k < n_points; k++, p += 3)
        {
          const cv::Point2d xy = frame.to_photo ({ p[0], p[1] });

          head.mesh.emplace_back (xy.x, xy.y, p[2] * frame.step);
        }
      head.roll = angle (head.point (topology::outer_right), head.point (topology::outer_left));
      enclose (head);
      if (! std::isfinite (head.side + head.centre.x + head.centre.y) || head.side < 4)
        return false;
    }
  measure (head);
  return head.px_per_mm > 0;
}

/* From the middles of the eyes to those of the irises; the scale is their distance in space. */
static void
place_pupils (const Picture &picture, Head &head)
{
  const cv::Point2d r = find_iris (picture, head, head.pupil_r), l = find_iris (picture, head, head.pupil_l);
  const double      seen = cv::norm (l - r) / cv::norm (head.pupil_l - head.pupil_r);

  if (seen < plausible_pupils[0] || seen > plausible_pupils[1])
    return;
  head.pupil_r = r;
  head.pupil_l = l;
  head.px_per_mm *= seen;
}

bool
head_from_detection (Networks &networks, const Picture &picture, const Detection &detection, Head &head)
{
  Head turned;

  head = {};
  head.centre = detection.centre;
  head.side = detection.side;
  head.roll = angle (detection.points[0], detection.points[1]);
  turned = head;
  turned.roll += CV_PI;
  if (! fit (networks, picture, head))
    return false;
  if (head.certainty < doubtful && fit (networks, picture, turned) && turned.certainty > head.certainty)
    head = turned;
  place_pupils (picture, head);
  return true;
}

bool
same_head (const Head &a, const Head &b)
{
  return cv::norm (a.centre - b.centre) < same_face * std::max (a.side, b.side);
}
}
