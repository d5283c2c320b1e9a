/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "photo.h"

#include <math.h>

GeglBuffer *
photo_load_path (const char *path)
{
  GeglBuffer          *buffer = NULL;
  g_autoptr(GeglNode)  graph = gegl_node_new ();
  GeglNode            *source = gegl_node_new_child (graph, "operation", "gegl:load", "path", path, NULL);
  GeglNode            *sink = gegl_node_new_child (graph, "operation", "gegl:buffer-sink", "buffer", &buffer, NULL);

  if (! g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  gegl_node_link (source, sink);
  gegl_node_process (sink);
  return buffer;
}

GeglBuffer *
photo_load (const char *name)
{
  const char       *folder = g_getenv ("MN_PORTRAITS");
  g_autofree char  *beside = g_build_filename (MN_SOURCE_ROOT, "..", "shared", "portraits", NULL);
  g_autofree char  *path = g_build_filename (folder ? folder : beside, name, NULL);

  return photo_load_path (path);
}

GeglBuffer *
photo_turned (GeglBuffer *photo, double degrees, const char *format)
{
  const GeglRectangle *extent = gegl_buffer_get_extent (photo);
  g_autoptr(GeglNode)  graph = gegl_node_new ();
  GeglNode            *source = gegl_node_new_child (graph, "operation", "gegl:buffer-source", "buffer", photo, NULL);
  GeglNode            *turn = gegl_node_new_child (graph, "operation", "gegl:rotate", "degrees", -degrees,
                                                   "origin-x", extent->width / 2.0,
                                                   "origin-y", extent->height / 2.0, NULL);
  GeglBuffer          *turned;

  gegl_node_link (source, turn);
  const GeglRectangle  box = gegl_node_get_bounding_box (turn);

  turned = gegl_buffer_new (&box, babl_format (format));
  gegl_node_blit_buffer (turn, turned, &box, 0, GEGL_ABYSS_NONE);
  return turned;
}

GeglBuffer *
photo_plain (int width, int height, const char *format, float grey)
{
  GeglBuffer *buffer = gegl_buffer_new (GEGL_RECTANGLE (0, 0, width, height), babl_format (format));

  photo_fill (buffer, gegl_buffer_get_extent (buffer), grey);
  return buffer;
}

void
photo_fill (GeglBuffer *photo, const GeglRectangle *part, float grey)
{
  const float pixel[4] = { grey, grey, grey, 1 };

  gegl_buffer_set_color_from_pixel (photo, part, pixel, babl_format ("R'G'B'A float"));
}

const char *
photo_models (void)
{
  static char *folder;

  if (! folder)
    {
      const char      *given = g_getenv ("MN_MODELS");
      g_autofree char *last = NULL;

      folder = given ? g_strdup (given) : g_build_filename (g_get_user_data_dir (), "microneedling", "models", NULL);
      last = g_build_filename (folder, "selfie_multiclass.onnx", NULL);
      if (! g_file_test (last, G_FILE_TEST_EXISTS))
        g_clear_pointer (&folder, g_free);
    }
  return folder;
}

double
photo_coverage (const MnPortrait *portrait, double x, double y)
{
  double sum = 0;
  float  value;

  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      mn_face_coverage (mn_portrait_face (portrait, i), y, x, 1, 1, &value);
      sum += value;
    }
  return sum;
}

double
photo_coverage_at (const MnPortrait *portrait, const MnFace *face, double right, double below)
{
  const double a = face->roll * G_PI / 180;

  return photo_coverage (portrait,
    (face->pupil_r[0] + face->pupil_l[0]) / 2 + face->px_per_mm * (cos (a) * right - sin (a) * below),
    (face->pupil_r[1] + face->pupil_l[1]) / 2 + face->px_per_mm * (sin (a) * right + cos (a) * below));
}
