/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "phantom.h"

#include <math.h>

#define FWHM_PER_SIGMA 2.3548f
#define EDGE_MM 0.35f                 /* softness of a spot's border */

typedef struct
{
  MnFeatureKind kind;
  float         x, y, width, height;     /* mm */
  int           cols, rows;
  float         size[2], length[2], contrast[2], angle[2];
} Layout;

/* clang-format off */
static const Layout layouts[] = {
  { MN_PIT,        0,  0, 20, 20, 7, 7, { 0.20f, 0.50f }, { 0, 0 },       { -0.08f, -0.20f } },
  { MN_FINE_LINE, 20,  0, 20, 20, 4, 4, { 0.10f, 0.40f }, { 3, 3.6f },    { -0.06f, -0.14f }, { 0, 3.1f } },
  { MN_FOLD,      40,  0, 20, 20, 1, 3, { 1.0f, 1.8f },   { 13, 15 },     { -0.30f, -0.50f }, { -0.3f, 0.3f } },
  { MN_HAIR,      60,  0, 20, 20, 9, 9, { 0.07f, 0.10f }, { 0.8f, 2.0f }, { -0.70f, -1.20f }, { -0.3f, 0.3f } },
  { MN_SCAR,       0, 20, 20, 20, 4, 3, { 1.0f, 3.6f },   { 0, 0 },       { -0.06f, -0.14f } },
  { MN_SCAR,      20, 20, 20, 20, 4, 3, { 1.0f, 3.6f },   { 0, 0 },       { 0.05f, 0.12f } },
  { MN_ICE_PICK,  40, 20, 20, 20, 4, 4, { 0.6f, 1.0f },   { 0, 0 },       { -0.25f, -0.40f } },
  { MN_MOLE,      60, 20, 20, 20, 2, 2, { 2.0f, 5.0f },   { 0, 0 },       { 0.60f, 1.20f } },
  { MN_LENTIGO,    0, 40, 20, 20, 3, 3, { 2.0f, 4.0f },   { 0, 0 },       { 0.12f, 0.35f } },
  { MN_LENTIGO,   20, 40, 20, 20, 1, 1, { 12, 13 },       { 0, 0 },       { 0.18f, 0.22f } },
  { MN_BLOTCH,    40, 40, 20, 20, 2, 2, { 5, 8 },         { 0, 0 },       { 0.12f, 0.25f } },
  { MN_HIGHLIGHT, 60, 40, 20, 11, 1, 1, { 7, 9 },         { 0, 0 },       { 0.12f, 0.16f } },
  { MN_GLINT,     60, 51, 10,  9, 2, 2, { 1.6f, 2.4f },   { 0, 0 },       { 0.9f, 1.5f } },
  { MN_LASH,      70, 51, 10,  9, 1, 3, { 0.08f, 0.12f }, { 5, 6 },       { -1.2f, -1.8f }, { -0.3f, 0.3f } },
};
/* clang-format on */

float
mn_phantom_hash (guint32 a, guint32 b, guint32 stream)
{
  guint32 h = a * 0x9E3779B1u ^ (b * 0x85EBCA77u + 0x165667B1u) ^ (stream * 0xC2B2AE3Du + 0x27D4EB2Fu);

  h = (h ^ (h >> 16)) * 0x7FEB352Du;
  h = (h ^ (h >> 15)) * 0x846CA68Bu;
  return (float) ((h ^ (h >> 16)) >> 8) / 16777216.0f;
}

const char *
mn_feature_name (MnFeatureKind kind)
{
  static const char *const names[] = { "pit", "fine line", "fold", "hair", "scar", "ice-pick scar", "mole", "lentigo",
                                       "blotch", "highlight", "glint", "lash" };
  return names[kind];
}

static gboolean
is_spot (MnFeatureKind kind)
{
  return kind == MN_MOLE || kind == MN_LENTIGO;
}

static float
gaussian_across (float distance, float fwhm, float blur, int dimensions)
{
  const float sigma = fwhm / FWHM_PER_SIGMA;
  const float wide = hypotf (sigma, blur);
  const float kept = sigma / wide;

  return (dimensions == 2 ? kept * kept : kept) * expf (-0.5f * distance * distance / (wide * wide));
}

float
mn_feature_profile (const MnFeature *feature, float x, float y, float blur)
{
  const float along = x * cosf (feature->angle) + y * sinf (feature->angle);
  const float across = y * cosf (feature->angle) - x * sinf (feature->angle);
  const float soft = hypotf (feature->length > 0 ? 0.2f * feature->size : EDGE_MM, blur);
  const float r = hypotf (x, y);

  if (feature->length > 0)
    return gaussian_across (across, feature->size, blur, 1)
           * 0.5f * (1 - tanhf ((fabsf (along) - 0.5f * feature->length) / soft));
  if (is_spot (feature->kind))
    return 0.5f * (1 - tanhf ((r - 0.5f * feature->size) / soft));
  if (feature->kind == MN_PIT)
    return gaussian_across (r, feature->size, blur, 2);
  return gaussian_across (r, 0.5f * feature->size, blur, 2);
}

static float
between (const float range[2], float t)
{
  return range[0] + (range[1] - range[0]) * t;
}

void
mn_phantom_place (MnPhantom *phantom)
{
  const MnPhantomParams *params = &phantom->params;
  const float            k = (float) params->px_per_mm;

  for (guint l = 0; l < G_N_ELEMENTS (layouts); l++)
    for (int i = 0; i < layouts[l].cols * layouts[l].rows; i++)
      {
        const Layout *layout = &layouts[l];
        const float   pitch[2] = { (layout->width - 2) / layout->cols, (layout->height - 2) / layout->rows };
        float         u[6];
        MnFeature     feature = { .kind = layout->kind };

        for (int j = 0; j < 6; j++)
          u[j] = mn_phantom_hash ((guint32) i, params->seed, 64 * l + j);
        feature.x = k * (layout->x + 1 + (i % layout->cols + 0.5f + 0.2f * (u[0] - 0.5f)) * pitch[0]);
        feature.y = k * (layout->y + 1 + (i / layout->cols + 0.5f + 0.2f * (u[1] - 0.5f)) * pitch[1]);
        feature.size = between (layout->size, u[2]);
        feature.length = between (layout->length, u[3]);
        feature.angle = between (layout->angle, u[5]);
        feature.contrast = params->features * between (layout->contrast, u[4]);
        g_array_append_val (phantom->features, feature);
      }
}
