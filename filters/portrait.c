/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "portrait.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (mn-portrait-error-quark, mn_portrait_error)

static const double thumbs_alike = 0.9;
static const double pixels_across_unknown_face = 180.0;

static void
face_clear (gpointer data)
{
  MnFace *face = data;

  g_free (face->coverage);
  g_free (face->zones);
  g_free (face->omissions);
}

MnPortrait *
mn_portrait_new (int width, int height)
{
  MnPortrait *portrait = g_atomic_rc_box_new0 (MnPortrait);

  portrait->width = width;
  portrait->height = height;
  portrait->faces = g_array_new (FALSE, TRUE, sizeof (MnFace));
  g_array_set_clear_func (portrait->faces, face_clear);
  return portrait;
}

MnPortrait *
mn_portrait_ref (MnPortrait *portrait)
{
  return g_atomic_rc_box_acquire (portrait);
}

static void
portrait_clear (gpointer data)
{
  MnPortrait *portrait = data;

  g_array_unref (portrait->faces);
}

void
mn_portrait_unref (MnPortrait *portrait)
{
  g_atomic_rc_box_release_full (portrait, portrait_clear);
}

void
mn_portrait_add_face (MnPortrait *portrait, const MnFace *face)
{
  g_array_append_vals (portrait->faces, face, 1);
}

static MnPortrait *
whole_frame (int width, int height)
{
  MnPortrait  *portrait = mn_portrait_new (width, height);
  const double scale = MIN (width, height) / pixels_across_unknown_face;
  const MnFace face = {
    .px_per_mm = scale,
    .pupil_r = { width / 2.0 - MN_PUPIL_DISTANCE_MM / 2 * scale, height / 2.0 },
    .pupil_l = { width / 2.0 + MN_PUPIL_DISTANCE_MM / 2 * scale, height / 2.0 },
    .box = { 0, 0, width, height },
    .skin = { .ita = NAN },
    .cols = 1,
    .rows = 1,
    .pitch = MAX (width, height),
  };

  mn_portrait_add_face (portrait, &face);
  return portrait;
}

MnPortrait *
mn_portrait_copy (const MnPortrait *portrait)
{
  MnPortrait *copy = mn_portrait_new (portrait->width, portrait->height);

  memcpy (copy->thumb, portrait->thumb, sizeof copy->thumb);
  for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
    {
      MnFace      face = *mn_portrait_face (portrait, i);
      const gsize cells = (gsize) face.cols * face.rows;

      face.coverage = face.coverage ? g_memdup2 (face.coverage, cells) : NULL;
      face.zones = face.zones ? g_memdup2 (face.zones, cells) : NULL;
      face.omissions = face.omissions ? g_memdup2 (face.omissions, cells) : NULL;
      mn_portrait_add_face (copy, &face);
    }
  return copy;
}

static MnPortrait *
copy_scaled (const MnPortrait *portrait, int width, int height)
{
  const double sx = (double) width / portrait->width, sy = (double) height / portrait->height;
  const double s = sqrt (sx * sy);
  MnPortrait  *copy = mn_portrait_copy (portrait);

  copy->width = width;
  copy->height = height;
  for (int i = 0; i < mn_portrait_n_faces (copy); i++)
    {
      MnFace *face = mn_portrait_face (copy, i);

      face->px_per_mm *= s;
      face->pitch *= s;
      face->grid_x *= sx;
      face->grid_y *= sy;
      face->pupil_r[0] *= sx;
      face->pupil_r[1] *= sy;
      face->pupil_l[0] *= sx;
      face->pupil_l[1] *= sy;
      face->box[0] *= sx;
      face->box[1] *= sy;
      face->box[2] *= sx;
      face->box[3] *= sy;
    }
  return copy;
}

/* Rounding either side moves the other by up to a pixel of the smaller picture. */
static gboolean
same_aspect (const MnPortrait *record, int width, int height)
{
  const double sx = (double) width / record->width, sy = (double) height / record->height;
  const double tolerance = MAX (1, MIN (sx, sy));

  return fabs (record->height * sx - height) <= tolerance || fabs (record->width * sy - width) <= tolerance;
}

