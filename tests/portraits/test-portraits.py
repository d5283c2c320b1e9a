#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What the command does to real portraits, measured by a detector that shares no code with the filters.

argv: the command, the folder of portraits ($MN_PORTRAITS wins), draw-phantom, course.  The five portraits have 6 px/mm
or more.  First the detector is proven on phantoms, whose pits are known.  Wanted is what the clinical model says, which
course prints.
pits, texture, fine, slope   of the class Skin; wanted of pits is the dose of each one's zone: its outcome, and shorter
          needles round the eyes
redness   haemoglobin added where the coverage is full and 6 mm from its border, over the model's for this skin
outside   most any channel changes half a millimetre from where the coverage ends, and further"""
import base64
import os
import subprocess
import sys
import tempfile
import zlib

import numpy as np
from skin import SKIP, Skin, analyse, contrast_at, find_pits, linear, load, log_luminance, most, render

PHOTOS = ('portrait01.jpg', 'portrait02.jpg', 'portrait03.jpg', 'portrait04.jpg', 'portrait05.jpg')
CLOSE = .08                   # of the redness wanted; of a dose
OUTCOME = np.array([1, .9, .9, 1, .8, 1, 1, .9, .9, .9])     # of pores, by the record's zones (SCIENCE, part A3)
PERIORBITAL, SHORT_NEEDLE, NEEDLE = 3, .5, 1                 # mm
GRAIN = .004                  # standard deviation, log luminance, of a pixel at 1 px/mm
PIXELS = .6                   # of a perceived grade is drawn (SCIENCE, part I2)
LIMITS = {'pits': (-CLOSE, CLOSE), 'texture': (-CLOSE, CLOSE), 'fine': (.75, 1.1), 'redness': (1 - CLOSE, 1 + CLOSE),
          'outside': (0, 0), 'slope': (-.6, .6)}
PRESETS = {'immediately': (1, 0), '3-sessions': (3, 84), '6-sessions': (6, 84)}      # sessions, days after
PHOTOTYPE_2 = np.array([.67555, 1.19636, 1.50270])        # optical density of L* 65, a* 12, b* 16
HAEMOGLOBIN, MELANIN = np.array([.21, .69, .69]), np.array([.30, .50, .81])


def a_star(light):
    x, y = np.moveaxis(light @ np.array([[.4124564 / .95047, .2126729], [.3575761 / .95047, .7151522],
                                               [.1804375 / .95047, .0721750]]), -1, 0)
    f = [np.where(v > 216 / 24389, np.cbrt(v), (24389 / 27 * v + 16) / 116) for v in (x, y)]
    return 500 * (f[0] - f[1])


def haemoglobin(rgb):
    axes = np.array([v / np.linalg.norm(v) for v in (HAEMOGLOBIN, MELANIN, np.ones(3))])
    return -np.log(linear(rgb) + .002) @ np.linalg.inv(axes)[:, 0]


def density_of(delta_a):
    """The haemoglobin that raises a* of phototype II by so much."""
    unit = HAEMOGLOBIN / np.linalg.norm(HAEMOGLOBIN)
    doses = np.linspace(0, 2.5, 2501)
    a = a_star(np.exp(-PHOTOTYPE_2 - doses[:, None] * unit))
    return np.interp(delta_a, a - a[0], doses)


def model(needle):
    """The typical doses of a needle so long, by sessions and days."""
    lines = subprocess.run([COURSE, str(needle)], capture_output=True, text=True, check=True).stdout.splitlines()
    names = lines[0].split('\t')
    rows = [dict(zip(names, map(float, line.split('\t')))) for line in lines[1:]]
    return {preset: next(r for r in rows if (r['sessions'], r['days']) == when) for preset, when in PRESETS.items()}


def zones_at(record, y, x):
    """The record's zones at these pixels, of its nearest face."""
    with open(record, encoding='ascii') as file:
        face = max(file.read().split('\nface ')[1:], key=lambda f: float(f.split()[0]))
    items = {line.split()[0]: line.split()[1:] for line in face.splitlines()[1:]}
    left, top, cols, rows, pitch = map(float, items['grid'])
    plane = np.frombuffer(zlib.decompress(base64.b64decode(items['zones'][0])), np.uint8).reshape(int(rows), int(cols))
    col, row = (((p + .5 - origin) / pitch).astype(int) for p, origin in ((x, left), (y, top)))
    return plane[row.clip(0, int(rows) - 1), col.clip(0, int(cols) - 1)]


def phantom(folder, k, features):
    path = os.path.join(folder, 'phantom.png')
    said = subprocess.run([DRAW, path, str(k), '43', '5', str(features)], capture_output=True, text=True,
                          check=True).stdout
    pits = [line.split('\t') for line in said.splitlines() if line.startswith('pit')]
    return log_luminance(load(path)), np.array([[float(p[2]), float(p[1]), abs(float(p[6]))] for p in pits])


