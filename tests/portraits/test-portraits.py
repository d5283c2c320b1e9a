#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What the command does to real portraits, measured by a detector that shares no code with the filters.

argv: the command, the folder of portraits ($MN_PORTRAITS wins), draw-phantom, course.  The five portraits have 6 px/mm or more.
First the detector is proven on phantoms, whose pits are known.  Wanted is what the clinical model says (course prints it).
Lengths in mm, L = ln (linear luminance + 0.002).
pits      contrast lost by dark round minima, centre against ring, found in the photo as it was; sum over sum; wanted is the
          dose of each pit's zone: its outcome, and shorter needles round the eyes
texture   lost by the band between Gaussians of 0.35 and 1.5 mm: by the median of its amounts, for folds and hairs stay
fine      energy kept by the small coefficients of the 0.06-0.28 mm band
redness   haemoglobin added where the coverage is full and 6 mm from its border, over the model's for this skin
outside   most any channel changes half a millimetre from where the coverage ends, and further
slope     change of the log-log spectrum's slope between 1 and 6 cycles/mm"""
import base64
import json
import os
import subprocess
import sys
import tempfile
import zlib

import numpy as np
from PIL import Image, ImageOps

PHOTOS = ('portrait01.jpg', 'portrait02.jpg', 'portrait03.jpg', 'portrait04.jpg', 'portrait05.jpg')
SKIP = 77
PIT_RING, GUARD = .36, 1.4   # radius of the ring; a pit keeps this far from hair and from the edge of the skin
CLOSE = .08                   # of the redness wanted; of a dose
OUTCOME = np.array([1, .9, .9, 1, .8, 1, 1, .9, .9, .9])     # of pores, by the record's zones (SCIENCE, part A3)
PERIORBITAL, SHORT_NEEDLE, NEEDLE = 3, .5, 1                 # mm
PIXELS = .6                   # of a perceived grade is drawn (SCIENCE, part I2)
LIMITS = {'pits': (-CLOSE, CLOSE), 'texture': (-CLOSE, CLOSE), 'fine': (.75, 1.1), 'redness': (1 - CLOSE, 1 + CLOSE),
          'outside': (0, 0), 'slope': (-.6, .6)}
PRESETS = {'immediately': (1, 0), '3-sessions': (3, 84), '6-sessions': (6, 84)}      # sessions, days after
PHOTOTYPE_2 = np.array([.67555, 1.19636, 1.50270])        # optical density of L* 65, a* 12, b* 16
HAEMOGLOBIN, MELANIN = np.array([.21, .69, .69]), np.array([.30, .50, .81])


def linear(rgb):
    c = rgb / 255.
    return np.where(c <= .04045, c / 12.92, ((c + .055) / 1.055) ** 2.4)


def log_luminance(rgb):
    return np.log(linear(rgb) @ [.2126, .7152, .0722] + .002)


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
    return lowest & (near == 0) & (least > .25 * depth) & (depth > max(.04, 3 * noise)) & (depth < .30)


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


def lost(before, after, where):
    return 1 - np.median(np.abs(after[where])) / np.median(np.abs(before[where]))


def phantom(folder, k, features):
    path = os.path.join(folder, 'phantom.png')
    said = subprocess.run([DRAW, path, str(k), '43', '5', str(features)], capture_output=True, text=True, check=True).stdout
    pits = [line.split('\t') for line in said.splitlines() if line.startswith('pit')]
    return log_luminance(load(path)), np.array([[float(p[2]), float(p[1]), abs(float(p[6]))] for p in pits])


def prove_detector(folder):
    """On phantoms: it finds the pits that there are, few where there are none, and half the depth where they are half as deep."""
    bad = []
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
        elsewhere = found[3 * zone + k:-k, k:-k].mean() / true[k:zone - k, k:zone - k].mean()
        left = contrast(half, k)[0][true].sum() / contrast(l, k)[0][true].sum()
        print('phantom, %g px/mm: pits found %.2f, elsewhere %.2f of their density, half as deep measured as %.2f'
              % (k, recall, elsewhere, left))
        if recall < .8 or elsewhere > .3 or abs(left - .5) > .1:
            bad.append('the detector fails on the phantom of %g px/mm' % k)
    return bad


