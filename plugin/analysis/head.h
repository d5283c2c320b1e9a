/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A head in the photo: the 468-point mesh and what follows from it.
 *
 * The scale is the three-dimensional distance of the irises over 63 mm (of the eyes' middles where an iris is not
 * seen), so a turned head keeps its millimetres (within 1 % of 1/cos yaw up to 28 degrees).  A profile has no mesh: its
 * scale is the detector's box over 152 mm, +-20 %.
 */
#pragma once

#include "detector.h"
#include "topology.h"

namespace mn
{
struct Ellipse
{
  cv::Point2d centre;      /* millimetres, as Head::to_mm */
  cv::Size2d  half_axes;
};

/* Without a mesh: ellipses in its place. */
struct Regions
{
  std::vector<Ellipse> features;    /* eyes, brows, nostrils, lips, ear */
  std::vector<Ellipse> bare;        /* skin that no beard covers */
  std::vector<Ellipse> beard;       /* skin that one would */
};

struct Head
{
  std::vector<cv::Point3d> mesh;    /* photo pixels; z in the same unit, smaller is nearer; empty for a profile */
  Regions     regions;              /* where there is no mesh */
  cv::Point2d centre;               /* of the square about the landmarks, in the frame of the eyes */
  double      side = 0;
  double      roll = 0, yaw = 0;    /* radians */
  double      certainty = 0;        /* the mesh's log odds of being a face */
  double      px_per_mm = 0;
  cv::Point2d pupil_r, pupil_l;
  double      nose_base_mm = 0, chin_mm = 0;    /* below the pupils */
  double      neck_mm = 0;          /* right of the pupils' middle: that of the neck */
  cv::Rect2d  box;                  /* upright, photo pixels */

  cv::Point2d point (int i) const { return { mesh[i].x, mesh[i].y }; }

  /* Photo pixels to millimetres right of and below the pupils' middle, along the eyes, and back. */
  cv::Point2d to_mm (cv::Point2d p) const;
  cv::Point2d from_mm (cv::Point2d mm) const;
};

/* Refines a detection to a mesh; false where the network sees no face. */
bool head_from_detection (Networks &networks, const Picture &picture, const Detection &detection, Head &head);

/* The head of a face that the mesh refused, at a roll used where the eyes do not tell (profile.cpp). */
Head head_of_profile (const Detection &detection, double roll);

/* The head whose pupils the user gave, seen from the front, without a mesh (profile.cpp). */
Head head_of_pupils (cv::Point2d pupil_r, cv::Point2d pupil_l);

/* Is it the same face, found twice? */
bool same_head (const Head &a, const Head &b);
}
