# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Skin in a portrait, and what became of it: a detector of pits that shares no code with the filters.

Lengths in mm, k is px/mm, 6 or more; l = ln (linear luminance + 0.002).  test-portraits.py proves it on phantoms."""
import json
import os
import subprocess
import sys

import numpy as np
from PIL import Image, ImageOps

SKIP = 77
PIT_RING, GUARD = .36, 1.4   # radius of the ring; a pit keeps this far from hair and from the edge of the skin
NOISE_ABOUT = 2.5            # standard deviation of the weights of what lies about a place
ALIKE = 1e-9                 # what pixels of one value may come to differ by


def linear(rgb):
    c = np.arange(256) / 255.
    return np.where(c <= .04045, c / 12.92, ((c + .055) / 1.055) ** 2.4)[rgb]


def log_luminance(rgb):
    return np.log(linear(rgb) @ [.2126, .7152, .0722] + .002)


def spectrum(shape, sigma):
    """Of a Gaussian, which ends at three sigma, as rfft2 has it."""
    places = np.arange(-int(np.ceil(3 * sigma)), int(np.ceil(3 * sigma)) + 1)
    weights = np.exp(-.5 * (places / sigma) ** 2)
    axes = [np.fft.fft(np.bincount(places % length, weights / weights.sum(), length)).real for length in shape]
    return np.outer(axes[0], axes[1][:shape[1] // 2 + 1])


def filtered(plane, response):
    """The plane goes on beyond a border with what is at the opposite one."""
    return np.fft.irfft2(np.fft.rfft2(plane) * response, plane.shape)


def gauss(plane, sigma):
    return filtered(plane, spectrum(plane.shape, sigma))


def most(plane, radius):
    """Over squares, by strips twice as wide at each step."""
    for axis in (0, 1):
        width = 1
        while width < 2 * radius + 1:
            step = min(width, 2 * radius + 1 - width)
            plane = np.maximum(plane, np.roll(plane, step, axis))
            width += step
        plane = np.roll(plane, -radius, axis)
    return plane


def ring(radius):
    angles = np.arange(12) * np.pi / 6
    return [(round(radius * np.sin(a)), round(radius * np.cos(a))) for a in angles]


def contrast(l, k):
    centre = gauss(l, .06 * k)
    total, least = 0, np.inf
    for offset in ring(PIT_RING * k):
        around = np.roll(centre, offset, (0, 1))
        total, least = total + around, np.minimum(least, around)
    return total / 12 - centre, least - centre, centre


def contrast_at(l, k, places):
    """The first of contrast's, where places are true."""
    centre = gauss(l, .06 * k)
    y, x = np.nonzero(places)
    around = [centre[(y - down) % l.shape[0], (x - right) % l.shape[1]] for down, right in ring(PIT_RING * k)]
    return np.mean(around, 0) - centre[y, x]


def noise(depth, skin, k):
    """Of depths by chance, a standard deviation for each pixel: that of all the skin, or what the places brighter than
    their ring have about there, for pits are none of those, but grain is, and differs from the sharp to the blurred and
    from light to shade."""
    bright = skin & (depth < 0)
    amount, share = (gauss(plane, NOISE_ABOUT * k) for plane in (np.where(bright, -depth, 0), bright))
    return np.maximum(1.4826 * np.median(np.abs(depth[skin])), 1.2533 * amount / np.maximum(share, 1e-6))


def find_pits(l, skin, k):
    """Dark round minima, no hairs: a plane that is true where each has its lowest pixel."""
    depth, least, centre = contrast(l, k)
    hair = (gauss(l, 1.5 * k) - centre > .35).astype(np.uint8)
    near = most(np.maximum(hair, ~skin).astype(np.uint8), round(GUARD * k))
    deep = np.maximum(.04, 3 * noise(depth, skin, k))
    lowest = centre <= ALIKE - most(-centre, 2)
    return lowest & (near == 0) & (least > .25 * depth) & (depth > deep) & (depth < .30)


def slope(l, skin, k):
    """Of the log-log spectrum from 1 to 6 cycles/mm, in squares of 8 mm that are all skin; NaN without one."""
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


class Skin:
    """What is covered of a photo as it was, cut out by the box of the coverage."""

    def __init__(self, before, coverage, k):
        y, x = np.nonzero(coverage)
        self.k = k
        self.box = np.s_[y.min():y.max() + 1, x.min():x.max() + 1]
        self.where = coverage[self.box] > .9 * 255
        self.inner = most(np.uint8(~self.where), round(3 * k)) == 0
        self.l = log_luminance(before[self.box])
        self.pits = find_pits(self.l, self.where, k)
        self.pit_depths = self.depths(self.l)
        fine = self.fine(self.l)
        self.small = self.where & (np.abs(fine) < fine[self.where].std())
        self.was = self.measure(self.l)

    def band(self, l, narrow, wide):
        return filtered(l, spectrum(l.shape, narrow * self.k) - spectrum(l.shape, wide * self.k))

    def fine(self, l):
        return self.band(l, .06, .28)

    def depths(self, l):
        return contrast_at(l, self.k, self.pits)

    def pits_lost(self, l):
        return 1 - self.depths(l).sum() / self.pit_depths.sum()

    def measure(self, l):
        texture = np.median(np.abs(self.band(l, .35, 1.5)[self.inner]))
        return texture, np.square(self.fine(l)[self.small]).sum(), slope(l, self.where, self.k)

    def change(self, l):
        """What became of it in a log luminance of the same box.

        pits      contrast lost by dark round minima, centre against ring, found in the photo as it was; sum over sum
        texture   lost by the band between Gaussians of 0.35 and 1.5 mm: by its median amount, for folds and hairs stay
        fine      energy kept by the small coefficients of the 0.06-0.28 mm band
        slope     change of the log-log spectrum's slope"""
        texture, fine, steepness = zip(self.measure(l), self.was)
        return {'pits': self.pits_lost(l), 'texture': 1 - texture[0] / texture[1], 'fine': fine[0] / fine[1],
                'slope': steepness[0] - steepness[1]}


def load(path, mode='RGB'):
    with Image.open(path) as picture:
        return np.asarray(picture.convert(mode))


def run(command, *arguments):
    said = subprocess.run([command, *arguments], capture_output=True, text=True, check=False)
    if 'no face models' in said.stderr:
        sys.exit(SKIP)
    assert said.returncode == 0, said.stderr
    return said.stdout


def analyse(command, photo, folder):
    """Its largest face and its coverage; leaves before.png, so that nothing but a treatment differs, and record."""
    before, mask, record = (os.path.join(folder, name) for name in ('before.png', 'mask.png', 'record'))
    with Image.open(photo) as picture:
        ImageOps.exif_transpose(picture).convert('RGB').save(before, compress_level=1)
    said = run(command, 'analyse', before, '--json', '--coverage', mask, '--record', record)
    face = max(json.loads(said)['faces'], key=lambda f: f['px_per_mm'])
    assert face['px_per_mm'] >= 6, '%s: %.1f px/mm' % (photo, face['px_per_mm'])
    return face, load(mask, 'L')


def render(command, folder, presets):
    """The pictures that the command makes of before.png, by preset."""
    named = [argument for preset in presets for argument in ('--preset', preset)]
    run(command, 'render', folder + '/before.png', *named, '-o', folder + '/out', '--overwrite')
    return {preset: load('%s/out/before-%s.png' % (folder, preset)) for preset in presets}
