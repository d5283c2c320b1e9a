#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""make install and make uninstall in an empty home, and what doctor says of it.

    test_install.py BUILD

Skips (77) where no GIMP is installed.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(sys.argv.pop(1)).resolve()
TOP = pathlib.Path(__file__).resolve().parents[2]
SERIES = next((series for series in ("3.2", "3.0", "2.10") if shutil.which(f"gimp-console-{series}")), None)


class Install(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="mn-install-"))
        self.addCleanup(shutil.rmtree, self.home)
        self.environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        self.plug_in = self.home / f".config/GIMP/{SERIES}/plug-ins/microneedling/microneedling"

    def run_in_home(self, *command):
        ended = subprocess.run(list(map(str, command)), env=self.environment, cwd=TOP, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False)
        return ended.stdout.decode()

    def doctor(self):
        """State and remark of each thing."""
        rows = self.run_in_home(BUILD / "microneedling", "doctor").splitlines()
        return {row[9:27].strip(): (row[:8].strip(), row[28:]) for row in rows}

    def ours(self):
        return [path for path in self.home.rglob("*microneedling*") if "cache" not in str(path)]

    def test_a_life(self):
        plug_in = f"GIMP {SERIES} plug-in"
        for what in ("the filter", plug_in, "translations"):
            self.assertEqual(self.doctor()[what], ("missing", "'make install' puts it in place"))

        said = self.run_in_home("tools/install", BUILD)
        self.assertTrue(os.access(self.plug_in, os.X_OK), said)
        told = self.doctor()
        for what in ("the filter", "presets", "translations"):
            self.assertEqual(told[what][0], "ok", told)
            self.assertTrue(told[what][1].startswith(str(self.home)), told)
        self.assertEqual(told[plug_in][0], "new", told)
        self.assertIn("start GIMP", told[plug_in][1])
        self.assertEqual(told["face models"][0], "missing")
        self.assertIn("make models", told["face models"][1])

        end = ["-b", "(gimp-quit 0)"] if SERIES == "2.10" else ["--quit"]
        self.run_in_home(f"gimp-console-{SERIES}", "-i", "-d", "--batch-interpreter=plug-in-script-fu-eval",
                         "-b", "#t", *end)
        self.assertEqual(self.doctor()[plug_in], ("ok", str(self.plug_in)))

        self.plug_in.unlink()
        self.plug_in.write_text("#!/bin/sh\necho a library is missing >&2\nexit 127\n", encoding="ascii")
        self.plug_in.chmod(0o755)
        self.assertEqual(self.doctor()[plug_in][0], "broken")
        self.assertIn("a library is missing", self.doctor()[plug_in][1])
        module = self.home / ".local/share/gegl-0.4/plug-ins/microneedling.so"
        module.write_bytes(b"no library")
        self.assertEqual(self.doctor()["the filter"][0], "broken")

        self.run_in_home("tools/install", BUILD)
        self.assertEqual(self.doctor()["the filter"][0], "ok")
        self.run_in_home("tools/install", "--remove")
        self.assertEqual(self.ours(), [])


if __name__ == "__main__":
    if not SERIES:
        print("no GIMP here")
        sys.exit(77)
    unittest.main(verbosity=2)
