#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Runs the plug-in and the batch script in a GIMP without a display, in a profile of its own.

    test_hosts.py GIMP PLUG_IN SCRIPT MODULE COMMAND

GIMP is 2 or 3; skips (77) where it is not installed.  scenarios.scm does everything in one process of GIMP and leaves
pictures and facts; this file judges them.
"""
import csv
import json
import locale
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

import numpy
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
GIMP, PLUG_IN, SCRIPT, MODULE, COMMAND = (sys.argv.pop(1) for _ in range(5))
CONSOLES = {"2": ["gimp-console-2.10"], "3": ["gimp-console-3.2", "gimp-console-3.0"]}[GIMP]
CONSOLE = next((found for found in map(shutil.which, CONSOLES) if found), None)
PORTRAITS = pathlib.Path(os.environ.get("MN_PORTRAITS") or HERE.parents[2] / "shared/portraits")
MODELS = pathlib.Path(os.environ.get("XDG_DATA_HOME", pathlib.Path.home() / ".local/share")) / "microneedling/models"
SMALL_PORTRAITS = ["portrait08.jpg", "portrait10.jpg"]
ONE_PORTRAIT = "portrait22.jpg"
CELLS = 16       # pixels that a record's cells reach over the edge of a selection, at most, on this portrait
OTHER_SPACE = 2  # 8-bit steps between hosts where the photo is not sRGB
ROUNDING = 1     # 8-bit steps between two ways to the same pixel where a mask or another precision comes between


class Profile:
    """A user's folder with our plug-in, script and module in it; GIMP makes its part itself."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        profile = self.folder / "gimp"
        self.environment = {
            "HOME": str(self.folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "NO_AT_BRIDGE": "1",
            "GIMP2_DIRECTORY": str(profile), "GIMP3_DIRECTORY": str(profile),
            "XDG_DATA_HOME": str(self.folder / "data"), "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }
        self.run("#t")
        self.link(PLUG_IN, profile / "plug-ins/microneedling/microneedling")
        self.link(SCRIPT, profile / "scripts/microneedling-batch.scm")
        self.link(MODULE, self.folder / "data/gegl-0.4/plug-ins/microneedling.so")

    @staticmethod
    def link(target, name):
        name.parent.mkdir(parents=True, exist_ok=True)
        name.symlink_to(pathlib.Path(target).resolve())

    def give_models(self):
        models = self.folder / "data/microneedling/models"
        if not models.exists():
            self.link(MODELS, models)

    def run(self, expression, language=None):
        """GIMP's output after it has worked off one Script-Fu expression."""
        environment = dict(self.environment, **({"LC_ALL": language} if language else {}))
        end = ["--quit"] if GIMP == "3" else ["-b", "(gimp-quit 0)"]
        done = subprocess.run([CONSOLE, "-i", "-d", "-f", "-s", "--batch-interpreter=plug-in-script-fu-eval",
                               "-b", expression, *end], env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=240)
        return done.stdout.decode(errors="replace")

    def scenarios(self, folder, name="t-run", language=None):
        loads = "".join(f'(load "{HERE / script}")' for script in (f"gimp{GIMP}.scm", "scenarios.scm"))
        effects = "#t" if GIMP == "3" else "#f"
        return self.run(f'(begin {loads} ({name} "{folder}" {effects}))', language)


def synthetic_skin(seed=1, width=240, height=320):
    noise = numpy.random.default_rng(seed).normal(0, 4, (height, width, 3))
    y, x = numpy.mgrid[:height, :width]
    colour = numpy.stack([200 + 20 * numpy.sin(x / 40), 150 + 15 * numpy.sin(y / 30),
                          130 + 10 * numpy.cos((x + y) / 50)], axis=-1)
    return numpy.clip(colour + noise, 0, 255).astype(numpy.uint8)


def write_inputs(folder):
    skin = synthetic_skin()
    Image.fromarray(skin).save(folder / "photo.png")
    alpha = numpy.linspace(0, 255, skin.shape[1]).astype(numpy.uint8)
    Image.fromarray(numpy.dstack([skin, numpy.broadcast_to(alpha, skin.shape[:2])])).save(folder / "alpha.png")
    Image.fromarray(skin).save(folder / "private.jpg", quality=95)
    subprocess.run(["exiftool", "-q", "-overwrite_original", "-GPSLatitude=40", "-GPSLongitude=3", "-SerialNumber=77",
                    "-OwnerName=Ann", "-Artist=Bea", "-Orientation#=6", folder / "private.jpg"], check=True)
    (folder / "wide.icc").write_bytes(wide_profile())


def wide_profile():
    """An ICC profile with the primaries of Adobe RGB (1998), adapted to D50, and a gamma of 2.2."""
    def fixed(*values):
        return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))

    def xyz(*values):
        return b"XYZ \0\0\0\0" + fixed(*values)

    name = b"wide\0"
    tags = [(b"desc", b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78)), (b"cprt", b"text\0\0\0\0none\0"),
            (b"wtpt", xyz(0.9642, 1, 0.8249)), (b"rXYZ", xyz(0.60974, 0.31111, 0.01947)),
            (b"gXYZ", xyz(0.20528, 0.62567, 0.06087)), (b"bXYZ", xyz(0.14919, 0.06322, 0.74457))]
    tags += [(curve, b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))) for curve in (b"rTRC", b"gTRC", b"bTRC")]
    table, data, start = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for tag, value in tags:
        table += tag + struct.pack(">II", start + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    head = struct.pack(">I4sI4s4s4s12x4s4s", start + len(data), b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ", b"acsp",
                       b"none")
    return head.ljust(68, b"\0") + fixed(0.9642, 1, 0.8249) + bytes(48) + table + data


def pixels(path, mode="RGB"):
    with Image.open(path) as picture:
        return numpy.asarray(picture.convert(mode)).astype(int)


def setUpModule():
    global profile, out, facts, said
    if not CONSOLE:
        print(f"no GIMP {GIMP} here")
        sys.exit(77)
    unittest.addModuleCleanup(shutil.rmtree, base := tempfile.mkdtemp(prefix="mn-hosts-"))
    out = pathlib.Path(base) / "out"
    out.mkdir()
    write_inputs(out)
    profile = Profile(pathlib.Path(base) / "home")
    said = profile.scenarios(out)
    with open(out / "facts.tsv", encoding="utf-8") as lines:
        facts = {row[0]: row[1:] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


class Hosts(unittest.TestCase):
    def same(self, one, other, most=0):
        self.assertLessEqual(numpy.abs(pixels(out / one) - pixels(out / other)).max(), most, f"{one} and {other}")

    def test_every_scenario_ran(self):
        for name in ("plain", "in place", "limited new layer", "limited in place", "masked", "offset", "kinds", "errors",
                     "metadata", "settings") + (("effect", "limited effect") if GIMP == "3" else ("last values",)):
            with self.subTest(name):
                self.assertEqual(facts.get(name), ["done"], said)

    def test_new_layer_leaves_the_original_and_is_edited_when_run_again(self):
        self.assertEqual(facts["new-layer"], ["2", "Immediately after"])
        self.assertEqual(facts["new-layer again"], ["2", "Next day"])
        self.same("original.png", "photo.png")
        self.assertGreater(numpy.abs(pixels(out / "new-layer.png") - pixels(out / "photo.png")).mean(), 1)
        self.assertGreater(numpy.abs(pixels(out / "next-day.png") - pixels(out / "new-layer.png")).mean(), 0.5)

    def test_in_place_is_the_same_picture(self):
        self.assertEqual(facts["in-place"], ["1"])
        self.same("in-place.png", "new-layer.png")

    def test_a_feathered_selection_limits_and_is_restored(self):
        whole, photo = pixels(out / "in-place.png"), pixels(out / "photo.png")
        for result in ("new-layer", "in-place") + (("layer-effect",) if GIMP == "3" else ()):
            with self.subTest(result):
                limited = pixels(out / f"limited-{result}.png")
                self.assertEqual(facts[f"selection after {result}"][0], "#t" if GIMP == "2" else "#t")
                numpy.testing.assert_array_equal(limited[:60], photo[:60])
                numpy.testing.assert_array_equal(limited[:, 190:], photo[:, 190:])
                self.assertGreater(numpy.abs(limited - photo)[100:180, 80:140].mean(), 1)
        if GIMP == "3":
            self.assertEqual(facts["selection after layer-effect"][1:], ["1", "1"])

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
                told = json.loads(subprocess.run(["exiftool", "-json", "-G1", out / f"metadata.{suffix}"],
                                                 stdout=subprocess.PIPE, check=True).stdout)[0]
                self.assertTrue(told["XMP-iptcExt:DigitalSourceType"].endswith("/compositeSynthetic"))
                self.assertIn("preset=immediately seed=7", told["XMP-photoshop:History"])
                self.assertEqual(told["IFD0:Artist"], "Bea")
                self.assertFalse([key for key in told if "GPS" in key or "Serial" in key or "OwnerName" in key])
                self.assertEqual(pixels(out / f"metadata.{suffix}").shape, (240, 320, 3))

    @unittest.skipIf(GIMP == "2", "layer effects are GIMP 3's")
    def test_layer_effect(self):
        self.assertEqual(facts["effects"], ["1", "1"])
        self.same("effect.png", "new-layer.png")
        self.same("effect-loaded.png", "effect.png")

    @unittest.skipIf(GIMP == "2", "layer effects are GIMP 3's")
    def test_layer_effect_leaves_another_picture_alone(self):
        self.same("effect-cropped.png", "plain-cropped.png")
        self.same("effect-flipped.png", "plain-flipped.png")
        self.assertGreater(numpy.abs(pixels(out / "effect-scaled.png") - pixels(out / "plain-scaled.png")).mean(), 1)

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
                subprocess.run([COMMAND, "render", out / photo, "--preset", "immediately", "--coverage-from",
                                out / "all.png", "--scale", repr(240 / 180), "-o", out / f"command-{photo}"], check=True)
                self.same(f"command-{photo}", expected, most)


@unittest.skipUnless(PORTRAITS.is_dir() and MODELS.is_dir(), "needs portraits and models")
class Faces(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(dir=out))
        with Image.open(PORTRAITS / ONE_PORTRAIT) as photo:
            photo.convert("RGB").save(cls.folder / "portrait.png")
        profile.give_models()
        profile.scenarios(cls.folder, "t-portrait")
        cls.facts = (cls.folder / "facts.tsv").read_text(encoding="utf-8").splitlines()

    def picture(self, name):
        return pixels(self.folder / f"{name}.png")

    def test_none_fails_and_the_selection_is_restored(self):
        selected = {"skin": "0", "skin-selected": "1", "half": "1", "half-layer": "1", "effect": "0", "effect-half": "1"}
        names = list(selected)[:6 if GIMP == "3" else 4]
        self.assertEqual(self.facts, [f"{name}\t\t{selected[name]}" for name in names])

    def test_skin_is_all_skin_whatever_is_selected(self):
        self.assertGreater(numpy.abs(self.picture("skin") - self.picture("portrait")).max(), 10)
        numpy.testing.assert_array_equal(self.picture("skin-selected"), self.picture("skin"))

    def test_skin_in_selection(self):
        photo, skin = self.picture("portrait"), self.picture("skin")
        middle = photo.shape[1] // 2
        for name in ("half", "half-layer"):
            numpy.testing.assert_array_equal(self.picture(name)[:, :middle], skin[:, :middle])
            numpy.testing.assert_array_equal(self.picture(name)[:, middle:], photo[:, middle:])

    @unittest.skipIf(GIMP == "2", "layer effects are GIMP 3's")
    def test_layer_effect(self):
        photo, half = self.picture("portrait"), self.picture("effect-half")
        middle = photo.shape[1] // 2
        numpy.testing.assert_array_equal(self.picture("effect"), self.picture("skin"))
        self.assertGreater(numpy.abs(half - photo)[:, :middle].max(), 10)
        numpy.testing.assert_array_equal(half[:, middle + CELLS:], photo[:, middle + CELLS:])

    @unittest.skipUnless(os.access(COMMAND, os.X_OK), "no command in this build")
    def test_the_command_makes_the_same_pixels(self):
        subprocess.run([COMMAND, "render", self.folder / "portrait.png", "--preset", "immediately", "-o",
                        self.folder / "command.png"], check=True)
        numpy.testing.assert_array_equal(self.picture("command"), self.picture("skin"))


class Batch(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=out))
        self.photos = self.folder / "in"
        self.photos.mkdir()

    def batch(self, presets, suffix):
        before = {path: path.read_bytes() for path in self.photos.iterdir()}
        told = profile.run(f'(script-fu-microneedling-batch "{self.photos}/*" "{presets}" "{self.folder}/out" "{suffix}")')
        self.assertEqual(before, {path: path.read_bytes() for path in self.photos.iterdir()})
        report = self.folder / "out" / "report.tsv"
        self.assertTrue(report.exists(), told)
        rows = report.read_text(encoding="utf-8").splitlines()
        self.assertEqual(rows[0].split("\t"), ["file", "preset", "status", "faces", "px/mm", "reason"])
        return [row.split("\t") for row in rows[1:]]

    def test_bad_files_and_no_faces_are_reported(self):
        (self.photos / "broken.jpg").write_bytes(b"no picture")
        shutil.copy(out / "photo.png", self.photos / "no face.png")
        rows = self.batch("immediately,nope", "jpg")
        self.assertEqual([(pathlib.Path(row[0]).name, row[1], row[2]) for row in rows],
                         [(name, preset, "failed") for name in ("broken.jpg", "no face.png")
                          for preset in ("immediately", "nope")])
        self.assertTrue(all(row[5] for row in rows))
        self.assertEqual([path.name for path in (self.folder / "out").iterdir()], ["report.tsv"])

    @unittest.skipUnless(PORTRAITS.is_dir() and MODELS.is_dir(), "needs portraits and models")
    def test_portraits(self):
        profile.give_models()
        names = SMALL_PORTRAITS
        for name in names:
            shutil.copy(PORTRAITS / name, self.photos)
        (self.photos / "broken.jpg").write_bytes(b"no picture")
        presets = ["immediately", "3-sessions"]
        rows = self.batch(",".join(presets), "png")
        self.assertEqual([row[2] for row in rows], ["failed"] * 2 + ["done"] * 4, rows)
        self.assertTrue(all(int(row[3]) >= 1 and float(row[4]) > 0 for row in rows[2:]))
        for name in names:
            for preset in presets:
                self.assertEqual(pixels(self.folder / "out" / f"{pathlib.Path(name).stem}-{preset}.png").shape,
                                 pixels(self.photos / name).shape)


if __name__ == "__main__":
    unittest.main(verbosity=2)
