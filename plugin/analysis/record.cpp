/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "record.h"

#include "coverage.h"
#include "skin.h"

#include <opencv2/imgproc.hpp>

namespace mn
{
static guint8 *
plane_of (const cv::Mat &cells)
{
  return cells.empty () ? nullptr : (guint8 *) g_memdup2 (cells.data, cells.total ());
}

static cv::Mat
nearest_cells (const cv::Mat &plane)
{
  cv::Mat cells;

  cv::resize (plane, cells, { plane.cols / samples_a_cell, plane.rows / samples_a_cell }, 0, 0, cv::INTER_NEAREST);
  return cells;
}

void
add_face (MnPortrait *portrait, const Head &head, const Work &work)
{
  if (work.skin.empty ())
    return;

  const cv::Mat  all = coverage_cells (work.skin);
  const cv::Rect used = cv::boundingRect (all);

  if (used.empty ())
    return;

  const cv::Mat     coverage = all (used).clone ();
  Frame             cells = work.cells ();
  const cv::Rect    samples (used.x * samples_a_cell, used.y * samples_a_cell, used.width * samples_a_cell,
                             used.height * samples_a_cell);

  cells.origin = cells.to_photo ({ (double) used.x, (double) used.y });
  cells.cols = used.width;
  cells.rows = used.height;

  MnFace face = {};

  face.px_per_mm = head.px_per_mm;
  face.roll = head.roll * 180 / CV_PI;
  face.yaw = head.yaw * 180 / CV_PI;
  face.pupil_r[0] = head.pupil_r.x, face.pupil_r[1] = head.pupil_r.y;
  face.pupil_l[0] = head.pupil_l.x, face.pupil_l[1] = head.pupil_l.y;
  face.box[0] = head.box.x, face.box[1] = head.box.y;
  face.box[2] = head.box.width, face.box[3] = head.box.height;
  face.skin = skin_baseline (work.rgb (samples), coverage);
  face.grid_x = cells.origin.x, face.grid_y = cells.origin.y;
  face.cols = cells.cols, face.rows = cells.rows;
  face.pitch = cells.step;
  face.coverage = plane_of (coverage);
  face.zones = plane_of (zone_cells (cells, head));
  face.omissions = plane_of (nearest_cells (work.omitted) (used).clone ());
  mn_portrait_add_face (portrait, &face);
}
}
