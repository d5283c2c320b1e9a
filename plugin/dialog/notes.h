/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What whoever shows a preview must know of it, in sentences.
 */
#pragma once

#include "draft.h"
#include "portrait.h"

G_BEGIN_DECLS

/* Of the faces that were found, and of the treatment; one note a line.  shortened: mn_portrait_to_text's note or
 * NULL. */
char *mn_notes_found   (const MnPortrait *portrait, const char *shortened, MnDraft *draft);

/* Why nothing was found, and what to do. */
char *mn_notes_missing (const GError *error);

/* What no preview shows. */
char *mn_notes_always  (void);

G_END_DECLS
