#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What the command does to real portraits, measured by a detector that shares no code with the filters.

Five portraits have 6 px/mm or more.  argv: the command, the folder of portraits ($MN_PORTRAITS wins).
Lengths in mm, L = ln (linear luminance + 0.002).
pits      contrast left of dark round minima, centre against ring, found in the photo as it was; sum over sum
fine      energy kept by the small coefficients of the 0.06-0.28 mm band
da*       mean change of CIE a* (D65) where the coverage is above .9
outside   most any channel changes where the coverage is 0
slope     change of the log-log spectrum's slope between 1 and 6 cycles/mm"""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image, ImageOps

PHOTOS = ('portrait01.jpg', 'portrait02.jpg', 'portrait03.jpg', 'portrait04.jpg', 'portrait05.jpg')
SKIP = 77
PIT_RING, GUARD = .36, 1.4   # radius of the ring; a pit keeps this far from hair and from the edge of the skin
LIMITS = {'pits': (.66, .86), 'fine': (.75, 1.1), 'da*': (2, 9), 'outside': (0, 0), 'slope': (-.6, .6)}


def linear(rgb):
    c = rgb / 255.
    return np.where(c <= .04045, c / 12.92, ((c + .055) / 1.055) ** 2.4)


def log_luminance(rgb):
    return np.log(linear(rgb) @ [.2126, .7152, .0722] + .002)


def a_star(rgb):
    x, y = np.moveaxis(linear(rgb) @ np.array([[.4124564 / .95047, .2126729], [.3575761 / .95047, .7151522],
                                               [.1804375 / .95047, .0721750]]), -1, 0)
    f = [np.where(v > 216 / 24389, np.cbrt(v), (24389 / 27 * v + 16) / 116) for v in (x, y)]
    return 500 * (f[0] - f[1])


def along_both(plane, function):
    return function(function(plane, 0), 1)


def gauss(plane, sigma):
    radius = int(np.ceil(3 * sigma))
    weights = np.exp(-.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    weights /= weights.sum()

    def blur(p, axis):
        return sum(w * np.roll(p, i - radius, axis) for i, w in enumerate(weights))
    return along_both(plane, blur)


def most(plane, radius):
    def grow(p, axis):
        return np.maximum.reduce([np.roll(p, i, axis) for i in range(-radius, radius + 1)])
    return along_both(plane, grow)


def ring(plane, radius):
    angles = np.arange(12) * np.pi / 6
    return [np.roll(plane, (round(radius * np.sin(a)), round(radius * np.cos(a))), (0, 1)) for a in angles]


def contrast(l, k):
    centre = gauss(l, .06 * k)
    around = ring(centre, PIT_RING * k)
    return np.mean(around, 0) - centre, np.min(around, 0) - centre, centre


def find_pits(l, skin, k):
    depth, least, centre = contrast(l, k)
    hair = (gauss(l, 1.5 * k) - centre > .35).astype(np.uint8)
    near = most(np.maximum(hair, ~skin).astype(np.uint8), round(GUARD * k))
    noise = 1.4826 * np.median(np.abs(depth[skin]))
    lowest = centre <= -most(-centre, 2)
    return lowest & (near == 0) & (least > .25 * depth) & (depth > max(.04, 2 * noise)) & (depth < .30)


def slope(l, skin, k):
    side = int(8 * k)
    window = np.outer(np.hanning(side), np.hanning(side))
    f = np.hypot(*np.meshgrid(np.fft.fftfreq(side, 1 / k), np.fft.fftfreq(side, 1 / k)))
    power, corners = 0, 0
    for y in range(0, l.shape[0] - side, side // 2):
        for x in range(0, l.shape[1] - side, side // 2):
            if skin[y:y + side, x:x + side].all():
                patch = l[y:y + side, x:x + side]
                power = power + np.abs(np.fft.fft2((patch - patch.mean()) * window)) ** 2
                corners += 1
    if corners == 0:
        return np.nan
    band = (f >= 1) & (f <= min(6, .48 * k))
    return np.polyfit(np.log(f[band]), np.log(power[band]), 1)[0]


def command(*arguments):
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, check=False)


def load(path):
    with Image.open(path) as picture:
        return np.asarray(picture.convert('RGB'))


def measure(photo, folder):
    """The name, px/mm and the measures; a PNG goes in, so nothing but the treatment differs."""
    name = os.path.splitext(photo)[0]
    before_path, mask = os.path.join(folder, name + '.png'), os.path.join(folder, 'mask.png')
    with Image.open(os.path.join(PORTRAITS, photo)) as picture:
        ImageOps.exif_transpose(picture).convert('RGB').save(before_path, compress_level=1)
    said = command('analyse', before_path, '--json', '--coverage', mask)
    if 'no face models' in said.stderr:
        sys.exit(SKIP)
    assert said.returncode == 0, said.stderr
    face = max(json.loads(said.stdout)['faces'], key=lambda f: f['px_per_mm'])
    k = face['px_per_mm']
    assert k >= 6, '%s: %.1f px/mm' % (photo, k)
    done = command('render', before_path, '--preset', 'immediately', '--preset', '3-sessions', '--preset',
                   '6-sessions', '-o', folder + '/out')
    assert done.returncode == 0, done.stderr
    before, coverage = load(before_path), np.asarray(Image.open(mask).convert('L'))
    shown = {p: load('%s/out/%s-%s.png' % (folder, name, p)) for p in ('immediately', '3-sessions', '6-sessions')}
    outside = max(np.abs(p.astype(int) - before)[coverage == 0].max() for p in shown.values())
    y, x = np.nonzero(coverage)
    box = np.s_[y.min():y.max() + 1, x.min():x.max() + 1]
    skin = coverage[box] > .9 * 255
    l = {p: log_luminance(rgb[box]) for p, rgb in dict(shown, before=before).items()}
    pits = find_pits(l['before'], skin, k)
    depth = {p: contrast(plane, k)[0][pits].sum() for p, plane in l.items()}
    fine = {p: (gauss(plane, .06 * k) - gauss(plane, .28 * k)) for p, plane in l.items()}
    small = skin & (np.abs(fine['before']) < fine['before'][skin].std())
    energy = {p: np.square(band[small]).sum() for p, band in fine.items()}
    red = (a_star(shown['immediately'][box][skin]) - a_star(before[box][skin])).mean()
    steep = {p: slope(l[p], skin, k) for p in ('before', '3-sessions')}
    return {'photo': name, 'px/mm': k, 'ita': face['ita_deg'], 'found': pits.sum(),
            'pits': depth['3-sessions'] / depth['before'], 'fine': energy['3-sessions'] / energy['before'],
            'fine6': energy['6-sessions'] / energy['before'], 'da*': red, 'outside': outside,
            'slope': steep['3-sessions'] - steep['before']}


def main():
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        for photo in PHOTOS:
            row = measure(photo, folder)
            if photo == PHOTOS[0]:
                print('\t'.join(row))
            print('\t'.join(v if isinstance(v, str) else '%.4g' % v for v in row.values()), flush=True)
            bad += ['%s: %s %.3g is not in %g..%g' % (photo, key, row[key], low, high)
                    for key, (low, high) in LIMITS.items()
                    if not low <= row[key] <= high and not (key == 'da*' and row['ita'] <= -30)]
    print('\n'.join(bad), file=sys.stderr)
    return 1 if bad else 0


COMMAND = sys.argv[1]
PORTRAITS = os.environ.get('MN_PORTRAITS', sys.argv[2])
if not all(os.path.exists(os.path.join(PORTRAITS, p)) for p in PHOTOS):
    sys.exit(SKIP)
sys.exit(main())