static double
correlation (const guint8 *a, const guint8 *b, int n)
{
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;

  for (int i = 0; i < n; i++)
    {
      sa += a[i];
      sb += b[i];
      saa += (double) a[i] * a[i];
      sbb += (double) b[i] * b[i];
      sab += (double) a[i] * b[i];
    }
  const double va = saa - sa * sa / n, vb = sbb - sb * sb / n;

  return va > 0 && vb > 0 ? (sab - sa * sb / n) / sqrt (va * vb) : va == vb;
}

MnPortrait *
mn_portrait_resolve (MnPortrait *record, int width, int height, double px_per_mm, const guint8 *thumb)
{
  MnPortrait *portrait;

  if (! record)
    portrait = whole_frame (width, height);
  else if (thumb && correlation (thumb, record->thumb, sizeof record->thumb) <= thumbs_alike)
    return NULL;
  else if (record->width == width && record->height == height && px_per_mm <= 0)
    return mn_portrait_ref (record);
  else if (same_aspect (record, width, height))
    portrait = copy_scaled (record, width, height);
  else
    return NULL;

  if (px_per_mm > 0)
    for (int i = 0; i < mn_portrait_n_faces (portrait); i++)
      mn_portrait_face (portrait, i)->px_per_mm = px_per_mm;
  return portrait;
}

/* A record's digits end: its own cells are taken where they mean the same, or the maps would reach past its
 * coverage. */
static const double same_pitch = 1e-4;

GeglRectangle
mn_portrait_atlas (const MnPortrait *portrait, MnAtlasPlace *places)
{
  const int     n_faces = mn_portrait_n_faces (portrait);
  const double  max_cells = MIN (MN_FACE_MAX_CELLS, MN_PORTRAIT_MAX_CELLS / MAX (1, n_faces));
  GeglRectangle atlas = { 0, 0, 1, 1 };
  int           y = 0;

  for (int i = 0; i < n_faces; i++)
    {
      const MnFace *face = mn_portrait_face (portrait, i);
      const double  width = MIN (face->cols * face->pitch, portrait->width - face->grid_x);
      const double  height = MIN (face->rows * face->pitch, portrait->height - face->grid_y);
      const double  finest = MAX (1.0, sqrt (width * height / max_cells));
      const double  usual = face->px_per_mm * MN_MAP_PITCH_MM;
      const double  pitch = MAX (fabs (face->pitch / usual - 1) < same_pitch ? face->pitch : usual, finest);

      places[i] = (MnAtlasPlace) {
        .rect = { 0, y, MAX (1, (int) ceil (width / pitch)), MAX (1, (int) ceil (height / pitch)) },
        .x = face->grid_x,
        .y = face->grid_y,
        .pitch = pitch,
      };
      y += places[i].rect.height;
      atlas.width = MAX (atlas.width, places[i].rect.width);
      atlas.height = y;
    }
  return atlas;
}

void
mn_face_coverage (const MnFace *face, double y, double x, double step, int n, float *out)
{
  const double v = (y - face->grid_y) / face->pitch - 0.5;

  for (int i = 0; i < n; i++)
    {
      const double u = (x + i * step - face->grid_x) / face->pitch - 0.5;

      if (u < -0.5 || v < -0.5 || u > face->cols - 0.5 || v > face->rows - 0.5)
        out[i] = 0;
      else if (! face->coverage)
        out[i] = 1;
      else
        {
          const int     ui = (int) floor (u), vi = (int) floor (v);
          const int     x0 = CLAMP (ui, 0, face->cols - 1), x1 = CLAMP (ui + 1, 0, face->cols - 1);
          const guint8 *r0 = face->coverage + (gsize) CLAMP (vi, 0, face->rows - 1) * face->cols;
          const guint8 *r1 = face->coverage + (gsize) CLAMP (vi + 1, 0, face->rows - 1) * face->cols;
          const double  fu = u - ui, fv = v - vi;
          const double  c = (r0[x0] * (1 - fu) + r0[x1] * fu) * (1 - fv) + (r1[x0] * (1 - fu) + r1[x1] * fu) * fv;

          out[i] = c < 1 ? 0 : (float) (c / 255);
        }
    }
}
