#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Drives the preview's dialog in a real GIMP: case.py says how it is called."""
import os
import pathlib
import signal
import unittest

from case import GIMP, HERE, LOCALE, Case, driver, gimp_profile, main
import numpy
from PIL import Image

PORTRAITS = pathlib.Path(os.environ.get("MN_PORTRAITS") or HERE.parents[2] / "shared/portraits")
ONE_PORTRAIT = "portrait08.jpg"


class Dialog(Case):
    def test_cancel_leaves_nothing(self):
        gimp = self.gimp
        self.select()
        before, selected = self.canvas(), gimp.scheme(f"(gimp-selection-bounds {gimp.image})")
        title, undo, modified = gimp.title(), gimp.undo_label(), gimp.is_modified()
        self.open_on_selection()
        gimp.dialog.choose("Preset", "Immediately after")
        self.canvas()
        self.shot("dialog")
        gimp.close_dialog("Cancel")
        driver.wait_for("the same undo step and title", lambda: (gimp.undo_label(), gimp.title()) == (undo, title))
        self.assertEqual(gimp.is_modified(), modified)
        self.assertEqual(gimp.layers(), ["photo.png"])
        self.assertEqual(gimp.scheme(f"(gimp-selection-bounds {gimp.image})"), selected)
        self.assertLess(self.changed(before, self.canvas()), 0.01)      # marching ants

    def test_an_untouched_image_stays_unmodified(self):
        self.open_on_selection()
        self.canvas()
        self.gimp.close_dialog("Cancel")
        self.assertFalse(self.gimp.is_modified())
        self.assertEqual(self.gimp.undo_label(), "")
        self.assertEqual(self.gimp.layers(), ["photo.png"])

    def test_ok_is_one_undo_step(self):
        gimp, before = self.gimp, self.canvas()
        self.open_on_selection()
        gimp.dialog.choose("Preset", "Immediately after")
        gimp.close_dialog("OK")
        driver.wait_for("the new layer", lambda: gimp.layers() == ["Immediately after", "photo.png"])
        after = self.canvas()
        self.shot("after")
        self.assertGreater(self.changed(before, after), 0.05)
        self.assertIn("Microneedling", gimp.undo_label())
        gimp.undo()
        driver.wait_for("undo", lambda: gimp.layers() == ["photo.png"])
        self.assertEqual(gimp.undo_label(), "")
        self.assertEqual(self.changed(before, self.canvas()), 0)

    def test_our_layer_is_edited(self):
        gimp = self.gimp
        self.open_on_selection()
        gimp.dialog.choose("Preset", "Next day")
        gimp.dialog.set("Needle depth", 1.5)
        gimp.close_dialog("OK")
        driver.wait_for("the new layer", lambda: gimp.layers() == ["Next day", "photo.png"])
        gimp.choose_layer(1)
        self.open_on_selection()
        gimp.dialog.choose("Preset", "One week")
        gimp.dialog.set("Needle depth", 0.5)
        gimp.close_dialog("OK")
        driver.wait_for("another layer", lambda: gimp.layers() == ["Next day", "One week", "photo.png"])
        gimp.choose_layer(0)
        self.open()
        self.assertEqual(gimp.dialog.value("Needle depth"), 1.5)
        self.assertEqual(gimp.dialog.value("Days after"), 1)
        gimp.dialog.choose("Preset", "Immediately after")
        gimp.close_dialog("OK")
        driver.wait_for("the layer's new name", lambda: gimp.layers() == ["Immediately after", "One week", "photo.png"])

    def test_a_preset_of_ones_own(self):
        gimp = self.gimp
        self.open_on_selection()
        gimp.dialog.set("Needle depth", 2.0)
        gimp.dialog.press("Save as preset…")
        gimp.dialog.find("text", "Name").set_text_contents("Mine: 2 mm")
        gimp.dialog.press("Save")
        driver.wait_for("the preset", lambda: list((self.folder / "home/config/microneedling/presets").glob("*.ini")))
        saved = (self.folder / "home/config/microneedling/presets/mine-2-mm.ini").read_text(encoding="utf-8")
        self.assertIn("needle-depth=2\n", saved)
        gimp.dialog.choose("Preset", "Mine: 2 mm")
        gimp.close_dialog("Cancel")

    def test_reset(self):
        gimp = self.gimp
        self.open_on_selection()
        gimp.dialog.set("Needle depth", 2.0)
        gimp.dialog.choose("Preset", "Next day")
        gimp.dialog.press("Reset")
        if GIMP == "3":
            gimp.dialog.press("Reset to Factory Defaults")
        driver.wait_for("the defaults", lambda: gimp.dialog.value("Needle depth") == 1.0)
        self.assertEqual(gimp.dialog.value("Days after"), 84)
        gimp.close_dialog("Cancel")

    @unittest.skipIf(GIMP == "2", "presets are the saved settings of GIMP 2.10")
    def test_save_and_load(self):
        gimp = self.gimp
        self.open_on_selection()
        gimp.dialog.set("Needle depth", 2.0)
        gimp.dialog.press("Save Settings")
        gimp.dialog.set("Needle depth", 0.5)
        gimp.dialog.press("Load Saved Settings")
        driver.wait_for("the settings", lambda: gimp.dialog.value("Needle depth") == 2.0)
        gimp.close_dialog("Cancel")

    def test_no_face_says_what_to_do(self):
        self.assertIn("No face was found", self.open())
        self.shot("no-face")
        self.gimp.close_dialog("Cancel")

    def test_a_path_of_10_mm_tells_the_scale(self):
        self.gimp.draw_path((100, 100), (160, 100))
        self.open()
        self.gimp.dialog.choose("Area", "Selection")
        self.assertIn("6.0 pixels per millimetre", "\n".join(self.gimp.wait_until_found()))
        self.gimp.close_dialog("Cancel")

    def test_a_killed_plug_in(self):
        gimp = self.gimp
        self.select()
        gimp.scheme(f"(gimp-image-clean-all {gimp.image})")
        self.open_on_selection()
        gimp.dialog.choose("Preset", "Immediately after")
        self.canvas()
        undo_is_on = f"(car (gimp-image-undo-is-enabled {gimp.image}))"
        os.kill(gimp.plug_in_pid(), signal.SIGKILL)
        driver.wait_for("the plug-in to go", lambda: not list(gimp.dialog.roots()))
        driver.wait_for("the preview to go", lambda: gimp.layers() == ["photo.png"])
        self.shot("killed")
        self.assertFalse(gimp.is_modified())
        self.assertIn(gimp.scheme(undo_is_on), ("1", "#t"))
        self.assertEqual(gimp.scheme(f"(gimp-selection-bounds {gimp.image})").split()[1:], "50 60 350 260)".split())
        gimp.dismiss_messages()
        self.open_on_selection()
        gimp.close_dialog("OK")
        driver.wait_for("the new layer", lambda: len(gimp.layers()) == 2)
        gimp.undo()
        driver.wait_for("undo", lambda: gimp.layers() == ["photo.png"])


