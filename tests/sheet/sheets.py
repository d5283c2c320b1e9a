# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What the checks of sheets share: a synthetic photo, which has no face, and how to look at a sheet of it."""
import json
import subprocess

import numpy as np
from harness import run
from pictures import save

WIDTH, HEIGHT = 480, 600
STRIP = 32                       # grey of the label's ground
NO_FACE = ('No face with both eyes', 'Kein Gesicht mit beiden Augen')
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#0a0"/></svg>'


def setup():
    rng = np.random.default_rng(1)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    light = 0.8 - 0.2 * x / WIDTH - 0.15 * y / HEIGHT + rng.normal(0, 0.03, (HEIGHT, WIDTH))
    photo = np.clip(np.round(255 * light[..., None] * np.array([1.0, 0.78, 0.66])), 40, 240).astype(np.uint8)
    save('photo.png', photo)
    save('mask.png', np.full((HEIGHT, WIDTH), 255, np.uint8))
    with open('untreated.ini', 'w', encoding='ascii') as file:
        file.write('[preset]\nname=Untreated\n[treatment]\nsessions=0\n')
    return photo


def sheet(*arguments, photo='photo.png'):
    return run('sheet', photo, *arguments, '--coverage-from', 'mask.png', '--scale', 8)


def succeed(result):
    """The synthetic photo has no face: that is said, and nothing else."""
    code, _, err = result
    assert code == 0 and err.count('\n') == 1 and any(text in err for text in NO_FACE), (code, err)


def told(path):
    return json.loads(subprocess.check_output(['exiftool', '-j', '-G1', path]))[0]


def strip_of(picture):
    """How many rows at the bottom are the label's."""
    ground = (np.abs(picture[:, :4].astype(int) - STRIP) <= 2).all(axis=(1, 2))[::-1]
    return len(ground) if ground.all() else int(np.argmin(ground))


def panels(picture):
    """Left, top, right, bottom of the pictures beside each other on white paper, from left to right."""
    page = (picture[:len(picture) - strip_of(picture)] < 250).any(axis=2)
    rows = np.flatnonzero(page.mean(axis=1) > 0.25)
    columns = (page[rows[0]:rows[-1] + 1].mean(axis=0) > 0.9).astype(int)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], columns, [0]])))
    return [(left, rows[0], right, rows[-1] + 1) for left, right in edges.reshape(-1, 2)]
