#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What other programs leave of the skin when they take as much of its pits as ours does after six sessions.

    peers.py COMMAND PORTRAITS [SHEETS]       ($MN_PORTRAITS wins)

Three portraits from fair to tan, 8 to 12 px/mm.  What a peer makes of one is laid over it through our coverage, for
none has a mask of its own that could be trusted (G'MIC's is switched off).  Scales are told in millimetres; strength is
searched, photo by photo, until the same contrast is taken from the pits; where even the weakest takes more, it is laid
over with less opacity: the two numbers behind a peer's name.  What is not installed is left out.

pits, fine, texture, slope   of the class Skin: lost, kept, lost, changed
lit       pits lost in the lighter half of the skin: in shade, more of them are noise
dark      contrast kept by what is much darker than the skin around it: moles, hairs, stubble

Into the folder SHEETS go the pictures to look at: of each portrait 100 % of where most pits are, and the whole, in the
order of the table.  They show people: don't commit them.
"""
import functools
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image
from skin import SKIP, Skin, analyse, gauss, load, log_luminance, render

PHOTOS = ('portrait01', 'portrait02', 'portrait03')
OURS = {'3-sessions': 'ours, 3 sessions', '6-sessions': 'ours, 6 sessions'}
STEPS, CLOSE = 8, .01         # of the search; of pits, near enough
DARK = -.35                   # of log luminance, against 1.5 mm around
COLUMNS = ('pits', 'lit', 'fine', 'texture', 'slope', 'dark')
PLACES, SIDE, ABREAST = 3, 448, 3


def gegl(operation, name):
    """One whose radius is 0.2 mm: with 0.35 and 0.5 it keeps less fine texture beside the same loss of pits."""
    def words(source, result, width, height, k, strength):
        return ['gegl', source, '-o', result, '--', operation, 'blur-radius=%d' % max(1, round(.2 * k)),
                '%s=%.4g' % (name, strength), 'gegl:crop', 'x=0', 'y=0', 'width=%d' % width, 'height=%d' % height]
    return words


def gmic(source, result, width, height, k, strength):
    """Smooths what is between a fine and a base scale, 0.12 and 0.8 mm: pits, and about as much texture as ours."""
    fine, base = (100 * mm * k / max(width, height) for mm in (.12, .8))
    smooth = '0,0.5,1,1,1,50,50,5,%.4g,%.4g,%.4g,1,0.05,5,0' % (base, fine, strength)
    return ['gmic', source, '-fx_smooth_skin', smooth, '-round', '-c', '0,255', '-o', result]


PEERS = {                     # how it is called, its strength from weak to strong
    'gegl:bilateral-filter': (gegl('gegl:bilateral-filter', 'edge-preservation'), 100, 1),
    'gegl:gaussian-blur-selective': (gegl('gegl:gaussian-blur-selective', 'max-delta'), .01, .5),
    'gmic:fx_smooth_skin': (gmic, .5, 10),
}


def over(before, picture, opacity):
    return np.rint(before + opacity * (picture.astype(float) - before)).astype(np.uint8)


def smoothed(before, coverage, folder, words, k, strength):
    """What a peer makes of it, where it is covered."""
    source, result = folder + '/source.png', folder + '/result.png'
    Image.fromarray(before).save(source, compress_level=1)
    height, width = coverage.shape
    subprocess.run(words(source, result, width, height, k, strength), stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=True)
    return over(before, load(result), coverage[..., None] / 255)


def matched(skin, before, wanted, weak, strong, picture_of):
    """How a peer takes as much from the pits as wanted, strength and opacity, and its picture."""
    strength = weak
    for _ in range(STEPS):
        picture = picture_of(strength)
        taken = skin.pits_lost(log_luminance(picture))
        weak, strong = (strength, strong) if taken < wanted else (weak, strength)
        if abs(taken - wanted) < CLOSE or weak == strong:
            break
        strength = (weak * strong) ** .5
    opacity = min(1, wanted / taken)
    return '%.3g, %.0f %%' % (strength, 100 * opacity), over(before, picture, opacity)


class Looks(Skin):
    """With two more measures than the test asks for."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.relief = self.band(self.l, .06, 1.5)
        self.dark = self.where & (self.relief < DARK)
        around = gauss(self.l, 1.5 * self.k)          # a pit is dark wherever it is
        self.lit = around > np.median(around[self.where])

    def change(self, l):
        lit, dark = self.lit[self.pits], self.dark
        return dict(super().change(l), lit=1 - self.depths(l)[lit].sum() / self.pit_depths[lit].sum(),
                    dark=self.band(l, .06, 1.5)[dark].sum() / self.relief[dark].sum())