@unittest.skipIf(GIMP == "3", "the preview is in the dialog in GIMP 2.10")
class Viewer(Case):
    def preview(self):
        return self.canvas(driver.VIEWER)

    def test_the_preview_follows(self):
        gimp = self.gimp
        self.open_on_selection()
        three = self.preview()
        gimp.dialog.choose("Preset", "Immediately after")
        at_once = self.preview()
        self.assertGreater(self.changed(three, at_once), 0.05)
        gimp.dialog.set("Redness", 0.0)
        self.assertGreater(self.changed(at_once, self.preview()), 0.05)
        gimp.dialog.set("Redness", 1.0)
        self.assertEqual(self.changed(at_once, self.preview()), 0)
        with gimp.held("F8"):
            before = self.preview()
            self.assertGreater(self.changed(at_once, before), 0.05)
        gimp.dialog.press("Split view")
        split = self.preview()
        self.shot("split")
        middle = split.shape[1] // 2
        self.assertEqual(self.changed(split[:, :middle - 20], before[:, :middle - 20]), 0)
        self.assertEqual(self.changed(split[:, middle + 20:], at_once[:, middle + 20:]), 0)
        gimp.dialog.press("Split view")
        gimp.dialog.choose("Zoom", "1:4")
        self.preview()
        self.shot("zoomed")
        gimp.close_dialog("Cancel")


