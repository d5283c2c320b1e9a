/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Time since the last session, in words.
 */
#pragma once

#include <glib.h>

/* Places on the scale of days: where a client is asked to look. */
typedef struct { double days; const char *label; } MnMark;
extern const MnMark mn_marks[];      /* until a NULL label, to be translated */

/* "Right after the session", "3 days after the 2nd of 4 sessions" in the user's language. */
char *mn_when (int sessions, double days);
