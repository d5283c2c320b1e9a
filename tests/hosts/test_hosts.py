#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What the plug-in does in GIMP, on made pictures: host.py says how it is called."""
import locale
import os
import shutil
import subprocess
import unittest

import numpy
from host import COMMAND, GIMP, HERE, RESULTS, check_signed, read_facts, start
from PIL import Image
from pictures import mixed, pixels, write_inputs

OTHER_SPACE = 2  # 8-bit steps between hosts where the photo is not sRGB
CELL = 8         # pixels that a cell of the skin reaches over an edge, at most
NEARLY_ALL = 0.9  # of a layer effect's change, well inside a selection
ROUNDING = 1     # 8-bit steps between two ways to the same pixel where a mask or another precision comes between


def setUpModule():
    global profile, out, facts, said
    out, profile = start(unittest.addModuleCleanup)
    write_inputs(out)
    said = profile.scenarios(out)
    facts = read_facts(out)


class Hosts(unittest.TestCase):
    def same(self, one, other, most=0):
        self.assertLessEqual(numpy.abs(pixels(out / one) - pixels(out / other)).max(), most, f"{one} and {other}")

    def test_every_scenario_ran(self):
        only_here = ("effect", "changed", "limited effect") if GIMP == "3" else ("last values",)
        for name in ("plain", "in place", "channel", "parts", "limited new layer", "limited in place", "masked",
                     "offset", "kinds", "errors", "metadata", "settings", *only_here):
            with self.subTest(name):
                self.assertEqual(facts.get(name), ["done"], said)

    def test_new_layer_leaves_the_original_and_is_edited_when_run_again(self):
        self.assertEqual(facts["new-layer"], ["2", "Immediately after"])
        self.assertEqual(facts["new-layer again"], ["2", "Next day"])
        self.assertEqual(facts["duplicate again"], ["2", "Next day"])
        self.same("duplicate.png", "next-day.png")
        self.same("original.png", "photo.png")
        self.assertGreater(numpy.abs(pixels(out / "new-layer.png") - pixels(out / "photo.png")).mean(), 1)
        self.assertGreater(numpy.abs(pixels(out / "next-day.png") - pixels(out / "new-layer.png")).mean(), 0.5)

    def test_a_channel_says_what_is_skin(self):
        self.assertEqual(facts["a channel"], ["2", "1"])
        change = numpy.abs(pixels(out / "channel.png") - pixels(out / "photo.png")).max(axis=2)
        self.assertGreater(change[90:190, 70:150].mean(), 1)
        change[80 - CELL:200 + CELL, 60 - CELL:160 + CELL] = 0
        self.assertEqual(change.max(), 0)

    def test_in_place_is_the_same_picture(self):
        self.assertEqual(facts["in-place"], ["1"])
        self.same("in-place.png", "new-layer.png")

    def test_the_selection_is_restored(self):
        for result in RESULTS:
            with self.subTest(result):
                layers, effects = {"new-layer": ("2", "0"), "in-place": ("1", "0"), "layer-effect": ("1", "1")}[result]
                self.assertEqual(facts[f"selection after {result}"], ["#t", layers, effects])

    def test_a_feathered_selection_mixes_photo_and_treated(self):
        photo, treated = pixels(out / "photo.png"), pixels(out / "unlimited.png")
        selection = pixels(out / "selection.png", "RGBA")[..., 3]
        self.assertGreater(len(numpy.unique(selection)), 100)
        for result in ("new-layer", "in-place"):
            with self.subTest(result):
                limited = pixels(out / f"limited-{result}.png")
                numpy.testing.assert_array_equal(limited[selection == 0], photo[selection == 0])
                numpy.testing.assert_array_equal(limited[selection == 255], treated[selection == 255])
                self.assertLessEqual(numpy.abs(limited - mixed(photo, treated, selection / 255)).max(), ROUNDING)
        self.assertGreater(numpy.abs(treated - photo)[selection > 0].mean(), 1)

    @unittest.skipIf(GIMP == "2", "layer effects are GIMP 3's")
    def test_a_feathered_selection_weakens_a_layer_effect(self):
        """By coverage, which redness fades towards: never beyond photo and treated, and less than a mix."""
        photo, treated = pixels(out / "photo.png"), pixels(out / "unlimited.png")
        limited = pixels(out / "limited-layer-effect.png")
        selection = pixels(out / "selection.png", "RGBA")[..., 3]
        numpy.testing.assert_array_equal(limited[selection == 0], photo[selection == 0])
        self.assertTrue((limited >= numpy.minimum(photo, treated)).all())
        self.assertTrue((limited <= numpy.maximum(photo, treated)).all())

        def share(where):
            return numpy.abs(limited - photo)[where].mean() / numpy.abs(treated - photo)[where].mean()
        self.assertGreater(share(selection == 255), NEARLY_ALL)
        feather = (selection > 0) & (selection < 255)
        self.assertTrue(0.2 < share(feather) < (selection[feather] / 255).mean())

    def test_a_layer_mask_stays_and_is_narrowed(self):
        shown = pixels(out / "masked.png", "RGBA")[..., 3]
        self.assertEqual(shown[140, 80], 255)
        self.assertEqual(shown[140, 130], 0)    # selected, but masked before
        self.assertEqual(shown[140, 30], 0)     # not selected

    def test_layer_offsets(self):
        photo, offset = pixels(out / "photo.png"), pixels(out / "offset.png")
        self.assertGreater(numpy.abs(offset - photo)[80:200, 60:160].mean(), 1)
        offset[80:200, 60:160] = photo[80:200, 60:160]
        numpy.testing.assert_array_equal(offset, photo)
        self.assertEqual(facts["selection elsewhere"], ["The selection does not touch the layer"])

    def test_kinds_of_pictures(self):
        self.assertIn("indexed image", facts["kind indexed"][0])
        self.same("kind-u16.png", "in-place.png", ROUNDING)
        self.same("kind-linear.png", "in-place.png", ROUNDING)
        for kind in ("u16", "linear", "grey", "alpha", "wide"):
            self.assertEqual(facts[f"kind {kind}"], [""])
        grey = pixels(out / "kind-grey.png")
        self.assertEqual(numpy.ptp(grey, axis=2).max(), 0)
        numpy.testing.assert_array_equal(pixels(out / "kind-alpha.png", "RGBA")[..., 3],
                                         pixels(out / "alpha.png", "RGBA")[..., 3])

    def test_errors_are_one_sentence(self):
        for name, part in (("preset", "nope"), ("value", "pores"), ("key", "poros")):
            with self.subTest(name):
                self.assertIn(part, facts[f"error {name}"][0])
        if GIMP == "2":
            self.assertIn("GIMP 3", facts["error effect"][0])

    @unittest.skipIf(GIMP == "3", "GIMP 3 keeps the values of dialogs only")
    def test_last_values(self):
        self.same("last-values.png", "in-place.png")

    def test_metadata(self):
        for suffix in ("jpg", "png", "tif"):
            with self.subTest(suffix):
                check_signed(self, out / f"metadata.{suffix}", "preset=immediately seed=7")
                self.assertEqual(pixels(out / f"metadata.{suffix}").shape, (240, 320, 3))

    @unittest.skipIf(GIMP == "2", "layer effects are GIMP 3's")
    def test_layer_effect(self):
        self.assertEqual(facts["effects"], ["1", "1"])
        self.same("effect.png", "new-layer.png")
        self.same("effect-loaded.png", "effect.png")

    @unittest.skipIf(GIMP == "2", "layer effects are GIMP 3's")
    def test_layer_effect_leaves_another_picture_alone(self):
        """It passes a picture through that its record is not of; a scaled one is the same."""
        for change in ("cropped", "flipped", "replaced"):
            with self.subTest(change):
                self.same(f"effect-{change}.png", f"{change}.png")
        self.assertGreater(numpy.abs(pixels(out / "effect-scaled.png") - pixels(out / "scaled.png")).mean(), 1)

    def test_a_german_gimp_reads_numbers_the_same(self):
        try:
            locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
            locale.setlocale(locale.LC_ALL, "C")
        except locale.Error:
            self.skipTest("no de_DE.UTF-8 here")
        german = out / "german"
        german.mkdir()
        shutil.copy(out / "photo.png", german)
        profile.run_german = profile.run(
            f'(begin (load "{HERE / f"gimp{GIMP}.scm"}") (load "{HERE / "scenarios.scm"}") '
            f'(set! t-dir "{german}") (t-settings))', "de_DE.UTF-8")
        self.same("german/settings.png", "settings.png")

    @unittest.skipUnless(os.access(COMMAND, os.X_OK), "no command in this build")
    def test_the_command_makes_the_same_pixels(self):
        Image.new("L", (240, 320), 255).save(out / "all.png")
        Image.open(out / "photo.png").save(out / "wide.png", icc_profile=(out / "wide.icc").read_bytes())
        for photo, expected, most in (("photo.png", "in-place.png", 0), ("wide.png", "kind-wide.png", OTHER_SPACE)):
            with self.subTest(photo):
                subprocess.run([COMMAND, "render", out / photo, "--preset", "immediately",
                                "--coverage-from", out / "all.png", "--scale", repr(240 / 180),
                                "-o", out / f"command-{photo}"], check=True)
                self.same(f"command-{photo}", expected, most)


if __name__ == "__main__":
    unittest.main(verbosity=2)
