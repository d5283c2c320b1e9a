/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * Provenance: every picture says, in its XMP, that it is a simulation and how it was made, and does not say whose.
 *
 *     Iptc4xmpExt:DigitalSourceType  http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic where
 *                                    bleeding points are drawn, else …/algorithmicallyEnhanced (IPTC)
 *     xmp:CreatorTool                gimp-microneedling 0.1.0
 *     photoshop:History              a line: gimp-microneedling 0.1.0: preset=3-sessions seed=0 sessions=3 …
 *                                    a sheet has one for each of its treatments, and before them its own:
 *                                    gimp-microneedling 0.1.0: sheet names=… layout=grid …
 *                                    and a picture with a label gimp-microneedling 0.1.0: label
 *
 * All of them are properties that every XMP library knows.  A namespace of our own would be lost: GIMP 3.0 and 3.2
 * carry one from file to file, but 2.10.34 drops it from JPEG, PNG and TIFF alike, and keeps the history.
 */
#pragma once

#include <gexiv2/gexiv2.h>

G_BEGIN_DECLS

typedef struct
{
  const char *preset;       /* its id, "" for none */
  const char *treatment;    /* "key=value …" as mn_preset_to_text writes it */
  guint       seed;
  gboolean    bleeding;     /* are bleeding points drawn */
} MnProvenance;

/* Writes the above for n treatments and drops the embedded thumbnails: they show the untreated face.  sheet: how they
 * are laid out, or that there is a label, NULL for a bare picture of one. */
gboolean mn_provenance_write  (GExiv2Metadata *metadata, const MnProvenance *provenances, guint n, const char *sheet,
                               GError **error);

/* Drops GPS, serial numbers, owner names and unique ids of the picture, the names and places of the people in it, and
 * maker notes as a whole: they hold serial numbers and previews where only their maker knows.  Artist and copyright
 * stay: they are credit, and removing it is the photographer's decision. */
void     mn_provenance_strip_private (GExiv2Metadata *metadata);

/* What is said after "gimp-microneedling 0.1.0: ", of a sheet or a label and of each treatment; none where it is
 * no simulation. */
char   **mn_provenance_read   (GExiv2Metadata *metadata);

/* Is this picture one of our simulations already? */
gboolean mn_provenance_is_simulation (GExiv2Metadata *metadata);

G_END_DECLS
