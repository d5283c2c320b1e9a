/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "analysis.h"

#include "coverage.h"
#include "gates.h"
#include "hints.h"
#include "record.h"

#include <opencv2/core/utils/logger.hpp>

#include <cmath>
#include <memory>
#include <new>

G_DEFINE_QUARK (mn-analysis-error-quark, mn_analysis_error)

struct _MnAnalyser
{
  mn::Networks networks;
};

namespace mn
{
static const int    least_side = 16;
static const gint64 most_pixels = 400 * 1000 * 1000;
static const double least_scale = 0.05, most_scale = 500;               /* px/mm */
static const double least_pupil_distance = 4, pupil_reach = 1.5;        /* px; photo sizes from its middle */

static int
quiet (int, const char *, const char *, const char *, int, void *)
{
  return 0;
}

/* Runs work; whatever is thrown becomes the error. */
template <typename Work>
static auto
guard (GError **error, Work work) -> decltype (work ())
{
  try
    {
      return work ();
    }
  catch (const std::bad_alloc &)
    {
      g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_INTERNAL, "not enough memory to analyse the photo");
    }
  catch (const cv::Exception &e)
    {
      g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_INTERNAL, "the analysis failed in OpenCV: %s",
                   e.err.c_str ());
    }
  catch (const std::exception &e)
    {
      g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_INTERNAL, "the analysis failed: %s", e.what ());
    }
  return {};
}

static cv::Mat
read (GeglBuffer *buffer, const Babl *format, int type)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (buffer);
  cv::Mat              pixels (extent->height, extent->width, type);

  gegl_buffer_get (buffer, extent, 1.0, format, pixels.data, (int) pixels.step, GEGL_ABYSS_NONE);
  return pixels;
}

/* The photo in its own space, as it is stored: the networks do not mind, and the skin's baseline is off by a few
 * degrees of ITA at most.  Converting would cost more, and babl takes the conversion that it just measured as the
 * fastest: a photo with a profile would differ by a rounding, and with it the record, from run to run. */
static cv::Mat
read_photo (GeglBuffer *photo)
{
  const Babl *space = babl_format_get_space (gegl_buffer_get_format (photo));

  return read (photo, babl_format_with_space ("R'G'B' u8", space), CV_8UC3);
}

/* A mask's values as they are stored: grey that is linear stays linear. */
static cv::Mat
read_mask (GeglBuffer *mask)
{
  const bool linear = g_str_has_prefix (babl_get_name (gegl_buffer_get_format (mask)), "Y ");

  return read (mask, babl_format (linear ? "Y u8" : "Y' u8"), CV_8UC1);
}

/* From what the network calls skin to what is treated, in this order; each names what it leaves out. */
static const struct
{
  MnOmission omission;
  void     (*change) (Work &work, const Picture &picture, const Head &head);
} steps[] = {
  { MN_OMISSION_BEARD, cut_beard },
  { MN_OMISSION_NONE, fill_specks },
  { MN_OMISSION_GLASSES, cut_glasses },
  { MN_OMISSION_FEATURES, cut_features },
  { MN_OMISSION_EARS, cut_ears },
  { MN_OMISSION_BODY, cut_body },
  { MN_OMISSION_NONE, drop_islands },
};

static Work
work_of_skin (Networks &networks, const Picture &picture, const std::vector<Head> &heads, size_t own)
{
  const Head  &head = heads[own];
  Segmentation skin = segment (networks, picture, head);

  keep_own_skin (skin, heads, own);

  Work work = work_on_skin (picture, head, skin);

  if (work.skin.empty ())
    return work;

  cv::Mat before = work.skin > 0.5;

  for (const auto &[omission, change] : steps)
    {
      change (work, picture, head);

      const cv::Mat after = work.skin > 0.5;

      work.omitted.setTo (omission, before & ~after);
      before = after;
    }
  return work;
}

