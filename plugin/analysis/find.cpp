/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "find.h"

#include "segmentation.h"

#include <algorithm>

namespace mn
{
static const double profile_score = 0.7, profile_side = 80, profile_skin = 0.3;
static const int    most_profiles = 4;      /* each costs a segmentation */

static bool
known (const std::vector<Head> &heads, const Head &head)
{
  return std::any_of (heads.begin (), heads.end (), [&] (const Head &h) { return same_head (h, head); });
}

static void
add_meshes (Networks &networks, const Picture &picture, const std::vector<Detection> &found, std::vector<Head> &heads,
            std::vector<Detection> &refused)
{
  for (const Detection &detection : found)
    {
      Head head;

      if (! head_from_detection (networks, picture, detection, head))
        refused.push_back (detection);
      else if (! known (heads, head))
        heads.push_back (head);
    }
}

static void
add_profiles (Networks &networks, const Picture &picture, const std::vector<Detection> &refused, double roll,
              std::vector<Head> &heads)
{
  int tried = 0;

  for (const Detection &detection : refused)
    {
      const Head head = head_of_profile (detection, roll);

      if (detection.score < profile_score || detection.side < profile_side || known (heads, head))
        continue;
      if (tried++ == most_profiles)
        return;
      if (face_skin_share (networks, picture, head) > profile_skin)
        heads.push_back (head);
    }
}

std::vector<Head>
find_heads (Networks &networks, const Picture &picture)
{
  std::vector<Detection> refused;
  std::vector<Head>      heads;

  add_meshes (networks, picture, detect_upright (networks, picture), heads, refused);
  add_profiles (networks, picture, refused, 0, heads);
  for (int quarters = 1; heads.empty () && quarters < 4; quarters++)
    {
      refused.clear ();
      add_meshes (networks, picture, detect_turned (networks, picture, quarters), heads, refused);
      add_profiles (networks, picture, refused, quarters * CV_PI / 2, heads);
    }
  std::stable_sort (heads.begin (), heads.end (), [] (const Head &a, const Head &b) { return a.side > b.side; });
  return heads;
}

Head
head_at (Networks &networks, const Picture &picture, cv::Point2d pupil_r, cv::Point2d pupil_l)
{
  const Head assumed = head_of_pupils (pupil_r, pupil_l);
  Detection  detection { assumed.centre, assumed.side, { pupil_r, pupil_l }, 1 };
  Head       head;

  return head_from_detection (networks, picture, detection, head) && same_head (head, assumed) ? head : assumed;
}
}
