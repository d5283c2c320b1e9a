/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "skin.h"

extern "C"
{
#include "kernels/chromophore.h"
#include "kernels/scalar.h"
}

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace mn
{
static const int    well_covered = 229, every = 2;    /* cell: enough for a median */
static const double colourless = 4;    /* CIE chroma; skin has 15 to 30, grey photos none: their ITA means nothing */

static double
median (std::vector<float> &values)
{
  std::nth_element (values.begin (), values.begin () + values.size () / 2, values.end ());
  return values[values.size () / 2];
}

MnSkin
skin_baseline (const cv::Mat &rgb, const cv::Mat &coverage)
{
  std::vector<float> ita, melanin, haemoglobin, a_star, chroma;
  cv::Mat            means;

  cv::resize (rgb, means, coverage.size (), 0, 0, cv::INTER_AREA);
  for (int y = 0; y < coverage.rows; y += every)
    for (int x = 0; x < coverage.cols; x += every)
      {
        if (coverage.at<uchar> (y, x) <= well_covered)
          continue;

        const cv::Vec3b      c = means.at<cv::Vec3b> (y, x);
        const float          density[3] = { -mn_log_light (c[0] / 255.0f), -mn_log_light (c[1] / 255.0f),
                                            -mn_log_light (c[2] / 255.0f) };
        const MnChromophores absorbers = mn_chromophores_from_density (density[0], density[1], density[2]);
        float                lab[3];

        mn_density_to_lab (density, lab);
        ita.push_back ((float) (std::atan2 (lab[0] - 50, lab[2]) * 180 / CV_PI));
        melanin.push_back (absorbers.melanin);
        haemoglobin.push_back (absorbers.haemoglobin);
        a_star.push_back (lab[1]);
        chroma.push_back (std::hypot (lab[1], lab[2]));
      }
  if (ita.empty ())
    return { std::nan (""), 0, 0, 0 };
  return { median (chroma) < colourless ? std::nan ("") : median (ita), median (melanin), median (haemoglobin),
           median (a_star) };
}
}
