/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * From skin to treatable skin: no eyes and nothing inside the orbital rim, no brows, lips, nostrils, ears, beard,
 * frames of glasses.  Outlines say where to look, the photo how far a brow, a lip, a nostril or an ear goes.  Every
 * hole is empty to its edge and fades outwards.
 */
#pragma once

#include "work.h"

namespace mn
{
void cut_features (Work &work, const Picture &picture, const Head &head);

/* Adds a brow's hair with 1 mm about it, and what lies below it down to the lid.  A brow too faint to be told from the
 * skin is its outline. */
void fill_brow (cv::Mat &hole, const Work &work, const Head &head, const topology::Outline &brow,
                const topology::Outline &lid);

/* Skin beside the face between brows and mouth, behind the crease before the ear; above and below, the edge leaves the
 * face's oval. */
void cut_ears (Work &work, const Picture &picture, const Head &head);

/* What lies below the neck, which ends in a curve. */
void cut_body (Work &work, const Picture &picture, const Head &head);

/* Adds what is dark and narrow in and about a nostril's outline: noses differ more than the mesh knows. */
void fill_nostril (cv::Mat &hole, const Work &work, const Head &head, const topology::Outline &nostril);

/* Without a mesh: the ellipses of the head's regions, and what is dark and narrow about them. */
void fill_features_of_profile (cv::Mat &hole, const Work &work, const Head &head);

/* Adds the mouth, and about it what is more like the lips than like the skin beyond. */
void fill_lips (cv::Mat &hole, const Work &work, const Head &head);

/* Holes in the skin smaller than 6 mm become skin: moles, strands, what a gate saw in a pore. */
void fill_specks (Work &work, const Picture &picture, const Head &head);

/* Pieces of skin smaller than 80 mm2, as between beard and lips, are left out. */
void drop_islands (Work &work, const Picture &picture, const Head &head);

/* Mean of the work samples of each cell, 8 bits, 255 = fully covered. */
cv::Mat coverage_cells (const cv::Mat &skin);

/* MnZone of each cell, 8 bits; empty where the head has no mesh. */
cv::Mat zone_cells (const Frame &cells, const Head &head);
}
