/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Compiled once for all files of the analysis: these headers take the compiler longer than any of the files.
 */
#include <opencv2/imgproc.hpp>
#include <gegl.h>
