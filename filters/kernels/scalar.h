/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Scalar mathematics that compilers vectorise: polynomials instead of libm, no branches.
 *
 * Light is kept as natural logarithms.  An encoded (R'G'B') value c stands for the linear light
 * ((c + 0.055) / 1.055)^2.4, sRGB's curve without its short linear toe, which acts as the floor that keeps the
 * logarithm finite (about 0.001 of white).  Multiplying linear light by exp (-d), d an optical density, is then
 * c' = (c + 0.055) exp (-d / 2.4) - 0.055: no power function is needed in either direction.
 */
#pragma once

#include <stdint.h>
#include <string.h>

#define MN_CURVE_OFFSET 0.055f
#define MN_CURVE_SCALE  1.055f
#define MN_CURVE_POWER  2.4f
#define MN_LN_2         0.69314718f

static inline float
mn_minf (float a, float b)
{
  return a < b ? a : b;
}

static inline float
mn_maxf (float a, float b)
{
  return a > b ? a : b;
}

static inline float
mn_clampf (float x, float low, float high)
{
  return mn_minf (mn_maxf (x, low), high);
}

/* 0 below a, 1 above b, smooth between. */
static inline float
mn_smoothstep (float a, float b, float x)
{
  const float t = mn_clampf ((x - a) / (b - a), 0.0f, 1.0f);

  return t * t * (3.0f - 2.0f * t);
}

static inline float
mn_mixf (float a, float b, float t)
{
  return a + (b - a) * t;
}

/* For finite x > 0, within 1e-6.  Chebyshev fit of log2 (1 + t) / t, 1 + t in [sqrt (1/2), sqrt (2)). */
static inline float
mn_log2 (float x)
{
  uint32_t bits, offset;
  float    t;

  memcpy (&bits, &x, sizeof bits);
  offset = bits - 0x3f3504f3u;
  const float exponent = (float) ((int32_t) offset >> 23);
  bits = (offset & 0x007fffffu) + 0x3f3504f3u;
  memcpy (&t, &bits, sizeof t);
  t -= 1.0f;
  return exponent
         + t * (1.44269643f + t * (-0.72136404f + t * (0.480629147f + t * (-0.359350653f + t * (0.2956336f
         + t * (-0.269506274f + t * 0.172128731f))))));
}

/* For |x| <= 120 (clamped), relative error below 4e-7; exactly 1 at 0. */
static inline float
mn_exp2 (float x)
{
  x = mn_clampf (x, -120.0f, 120.0f);
  const int32_t whole = (int32_t) (x + 256.5f) - 256;
  const float   t = x - (float) whole;
  const float   p = 1.0f + t * (0.693147188f + t * (0.240223489f + t * (0.055503571f + t * (0.00966637369f
                    + t * 0.00133908674f))));
  const int32_t power = (whole + 127) << 23;
  float         scale;

  memcpy (&scale, &power, sizeof scale);
  return p * scale;
}

/* Natural logarithm of the linear light that an encoded value stands for; values below 0 count as 0. */
static inline float
mn_log_light (float encoded)
{
  return MN_CURVE_POWER * MN_LN_2
         * mn_log2 ((mn_maxf (encoded, 0.0f) + MN_CURVE_OFFSET) * (1.0f / MN_CURVE_SCALE));
}

/* The encoded value after linear light was multiplied by exp (gain). */
static inline float
mn_relight (float encoded, float gain)
{
  return (encoded + MN_CURVE_OFFSET) * mn_exp2 (gain * (1.0f / (MN_CURVE_POWER * MN_LN_2))) - MN_CURVE_OFFSET;
}

/* Rec. 709 weights, of linear and of encoded values alike (luminance, luma). */
static inline float
mn_luma (float r, float g, float b)
{
  return 0.2126f * r + 0.7152f * g + 0.0722f * b;
}
