/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Provenance: every picture says, in its XMP, that it is a simulation and how it was made, and does not say whose.
 */
#pragma once

#include <gexiv2/gexiv2.h>

G_BEGIN_DECLS

typedef struct
{
  const char *preset;       /* its id, "" for none */
  const char *treatment;    /* "key=value …" as mn_preset_to_text writes it */
  guint       seed;
  gboolean    bleeding;     /* are bleeding points drawn: compositeSynthetic, else algorithmicallyEnhanced */
} MnProvenance;

/* Writes Iptc4xmpExt:DigitalSourceType, the tool and our own namespace's version, preset, treatment and seed. */
gboolean mn_provenance_write  (GExiv2Metadata *metadata, const MnProvenance *provenance, GError **error);

/* Drops GPS, serial numbers and owner names from Exif, IPTC and XMP. */
void     mn_provenance_strip_private (GExiv2Metadata *metadata);

/* Is this picture one of our simulations already? */
gboolean mn_provenance_is_simulation (GExiv2Metadata *metadata);

G_END_DECLS
