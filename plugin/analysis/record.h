/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * From the planes of one head to a face of the portrait record.
 */
#pragma once

#include "portrait.h"
#include "work.h"

namespace mn
{
/* Adds the face, unless nothing of it can be treated. */
void add_face (MnPortrait *portrait, const Head &head, const Work &work);
}
