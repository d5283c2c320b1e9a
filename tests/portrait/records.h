/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Records made for tests.
 */
#pragma once

#include "portrait.h"

G_BEGIN_DECLS

guint32     record_random       (guint32 *state);

/* A disc of full coverage with a soft edge, or noise where seed is given. */
void        record_add_face     (MnPortrait *portrait, double px_per_mm, double x, double y, int cols, int rows,
                                 guint32 seed);

/* 1200 x 800 pixels: a face of 120 x 150 cells at (100.5, 80.25), and one of 40 x 50 at (800, 300). */
MnPortrait *record_of_two_faces (void);

/* Asserts that its text says all that it has. */
void        record_check_text   (const MnPortrait *portrait);

G_END_DECLS
