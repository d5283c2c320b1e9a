/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "networks.h"

namespace mn
{
static const struct
{
  const char *file, *sha256;
} pinned[] = {
#define MN_MODEL(file, sha256, ...) { file, sha256 },
#include "models/models.def"
#undef MN_MODEL
};

static_assert (G_N_ELEMENTS (pinned) == SEGMENTATION_TWIN, "models.def and NetworkId disagree");

bool
Networks::load (const char *folder, GError **error)
{
  for (int i = 0; i < SEGMENTATION_TWIN; i++)
    {
      g_autofree char *path = g_build_filename (folder, pinned[i].file, nullptr);
      g_autofree char *content = nullptr;
      gsize            length = 0;

      if (! g_file_get_contents (path, &content, &length, nullptr))
        {
          g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_MODELS,
                       "the network %s is missing or cannot be read: “make models” fetches it", path);
          return false;
        }

      g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);

      if (! g_str_equal (digest, pinned[i].sha256))
        {
          g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_MODELS,
                       "the network %s is damaged or of another version: “make models” fetches it again", path);
          return false;
        }
      nets[i] = cv::dnn::readNetFromONNX (content, length);
      if (i == SEGMENTATION)
        nets[SEGMENTATION_TWIN] = cv::dnn::readNetFromONNX (content, length);
    }
  return true;
}

std::vector<cv::Mat>
Networks::run (NetworkId id, const cv::Mat &rgb, double range, double mean)
{
  std::vector<cv::String> names { "out0", "out1" };
  std::vector<cv::Mat>    outputs;

  if (id >= SEGMENTATION)
    names.pop_back ();
  nets[id].setInput (cv::dnn::blobFromImage (rgb, 1 / range, {}, cv::Scalar::all (mean), false));
  nets[id].forward (outputs, names);
  return outputs;
}
}
