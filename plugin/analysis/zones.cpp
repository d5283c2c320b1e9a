/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "coverage.h"
#include "draw.h"

#include "portrait.h"

#include <cmath>

namespace mn
{
using namespace topology;

/* Later ones win.  The orbits are drawn wider than they are cut out, so that their rim is periorbital skin. */
static const struct
{
  const Outline *outline;
  double         enlarged;
  MnZone         zone;
} areas[] = {
  { &cheek_right, 1, MN_ZONE_CHEEK }, { &cheek_left, 1, MN_ZONE_CHEEK }, { &chin, 1, MN_ZONE_CHIN },
  { &perioral, 1, MN_ZONE_PERIORAL }, { &forehead, 1, MN_ZONE_FOREHEAD },
  { &orbit_right, 1.3, MN_ZONE_PERIORBITAL }, { &orbit_left, 1.3, MN_ZONE_PERIORBITAL }, { &nose, 1, MN_ZONE_NOSE },
};

static const double outer_eye_mm = 46;    /* beside the pupils' middle: temples begin */

/* Skin that no outline names, by its place on the face: above the brows forehead (the mesh ends below high hairlines),
 * beside the eyes temple, between them forehead again and cheek; below the nose jaw inside the face's oval, neck
 * outside. */
static MnZone
zone_at (cv::Point2d mm, bool inside, double brows_mm, double nose_mm)
{
  if (mm.y < brows_mm)
    return MN_ZONE_FOREHEAD;
  if (mm.y >= nose_mm)
    return inside ? MN_ZONE_JAW : MN_ZONE_NECK;
  if (std::abs (mm.x) > outer_eye_mm)
    return MN_ZONE_TEMPLE;
  return mm.y < 0 ? MN_ZONE_FOREHEAD : MN_ZONE_CHEEK;
}

cv::Mat
zone_cells (const Frame &cells, const Head &head)
{
  if (head.mesh.empty ())
    return {};

  const double brows = (head.to_mm (head.point (brow_peak_right)).y + head.to_mm (head.point (brow_peak_left)).y) / 2;
  const double nose_base = head.nose_base_mm;
  const auto   to_mm = Millimetres (cells, head);
  cv::Mat      zones (cells.rows, cells.cols, CV_8U, cv::Scalar (MN_ZONE_NONE));
  cv::Mat      face (cells.rows, cells.cols, CV_8U, cv::Scalar (0));

  fill_outline (face, cells, head, oval, 1);
  for (const auto &[outline, enlarged, zone] : areas)
    fill_outline (zones, cells, head, *outline, enlarged, zone);
  for (int y = 0; y < cells.rows; y++)
    for (int x = 0; x < cells.cols; x++)
      {
        uchar &zone = zones.at<uchar> (y, x);

        if (zone == MN_ZONE_NONE)
          zone = zone_at (to_mm (x, y), face.at<uchar> (y, x) != 0, brows,
                          nose_base);
      }
  return zones;
}
}
