/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "analysis.h"

#include "coverage.h"
#include "find.h"
#include "gates.h"
#include "skin.h"

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgproc.hpp>

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

/* A mask's values as they are stored: grey that is linear stays linear. */
static cv::Mat
read_mask (GeglBuffer *mask)
{
  const bool linear = g_str_has_prefix (babl_get_name (gegl_buffer_get_format (mask)), "Y ");

  return read (mask, babl_format (linear ? "Y u8" : "Y' u8"), CV_8UC1);
}

static bool
has_pupils (const MnHints &hints)
{
  return hints.pupils[0] != hints.pupils[2] || hints.pupils[1] != hints.pupils[3];
}

/* The pupils and the scale that the user knows better. */
static void
apply_hints (std::vector<Head> &heads, const MnHints &hints)
{
  const cv::Point2d r (hints.pupils[0], hints.pupils[1]), l (hints.pupils[2], hints.pupils[3]);

  if (has_pupils (hints))
    {
      const Head given = head_of_pupils (r, l);
      Head      &nearest = *std::min_element (heads.begin (), heads.end (), [&] (const Head &a, const Head &b)
                             { return cv::norm (a.centre - given.centre) < cv::norm (b.centre - given.centre); });

      nearest.pupil_r = r;
      nearest.pupil_l = l;
      nearest.roll = given.roll;
      nearest.px_per_mm = given.px_per_mm;
    }
  if (hints.scale > 0)
    for (Head &head : heads)
      head.px_per_mm = hints.scale;
}

/* A head that fills the frame, where only its scale is known. */
static Head
head_of_scale (cv::Size photo, double scale)
{
  const cv::Point2d middle (photo.width / 2.0, photo.height / 2.0);
  const cv::Point2d half (MN_PUPIL_DISTANCE_MM / 2 * scale, 0);
  Head              head = head_of_pupils (middle - half, middle + half);

  head.box = { 0, 0, (double) photo.width, (double) photo.height };
  return head;
}

static std::vector<Head>
heads_of (MnAnalyser *analyser, const Picture &picture, const MnHints &hints)
{
  std::vector<Head> heads = analyser ? find_heads (analyser->networks, picture) : std::vector<Head> ();
  const cv::Point2d r (hints.pupils[0], hints.pupils[1]), l (hints.pupils[2], hints.pupils[3]);

  if (heads.empty () && has_pupils (hints))
    heads.push_back (analyser ? head_at (analyser->networks, picture, r, l) : head_of_pupils (r, l));
  else if (heads.empty () && hints.coverage && hints.scale > 0)
    heads.push_back (head_of_scale (picture.size (), hints.scale));
  if (! heads.empty ())
    apply_hints (heads, hints);
  return heads;
}

static Work
work_of_mask (const Picture &picture, const cv::Mat &mask, const std::vector<Head> &heads, size_t own)
{
  cv::Mat part = mask.clone ();

  if (heads.size () > 1)
    for (int y = 0; y < part.rows; y++)
      for (int x = 0; x < part.cols; x++)
        for (size_t i = 0; i < heads.size (); i++)
          if (cv::norm (cv::Point2d (x + 0.5, y + 0.5) - heads[i].centre) / heads[i].side
              < cv::norm (cv::Point2d (x + 0.5, y + 0.5) - heads[own].centre) / heads[own].side)
            part.at<uchar> (y, x) = 0;

  const cv::Rect bounds = cv::boundingRect (part);

  if (bounds.empty ())
    return {};

  Work work = work_planes (picture, heads[own], cv::Rect2d (bounds));

  Picture (part).sample (work.frame).convertTo (work.skin, CV_32F, 1 / 255.0);
  return work;
}

static Work
work_of_skin (Networks &networks, const Picture &picture, const std::vector<Head> &heads, size_t own)
{
  const Head  &head = heads[own];
  Segmentation skin = segment (networks, picture, head);

  keep_own_skin (skin, heads, own);

  Work work = work_on_skin (picture, head, skin);

  if (! work.skin.empty ())
    {
      cut_beard (work, head);
      cut_glasses (work, picture, head);
      cut_features (work, head);
    }
  return work;
}

static guint8 *
plane_of (const cv::Mat &cells)
{
  return cells.empty () ? nullptr : (guint8 *) g_memdup2 (cells.data, cells.total ());
}

/* Adds the face, unless nothing of it can be treated. */
static void
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
  mn_portrait_add_face (portrait, &face);
}

static MnPortrait *
analyse (MnAnalyser *analyser, GeglBuffer *photo, const MnHints &hints, GError **error)
{
  const GeglRectangle    *extent = gegl_buffer_get_extent (photo);
  const Picture           picture (read (photo, babl_format ("R'G'B' u8"), CV_8UC3));
  const cv::Mat           mask = hints.coverage ? read_mask (hints.coverage) : cv::Mat ();
  const std::vector<Head> heads = heads_of (analyser, picture, hints);
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

static bool
check (MnAnalyser *analyser, GeglBuffer *photo, const MnHints &hints, GError **error)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  const int            width = extent->width, height = extent->height;

  if (MIN (width, height) < least_side)
    g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO, "the picture is too small for a face (%d x %d pixels)",
                 width, height);
  else if ((gint64) width * height > most_pixels)
    g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO, "the picture is too large (%d x %d pixels)", width,
                 height);
  else if (hints.coverage && (gegl_buffer_get_width (hints.coverage) != width
                              || gegl_buffer_get_height (hints.coverage) != height))
    g_set_error (error, MN_ANALYSIS_ERROR, MN_ANALYSIS_ERROR_PHOTO,
                 "the mask is %d x %d pixels, the photo %d x %d: they must be of one size",
                 gegl_buffer_get_width (hints.coverage), gegl_buffer_get_height (hints.coverage), width, height);
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
