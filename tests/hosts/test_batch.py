#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""The batch script in GIMP: host.py says how it is called."""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from host import PORTRAITS, gimp_profile, start
from PIL import Image
from pictures import pixels, synthetic_skin

HEADER = ["file", "preset", "status", "faces", "px/mm", "reason"]
SMALL_PORTRAITS = ["portrait08.jpg", "portrait10.jpg"]


def setUpModule():
    global profile, out
    out, profile = start(unittest.addModuleCleanup)


class Batch(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=out))
        self.photos = self.folder / "in"
        self.photos.mkdir()

    def call(self, presets, suffix):
        return f'(script-fu-microneedling-batch "{self.photos}/*" "{presets}" "{self.folder}/out" "{suffix}")'

    def batch(self, presets, suffix):
        return self.work(self.call(presets, suffix))

    def work(self, expression, fonts=False):
        before = {path: path.read_bytes() for path in self.photos.iterdir()}
        told = profile.run(expression, fonts=fonts)
        self.assertEqual(before, {path: path.read_bytes() for path in self.photos.iterdir()})
        report = self.folder / "out" / "report.tsv"
        self.assertTrue(report.exists(), told)
        rows = [row.split("\t") for row in report.read_text(encoding="utf-8").splitlines()]
        self.assertEqual(rows[0], HEADER)
        done = [row[2] for row in rows].count("done")
        self.assertIn(f"{done} done, {len(rows) - 1 - done} failed: see {report}", told)
        return rows[1:]

    def check_faces(self, rows):
        for row in rows:
            self.assertGreaterEqual(int(row[3]), 1, row)
            self.assertRegex(row[4], r"^[1-9][0-9]*\.[0-9]{2}$")

    def test_bad_files_and_no_faces_are_reported(self):
        (self.photos / "broken.jpg").write_bytes(b"no picture")
        Image.fromarray(synthetic_skin()).save(self.photos / "no face.png")
        rows = self.batch("immediately, next-day", "jpg")
        self.assertEqual([(pathlib.Path(row[0]).name, row[1], row[2]) for row in rows],
                         [(name, preset, "failed") for name in ("broken.jpg", "no face.png")
                          for preset in ("immediately", "next-day")])
        self.assertTrue(all(row[5] for row in rows))
        self.assertEqual({row[5] for row in rows[:2]}, {"this is no picture that GIMP can read"})
        self.assertEqual([path.name for path in (self.folder / "out").iterdir()], ["report.tsv"])

    def test_a_report_is_carried_on(self):
        (self.photos / "bröken.jpg").write_bytes(b"no picture")
        first = self.batch("immediately", "jpg")
        report = self.folder / "out" / "report.tsv"
        kept = report.read_bytes()
        told = profile.run(self.call("next-day", "jpg"))
        self.assertTrue(report.read_bytes().startswith(kept), told)
        added = report.read_text(encoding="utf-8")[len(kept.decode()):].splitlines()
        self.assertEqual([row.split("\t")[:3] for row in added], [[first[0][0], "next-day", "failed"]])
        self.assertIn("0 done, 1 failed: see", told)

    def test_a_foreign_report_is_refused(self):
        (self.photos / "broken.jpg").write_bytes(b"no picture")
        report = self.folder / "out" / "report.tsv"
        report.parent.mkdir()
        for foreign in ("", "my\town\n", "\t".join(HEADER) + "\tmore\n"):
            with self.subTest(foreign):
                report.write_text(foreign, encoding="utf-8")
                told = profile.run(self.call("next-day", "jpg"))
                self.assertEqual(report.read_text(encoding="utf-8"), foreign)
                self.assertIn("report.tsv is there already and is no report of this script", told)

    def test_an_unknown_preset_is_refused(self):
        (self.photos / "broken.jpg").write_bytes(b"no picture")
        sheets = (f'(script-fu-microneedling-sheets "{self.photos}/*" "immediately,nope" "strip" "16:9" '
                  f'"{self.folder}/out" "jpg")')
        for expression in (self.call("immediately,nope", "jpg"), sheets):
            with self.subTest(expression):
                told = profile.run(expression)
                self.assertIn("there is no preset 'nope'", told)
                self.assertNotIn("JPEG", told)
                self.assertFalse((self.folder / "out").exists())

    def test_scales_have_two_decimals(self):
        scales = {"6.53804": "6.54", "6.53": "6.53", "12": "12.00", "9.995": "10.00", "0.0512": "0.05", "3.5": "3.50"}
        written = " ".join(f'(display (mn-two-decimals "{scale}") port) (newline port)' for scale in scales)
        told = profile.run(f'(let ((port (open-output-file "{self.folder}/scales"))) {written} (close-port port))')
        self.assertTrue((self.folder / "scales").exists(), told)
        self.assertEqual((self.folder / "scales").read_text(encoding="utf-8").split(), list(scales.values()), told)

    @unittest.skipUnless(PORTRAITS.is_dir() and gimp_profile.MODELS.is_dir(), "needs portraits and models")
    def test_portraits(self):
        profile.give_models()
        names = SMALL_PORTRAITS
        for name in names:
            shutil.copy(PORTRAITS / name, self.photos)
        (self.photos / "broken.jpg").write_bytes(b"no picture")
        presets = ["immediately", "3-sessions"]
        rows = self.batch(",".join(presets), "png")
        self.assertEqual([row[2] for row in rows], ["failed"] * 2 + ["done"] * 4, rows)
        self.check_faces(rows[2:])
        for name in names:
            for preset in presets:
                self.assertEqual(pixels(self.folder / "out" / f"{pathlib.Path(name).stem}-{preset}.png").shape,
                                 pixels(self.photos / name).shape)

    @unittest.skipUnless(PORTRAITS.is_dir() and gimp_profile.MODELS.is_dir(), "needs portraits and models")
    def test_sheets(self):
        profile.give_models()
        for name in SMALL_PORTRAITS:
            shutil.copy(PORTRAITS / name, self.photos)
        (self.photos / "broken.jpg").write_bytes(b"no picture")
        rows = self.work(f'(script-fu-microneedling-sheets "{self.photos}/*" "immediately,3-sessions" "strip" "16:9" '
                         f'"{self.folder}/out" "jpg")', fonts=True)
        self.assertEqual([row[1:3] for row in rows], [["sheet", "failed"], ["sheet", "done"], ["sheet", "done"]], rows)
        self.check_faces(rows[1:])
        for name in SMALL_PORTRAITS:
            sheet = self.folder / "out" / f"{pathlib.Path(name).stem}-sheet.jpg"
            self.assertEqual(pixels(sheet).shape, (1080, 1920, 3))
            told = subprocess.run(["exiftool", "-XMP-photoshop:History", sheet], stdout=subprocess.PIPE,
                                  check=True).stdout
            self.assertIn(b"preset=3-sessions", told)


if __name__ == "__main__":
    unittest.main(verbosity=2)
