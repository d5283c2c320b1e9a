# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""A GIMP without a display, in a profile of its own.

    test_*.py GIMP PLUG_IN SCRIPT MODULE COMMAND

GIMP is 2 or 3; skips (77) where it is not installed.  The scenarios of scenarios.scm run in one process of GIMP and
leave pictures and facts; the tests judge them.
"""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
GIMP, PLUG_IN, SCRIPT, MODULE, COMMAND = (sys.argv.pop(1) for _ in range(5))
sys.path.insert(0, str(HERE.parent / "support"))
import gimp_profile  # noqa: E402

PORTRAITS = pathlib.Path(os.environ.get("MN_PORTRAITS") or HERE.parents[2] / "shared/portraits")
EFFECTS = ["layer-effect"] if GIMP == "3" else []
RESULTS = ["new-layer", "in-place", *EFFECTS]


class Profile(gimp_profile.Profile):
    @staticmethod
    def loads(*more):
        return "".join(f'(load "{HERE / script}")' for script in (f"gimp{GIMP}.scm", "scenarios.scm", *more))

    def sheets(self, folder):
        return self.run(f'(begin {self.loads("sheets.scm")} (t-sheets "{folder}"))', fonts=True)

    def scenarios(self, folder, name="t-run", language=None):
        loads = self.loads("faces.scm")
        effects = "#t" if EFFECTS else "#f"
        return self.run(f'(begin {loads} ({name} "{folder}" {effects}))', language)


def start(add_cleanup):
    """An empty folder and a profile."""
    if not gimp_profile.console(GIMP):
        print(f"no GIMP {GIMP} here")
        sys.exit(77)
    base = pathlib.Path(tempfile.mkdtemp(prefix="mn-hosts-"))
    add_cleanup(shutil.rmtree, base)
    out = base / "out"
    out.mkdir()
    return out, Profile(GIMP, base / "home", PLUG_IN, MODULE, SCRIPT)


def portrait_path(name):
    if not (PORTRAITS.is_dir() and gimp_profile.MODELS.is_dir()):
        print("needs portraits and models")
        sys.exit(77)
    return PORTRAITS / name


def read_facts(folder):
    with open(folder / "facts.tsv", encoding="utf-8") as lines:
        return {row[0]: row[1:] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def check_signed(case, picture, treatment):
    """A picture with points of blood says what it is and how, and by whom, but not where or by whose camera."""
    said = subprocess.run(["exiftool", "-json", "-G1", picture], stdout=subprocess.PIPE, check=True).stdout
    told = json.loads(said)[0]
    case.assertTrue(told["XMP-iptcExt:DigitalSourceType"].endswith("/compositeSynthetic"))
    case.assertIn(treatment, told["XMP-photoshop:History"])
    case.assertEqual(told["IFD0:Artist"], "Bea")
    case.assertFalse([key for key in told if "GPS" in key or "Serial" in key or "OwnerName" in key])
