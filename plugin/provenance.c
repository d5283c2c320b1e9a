/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 */
#include "provenance.h"

#include <string.h>

#define TOOL "gimp-microneedling"
#define HISTORY "Xmp.photoshop.History"
#define SOURCE_TYPES "http://cv.iptc.org/newscodes/digitalsourcetype/"

/* Groups of Exif tags that are not a maker's. */
static const char *const standard_groups[] = { "Exif.Image.", "Exif.Photo.", "Exif.Iop.", "Exif.Thumbnail." };

/* Parts of the names of private tags. */
static const char *const private_words[] = { "GPS", "Serial", "OwnerName", "UniqueID", "MakerNote", "DNGPrivateData" };

/* Beginnings of the names of XMP that names or outlines people. */
static const char *const person_tags[] = { "Xmp.iptcExt.PersonInImage", "Xmp.mwg-rs.", "Xmp.MP." };

typedef gboolean (*TagTest) (const char *tag);

static gboolean
begins_with_any (const char *tag, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (tag, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_private (const char *tag)
{
  for (gsize i = 0; i < G_N_ELEMENTS (private_words); i++)
    if (strstr (tag, private_words[i]))
      return TRUE;
  if (g_str_has_prefix (tag, "Exif."))
    return ! begins_with_any (tag, standard_groups, G_N_ELEMENTS (standard_groups));
  return begins_with_any (tag, person_tags, G_N_ELEMENTS (person_tags));
}

static gboolean
is_thumbnail (const char *tag)
{
  return g_str_has_prefix (tag, "Xmp.xmp.Thumbnails");
}

static void
clear_tags (GExiv2Metadata *metadata, char **tags, TagTest test)
{
  for (char **tag = tags; tag && *tag; tag++)
    if (test (*tag))
      gexiv2_metadata_try_clear_tag (metadata, *tag, NULL);
  g_strfreev (tags);
}

static gboolean
set_tag (GExiv2Metadata *metadata, const char *tag, const char *value, GError **error)
{
  return gexiv2_metadata_try_set_tag_string (metadata, tag, value, error);
}

/* What stands in the history of another program's, then our lines. */
static char *
write_history (GExiv2Metadata *metadata, const MnProvenance *provenances, guint n, const char *sheet)
{
  g_autofree char *last = gexiv2_metadata_try_get_tag_string (metadata, HISTORY, NULL);
  g_auto (GStrv)   lines = g_strsplit (last ? last : "", "\n", -1);
  GString         *history = g_string_new (NULL);

  for (char **line = lines; *line; line++)
    if (**line && ! g_str_has_prefix (*line, TOOL))
      g_string_append_printf (history, "%s\n", *line);
  if (sheet)
    g_string_append_printf (history, TOOL " " MN_VERSION ": %s\n", sheet);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (history, "%s%s %s: preset=%s seed=%u%s%s", i ? "\n" : "", TOOL, MN_VERSION,
                            provenances[i].preset, provenances[i].seed, *provenances[i].treatment ? " " : "",
                            provenances[i].treatment);
  return g_string_free (history, FALSE);
}

gboolean
mn_provenance_write (GExiv2Metadata *metadata, const MnProvenance *provenances, guint n, const char *sheet,
                     GError **error)
{
  const char      *type = SOURCE_TYPES "algorithmicallyEnhanced";
  g_autofree char *history = write_history (metadata, provenances, n, sheet);

  for (guint i = 0; i < n; i++)
    if (provenances[i].bleeding)
      type = SOURCE_TYPES "compositeSynthetic";

  gexiv2_metadata_try_erase_exif_thumbnail (metadata, NULL);
  clear_tags (metadata, gexiv2_metadata_get_xmp_tags (metadata), is_thumbnail);

  return set_tag (metadata, "Xmp.iptcExt.DigitalSourceType", type, error)
         && set_tag (metadata, "Xmp.xmp.CreatorTool", TOOL " " MN_VERSION, error)
         && set_tag (metadata, HISTORY, history, error);
}

void
mn_provenance_strip_private (GExiv2Metadata *metadata)
{
  clear_tags (metadata, gexiv2_metadata_get_exif_tags (metadata), is_private);
  clear_tags (metadata, gexiv2_metadata_get_xmp_tags (metadata), is_private);
}

char **
mn_provenance_read (GExiv2Metadata *metadata)
{
  g_autofree char *history = gexiv2_metadata_try_get_tag_string (metadata, HISTORY, NULL);
  g_auto (GStrv)   lines = g_strsplit (history ? history : "", "\n", -1);
  GPtrArray       *treatments = g_ptr_array_new ();

  for (char **line = lines; *line; line++)
    {
      const char *treatment = g_str_has_prefix (*line, TOOL " ") ? strstr (*line, ": ") : NULL;

      if (treatment)
        g_ptr_array_add (treatments, g_strdup (treatment + strlen (": ")));
    }
  g_ptr_array_add (treatments, NULL);
  return (char **) g_ptr_array_free (treatments, FALSE);
}

gboolean
mn_provenance_is_simulation (GExiv2Metadata *metadata)
{
  g_auto (GStrv) treatments = mn_provenance_read (metadata);

  return treatments[0] != NULL;
}
