/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A subject: what a host knows of the picture that is asked about, and the portrait record that answers the request.
 *
 * The hosts limit a result to the selection by themselves (a layer mask, a merge through the selection); only a layer
 * effect needs the selection in its record, because the operation never runs under a selection.
 */
#pragma once

#include "request.h"

G_BEGIN_DECLS

/* A channel of this name says what is skin; to be translated. */
#define MN_SKIN_CHANNEL N_("Skin to treat")

/* On a layer: the analysis of its pixels; kept in the file once a result has been made from it. */
#define MN_PARASITE_RECORD "microneedling-portrait"
/* On a layer of which a new one was made: its name among all layers, kept when the image is duplicated. */
#define MN_PARASITE_SOURCE "microneedling-source"
/* On our new layer: that name, then the request's text. */
#define MN_PARASITE_ORIGINAL "microneedling-original"

#define MN_POINTS_MM 10.0    /* between the points of a path on selected skin */

typedef struct
{
  GeglBuffer *photo;         /* of mn_subject_photo */
  GeglBuffer *selection;     /* the photo's size, "Y u8"; NULL where nothing is selected */
  GeglBuffer *channel;       /* the photo's size, "Y' u8": what MN_SKIN_CHANNEL says; NULL where there is none */
  double      points[4];     /* x, y, x, y of a path of two points: pupils, or 10 mm of a selection; all 0 for none */
  char       *kept;          /* the text of an earlier analysis, NULL for none; see mn_subject_record */
} MnSubject;

/* The photo, a buffer of the host's, as one of ours that knows its true space (NULL: it does already). */
GeglBuffer *mn_subject_photo     (GeglBuffer *pixels, const Babl *space);

/* Takes the control points of a path's stroke (in, anchor, out for each anchor) where it has just two anchors; x and y:
 * the layer's place in the image. */
void        mn_subject_take_path (MnSubject *subject, const double *controls, gsize n_controls, int x, int y);

/* The record for the operation.  kept is used where it is of this photo's very pixels and points, and replaced by a
 * fresh one's where it is not; below its first line it is a portrait record.  *note as in mn_portrait_to_text.
 * NULL with one sentence where the photo shows no face and the area needs one. */
char       *mn_subject_record    (MnSubject *subject, MnArea area, MnResult result, char **note, GError **error);

void        mn_subject_clear     (MnSubject *subject);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MnSubject, mn_subject_clear)

G_END_DECLS
