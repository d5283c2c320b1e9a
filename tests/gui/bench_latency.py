#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""From a slider's release to the redrawn canvas in GIMP 3: 24 megapixels, all selected, one to be seen at 100 %.

    bench_latency.py 3 PLUG_IN MODULE PRESETS LOCALE SHOTS

Prints milliseconds, medians of 24 steps: until the last pixel on the screen has changed (the screen is looked at a
hundred times a second), and the CPU time of GIMP a step, which goes on with what cannot be seen.
"""
import os
import statistics
import subprocess
import time
import unittest

import case
import gi
import gimp as driver

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk  # noqa: E402

STEPS = 24
STILL = 1.0        # seconds without a change: all is drawn
LOOK = 0.01
SCREEN = (1500, 1150)
STRIPS, STRIP = 5, 8                # how many, and their height
SEEN = (230, 130, 1230, 1130)
SLIDERS = {"Redness": (0.5, 1), "Bleeding": (0.3, 1), "Days after": (0, 84), "Sessions": (2, 3)}


def look():
    """Strips across what is seen: all of it would take the processors from GIMP."""
    left, top, right, bottom = SEEN
    window = Gdk.get_default_root_window()
    rows = [top + i * (bottom - top - STRIP) // (STRIPS - 1) for i in range(STRIPS)]
    return [bytes(Gdk.pixbuf_get_from_window(window, left, row, right - left, STRIP).get_pixels()) for row in rows]


def cpu_of(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Latency(case.Case):
    def make_photo(self):
        tile, photo = case.skin(1500, 1000), case.Image.new("RGB", (6000, 4000))
        for x in range(0, 6000, 1500):
            for y in range(0, 4000, 1000):
                photo.paste(tile, (x, y))
        photo.save(self.photo)

    def step(self, spin, value):
        """Seconds to the last change that is seen; None where nothing changed."""
        seen, began, last = look(), time.perf_counter(), None
        spin.set_current_value(value)
        while time.perf_counter() - (last or began) < STILL:
            time.sleep(LOOK)
            now = look()
            if now != seen:
                seen, last = now, time.perf_counter()
        return last and last - began

    def test(self):
        gimp = self.gimp
        gimp.scheme(f"(begin (gimp-selection-all {gimp.image}) (gimp-displays-flush))")
        middle = [str((SEEN[i] + SEEN[i + 2]) // 2) for i in (0, 1)]     # GIMP zooms in where the pointer is
        subprocess.run(["xdotool", "mousemove", "--sync", *middle], check=True)
        gimp.application.find("menu item", "1:1  (100%)").do_action(0)
        self.open_on_selection()
        driver.place("Microneedling.(Preview|Vorschau)", SCREEN[0], 0)
        gimp.dialog.choose("Preset", "Immediately after")
        self.canvas(SEEN)
        self.shot("before")
        for name, (low, high) in SLIDERS.items():
            spin = gimp.dialog.find("spin button", name)
            self.step(spin, low)
            used = cpu_of(gimp.process.pid)
            times = [self.step(spin, low if i % 2 else high) for i in range(STEPS)]
            used = (cpu_of(gimp.process.pid) - used) / STEPS
            times = [1000 * t for t in times if t]
            print(f"{name:12} {len(times)} of {STEPS} seen: median {statistics.median(times):4.0f} ms, "
                  f"{min(times):.0f} … {max(times):.0f} ms, GIMP's CPU {1000 * used:.0f} ms a step", flush=True)
        gimp.close_dialog("Cancel")


if __name__ == "__main__":
    driver.MAIN = SCREEN
    case.main()