@unittest.skipIf(GIMP == "2", "the preview is on the canvas in GIMP 3")
class Canvas(Case):
    def test_the_canvas_follows(self):
        gimp, before = self.gimp, self.canvas()
        self.open_on_selection()
        three = self.canvas()
        gimp.dialog.choose("Preset", "Immediately after")
        at_once = self.canvas()
        self.shot("at-once")
        self.assertGreater(self.changed(three, at_once), 0.05)
        gimp.dialog.set("Redness", 0.0)
        self.assertGreater(self.changed(at_once, self.canvas()), 0.05)
        gimp.dialog.set("Redness", 1.0)
        self.assertEqual(self.changed(at_once, self.canvas()), 0)
        with gimp.held("F8"):
            self.assertEqual(self.changed(before, self.canvas()), 0)
        self.assertEqual(self.changed(at_once, self.canvas()), 0)
        gimp.dialog.press("Split view")
        split = self.canvas()
        self.shot("split")
        columns = numpy.nonzero((numpy.abs(before - at_once).max(axis=2) > 2).any(axis=0))[0]
        middle = (columns[0] + columns[-1]) // 2
        self.assertLess(self.changed(split[:, :middle - 20], before[:, :middle - 20]), 0.01)
        self.assertLess(self.changed(split[:, middle + 20:], at_once[:, middle + 20:]), 0.01)
        gimp.close_dialog("Cancel")
        self.assertEqual(self.changed(before, self.canvas()), 0)

    def test_the_preview_is_the_result(self):
        """Whatever the layer is; the picture is made so by Script-Fu."""
        gimp = self.gimp
        mask = "(gimp-layer-add-mask L (car (gimp-layer-create-mask L ADD-MASK-SELECTION)))"
        steps = (
            ("feathered selection", "(begin (gimp-image-select-rectangle I CHANNEL-OP-REPLACE 50 60 400 300) "
                                    "(gimp-selection-feather I 60))"),
            ("mask", mask),
            ("offsets", "(gimp-layer-set-offsets L 40 -30)"),
            ("group", "(let ((group (car (gimp-group-layer-new I \"group\")))) (gimp-image-insert-layer I group 0 0) "
                      "(gimp-image-reorder-item I L group 0) "
                      "(gimp-image-set-selected-layers I (vector L)))"),
            ("linear", "(gimp-image-convert-precision I PRECISION-FLOAT-LINEAR)"),
            ("alpha", "(begin (gimp-layer-add-alpha L) (gimp-layer-set-opacity L 70))"),
            ("grey", "(gimp-image-convert-grayscale I)"),
        )
        for name, step in steps:
            with self.subTest(name):
                layer, before = gimp.layer(), gimp.layers()
                gimp.scheme(f"(let ((I {gimp.image}) (L {layer})) {step} (gimp-displays-flush))")
                self.open_on_selection()
                gimp.dialog.choose("Preset", "Immediately after")
                preview = self.canvas()
                self.shot(name.replace(" ", "-"))
                gimp.close_dialog("OK")
                driver.wait_for("the result", lambda: gimp.undo_label().startswith("Microneedling"))
                result = self.canvas()
                gimp.undo()
                driver.wait_for("undo", lambda: not gimp.undo_label().startswith("Microneedling"))
                self.assertLess(self.changed(preview, result), 0.01)
                self.assertEqual(gimp.layers(), before if name != "group" else ["group"])

    def test_an_indexed_image_is_refused(self):
        gimp = self.gimp
        gimp.scheme(f"(gimp-image-convert-indexed {gimp.image} CONVERT-DITHER-NONE CONVERT-PALETTE-WEB 0 FALSE FALSE"
                    ' "")')
        gimp.scheme("(gimp-displays-flush)")
        entry = gimp.application.find("menu item", "Microneedling Preview…")
        self.assertFalse(driver.is_sensitive(entry))

    def test_a_layer_effect_is_kept_in_the_file(self):
        gimp = self.gimp
        self.open_on_selection()
        gimp.dialog.choose("Preset", "Immediately after")
        gimp.dialog.choose("Result", "Layer effect")
        gimp.wait_until_found()
        gimp.close_dialog("OK")
        count = f"(vector-length (car (gimp-drawable-get-filters {gimp.layer()})))"
        driver.wait_for("the effect", lambda: gimp.scheme(count) == "1")
        with_effect = self.canvas()
        gimp.scheme(f'(gimp-file-save RUN-NONINTERACTIVE {gimp.image} "{self.folder}/effect.xcf")')
        self.assertIn("Microneedling", gimp.undo_label())
        gimp.undo()
        driver.wait_for("undo", lambda: gimp.scheme(count) == "0")
        gimp.quit()
        self.start(self.folder / "effect.xcf")
        self.assertEqual(self.changed(with_effect, self.canvas()), 0)
        self.open()
        self.assertEqual(self.gimp.dialog.value("Days after"), 0)
        self.gimp.close_dialog("Cancel")
        self.assertEqual(self.gimp.scheme(count), "1")
        self.assertEqual(self.changed(with_effect, self.canvas()), 0)


