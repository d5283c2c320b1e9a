/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The four pinned networks.  A file that is not exactly the pinned one is refused before OpenCV sees it: a damaged
 * network would load and answer nonsense.
 */
#pragma once

#include "analysis.h"

#include <opencv2/dnn.hpp>

#include <vector>

namespace mn
{
/* The order of models.def, and its last once more: a network answers one caller at a time. */
enum NetworkId { SHORT_RANGE, FULL_RANGE, LANDMARKS, SEGMENTATION, SEGMENTATION_TWIN, N_NETWORKS };

class Networks
{
public:
  /* False with MN_ANALYSIS_ERROR_MODELS naming the file. */
  bool load (const char *folder, GError **error);

  /* The outputs out0 (, out1) for an RGB crop of 8 bits, scaled to (value - mean) / range. */
  std::vector<cv::Mat> run (NetworkId id, const cv::Mat &rgb, double range, double mean = 0);

private:
  cv::dnn::Net nets[N_NETWORKS];
};
}
