#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What whole programs cost beside their floor, which loads and saves the same photos (DESIGN section 6).

    programs.py COMMAND MODULE SKIN [GIMP PLUG_IN SCRIPT]...

The photos are SKIN, repeated to 12 megapixels, all of it treated; the scale is told, so that nothing is analysed.
Medians of runs that take turns with their floor; CPU and wall seconds, of the programs' starts too.  What is not
installed is left out.
"""
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support")]
import gimp_profile  # noqa: E402
from PIL import Image  # noqa: E402

COMMAND, MODULE, SKIN = sys.argv[1:4]
HOSTS = [sys.argv[i:i + 3] for i in range(4, len(sys.argv), 3)]
SIZE = (4000, 3000)
PHOTOS, RUNS, PX_PER_MM = 6, 5, 12
GMIC = "-fx_smooth_skin 2,0.5,1,1,1,50,50,5,2,0.2,3,1,0.05,5,0".split()


def seconds(work):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    work()
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, end - start


def run(*command):
    subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=True)


class Bench:
    def __init__(self, folder):
        self.folder = folder
        with Image.open(SKIN) as skin:
            skin = skin.convert("RGB")
        photo = Image.new("RGB", SIZE)
        for y in range(0, SIZE[1], skin.height):
            for x in range(0, SIZE[0], skin.width):
                photo.paste(skin, (x, y))
        self.photos = [folder / f"photo{i}.jpg" for i in range(PHOTOS)]
        for path in self.photos:
            photo.save(path, quality=95, subsampling=0)
        self.mask = folder / "mask.png"
        Image.new("L", SIZE, 255).save(self.mask)

    def render(self, *presets, photos=None, jobs=1):
        run(COMMAND, "render", *(photos or self.photos), *[word for preset in presets for word in ("--preset", preset)],
            "--scale", PX_PER_MM, "--coverage-from", self.mask, "--jobs", jobs, "--overwrite",
            "-o", self.folder / "out")

    def copy(self, times=1):
        """By libvips, which the command reads and writes with."""
        for path in self.photos * times:
            run("vips", "copy", path, f"{self.folder}/floor.jpg[Q=95,subsample-mode=off]")

    def gmic(self, *work):
        run("gmic", self.photos[0], *work, "-o", self.folder / "floor.jpg,95")

    def gimp(self, major, plug_in, script):
        profile = gimp_profile.Profile(major, self.folder / f"gimp{major}", plug_in, MODULE)
        helpers = HERE.parent / "hosts" / f"gimp{major}.scm"

        def work(treatment):
            steps = " ".join(f'(work "{path}")' for path in self.photos)
            told = profile.run(f'(begin (load "{helpers}") (define (work path) (let* ((image (t-load path)) '
                               f'(layer (t-active image))) {treatment} (t-save image "{self.folder}/floor.jpg") '
                               f'(gimp-image-delete image))) {steps} (gimp-message "all done"))')
            assert "all done" in told, told
        treat = ('(gimp-selection-all image) '
                 f'(t-treat image layer "3-sessions" "scale={PX_PER_MM}" "selection" "in-place")')
        return lambda: work(treat), lambda: work("")

    def rows(self):
        """What, its work, its floor, the goal: at most so many times the floor."""
        if shutil.which("vips"):
            yield "command, 3 sessions", lambda: self.render("3-sessions"), self.copy, 1.3
            yield ("command, two presets", lambda: self.render("3-sessions", "immediately"), lambda: self.copy(2), 1.3)
        yield ("command, 2 jobs to 1", lambda: self.render("3-sessions", jobs=2), lambda: self.render("3-sessions"),
               None)
        for major, plug_in, script in HOSTS:
            yield f"GIMP {major}, 3 sessions", *self.gimp(major, plug_in, script), 1.3
        if shutil.which("gmic"):
            yield "G'MIC fx_smooth_skin", lambda: self.gmic(*GMIC), self.gmic, None
            yield ("command, one photo", lambda: self.render("3-sessions", photos=self.photos[:1]), self.gmic, None)


with tempfile.TemporaryDirectory(prefix="mn-bench-") as name:
    print(f"{PHOTOS} photos of 12 MP{'':<14} CPU s   wall s   x floor's CPU   x its wall    goal")
    for what, work, floor, goal in Bench(pathlib.Path(name)).rows():
        times = [seconds(work) + seconds(floor) for _ in range(RUNS)]
        cpu, wall = (statistics.median(column) for column in list(zip(*times))[:2])
        by_cpu, by_wall = (statistics.median(t[i] / t[i + 2] for t in times) for i in (0, 1))
        print(f"{what:<30} {cpu:8.2f} {wall:8.2f} {by_cpu:15.2f} {by_wall:12.2f} {goal or '':>7}", flush=True)
