#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Sheets in GIMP: host.py says how it is called.  Skips (77) without portraits and models."""
import csv
import os
import subprocess
import unittest

import numpy
from host import COMMAND, check_signed, portrait_path, start
from PIL import Image
from pictures import pixels, synthetic_skin

PORTRAIT = "portrait10.jpg"
FORMATS = ("jpg", "png", "tif", "webp")
TEXTS = {"Title", "Clinic", "Caption: Before", "Caption: Immediately after", "Label: simulation", "Label: response",
         "Scale: 10 mm", "Detail: scale: 10 mm"}
PICTURES = {"Paper", "Before", "Immediately after", "Detail: Before", "Detail: Immediately after", "Scale",
            "Detail: scale", "Label"}


def setUpModule():
    global folder, facts, said
    photo = portrait_path(PORTRAIT)
    folder, profile = start(unittest.addModuleCleanup)
    profile.give_models()
    with Image.open(photo) as picture:
        picture.convert("RGB").save(folder / "portrait.png", icc_profile=None)
    subprocess.run(["exiftool", "-q", "-overwrite_original", "-GPSLatitude=40", "-GPSLongitude=3", "-SerialNumber=77",
                    "-OwnerName=Ann", "-Artist=Bea", folder / "portrait.png"], check=True)
    Image.fromarray(synthetic_skin()).save(folder / "skin.png")
    said = profile.sheets(folder)
    with open(folder / "facts.tsv", encoding="utf-8") as lines:
        facts = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def fact(name):
    return next((row[1] for row in facts if row[0] == name), said)


def layers(name):
    return {row[1]: row[2:] for row in facts if row[0] == f"{name} layer"}


class Sheets(unittest.TestCase):
    def place(self, name, layer):
        """The pixels of a layer's place."""
        width, height, x, y = map(int, layers(name)[layer][1:])
        return pixels(folder / f"{name}.png")[y:y + height, x:x + width]

    def test_layers_are_named_and_text_is_text(self):
        found = layers("two-up")
        self.assertEqual(set(found), TEXTS | PICTURES, said)
        self.assertEqual({name for name, row in found.items() if row[0] in ("1", "#t")}, TEXTS)

    def test_none_fails_that_should_not(self):
        for name in ("two-up", "slanted", "strip", "of-result", "selected", "scaled", "forced"):
            self.assertEqual(fact(name), "", said)

    def test_bad_input(self):
        for name, words in (("unknown", "nope"), ("size", "0x0"), ("logo", "absent.png"),
                            ("no-face", "select the skin"),
                            ("simulation", "simulation")):
            with self.subTest(name):
                self.assertIn(words, fact(name))

    def test_the_label(self):
        for name in ("two-up", "slanted", "strip"):
            with self.subTest(name):
                picture, strip = pixels(folder / f"{name}.png"), self.place(name, "Label")
                self.assertGreaterEqual(strip.shape[0] * strip.shape[1], 0.07 * picture.shape[0] * picture.shape[1])
                self.assertGreater((strip > 200).mean(), 0.02)
                self.assertLess(strip[0].max(), 40)

    @unittest.skipUnless(os.access(COMMAND, os.X_OK), "no command in this build")
    def test_pictures_are_the_commands(self):
        """The same places, the same pixels; a layer that was made before is no other photo.  Every export tells the
        command how to make it."""
        subprocess.run([COMMAND, "sheet", folder / "portrait.png", "--presets", "immediately", "--title", "Title",
                        "--clinic", "Clinic", "--inset", "auto", "-o", folder / "command.png"], check=True)
        command = pixels(folder / "command.png")
        for suffix in FORMATS:
            subprocess.run([COMMAND, "sheet", folder / "portrait.png", "--like", folder / f"two-up-export.{suffix}",
                            "-o", folder / f"like-{suffix}.png"], check=True)
            numpy.testing.assert_array_equal(pixels(folder / f"like-{suffix}.png"), command)
        for layer in ("Immediately after", "Detail: Immediately after"):
            width, height, x, y = map(int, layers("two-up")[layer][1:])
            numpy.testing.assert_array_equal(self.place("two-up", layer), command[y:y + height, x:x + width])
            numpy.testing.assert_array_equal(self.place("of-result", layer), command[y:y + height, x:x + width])

    def test_selected_skin_needs_no_face(self):
        """The whole photo is shown, treated where it was selected; a path of 10 mm tells the scale."""
        for name in ("selected", "scaled"):
            with self.subTest(name):
                before, after = (self.place(name, layer) for layer in ("Before", "Immediately after"))
                change = (after - before)[..., 1]
                height, width = change.shape
                self.assertAlmostEqual(width / height, 240 / 320, delta=0.01)
                self.assertLess(change[height // 4:height // 2, width // 4:width // 2].mean(), -2)
                self.assertEqual(numpy.abs(change[:, 7 * width // 8:]).max(), 0)
                self.assertEqual("Scale: 10 mm" in layers(name), name == "scaled")
        self.assertEqual(said.count("No face with both eyes was found"), 2, said)
        self.assertEqual(said.count("How large a millimetre is was guessed"), 1, said)
        scale = self.place("scaled", "Scale")
        row = scale[scale.shape[0] // 2].min(axis=1) > 200
        bar = numpy.flatnonzero(numpy.diff(numpy.concatenate([[0], row, [0]]).astype(int)))[:2]
        self.assertAlmostEqual(bar[1] - bar[0], 40 * width / 240, delta=1)

    def test_a_divider_leans(self):
        """Both layers have the whole picture; a mask shows the right of the one after."""
        before, after = layers("slanted")["Before"], layers("slanted")["After 3 sessions"]
        self.assertEqual(before, after)
        self.assertLess(int(layers("slanted")["Divider"][1]), int(before[1]) // 2)

    def test_a_name_that_is_written_to_the_left_is_at_the_right(self):
        columns = numpy.flatnonzero((self.place("slanted", "Clinic") < 128).all(axis=2).any(axis=0))
        x = int(layers("slanted")["Clinic"][3])
        self.assertGreater(x + columns[0], 0.9 * 1080)
        self.assertGreater(x + columns[-1], 0.96 * 1080)

    def test_every_export_says_what_it_is_and_not_where(self):
        for suffix in FORMATS:
            with self.subTest(suffix):
                check_signed(self, folder / f"two-up-export.{suffix}", "preset=immediately seed=0")

    @unittest.skipUnless(os.access(COMMAND, os.X_OK), "no command in this build")
    def test_a_picture_can_be_made_again_from_every_export(self):
        for suffix in FORMATS:
            with self.subTest(suffix):
                subprocess.run([COMMAND, "render", folder / "portrait.png",
                                "--like", folder / f"two-up-export.{suffix}", "-o", folder / f"again-{suffix}.png"],
                               check=True, stderr=subprocess.DEVNULL)
        subprocess.run([COMMAND, "render", folder / "portrait.png", "--preset", "immediately",
                        "-o", folder / "first.png"], check=True, stderr=subprocess.DEVNULL)
        for suffix in FORMATS:
            numpy.testing.assert_array_equal(pixels(folder / f"again-{suffix}.png"), pixels(folder / "first.png"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
