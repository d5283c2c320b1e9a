/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What GIMP 3 knows of a picture, and the small moves on its layers.
 */
#pragma once

#include <libgimp/gimp.h>

#include "subject.h"

G_BEGIN_DECLS

char         *mn_parasite_read      (GimpDrawable *layer, const char *name);
void          mn_parasite_write     (GimpDrawable *layer, const char *name, guint32 flags, const char *text);

/* The layer's name as a source, given now where it has none. */
char         *mn_layer_name_source  (GimpDrawable *layer);

/* The layer that layer was made from where it is one of our new layers, else itself. */
GimpDrawable *mn_layer_original     (GimpImage *image, GimpDrawable *layer);

/* Our layer effect on it, or NULL; a new one, not yet on it, or NULL with a sentence. */
GimpDrawableFilter *mn_layer_effect (GimpDrawable *layer);
GimpDrawableFilter *mn_effect_new   (GimpDrawable *layer, const char *name, GError **error);

void          mn_layer_choose       (GimpImage *image, GimpDrawable *layer);
void          mn_layer_update       (GimpDrawable *layer);

/* The selection as seen from the layer: its size, "Y u8"; NULL where nothing is selected. */
GeglBuffer   *mn_selection_of       (GimpImage *image, GimpDrawable *layer);

/* The operation cannot work under a selection: it is put away as a channel, NULL where there is none, and laid back. */
GimpChannel  *mn_selection_lift     (GimpImage *image);
void          mn_selection_lay      (GimpImage *image, GimpChannel *saved);

/* The channel that says what is skin, made of a record of the layer's. */
void          mn_skin_channel_make  (GimpImage *image, GimpDrawable *layer, const char *record);

/* Fills a zeroed subject. */
void          mn_subject_read       (MnSubject *subject, GimpImage *image, GimpDrawable *layer);

G_END_DECLS
