/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The record of a subject, found in a thread of its own; the answer comes in the main loop.
 */
#pragma once

#include "subject.h"

G_BEGIN_DECLS

/* The subject belongs to the thread until the callback; one search at a time for it. */
void  mn_find        (MnSubject *subject, MnArea area, MnResult result, GAsyncReadyCallback callback, gpointer data);

/* As mn_subject_record. */
char *mn_find_finish (GAsyncResult *result, char **note, GError **error);

G_END_DECLS