def prove_detector(folder):
    """On phantoms: it finds the pits that there are, few elsewhere, fewer than pits in grain that only a part of the
    photo has (one threshold for all finds 2 to 4 times as many), and half the depth where they are half as deep."""
    bad, random = [], np.random.default_rng(1)
    for k in (6, 10, 16):
        l, pits = phantom(folder, k, 1)
        half, _ = phantom(folder, k, .5)
        zone = int(20 * k)
        found = find_pits(l, np.ones_like(l, bool), k)
        near = most(found.astype(np.uint8), round(.15 * k))
        deep = pits[pits[:, 2] > .12].astype(int)
        recall = near[deep[:, 0], deep[:, 1]].mean()
        places = np.zeros_like(found)
        places[pits[:, 0].astype(int), pits[:, 1].astype(int)] = True
        true = found & (most(places.astype(np.uint8), round(.15 * k)) > 0)
        density = true[k:zone - k, k:zone - k].mean()
        elsewhere = found[3 * zone + k:-k, k:-k].mean() / density
        grainy = l.copy()
        grainy[3 * zone:, 2 * zone:] += random.normal(0, GRAIN * k, (zone, 2 * zone))
        in_grain = find_pits(grainy, np.ones_like(l, bool), k)[3 * zone + k:-k, 2 * zone + k:-k].mean() / density
        left = contrast_at(half, k, true).sum() / contrast_at(l, k, true).sum()
        print('phantom, %g px/mm: pits found %.2f, elsewhere %.2f of their density, in grain %.2f, half as deep '
              'measured as %.2f' % (k, recall, elsewhere, in_grain, left))
        if recall < .8 or elsewhere > .3 or in_grain > 1 or abs(left - .5) > .1:
            bad.append('the detector fails on the phantom of %g px/mm' % k)
    return bad


def measure(photo, folder, doses, shallow):
    """The name, px/mm and the measures."""
    face, coverage = analyse(COMMAND, os.path.join(PORTRAITS, photo), folder)
    k, before, shown = face['px_per_mm'], load(folder + '/before.png'), render(COMMAND, folder, PRESETS)
    # Two programs analyse: a cell at the very edge may be rounded one way here and the other there.
    untouched = most(coverage, round(.5 * k) + 1) == 0
    skin = Skin(before, coverage, k)
    zones = {where: zones_at(folder + '/record', *(p + b.start for p, b in zip(np.nonzero(plane), skin.box)))
             for where, plane in (('pits', skin.pits), ('inner', skin.inner))}
    row = {'photo': os.path.splitext(photo)[0], 'px/mm': k, 'ita': face['ita_deg'], 'found': skin.pits.sum()}
    for preset in ('3-sessions', '6-sessions'):
        by_zone = {dose: np.where(zone == PERIORBITAL, shallow[preset][dose], doses[preset][dose])
                   for dose, zone in (('pores', zones['pits']), ('texture', zones['inner']))}
        pores = np.average(by_zone['pores'] * OUTCOME[zones['pits']], weights=skin.pit_depths)
        change = skin.change(log_luminance(shown[preset][skin.box]))
        change['pits'] -= pores
        change['texture'] -= PIXELS * by_zone['texture'].mean()
        row.update({key + preset[0]: value for key, value in change.items()})
    visible = .6 + .4 * np.clip((face['ita_deg'] + 30) / 58, 0, 1)
    inner = most(np.uint8(coverage[skin.box] == 0), round(6 * k)) == 0
    added = haemoglobin(shown['immediately'][skin.box][inner]) - haemoglobin(before[skin.box][inner])
    row['redness'] = added.mean() / (visible * density_of(doses['immediately']['erythema']))
    row['outside'] = max(np.abs(p.astype(np.int16) - before)[untouched].max() for p in shown.values())
    return row


def limits(key):
    return LIMITS.get(key) or LIMITS.get(key[:-1])


def main():
    with tempfile.TemporaryDirectory() as folder:
        bad, doses, shallow = prove_detector(folder), model(NEEDLE), model(SHORT_NEEDLE)
        print('pits, texture: what was lost less what was wanted')
        for photo in PHOTOS:
            row = measure(photo, folder, doses, shallow)
            if photo == PHOTOS[0]:
                print('\t'.join(row))
            print('\t'.join(v if isinstance(v, str) else '%.3g' % v for v in row.values()), flush=True)
            bad += ['%s: %s %.3g is not in %g..%g' % (photo, key, row[key], *limits(key))
                    for key in row if limits(key) and not limits(key)[0] <= row[key] <= limits(key)[1]]
    print('\n'.join(bad), file=sys.stderr)
    return 1 if bad else 0


COMMAND, DRAW, COURSE = sys.argv[1], sys.argv[3], sys.argv[4]
PORTRAITS = os.environ.get('MN_PORTRAITS', sys.argv[2])
if not all(os.path.exists(os.path.join(PORTRAITS, p)) for p in PHOTOS):
    sys.exit(SKIP)
sys.exit(main())
