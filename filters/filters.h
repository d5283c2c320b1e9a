/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * The operations in this process, without a module file: for our own executables, after gegl_init().
 */
#pragma once

void mn_filters_register (void);
