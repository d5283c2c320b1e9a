/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What was found in a photo, in words.
 */
#pragma once

#include "portrait.h"

G_BEGIN_DECLS

/* A line for the photo and one for each face. */
char *mn_describe      (const MnPortrait *portrait);

/* One line: {"width","height","faces":[{"px_per_mm","pupils","roll_deg","yaw_deg","box","ita_deg"}]}. */
char *mn_describe_json (const MnPortrait *portrait);

G_END_DECLS
