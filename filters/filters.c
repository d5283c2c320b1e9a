/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "filters.h"

#include "data-dir.h"

#include <gegl.h>
#include <gmodule.h>
#include <gegl-plugin.h>

void gegl_op_mn_survey_register_type (GTypeModule *module);
void gegl_op_mn_render_register_type (GTypeModule *module);
void gegl_op_mn_simulate_register_type (GTypeModule *module);

static const GeglModuleInfo info = { GEGL_MODULE_ABI_VERSION };

static void
register_types (GTypeModule *module)
{
  mn_translate ();
  gegl_op_mn_survey_register_type (module);
  gegl_op_mn_render_register_type (module);
  gegl_op_mn_simulate_register_type (module);
}

G_MODULE_EXPORT const GeglModuleInfo *
gegl_module_query (GTypeModule *module)
{
  return &info;
}

G_MODULE_EXPORT gboolean
gegl_module_register (GTypeModule *module)
{
  register_types (module);
  return TRUE;
}

void
mn_filters_register (void)
{
  if (! gegl_has_operation ("microneedling:simulate"))
    register_types (NULL);
}
