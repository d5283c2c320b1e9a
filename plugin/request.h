/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A request: what a host's procedure was asked for, and which portrait record answers it.
 *
 * The hosts limit a result to the selection by themselves (a layer mask, a merge through the selection); only a layer
 * effect needs the selection in its record, because the operation never runs under a selection.
 */
#pragma once

#include "session.h"

G_BEGIN_DECLS

#define MN_REQUEST_ERROR (mn_request_error_quark ())
GQuark mn_request_error_quark (void);

typedef enum { MN_REQUEST_ERROR_INVALID, MN_REQUEST_ERROR_PICTURE } MnRequestError;

typedef enum { MN_AREA_SKIN, MN_AREA_SELECTION, MN_AREA_SKIN_IN_SELECTION, MN_N_AREAS } MnArea;
typedef enum { MN_RESULT_NEW_LAYER, MN_RESULT_IN_PLACE, MN_RESULT_LAYER_EFFECT, MN_N_RESULTS } MnResult;

extern const char *const mn_area_names[MN_N_AREAS];
extern const char *const mn_result_names[MN_N_RESULTS];

typedef struct
{
  MnPreset *preset;
  MnArea    area;
  MnResult  result;
} MnRequest;

/* preset and settings as mn_preset_load and mn_preset_override read them; area and result by their names. */
MnRequest *mn_request_new  (const char *preset, const char *settings, const char *area, const char *result,
                            GError **error);
void       mn_request_free (MnRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnRequest, mn_request_free)

/* The photo, a buffer of the host's, as one of ours that knows its true space (NULL: it does already). */
GeglBuffer *mn_request_photo  (GeglBuffer *pixels, const Babl *space);

/* The record for the operation.  selection: the photo's size, "Y u8", NULL where nothing is selected.
 * kept: the text of an earlier analysis or NULL; where it is not of this photo it is replaced by a fresh one's.
 * NULL with one sentence where the photo shows no face and the area needs one. */
char       *mn_request_record (const MnRequest *request, GeglBuffer *photo, GeglBuffer *selection, char **kept,
                               GError **error);

G_END_DECLS
