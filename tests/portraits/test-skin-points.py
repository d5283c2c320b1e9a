#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Real portraits: is what was labelled by eye as skin covered, and everything else not?

argv: the command, points.tsv, the folder of portraits ($MN_PORTRAITS wins).  points.tsv has file, class, x and y in
pixels of the upright photo, labelled before anyone saw what the program says.  Skin points must have a coverage above
one half, all others below 0.05; classes in UNJUDGED are for the eye only.  px/mm is compared with the labelled pupils,
63 mm times the cosine of the yaw apart, on faces seen from the front.  Prints every miss, a table by class and one by
skin tone.

The limits are the goals."""
import collections
import csv
import json
import math
import os
import subprocess
import sys
import tempfile

from PIL import Image

SKIP = 77
SKIN, PUPILS, UNJUDGED = ('skin', 'skin-stubble'), ('pupilR', 'pupilL'), ('stubble', 'reflection', 'lash')
COVERED, CLEAN = .5 * 255, .05 * 255
LEAST_SKIN, LEAST_OTHERS, TONES_APART = .98, .995, .02
FRONTAL_DEG, SCALE_TOLERANCE, PUPILS_MM = 12, .05, 63
LIGHT_ITA, MEDIUM_ITA = 28, -5


def analyse(photo, folder):
    """The faces found, and the coverage."""
    mask = os.path.join(folder, 'mask.png')
    said = subprocess.run([COMMAND, 'analyse', photo, '--json', '--coverage', mask], capture_output=True, text=True,
                          check=False)
    if 'no face models' in said.stderr:
        sys.exit(SKIP)
    assert said.returncode == 0, said.stderr
    with Image.open(mask) as picture:
        return json.loads(said.stdout)['faces'], picture.convert('L')


def nearest(faces, x, y):
    def distance(face):
        left, top, width, height = face['box']
        return math.hypot(x - left - width / 2, y - top - height / 2) / width
    return min(faces, key=distance)


def tone(ita):
    return 'unknown' if ita is None else 'light' if ita > LIGHT_ITA else 'medium' if ita > MEDIUM_ITA else 'dark'


def judge_scale(faces, points):
    """Misses: frontal faces whose px/mm the labelled pupils deny."""
    right, left = ([p[1:] for p in points if p[0] == name] for name in PUPILS)
    for (x0, y0), (x1, y1) in zip(right, left):
        face = nearest(faces, (x0 + x1) / 2, (y0 + y1) / 2)
        apart = face['px_per_mm'] * PUPILS_MM * math.cos(math.radians(face['yaw_deg']))
        off = apart / math.hypot(x1 - x0, y1 - y0) - 1
        if abs(face['yaw_deg']) <= FRONTAL_DEG and abs(off) > SCALE_TOLERANCE:
            yield 'px/mm %+.1f %% at %.0f,%.0f' % (100 * off, (x0 + x1) / 2, (y0 + y1) / 2)


def rate(tally, classes):
    good, all_of = (sum(tally[c][i] for c in classes) for i in (0, 1))
    return good / all_of if all_of else math.nan


def main():
    by_file = collections.defaultdict(list)
    with open(sys.argv[2], encoding='ascii') as lines:
        for file, name, x, y in csv.reader(lines, delimiter='\t'):
            by_file[file].append((name, float(x), float(y)))
    if not all(os.path.exists(os.path.join(PORTRAITS, f)) for f in by_file):
        sys.exit(SKIP)
    classes, tones = (collections.defaultdict(lambda: [0, 0]) for _ in range(2))
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for file, points in by_file.items():
            faces, mask = analyse(os.path.join(PORTRAITS, file), folder)
            for miss in judge_scale(faces, points):
                failed = True
                print('%s\t%s' % (file, miss))
            for name, x, y in points:
                if name in PUPILS + UNJUDGED:
                    continue
                value = mask.getpixel((int(x), int(y)))
                good = value > COVERED if name in SKIN else value < CLEAN
                of_tone = '%s %s' % (tone(nearest(faces, x, y)['ita_deg']), 'skin' if name in SKIN else 'others')
                for tally in (classes[name], tones[of_tone]):
                    tally[0] += good
                    tally[1] += 1
                if not good:
                    print('%s\t%s\t%.0f,%.0f\t%.2f' % (file, name, x, y, value / 255))
    for table in (classes, tones):
        print('\n'.join('%-16s %4d of %4d  %.1f %%' % (k, *v, 100 * v[0] / v[1]) for k, v in sorted(table.items())))
    others = [c for c in classes if c not in SKIN]
    print('skin %.2f %%, others clean %.2f %%' % (100 * rate(classes, SKIN), 100 * rate(classes, others)))
    apart = {what: [v[0] / v[1] for k, v in tones.items() if k.endswith(what)] for what in ('skin', 'others')}
    failed |= rate(classes, SKIN) < LEAST_SKIN or rate(classes, others) < LEAST_OTHERS
    failed |= any(max(rates) - min(rates) > TONES_APART for rates in apart.values())
    return 1 if failed else 0


COMMAND = sys.argv[1]
PORTRAITS = os.environ.get('MN_PORTRAITS', sys.argv[3])
sys.exit(main())
