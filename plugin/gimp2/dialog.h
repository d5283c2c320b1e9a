/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The dialog in GIMP 2.10: the panel beside a preview of its own.
 */
#pragma once

#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

/* last and standard: texts of requests, to begin with and for Reset.  What the user chose, NULL for Cancel. */
char *mn_dialog_run (const char *procedure, const char *last, const char *standard, gint32 image, gint32 layer);
