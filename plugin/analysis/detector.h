/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Where faces may be.  A detection alone is worth little (food scores 0.75): the mesh decides.
 */
#pragma once

#include "networks.h"
#include "picture.h"

#include <vector>

namespace mn
{
struct Detection
{
  cv::Point2d centre;
  double      side;         /* photo pixels; about 152 mm of a face seen from the front */
  cv::Point2d points[6];    /* eye at image left, eye at image right, tip of the nose, mouth, ears */
  double      score;
};

/* Upright faces: the whole picture, then with a margin (close-ups), then tiles (small faces).  Best first. */
std::vector<Detection> detect_upright (Networks &networks, const Picture &picture);

/* Faces in a picture that is turned by quarters (1-3). */
std::vector<Detection> detect_turned (Networks &networks, const Picture &picture, int quarters);
}
