/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The middle of the iris, which the mesh does not know: it has the corners of the eye only.
 *
 * A disc 11.7 mm wide (SCIENCE, section D) darker than what is left and right of it, as in Daugman's operator (1993):
 * above and below it the lids hide the edge.
 */
#pragma once

#include "head.h"

namespace mn
{
/* Photo pixels; `expected`, the middle between the corners, where no iris shows: a closed eye, a dark lens. */
cv::Point2d find_iris (const Picture &picture, const Head &head, cv::Point2d expected);
}
