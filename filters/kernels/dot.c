/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "dot.h"

#define PIXEL_EDGE 1.25f    /* px: half the width of the sharpest edge in a photograph */

void
mn_dot_set_size (MnDot *dot, float radius, float blur)
{
  const float edge = sqrtf (PIXEL_EDGE * PIXEL_EDGE + blur * blur);
  const float square = radius * radius - edge * edge / 5;

  dot->edge = edge;
  if (square >= edge * edge)
    {
      dot->radius = sqrtf (square);
      dot->peak = 1;
    }
  else
    {
      dot->radius = edge;
      dot->peak = radius * radius / (1.2f * edge * edge);
    }
}

void
mn_dot_set_outline (MnDot *dot, const MnSpot *spot, int which)
{
  const float size = mn_smoothstep (1.2f, 3.0f, dot->radius);

  for (int i = 0; i < 4; i++)
    dot->wave[i] = size * 0.07f * mn_clampf (mn_spot_normal (spot, which + i), -1, 1);
}

void
mn_dot_set_colour (MnDot *dot, const float od[3], float thickness)
{
  for (int i = 0; i < 3; i++)
    dot->absorb[i] = 1 - mn_exp2 (-thickness * od[i] / MN_LN_2);
}

void
mn_dot_add (const MnOdBlock *block, const MnDot *dot)
{
  const float  reach = 1.2f * dot->radius + dot->edge;
  const MnSpan cols = mn_span (dot->x, reach, block->x, block->width);
  const MnSpan rows = mn_span (dot->y, reach, block->y, block->height);
  const float  glint_x = -0.30f * dot->radius, glint_y = -0.35f * dot->radius;
  const float  glint = 1.0f / (0.3f * dot->radius * 0.3f * dot->radius + 0.5f);

  for (int row = rows.begin; row < rows.end; row++)
    {
      const float dy = (float) (block->y + row) - dot->y;
      float      *r = block->r + row * block->stride;
      float      *g = block->g + row * block->stride;
      float      *b = block->b + row * block->stride;

      for (int col = cols.begin; col < cols.end; col++)
        {
          const float dx = (float) (block->x + col) - dot->x;
          const float distance = sqrtf (dx * dx + dy * dy) + 1e-4f;
          const float c = dx / distance, s = dy / distance;
          const float c2 = c * c - s * s, s2 = 2 * s * c;
          const float c3 = c * c2 - s * s2, s3 = s * c2 + c * s2;
          const float uneven = dot->wave[0] * c2 + dot->wave[1] * s2 + dot->wave[2] * c3 + dot->wave[3] * s3;
          const float t = mn_clampf ((dot->radius * (1 + uneven) + dot->edge - distance) / (2 * dot->edge), 0, 1);
          const float cover = dot->peak * t * t * (3 - 2 * t);
          const float off_x = dx - glint_x, off_y = dy - glint_y;
          const float u = mn_maxf (1 - (off_x * off_x + off_y * off_y) * glint, 0);
          const float shine = dot->shine * u * u;
          const float pass_r = 1 - cover * dot->absorb[0];
          const float pass_g = 1 - cover * dot->absorb[1];
          const float pass_b = 1 - cover * dot->absorb[2];

          r[col] -= MN_LN_2 * mn_log2 (pass_r + shine * (1.1f - pass_r));
          g[col] -= MN_LN_2 * mn_log2 (pass_g + shine * (1.1f - pass_g));
          b[col] -= MN_LN_2 * mn_log2 (pass_b + shine * (1.1f - pass_b));
        }
    }
}
