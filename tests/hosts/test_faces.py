#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What the plug-in does in GIMP, on a portrait: host.py says how it is called.

Skips (77) without portraits and models.
"""
import os
import subprocess
import unittest

import numpy
from host import COMMAND, EFFECTS, GIMP, RESULTS, portrait_path, read_facts, start
from PIL import Image, ImageOps
from pictures import pixels

PORTRAIT, OTHER = "portrait22.jpg", "portrait08.jpg"
CHANGES = ["cropped", "flipped", "scaled", "replaced"]
CELLS = 16       # pixels that a record's cells reach over the edge of a selection, at most, on this portrait
FEATHER = 20     # pixels that the edge of a selection is soft to either side


def save_srgb(picture, name):
    """Without a profile, where all hosts agree to the last bit."""
    picture.convert("RGB").save(folder / name, icc_profile=None)


def setUpModule():
    global folder, facts, said
    paths = portrait_path(PORTRAIT), portrait_path(OTHER)
    folder, profile = start(unittest.addModuleCleanup)
    profile.give_models()
    with Image.open(paths[0]) as photo, Image.open(paths[1]) as other:
        save_srgb(photo, "portrait.png")
        save_srgb(ImageOps.fit(other, photo.size), "other.png")
    said = profile.scenarios(folder, "t-portrait")
    facts = read_facts(folder)


class Faces(unittest.TestCase):
    def picture(self, name):
        return pixels(folder / f"{name}.png")

    def test_none_fails_and_the_selection_is_restored(self):
        names = ["skin", "skin-selected", "half", "half-layer", "channel"]
        names += ["effect", "effect-selected", "effect-half"] if EFFECTS else []
        self.assertEqual({name: facts.get(name) for name in names}, {name: ["", "#t"] for name in names}, said)

    @unittest.skipUnless(os.access(COMMAND, os.X_OK), "no command in this build")
    def test_a_changed_picture_is_treated_as_its_file(self):
        """The record from before is of other pixels: the face is found anew."""
        files = [f"{change}-file.png" for change in CHANGES]
        for change, file in zip(CHANGES, files):
            with Image.open(folder / f"{change}.png") as picture:
                save_srgb(picture, file)
        subprocess.run([COMMAND, "render", *(folder / file for file in files), "--preset", "immediately", "-o", folder],
                       check=True)
        for change in CHANGES:
            alone, changed = self.picture(f"{change}-file-immediately"), self.picture(change)
            self.assertGreater(numpy.abs(alone - changed).mean(), 2)
            for result in RESULTS:
                with self.subTest(change=change, result=result):
                    self.assertEqual(facts.get(f"{change}-{result}"), ["", "#f"], said)
                    numpy.testing.assert_array_equal(self.picture(f"{change}-{result}"), alone)

    def test_a_scaled_picture_is_treated_the_same_by_all_results(self):
        for result in RESULTS[1:]:
            numpy.testing.assert_array_equal(self.picture(f"scaled-{result}"), self.picture("scaled-new-layer"))

    def test_skin_is_all_skin_whatever_is_selected(self):
        self.assertGreater(numpy.abs(self.picture("skin") - self.picture("portrait")).max(), 10)
        numpy.testing.assert_array_equal(self.picture("skin-selected"), self.picture("skin"))

    def test_skin_in_selection(self):
        photo, skin = self.picture("portrait"), self.picture("skin")
        middle = photo.shape[1] // 2
        for name in ("half", "half-layer"):
            numpy.testing.assert_array_equal(self.picture(name)[:, :middle - FEATHER], skin[:, :middle - FEATHER])
            numpy.testing.assert_array_equal(self.picture(name)[:, middle + FEATHER:], photo[:, middle + FEATHER:])

    def test_the_skin_is_a_channel_to_paint_on(self):
        photo, skin, painted = self.picture("portrait"), self.picture("skin"), self.picture("painted")
        left, right = slice(None, photo.shape[1] // 2 - CELLS), slice(photo.shape[1] // 2 + CELLS, None)
        numpy.testing.assert_array_equal(self.picture("channel"), skin)
        self.assertEqual(facts.get("painted"), ["", "1"], said)
        numpy.testing.assert_array_equal(painted[:, right], photo[:, right])
        self.assertLess(numpy.abs(painted - skin)[:, left].mean(), 0.1 * numpy.abs(photo - skin)[:, left].mean())

    @unittest.skipIf(GIMP == "2", "layer effects are GIMP 3's")
    def test_layer_effect(self):
        photo, half = self.picture("portrait"), self.picture("effect-half")
        middle = photo.shape[1] // 2
        for name in ("effect", "effect-selected"):
            numpy.testing.assert_array_equal(self.picture(name), self.picture("skin"))
        self.assertGreater(numpy.abs(half - photo)[:, :middle].max(), 10)
        numpy.testing.assert_array_equal(half[:, middle + FEATHER + CELLS:], photo[:, middle + FEATHER + CELLS:])

    @unittest.skipUnless(os.access(COMMAND, os.X_OK), "no command in this build")
    def test_the_command_makes_the_same_pixels(self):
        subprocess.run([COMMAND, "render", folder / "portrait.png", "--preset", "immediately", "-o",
                        folder / "command.png"], check=True)
        numpy.testing.assert_array_equal(self.picture("command"), self.picture("skin"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
