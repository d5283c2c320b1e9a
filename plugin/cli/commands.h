/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The commands of microneedling: each reads its own options (argv[0] is the command) and returns the exit code.
 */
#pragma once

#include "options.h"

G_BEGIN_DECLS

int mn_command_render  (int argc, char **argv);
int mn_command_sheet   (int argc, char **argv);
int mn_command_analyse (int argc, char **argv);
int mn_command_presets (int argc, char **argv);
int mn_command_doctor  (int argc, char **argv);

G_END_DECLS
