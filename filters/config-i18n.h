/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Translation of the operations' texts.
 */
#ifndef GETTEXT_PACKAGE
#define GETTEXT_PACKAGE "microneedling"
#endif
#include <glib/gi18n-lib.h>
#ifndef ngettext
#define ngettext(one, many, n) g_dngettext (GETTEXT_PACKAGE, one, many, n)
#endif
