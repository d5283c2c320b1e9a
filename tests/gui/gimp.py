# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""A GIMP on a screen of its own: its menus and dialogs through AT-SPI, its images through its Script-Fu server.

The caller runs inside a D-Bus session and an X server (see screen.py).
"""
import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402
from PIL import ImageGrab  # noqa: E402

MAIN = (1120, 1000)                  # size of GIMP's window, at the screen's upper left corner
CANVAS = (215, 130, 850, 950)        # what of it shows the picture, whatever docks there are
VIEWER = (1150, 60, 1680, 620)       # the preview in GIMP 2.10's dialog, beside GIMP's window
PATIENCE = 60     # seconds for what takes a moment on a loaded machine


def wait_for(what, probe, patience=PATIENCE):
    """The first true value of probe."""
    end = time.monotonic() + patience
    while True:
        try:
            found = probe()
        except GLib.Error:        # a widget that has just gone
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.1)


def walk(node, depth=25):
    yield node
    for index in range(node.get_child_count() if depth else 0):
        child = node.get_child_at_index(index)
        if child:
            yield from walk(child, depth - 1)


def place(title, x, y, size=None):
    """Moves a window, and gives it a size."""
    windows = wait_for(title, lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title],
                                                     stdout=subprocess.PIPE, check=False).stdout.split())
    for window in windows:
        if size:
            subprocess.run(["xdotool", "windowsize", "--sync", window, *map(str, size)], timeout=20, check=False)
        subprocess.run(["xdotool", "windowmove", window, str(x), str(y)], check=True)


def is_sensitive(node):
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def text_of(node):
    return Atspi.Text.get_text(node, 0, -1)


class Application:
    """A program by its name; widgets by role and name."""

    def __init__(self, *names):
        self.names = names

    def roots(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_name() in self.names:
                yield child

    def all(self, roles, name=None):
        roles = (roles,) if isinstance(roles, str) else roles
        for root in self.roots():
            for node in walk(root):
                if node.get_role_name() in roles and (name is None or node.get_name() == name):
                    yield node

    def find(self, roles, name=None, patience=PATIENCE):
        return wait_for(f"{roles} {name!r}", lambda: next(self.all(roles, name), None), patience)

    def press(self, name):
        self.find(("push button", "button", "toggle button", "check box", "menu item"), name).do_action(0)

    def set(self, name, value):
        assert self.find("spin button", name).set_current_value(value)

    def value(self, name):
        return self.find("spin button", name).get_current_value()

    def choose(self, name, label):
        self.find("combo box", name)
        item = next(node for node in walk(self.find("combo box", name))
                    if node.get_role_name() == "menu item" and node.get_name() == label)
        item.do_action(0)

    def texts(self):
        return [node.get_name() for node in self.all("label") if node.get_name()]


class Gimp:
    def __init__(self, major, environment, pictures, shots):
        self.major, self.shots = major, pathlib.Path(shots)
        program = next(found for found in map(shutil.which, {"2": ["gimp-2.10"], "3": ["gimp-3.2", "gimp-3.0"]}[major])
                       if found)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        serve = {"2": f'(plug-in-script-fu-server 1 "127.0.0.1" {self.port} "")',
                 "3": f'(plug-in-script-fu-server #:run-mode 1 #:ip "127.0.0.1" #:port {self.port} #:logfile "")',
                 }[major]
        self.log = open(self.shots / "gimp.log", "ab")
        self.process = subprocess.Popen(
            [program, "--new-instance", "--no-splash", "--batch-interpreter=plug-in-script-fu-eval", "-b", serve,
             *map(str, pictures)], env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            start_new_session=True)
        self.application = Application("gimp", "GIMP", "gimp-2.10", "gimp-3.0", "gimp-3.2",
                                       "GNU Image Manipulation Program")
        self.dialog = Application("microneedling")

    def wait_until_started(self):
        wait_for("GIMP", lambda: self.try_scheme("(+ 1 1)") == "2")
        wait_for("the picture", lambda: self.scheme("(car (gimp-image-list))" if self.major == "2" else
                                                    "(vector-length (car (gimp-get-images)))") != "0")

        place("GIMP$", 0, 0, MAIN)

    def try_scheme(self, expression):
        try:
            return self.scheme(expression)
        except (OSError, IndexError):
            return None

    def scheme(self, expression):
        """What an expression is in Script-Fu."""
        with socket.create_connection(("127.0.0.1", self.port), 60) as server:
            code = (f"(let ((result {expression}) (port (open-output-string)))"
                    " (display result port) (get-output-string port))").encode()
            server.sendall(b"G" + len(code).to_bytes(2, "big") + code)
            head = b""
            while len(head) < 4:
                head += server.recv(4 - len(head)) or b"\0" * 4
            length, text = int.from_bytes(head[2:4], "big"), b""
            while len(text) < length:
                text += server.recv(length - len(text)) or b" "
        if head[1]:
            raise AssertionError(text.decode())
        return text.decode().removesuffix("#<EOF>").strip('"')

    @property
    def image(self):
        return "(vector-ref (cadr (gimp-image-list)) 0)" if self.major == "2" else \
            "(vector-ref (car (gimp-get-images)) 0)"

    def ids(self, vector):
        return [int(number) for number in self.scheme(vector).strip("#()").split()]

    def images(self):
        """Their ids."""
        return self.ids({"2": "(cadr (gimp-image-list))", "3": "(car (gimp-get-images))"}[self.major])

    def names_of(self, vector):
        """None where it changes meanwhile: an answer has 250 letters at most, so each is asked for alone."""
        try:
            before = self.ids(vector)
            names = [self.scheme(f"(car (gimp-item-get-name {number}))") for number in before]
            return names if self.ids(vector) == before else None
        except AssertionError:
            return None

    def layers(self, image=None):
        """Their names, from the top; without an image, of the one that is there."""
        layers = {"2": "(cadr (gimp-image-get-layers {0}))",
                  "3": "(car (gimp-image-get-layers {0}))"}[self.major].format(image or self.image)
        return wait_for("the layers", lambda: self.names_of(layers))

    def draw_path(self, *anchors):
        points = " ".join(f"{x} {y}" for x, y in anchors for _ in range(3))
        self.scheme({
            "2": '(let ((path (car (gimp-vectors-new {0} "two points")))) (gimp-image-insert-vectors {0} path 0 0) '
                 '(gimp-vectors-stroke-new-from-points path VECTORS-STROKE-TYPE-BEZIER {1} #({2}) FALSE) '
                 '(gimp-image-set-active-vectors {0} path))',
            "3": '(let ((path (car (gimp-path-new {0} "two points")))) (gimp-image-insert-path {0} path 0 0) '
                 '(gimp-path-stroke-new-from-points path PATH-STROKE-TYPE-BEZIER #({2}) FALSE) '
                 '(gimp-image-set-selected-paths {0} (vector path)))',
        }[self.major].format(self.image, 6 * len(anchors), points))

    def layer(self):
        return {"2": "(car (gimp-image-get-active-layer {0}))",
                "3": "(vector-ref (car (gimp-image-get-selected-layers {0})) 0)"}[self.major].format(self.image)

    def choose_layer(self, place):
        self.scheme({"2": "(gimp-image-set-active-layer {0} (vector-ref (cadr (gimp-image-get-layers {0})) {1}))",
                     "3": "(gimp-image-set-selected-layers {0}"
                          " (vector (vector-ref (car (gimp-image-get-layers {0})) {1})))",
                     }[self.major].format(self.image, place))
        self.scheme("(gimp-displays-flush)")

    def is_modified(self):
        return self.scheme(f"(car (gimp-image-is-dirty {self.image}))") in ("1", "#t")

    def undo_label(self):
        """Of the step that Undo would take back, "" for none."""
        item = next(node for node in self.application.all("menu item")
                    if node.get_name().replace("_", "").startswith("Undo"))
        return item.get_name()[4:].strip() if is_sensitive(item) else ""

    def undo(self):
        next(node for node in self.application.all("menu item")
             if node.get_name().replace("_", "").startswith("Undo")).do_action(0)

    def title(self):
        return next(node.get_name() for node in self.application.all("frame") if "photo" in node.get_name())

    def plug_in_pid(self):
        return next(self.dialog.roots()).get_process_id()

    def dismiss_messages(self):
        for root in self.application.roots():
            for node in list(walk(root, 1)):
                if node.get_role_name() in ("dialog", "alert") and node.get_name() in ("GIMP Message", "Message"):
                    next(button for button in walk(node)
                         if button.get_role_name() in ("push button", "button")).do_action(0)

    @staticmethod
    @contextlib.contextmanager
    def held(key):
        """A key of the dialog, as long as the block runs."""
        window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Microneedling Preview"],
                                stdout=subprocess.PIPE, check=True).stdout.split()[0]
        subprocess.run(["xdotool", "windowfocus", "--sync", window, "keydown", key], check=True, timeout=20)
        try:
            yield
        finally:
            subprocess.run(["xdotool", "keyup", key], check=True)

    @staticmethod
    def grab(box):
        return ImageGrab.grab(box)

    def open_dialog(self, entry="Microneedling Preview…", preset="Preset"):
        self.application.find("menu item", entry).do_action(0)
        self.dialog.find("combo box", preset)
        place("Microneedling.(Preview|Vorschau)", MAIN[0], 0)

    def close_dialog(self, button):
        self.dialog.press(button)
        wait_for("the dialog to close", lambda: not list(self.dialog.all("combo box")))

    def wait_until_found(self):
        """The dialog's notes once it is no longer looking."""
        wait_for("the skin", lambda: not any(text.endswith("…") for text in self.dialog.texts()))
        return self.dialog.texts()

    def shot(self, name):
        picture = ImageGrab.grab()
        picture.save(self.shots / f"{name}.png")
        return picture

    def quit(self):
        """The hard way, plug-ins too: GIMP's own SIGTERM handler calls exit(), which now and then waits for itself."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)
        self.log.close()
