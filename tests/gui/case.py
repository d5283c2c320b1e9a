# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""A test with a real GIMP on a screen of its own.

    test_*.py GIMP PLUG_IN MODULE PRESETS LOCALE SHOTS

GIMP is 2 or 3.  Screenshots go to SHOTS, to be looked at.  Skips (77) where something is not installed.
"""
import os
import pathlib
import shutil
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
GIMP, PLUG_IN, MODULE, PRESETS, LOCALE, SHOTS = sys.argv[1:7]

import gimp_profile  # noqa: E402
import screen  # noqa: E402

if not gimp_profile.console(GIMP):
    print(f"no GIMP {GIMP} here")
    sys.exit(77)
manager = screen.enter()
del sys.argv[1:7]

import numpy  # noqa: E402
from PIL import Image  # noqa: E402
import gimp as driver  # noqa: E402

SETTINGS = "(color-profile-policy keep)\n(check-updates no)\n" + {"2": "", "3": "(show-welcome-dialog no)\n"}[GIMP]
SETTLED = 1.5      # seconds a canvas may be still before it is taken as finished
STILL = 0.004      # share of its pixels that may change meanwhile: a selection's edge moves


def skin(width=600, height=500):
    """A picture without a face, for the area "Selection"."""
    noise = numpy.random.default_rng(3).normal(0, 4, (height, width, 3))
    y, x = numpy.mgrid[:height, :width]
    colour = numpy.stack([200 + 20 * numpy.sin(x / 40), 150 + 15 * numpy.sin(y / 30),
                          130 + 10 * numpy.cos((x + y) / 50)], axis=-1)
    return Image.fromarray(numpy.clip(colour + noise, 0, 255).astype(numpy.uint8))


class Case(unittest.TestCase):
    """One GIMP with one picture for each test."""
    settings = ""      # lines of gimprc
    language = {}

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mn-gui-"))
        self.addCleanup(shutil.rmtree, self.folder)
        profile = gimp_profile.Profile(GIMP, self.folder / "home", PLUG_IN, MODULE)
        profile.give_models()
        profile.link(PRESETS, profile.folder / "data/microneedling/presets")
        profile.link(LOCALE, profile.folder / "data/microneedling/locale")
        with open(profile.profile / "gimprc", "a", encoding="utf-8") as settings:
            settings.write(SETTINGS + self.settings)
        self.environment = dict(os.environ, **profile.environment, **self.language)
        self.environment["NO_AT_BRIDGE"] = "0"
        self.photo = self.folder / "photo.png"
        self.make_photo()
        self.start(self.photo)

    def make_photo(self):
        skin().save(self.photo)

    def start(self, picture):
        self.gimp = driver.Gimp(GIMP, self.environment, [picture], SHOTS)
        self.addCleanup(self.gimp.quit)
        self.gimp.wait_until_started()

    def shot(self, name):
        return self.gimp.shot("-".join([*self.id().split(".")[1:], name]))

    def canvas(self, box=driver.CANVAS):
        """The canvas once it does not change any more, but for the edge of a selection."""
        return driver.wait_for("a still canvas", lambda: self.still(box))[0]

    def still(self, box):
        one = numpy.asarray(self.gimp.grab(box)).astype(int)
        time.sleep(SETTLED)
        other = numpy.asarray(self.gimp.grab(box)).astype(int)
        return [other] if self.changed(one, other) < STILL else None

    def changed(self, one, other):
        return (numpy.abs(one - other).max(axis=2) > 2).mean()

    def select(self):
        """Flushes, or the menus would not know of it."""
        self.gimp.scheme(f"(begin (gimp-image-select-rectangle {self.gimp.image} CHANNEL-OP-REPLACE 50 60 300 200) "
                         "(gimp-displays-flush))")
        driver.wait_for("the selection's undo step", self.gimp.undo_label)

    def open(self):
        self.gimp.open_dialog()
        return "\n".join(self.gimp.wait_until_found())

    def open_on_selection(self):
        self.open()
        self.gimp.dialog.choose("Area", "Selection")
        self.gimp.wait_until_found()


def main():
    pathlib.Path(SHOTS).mkdir(parents=True, exist_ok=True)
    try:
        unittest.main(verbosity=2)
    finally:
        manager.terminate()
