/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Widgets for the properties of the treatment, made from what the operation declares: label, help, range, unit.
 */
#pragma once

#include "form.h"

G_BEGIN_DECLS

/* Adds a row with a property of the treatment to a table of three columns: label, slider or menu, number. */
void       mn_control_add    (GtkTable *table, GObject *treatment, GParamSpec *pspec, MnForm *form);

G_END_DECLS