def places(skin):
    """Squares with the most pits where it is lit, none over another."""
    density = np.pad((skin.pits & skin.lit).astype(int), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    density = density[SIDE:, SIDE:] - density[:-SIDE, SIDE:] - density[SIDE:, :-SIDE] + density[:-SIDE, :-SIDE]
    for _ in range(PLACES):
        y, x = np.unravel_index(density.argmax(), density.shape)
        yield x, y, x + SIDE, y + SIDE
        density[max(0, y - SIDE):y + SIDE, max(0, x - SIDE):x + SIDE] = 0


def sheet(pictures, path):
    rows = [pictures[i:i + ABREAST] for i in range(0, len(pictures), ABREAST)]
    page = Image.new('RGB', (ABREAST * pictures[0].width, len(rows) * pictures[0].height))
    for j, line in enumerate(rows):
        for i, picture in enumerate(line):
            page.paste(picture, (i * picture.width, j * picture.height))
    page.save(path)


def compare(photo, folder):
    face, coverage = analyse(COMMAND, os.path.join(PORTRAITS, photo + '.jpg'), folder)
    k, before = face['px_per_mm'], load(folder + '/before.png')
    skin = Looks(before, coverage, k)
    before, coverage = before[skin.box], coverage[skin.box]
    print('%s, %.1f px/mm, ITA %.0f, %d pits, %d dark pixels'
          % (photo, k, face['ita_deg'], skin.pits.sum(), skin.dark.sum()), flush=True)
    shown = {OURS[preset]: picture[skin.box] for preset, picture in render(COMMAND, folder, OURS).items()}
    wanted = skin.pits_lost(log_luminance(shown[OURS['6-sessions']]))
    for name, (words, weak, strong) in PEERS.items():
        if shutil.which(name.split(':')[0]):
            picture_of = functools.partial(smoothed, before, coverage, folder, words, k)
            how, picture = matched(skin, before, wanted, weak, strong, picture_of)
            shown[name + ' ' + how] = picture
    for name, picture in shown.items():
        change = skin.change(log_luminance(picture))
        print('%-42s' % name, *('%7.3f' % change[column] for column in COLUMNS), flush=True)
    if SHEETS:
        pictures = [Image.fromarray(p) for p in (before, *shown.values())]
        for i, place in enumerate(places(skin)):
            sheet([p.crop(place) for p in pictures], '%s/%s-%d.png' % (SHEETS, photo, i + 1))
        size = SIDE, round(SIDE * before.shape[0] / before.shape[1])
        sheet([p.resize(size, Image.LANCZOS) for p in pictures], '%s/%s.png' % (SHEETS, photo))


COMMAND, PORTRAITS = sys.argv[1], os.environ.get('MN_PORTRAITS', sys.argv[2])
SHEETS = sys.argv[3] if len(sys.argv) > 3 else None
if not all(os.path.exists(os.path.join(PORTRAITS, photo + '.jpg')) for photo in PHOTOS):
    sys.exit(SKIP)
print('%-42s' % '', *('%7s' % column for column in COLUMNS))
for portrait in PHOTOS:
    with tempfile.TemporaryDirectory(prefix='mn-peers-') as name:
        compare(portrait, name)
