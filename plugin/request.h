/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * A request: what a host's procedure was asked for.
 */
#pragma once

#include "config-i18n.h"
#include "session.h"

G_BEGIN_DECLS

#define MN_REQUEST_ERROR (mn_request_error_quark ())
GQuark mn_request_error_quark (void);

typedef enum { MN_REQUEST_ERROR_INVALID, MN_REQUEST_ERROR_PICTURE } MnRequestError;

/* What the procedure says of itself; to be translated. */
#define MN_BLURB N_("Show what microneedling is likely to do to the skin in a portrait")
#define MN_HELP \
  N_("Finds the faces in the layer and simulates the redness and pinpoint bleeding right after microneedling, the " \
     "healing, and the skin months later. A simulation: results vary.")

/* Why hosts refuse a picture; to be translated. */
#define MN_REASON_NO_LAYER N_("Choose one layer with the portrait, not a channel or a group")
#define MN_REASON_FLOATING N_("Anchor the floating selection first")
#define MN_REASON_INDEXED \
  N_("Colours of an indexed image cannot be changed freely: convert it with Image > Mode > RGB first")
#define MN_REASON_LOCKED N_("The layer's pixels are locked: unlock them or choose new-layer")
#define MN_REASON_ELSEWHERE N_("The selection does not touch the layer")
#define MN_REASON_NO_EFFECTS N_("Layer effects need GIMP 3: choose new-layer or in-place")

/* FALSE with a reason's sentence, translated; TRUE where it is NULL. */
gboolean mn_reason_check (const char *reason, GError **error);

typedef enum { MN_AREA_SKIN, MN_AREA_SELECTION, MN_AREA_SKIN_IN_SELECTION, MN_AREA_CHANNEL, MN_N_AREAS } MnArea;
typedef enum { MN_RESULT_NEW_LAYER, MN_RESULT_IN_PLACE, MN_RESULT_LAYER_EFFECT, MN_N_RESULTS } MnResult;

typedef struct
{
  const char *name;          /* in scripts */
  const char *label, *help;  /* for people, to be translated */
} MnChoice;

extern const MnChoice mn_areas[MN_N_AREAS];
extern const MnChoice mn_results[MN_N_RESULTS];

typedef struct
{
  MnPreset *preset;
  MnArea    area;
  MnResult  result;
  char     *text;            /* the arguments it was made from, one a line */
} MnRequest;

/* preset and settings as mn_preset_load and mn_preset_override read them; area and result by their names. */
MnRequest *mn_request_new  (const char *preset, const char *settings, const char *area, const char *result,
                            GError **error);
MnRequest *mn_request_new_from_text (const char *text, GError **error);
void       mn_request_free (MnRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MnRequest, mn_request_free)

/* The picture's metadata become the result's: they no longer say whose it is, but how it was made. */
gboolean   mn_request_sign (const MnRequest *request, GExiv2Metadata *metadata, GError **error);

/* Whether the selection limits the result. */
gboolean    mn_area_is_selected (MnArea area);

G_END_DECLS
