/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What the network takes for skin although it is not bare: beards and the frames of glasses.
 *
 * Both gates first decide for the whole face, from a measure with a wide gap between faces with and without, and change
 * nothing where the answer is no; only then pixels are judged.  Both need a minimum
 * of resolution, glasses a mesh.
 */
#pragma once

#include "work.h"

namespace mn
{
/* Hair is rougher (in the ratio of its texture to the inner cheeks') and darker than the face's bare skin. */
void cut_beard (Work &work, const Picture &picture, const Head &head);

/* Frames are thin dark lines across the bridge of the nose or below the eyes. */
void cut_glasses (Work &work, const Picture &picture, const Head &head);
}