def measure(photo, folder, doses, shallow):
    """The name, px/mm and the measures; a PNG goes in, so nothing but the treatment differs."""
    name = os.path.splitext(photo)[0]
    before_path, mask, record = (os.path.join(folder, f) for f in (name + '.png', 'mask.png', 'record'))
    with Image.open(os.path.join(PORTRAITS, photo)) as picture:
        ImageOps.exif_transpose(picture).convert('RGB').save(before_path, compress_level=1)
    said = command('analyse', before_path, '--json', '--coverage', mask, '--record', record)
    if 'no face models' in said.stderr:
        sys.exit(SKIP)
    assert said.returncode == 0, said.stderr
    face = max(json.loads(said.stdout)['faces'], key=lambda f: f['px_per_mm'])
    k = face['px_per_mm']
    assert k >= 6, '%s: %.1f px/mm' % (photo, k)
    presets = [argument for preset in PRESETS for argument in ('--preset', preset)]
    done = command('render', before_path, *presets, '-o', folder + '/out')
    assert done.returncode == 0, done.stderr
    before, coverage = load(before_path), np.asarray(Image.open(mask).convert('L'))
    shown = {p: load('%s/out/%s-%s.png' % (folder, name, p)) for p in PRESETS}
    # Two programs analyse: a cell at the very edge may be rounded one way here and the other there.
    untouched = most(coverage, round(.5 * k) + 1) == 0
    outside = max(np.abs(p.astype(int) - before)[untouched].max() for p in shown.values())
    y, x = np.nonzero(coverage)
    box = np.s_[y.min():y.max() + 1, x.min():x.max() + 1]
    skin = coverage[box] > .9 * 255
    l = {p: log_luminance(rgb[box]) for p, rgb in dict(shown, before=before).items()}
    pits = find_pits(l['before'], skin, k)
    depth = {p: contrast(plane, k)[0][pits].sum() for p, plane in l.items()}
    fine = {p: gauss(plane, .06 * k) - gauss(plane, .28 * k) for p, plane in l.items()}
    band = {p: gauss(plane, .35 * k) - gauss(plane, 1.5 * k) for p, plane in l.items() if p != 'immediately'}
    small = skin & (np.abs(fine['before']) < fine['before'][skin].std())
    inner = most(np.uint8(~skin), round(3 * k)) == 0
    zones = {where: zones_at(record, *(p + b.start for p, b in zip(np.nonzero(plane), box)))
             for where, plane in (('pits', pits), ('inner', inner))}
    contrasts = contrast(l['before'], k)[0][pits]
    row = {'photo': name, 'px/mm': k, 'ita': face['ita_deg'], 'found': pits.sum()}
    for preset in ('3-sessions', '6-sessions'):
        n = preset[0]
        by_zone = {dose: np.where(zone == PERIORBITAL, shallow[preset][dose], doses[preset][dose])
                   for dose, zone in (('pores', zones['pits']), ('texture', zones['inner']))}
        pores = np.average(by_zone['pores'] * OUTCOME[zones['pits']], weights=contrasts)
        row['pits' + n] = 1 - depth[preset] / depth['before'] - pores
        row['texture' + n] = lost(band['before'], band[preset], inner) - PIXELS * by_zone['texture'].mean()
        row['fine' + n] = np.square(fine[preset][small]).sum() / np.square(fine['before'][small]).sum()
        row['slope' + n] = slope(l[preset], skin, k) - slope(l['before'], skin, k)
    visible = .6 + .4 * np.clip((face['ita_deg'] + 30) / 58, 0, 1)
    inner = most(np.uint8(coverage[box] == 0), round(6 * k)) == 0
    added = haemoglobin(shown['immediately'][box][inner]) - haemoglobin(before[box][inner])
    row['redness'] = added.mean() / (visible * density_of(doses['immediately']['erythema']))
    row['outside'] = outside
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
