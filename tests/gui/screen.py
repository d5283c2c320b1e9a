# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""A screen nobody sees: Xvfb, a window manager and a D-Bus session, for as long as this program runs."""
import os
import shutil
import subprocess
import sys

NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-run-session")
SIZE = "2400x1200x24"


def enter():
    """Runs this very program again inside; skips (77) where something is not installed."""
    if os.environ.get("MN_SCREEN") == "inside":
        return subprocess.Popen(["openbox"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        print("not installed:", *missing)
        sys.exit(77)
    read, write = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        number = os.fdopen(read).readline().strip()
        environment = dict(os.environ, DISPLAY=f":{number}", MN_SCREEN="inside", NO_AT_BRIDGE="0",
                           GTK_MODULES="gail:atk-bridge")
        environment.pop("WAYLAND_DISPLAY", None)
        sys.exit(subprocess.run(["dbus-run-session", "--", sys.executable, *sys.argv], env=environment,
                                check=False).returncode)
    finally:
        screen.terminate()
        screen.wait()
