/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What a batch says while it works; for any thread.
 */
#pragma once

#include "treat.h"

G_BEGIN_DECLS

/* The line that is written over again and again; only people see it. */
void mn_show_progress (MnBatch *batch, const char *photo, const char *preset, double fraction);

/* A line on standard error; of a file. */
void mn_say           (MnBatch *batch, const char *text);
void mn_say_of        (MnBatch *batch, const char *path, const char *note);

G_END_DECLS
