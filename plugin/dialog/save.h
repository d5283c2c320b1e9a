/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Save as preset.
 */
#pragma once

#include <gtk/gtk.h>

#include "draft.h"

/* Asks for a name and saves, or says why it could not. */
void mn_save_preset (GtkWidget *parent, MnDraft *draft);
