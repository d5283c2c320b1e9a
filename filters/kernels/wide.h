/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * MN_WIDE before a function: the compiler builds it a second time for processors with AVX2 and the loader picks the
 * one that fits.  One formula in the source; and the same bits, for nothing here contracts a product and a sum.
 */
#pragma once

#include <limits.h>     /* __GLIBC__ */

#if defined(__x86_64__) && defined(__GLIBC__) && ! defined(__clang__) && ! defined(__SANITIZE_ADDRESS__)
#define MN_WIDE __attribute__ ((target_clones ("arch=x86-64-v3", "default")))
#else
#define MN_WIDE
#endif
