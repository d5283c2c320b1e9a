/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "operators.h"

struct MnOperators
{
  GeglNode *root, *render;
  MnDoses   doses;
  int       width, height;
  double    px_per_mm;
};

MnOperators *
mn_operators_new (const MnPhantom *phantom)
{
  MnOperators           *operators = g_new0 (MnOperators, 1);
  g_autoptr (GeglBuffer) buffer = mn_phantom_buffer (phantom);
  const double           scale = phantom->params.px_per_mm;
  GeglNode              *source, *survey;

  *operators = (MnOperators) { .root = gegl_node_new (), .width = phantom->width, .height = phantom->height,
                               .px_per_mm = scale };
  source = gegl_node_new_child (operators->root, "operation", "gegl:buffer-source", "buffer", buffer, NULL);
  survey = gegl_node_new_child (operators->root, "operation", "microneedling:survey", "scale", scale, NULL);
  operators->render = gegl_node_new_child (operators->root, "operation", "microneedling:render", "scale", scale,
                                           "seed", phantom->params.seed, NULL);
  gegl_node_link_many (source, operators->render, NULL);
  gegl_node_link_many (source, survey, NULL);
  gegl_node_connect_to (survey, "output", operators->render, "aux");
  return operators;
}

void
mn_operators_free (MnOperators *operators)
{
  g_object_unref (operators->root);
  g_free (operators);
}

float *
mn_operators_pixels (MnOperators *operators, const MnDoses *doses, const GeglRectangle *part)
{
  const GeglRectangle whole = { 0, 0, operators->width, operators->height };
  float              *pixels = g_new0 (float, 3 * whole.width * whole.height);

  if (! part)
    part = &whole;
  operators->doses = *doses;
  gegl_node_set (operators->render, "doses", NULL, NULL);
  gegl_node_set (operators->render, "doses", &operators->doses, NULL);
  gegl_node_blit (operators->render, 1.0, part, babl_format ("R'G'B' float"),
                  pixels + 3 * (part->y * whole.width + part->x), 3 * (int) sizeof (float) * whole.width,
                  GEGL_BLIT_DEFAULT);
  return pixels;
}

MnView *
mn_operators_view (MnOperators *operators, const MnDoses *doses, const GeglRectangle *part)
{
  g_autofree float *pixels = mn_operators_pixels (operators, doses, part);

  return mn_view_new (pixels, operators->width, operators->height, operators->px_per_mm, part);
}
