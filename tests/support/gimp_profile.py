# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""A user's folder of its own for a GIMP under test."""
import functools
import os
import pathlib
import shutil
import subprocess
import tempfile

MODELS = pathlib.Path(os.environ.get("XDG_DATA_HOME", pathlib.Path.home() / ".local/share")) / "microneedling/models"


def console(gimp):
    """GIMP 2 or 3 without a display, None where it is not installed."""
    names = {"2": ["gimp-console-2.10"], "3": ["gimp-console-3.2", "gimp-console-3.0"]}[gimp]
    return next((found for found in map(shutil.which, names) if found), None)


def run(gimp, expression, environment, fonts=False):
    end = ["--quit"] if gimp == "3" else ["-b", "(gimp-quit 0)"]
    done = subprocess.run([console(gimp), "-i", "-d", "-s", *([] if fonts else ["-f"]),
                           "--batch-interpreter=plug-in-script-fu-eval", "-b", expression, *end], env=environment,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=240)
    return done.stdout.decode(errors="replace")


def places(folder):
    return {
        "HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "NO_AT_BRIDGE": "1",
        "GIMP2_DIRECTORY": str(folder / "gimp"), "GIMP3_DIRECTORY": str(folder / "gimp"),
        "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


@functools.cache
def fresh(gimp):
    """The folders of a user after a first start, which asks every plug-in for its procedures: once a test program."""
    home = tempfile.TemporaryDirectory(prefix="mn-gimp-")
    run(gimp, "#t", places(pathlib.Path(home.name)))
    return home


class Profile:
    """With our plug-in, script and module in it; the rest is as GIMP makes it."""

    def __init__(self, gimp, folder, plug_in, module, script=None):
        self.gimp, self.folder = gimp, pathlib.Path(folder)
        self.profile = self.folder / "gimp"
        self.environment = places(self.folder)
        shutil.copytree(fresh(gimp).name, self.folder, symlinks=True, dirs_exist_ok=True)
        self.link(plug_in, self.profile / "plug-ins/microneedling/microneedling")
        if script:
            self.link(script, self.profile / "scripts/microneedling-batch.scm")
        self.link(module, self.folder / "data/gegl-0.4/plug-ins/microneedling.so")

    @staticmethod
    def link(target, name):
        name.parent.mkdir(parents=True, exist_ok=True)
        name.symlink_to(pathlib.Path(target).resolve())

    def give_models(self):
        models = self.folder / "data/microneedling/models"
        if not models.exists():
            self.link(MODELS, models)

    def run(self, expression, language=None, fonts=False):
        """GIMP's output after it has worked off one Script-Fu expression; fonts cost it time."""
        return run(self.gimp, expression, dict(self.environment, **({"LC_ALL": language} if language else {})), fonts)