@unittest.skipUnless(pathlib.Path(LOCALE, "de").is_dir(), "no translation in this build")
class German(Case):
    language = {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"}

    def test_german(self):
        gimp = self.gimp
        gimp.open_dialog("Microneedling-Vorschau …", "Vorgabe")
        self.assertIn("Es wurde kein Gesicht gefunden.", "\n".join(gimp.wait_until_found()))
        gimp.dialog.choose("Bereich", "Auswahl")
        gimp.wait_until_found()
        gimp.dialog.set("Nadeltiefe", 1.5)
        gimp.dialog.choose("Vorgabe", "Direkt danach")
        self.canvas()
        self.shot("dialog")
        self.assertEqual(gimp.dialog.value("Nadeltiefe"), 1.5)
        gimp.close_dialog("OK")
        driver.wait_for("the new layer", lambda: gimp.layers() == ["Direkt danach", "photo.png"])


class Portrait:
    scale, blurred = "pixels per millimetre", True

    def make_photo(self):
        with Image.open(PORTRAITS / ONE_PORTRAIT) as photo:
            photo.convert("RGB").save(self.photo)

    def test_a_portrait(self):
        gimp, before = self.gimp, self.canvas()
        notes = self.open()
        self.assertIn(self.scale, notes)
        self.assertEqual("Pores don't resolve" in notes, self.blurred)
        gimp.dialog.choose("Preset", "Immediately after")
        self.canvas()
        self.shot("dialog")
        gimp.dialog.press("Show skin")
        self.canvas()
        self.shot("skin")
        gimp.close_dialog("OK")
        driver.wait_for("the new layer", lambda: gimp.layers() == ["Immediately after", "photo.png"])
        self.assertGreater(self.changed(before, self.canvas()), 0.02)
        self.shot("after")
        gimp.undo()
        driver.wait_for("undo", lambda: gimp.layers() == ["photo.png"])
        if GIMP == "2":     # GIMP 3 scrolls as it opens the photo, and draws a part of it where it was
            self.assertEqual(self.changed(before, self.canvas()), 0)


@unittest.skipUnless(PORTRAITS.is_dir() and gimp_profile.MODELS.is_dir(), "needs portraits and models")
class DarkTheme(Portrait, Case):
    settings = '(theme "Dark")\n' if GIMP == "2" else "(theme-color-scheme dark)\n"


@unittest.skipUnless(PORTRAITS.is_dir() and gimp_profile.MODELS.is_dir(), "needs portraits and models")
class LightTheme(Portrait, Case):
    """With a path from pupil to pupil, a tenth too wide on purpose: the scale is the path's."""
    settings = '(theme "Light")\n' if GIMP == "2" else "(theme-color-scheme light)\n"
    scale, blurred = "4.3 pixels per millimetre", False

    def open(self):
        self.gimp.draw_path((379, 480), (646, 526))
        return super().open()


if __name__ == "__main__":
    main()