static MnPortrait *
analyse (MnAnalyser *analyser, GeglBuffer *photo, const MnHints &hints, GError **error)
{
  const GeglRectangle    *extent = gegl_buffer_get_extent (photo);
  const Picture           picture (read_photo (photo));
  const cv::Mat           mask = hints.coverage ? read_mask (hints.coverage) : cv::Mat ();
  const std::vector<Head> heads = heads_of (analyser ? &analyser->networks : nullptr, picture, hints);
  g_autoptr(MnPortrait)   portrait = mn_portrait_new (extent->width, extent->height);

  if (heads.empty ())
    {
      g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_NO_FACE,
                   hints.coverage ? "no face found: a mask needs the scale or the pupils too"
                                  : "no face found: give the pupils, or the area to treat and its scale");
      return nullptr;
    }
  for (size_t i = 0; i < heads.size () && i < MN_PORTRAIT_MAX_FACES; i++)
    add_face (portrait, heads[i], hints.coverage ? work_of_mask (picture, mask, heads, i)
                                                 : work_of_skin (analyser->networks, picture, heads, i));
  if (mn_portrait_n_faces (portrait) == 0)
    {
      g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_NO_FACE,
                   hints.coverage ? "the area to treat is empty" : "no skin found on the face: give the area to treat");
      return nullptr;
    }
  mn_portrait_thumb (photo, portrait->thumb);
  return (MnPortrait *) g_steal_pointer (&portrait);
}

/* Two points in or near the photo, far enough apart to be eyes. */
static bool
plausible_pupils (const MnHints &hints, double width, double height)
{
  for (int i = 0; i < 4; i += 2)
    if (! (std::abs (hints.pupils[i] - width / 2) <= pupil_reach * width
           && std::abs (hints.pupils[i + 1] - height / 2) <= pupil_reach * height))
      return false;
  return std::hypot (hints.pupils[2] - hints.pupils[0], hints.pupils[3] - hints.pupils[1]) >= least_pupil_distance;
}

static bool
check (MnAnalyser *analyser, GeglBuffer *photo, const MnHints &hints, GError **error)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  const int            width = extent->width, height = extent->height;

  if (MIN (width, height) < least_side)
    g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO,
                 "the picture is too small for a face (%d x %d pixels)", width, height);
  else if ((gint64) width * height > most_pixels)
    g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO, "the picture is too large (%d x %d pixels)", width,
                 height);
  else if (hints.coverage && (gegl_buffer_get_width (hints.coverage) != width
                              || gegl_buffer_get_height (hints.coverage) != height))
    g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO,
                 "the mask is %d x %d pixels, the photo %d x %d: they must be of one size",
                 gegl_buffer_get_width (hints.coverage), gegl_buffer_get_height (hints.coverage), width, height);
  else if (hints.scale != 0 && ! (hints.scale >= least_scale && hints.scale <= most_scale))
    g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO,
                 "the scale must be between %g and %g pixels a millimetre", least_scale, most_scale);
  else if (has_pupils (hints) && ! plausible_pupils (hints, width, height))
    g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO,
                 "the pupils must be two different points in or near the photo");
  else if (! analyser && ! hints.coverage)
    g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_MODELS,
                 "faces cannot be found without the networks: “make models” fetches them; "
                 "or give the area to treat and its scale");
  else
    return true;
  return false;
}
}

MnAnalyser *
mn_analyser_new (const char *models_dir, GError **error)
{
  return mn::guard (error, [&] () -> MnAnalyser * {
    std::unique_ptr<MnAnalyser> analyser (new MnAnalyser);

    cv::redirectError (mn::quiet);
    cv::utils::logging::setLogLevel (cv::utils::logging::LOG_LEVEL_SILENT);
    return analyser->networks.load (models_dir, error) ? analyser.release () : nullptr;
  });
}

void
mn_analyser_free (MnAnalyser *analyser)
{
  delete analyser;
}

MnPortrait *
mn_analyse (MnAnalyser *analyser, GeglBuffer *photo, const MnHints *hints, GError **error)
{
  static const MnHints nothing = {};
  const MnHints       &known = hints ? *hints : nothing;

  return mn::guard (error, [&] () -> MnPortrait * {
    return mn::check (analyser, photo, known, error) ? mn::analyse (analyser, photo, known, error) : nullptr;
  });
}
