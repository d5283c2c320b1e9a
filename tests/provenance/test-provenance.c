/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: the gimp-microneedling authors
 *
 * What is written, what is dropped and what stays.
 */
#include <glib/gstdio.h>

#include "provenance.h"

#define BLACK_PIXEL_PNG \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=="

static const char *const private_tags[] = {
  "Exif.GPSInfo.GPSLatitude", "Exif.Photo.BodySerialNumber", "Exif.Photo.LensSerialNumber",
  "Exif.Photo.CameraOwnerName",
  "Exif.Photo.ImageUniqueID", "Exif.Canon.OwnerName", "Exif.Nikon3.SerialNumber", "Xmp.aux.SerialNumber",
  "Xmp.aux.OwnerName", "Xmp.exif.GPSLatitude", "Xmp.iptcExt.PersonInImage",
};

static const char *const kept_tags[] = {
  "Exif.Image.Make", "Exif.Image.Artist", "Exif.Image.Copyright", "Exif.Photo.DateTimeOriginal", "Xmp.dc.creator",
  "Iptc.Application2.Byline",
};

static GExiv2Metadata *
new_metadata (void)
{
  g_autoptr (GError)  error = NULL;
  gsize               length;
  g_autofree guint8  *png = g_base64_decode (BLACK_PIXEL_PNG, &length);
  GExiv2Metadata     *metadata = gexiv2_metadata_new ();

  g_assert_true (gexiv2_metadata_open_buf (metadata, png, (glong) length, &error));
  g_assert_no_error (error);
  return metadata;
}

static void
set_tags (GExiv2Metadata *metadata, const char *const *tags, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", tags[i]);
      g_assert_true (gexiv2_metadata_try_set_tag_string (metadata, tags[i], "1/1", &error));
      g_assert_no_error (error);
      g_assert_true (gexiv2_metadata_try_has_tag (metadata, tags[i], NULL));
    }
}

static void
test_private (void)
{
  g_autoptr (GExiv2Metadata) metadata = new_metadata ();

  set_tags (metadata, private_tags, G_N_ELEMENTS (private_tags));
  set_tags (metadata, kept_tags, G_N_ELEMENTS (kept_tags));
  mn_provenance_strip_private (metadata);
  for (gsize i = 0; i < G_N_ELEMENTS (private_tags); i++)
    {
      g_test_message ("%s", private_tags[i]);
      g_assert_false (gexiv2_metadata_try_has_tag (metadata, private_tags[i], NULL));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kept_tags); i++)
    {
      g_test_message ("%s", kept_tags[i]);
      g_assert_true (gexiv2_metadata_try_has_tag (metadata, kept_tags[i], NULL));
    }
}

static void
assert_tag (GExiv2Metadata *metadata, const char *tag, const char *expected)
{
  g_autofree char *value = gexiv2_metadata_try_get_tag_string (metadata, tag, NULL);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_write (void)
{
  g_autoptr (GExiv2Metadata) metadata = new_metadata ();
  MnProvenance provenance = { "next-day", "sessions=1 days-after=1", 4294967295u, TRUE };

  g_assert_false (mn_provenance_is_simulation (metadata));
  set_tags (metadata, (const char *const[]) { "Exif.Thumbnail.Make" }, 1);
  g_assert_true (gexiv2_metadata_try_set_tag_string (metadata, "Xmp.photoshop.History", "Cropped", NULL));
  g_assert_true (mn_provenance_write (metadata, &provenance, 1, NULL, NULL));
  g_assert_true (mn_provenance_is_simulation (metadata));
  assert_tag (metadata, "Xmp.iptcExt.DigitalSourceType",
              "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic");
  assert_tag (metadata, "Xmp.photoshop.History",
              "Cropped\ngimp-microneedling " MN_VERSION ": preset=next-day seed=4294967295 sessions=1 days-after=1");
  assert_tag (metadata, "Exif.Thumbnail.Make", NULL);

  provenance = (MnProvenance) { "", "", 0, FALSE };
  g_assert_true (mn_provenance_write (metadata, &provenance, 1, NULL, NULL));
  assert_tag (metadata, "Xmp.photoshop.History", "Cropped\ngimp-microneedling " MN_VERSION ": preset= seed=0");
  assert_tag (metadata, "Xmp.iptcExt.DigitalSourceType",
              "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced");
}

static void
test_read (void)
{
  g_autoptr (GExiv2Metadata) metadata = new_metadata ();
  const MnProvenance provenances[] = { { "day 3", "sessions=1", 0, FALSE }, { "", "", 7, TRUE } };
  g_auto (GStrv) none = mn_provenance_read (metadata);
  g_auto (GStrv) treatments = NULL;

  g_assert_null (none[0]);
  g_assert_true (gexiv2_metadata_try_set_tag_string (metadata, "Xmp.photoshop.History", "Cropped: twice", NULL));
  g_assert_true (mn_provenance_write (metadata, provenances, 2, "sheet layout=grid", NULL));
  treatments = mn_provenance_read (metadata);
  g_assert_cmpint (g_strv_length (treatments), ==, 3);
  g_assert_cmpstr (treatments[0], ==, "sheet layout=grid");
  g_assert_cmpstr (treatments[1], ==, "preset=day 3 seed=0 sessions=1");
  g_assert_cmpstr (treatments[2], ==, "preset= seed=7");
  assert_tag (metadata, "Xmp.iptcExt.DigitalSourceType",
              "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gexiv2_initialize ();
  g_test_add_func ("/provenance/private", test_private);
  g_test_add_func ("/provenance/write", test_write);
  g_test_add_func ("/provenance/read", test_read);
  return g_test_run ();
}
