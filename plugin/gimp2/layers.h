/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What GIMP 2.10 knows of a picture.
 */
#pragma once

#include <libgimp/gimp.h>

#include "subject.h"

G_BEGIN_DECLS

char       *mn_parasite_read  (gint32 layer, const char *name);
void        mn_parasite_write (gint32 layer, const char *name, guint32 flags, const char *text);

/* The layer's name as a source, given now where it has none. */
char       *mn_layer_name_source (gint32 layer);

/* The layer that layer was made from where it is one of our new layers, else itself. */
gint32      mn_layer_original (gint32 image, gint32 layer);

/* The channel that says what is skin, made of a record of the layer's. */
void        mn_skin_channel_make (gint32 image, gint32 layer, const char *record);

/* Fills a zeroed subject.  FALSE with a sentence where the image's profile is unusable. */
gboolean    mn_subject_read   (MnSubject *subject, gint32 image, gint32 layer, GError **error);

G_END_DECLS
