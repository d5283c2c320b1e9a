#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Drives the dialogs of sheets in a real GIMP: case.py says how it is called."""
import pathlib
import unittest

from case import GIMP, LOCALE, Case, driver, main


class Sheets(Case):
    entry, layout = "Microneedling Before and After…", "Layout"

    def setUp(self):
        super().setUp()
        self.photos = self.gimp.images()

    def open_sheet(self):
        self.gimp.application.find("menu item", self.entry).do_action(0)
        self.field(self.layout)

    def field(self, name):
        """GIMP 3's own dialogs of procedures have labels beside their widgets, but no names for them."""
        kinds = ("text", "combo box")
        if GIMP == "2":
            return self.gimp.dialog.find(kinds, name)
        row = self.gimp.dialog.find("label", name).get_parent()
        return next(node for node in driver.walk(row) if node.get_role_name() in kinds)

    def choose(self, name, label):
        next(node for node in driver.walk(self.field(name))
             if node.get_role_name() == "menu item" and node.get_name() == label).do_action(0)

    def made(self):
        """The layers of the new image, from the top."""
        driver.wait_for("the plug-in to end", lambda: not list(self.gimp.dialog.roots()))
        new = [image for image in self.gimp.images() if image not in self.photos]
        self.assertEqual(len(new), 1)
        return self.gimp.layers(new[0])

    def messages(self):
        return " ".join(node.get_name() for root in self.gimp.application.roots() for node in driver.walk(root)
                        if node.get_role_name() == "label")


class BeforeAndAfter(Sheets):
    def test_cancel_leaves_nothing(self):
        gimp = self.gimp
        self.select()
        undo, modified = gimp.undo_label(), gimp.is_modified()
        self.open_sheet()
        self.shot("dialog")
        gimp.close_dialog("Cancel")
        driver.wait_for("the plug-in to end", lambda: not list(gimp.dialog.roots()))
        self.assertEqual(gimp.images(), self.photos)
        self.assertEqual(gimp.layers(), ["photo.png"])
        self.assertEqual((gimp.undo_label(), gimp.is_modified()), (undo, modified))

    def test_ok_makes_a_new_image(self):
        """Of what is selected; the photo stays as it is, and what the user must know is said."""
        gimp = self.gimp
        self.select()
        self.open_sheet()
        self.field("Title").set_text_contents("What to expect of it")
        self.field("Detail").set_text_contents("auto")
        self.choose("Layout", "slanted")
        self.shot("dialog")
        gimp.close_dialog("OK")
        layers = self.made()
        for name in ("Label: simulation", "Label: response", "Label", "Divider", "Title", "Caption: Before",
                     "Caption: After 3 sessions", "Detail: Before", "Detail: After 3 sessions", "Before",
                     "After 3 sessions", "Paper"):
            self.assertIn(name, layers)
        driver.wait_for("the note", lambda: "No face with both eyes" in self.messages())
        self.gimp.dismiss_messages()
        self.canvas()
        self.shot("sheet")
        self.assertEqual(gimp.layers(self.photos[0]), ["photo.png"])

    def test_the_last_choice_comes_back(self):
        gimp = self.gimp
        self.select()
        self.open_sheet()
        self.field("Clinic").set_text_contents("Clinic of mine")
        gimp.close_dialog("OK")
        self.assertIn("Clinic", self.made())
        gimp.dismiss_messages()
        self.open_sheet()
        self.assertEqual(driver.text_of(self.field("Clinic")), "Clinic of mine")
        gimp.close_dialog("Cancel")

    def test_nothing_to_treat(self):
        self.open_sheet()
        self.gimp.close_dialog("OK")
        driver.wait_for("the reason", lambda: "select the skin" in self.messages())
        self.shot("reason")
        self.assertEqual(self.gimp.images(), self.photos)


class Timeline(Sheets):
    entry = "Microneedling Timeline…"

    def test_ok_makes_a_new_image(self):
        self.select()
        self.open_sheet()
        self.shot("dialog")
        self.gimp.close_dialog("OK")
        layers = self.made()
        for name in ("Label: simulation", "Before", "Immediately after", "Next day", "Day 3", "After 1 session",
                     "After 3 sessions", "After 6 sessions"):
            self.assertIn(name, layers)
        self.gimp.dismiss_messages()
        self.canvas()
        self.shot("sheet")


@unittest.skipUnless(pathlib.Path(LOCALE, "de").is_dir(), "no translation in this build")
class German(Sheets):
    language = {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"}
    entry, layout = "Microneedling vorher und nachher …", "Anordnung"

    def test_german(self):
        self.gimp.scheme(f"(begin (gimp-selection-all {self.gimp.image}) (gimp-displays-flush))")
        self.open_sheet()
        self.shot("dialog")
        self.gimp.close_dialog("OK")
        layers = self.made()
        for name in ("Vorher", "Nach 3 Sitzungen"):
            self.assertIn(name, layers)
        driver.wait_for("the note", lambda: "Kein Gesicht mit beiden Augen" in self.messages())


if __name__ == "__main__":
    main()
