/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What comes with the programs: presets, models, translations.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where data is looked for: $XDG_DATA_HOME/microneedling, $XDG_DATA_DIRS, then the build tree when run from it.  NULL
 * where there is none.  name is "presets", "models", "locale". */
char *mn_data_dir  (const char *name);

/* Makes gettext find our translations; before the first text is asked for. */
void  mn_translate (void);

G_END_DECLS
