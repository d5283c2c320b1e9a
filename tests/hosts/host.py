# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""A GIMP without a display, in a profile of its own.

    test_*.py GIMP PLUG_IN SCRIPT MODULE COMMAND

GIMP is 2 or 3; skips (77) where it is not installed.  The scenarios of scenarios.scm run in one process of GIMP and
leave pictures and facts; the tests judge them.
"""
import csv
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
GIMP, PLUG_IN, SCRIPT, MODULE, COMMAND = (sys.argv.pop(1) for _ in range(5))
CONSOLES = {"2": ["gimp-console-2.10"], "3": ["gimp-console-3.2", "gimp-console-3.0"]}[GIMP]
CONSOLE = next((found for found in map(shutil.which, CONSOLES) if found), None)
PORTRAITS = pathlib.Path(os.environ.get("MN_PORTRAITS") or HERE.parents[2] / "shared/portraits")
MODELS = pathlib.Path(os.environ.get("XDG_DATA_HOME", pathlib.Path.home() / ".local/share")) / "microneedling/models"
EFFECTS = ["layer-effect"] if GIMP == "3" else []
RESULTS = ["new-layer", "in-place", *EFFECTS]


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
        loads = "".join(f'(load "{HERE / script}")' for script in (f"gimp{GIMP}.scm", "scenarios.scm", "faces.scm"))
        effects = "#t" if EFFECTS else "#f"
        return self.run(f'(begin {loads} ({name} "{folder}" {effects}))', language)


def start(add_cleanup):
    """An empty folder and a profile."""
    if not CONSOLE:
        print(f"no GIMP {GIMP} here")
        sys.exit(77)
    base = pathlib.Path(tempfile.mkdtemp(prefix="mn-hosts-"))
    add_cleanup(shutil.rmtree, base)
    out = base / "out"
    out.mkdir()
    return out, Profile(base / "home")


def portrait_path(name):
    if not (PORTRAITS.is_dir() and MODELS.is_dir()):
        print("needs portraits and models")
        sys.exit(77)
    return PORTRAITS / name


def read_facts(folder):
    with open(folder / "facts.tsv", encoding="utf-8") as lines:
        return {row[0]: row[1:] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
