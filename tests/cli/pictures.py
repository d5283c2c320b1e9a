# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Pictures for the tests of the command line: made, never photographed; and 16-bit PNG, which Pillow cannot do."""
import struct
import zlib

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 96, 64


def skin(depth=8, channels=3):
    """A patch of skin-coloured noise, no two rows alike, darker to the lower right."""
    rng = np.random.default_rng(1)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    light = 0.85 - 0.2 * x / WIDTH - 0.15 * y / HEIGHT + rng.normal(0, 0.02, (HEIGHT, WIDTH))
    rgb = light[..., None] * np.array([1.0, 0.78, 0.66])
    if channels == 4:
        rgb = np.concatenate([rgb, (x / WIDTH)[..., None]], axis=2)
    peak = 2 ** depth - 1
    return np.clip(np.round(rgb * peak), 0, peak).astype(np.uint16 if depth == 16 else np.uint8)


def save(path, pixels=None, **options):
    Image.fromarray(skin() if pixels is None else pixels).save(path, **options)
    return path


def save_mask():
    """All of a picture is skin."""
    save('mask.png', np.full((HEIGHT, WIDTH), 255, np.uint8))


def setup():
    save('photo.jpg')
    save_mask()


def load(path):
    with Image.open(path) as picture:
        picture.load()
        return np.array(picture)


def difference(first, second):
    return np.abs(first.astype(int) - second.astype(int)).max()


def save_png16(path, pixels):
    height, width, channels = pixels.shape
    rows = b''.join(b'\0' + row.astype('>u2').tobytes() for row in pixels)

    def chunk(name, content):
        return struct.pack('>I', len(content)) + name + content + struct.pack('>I', zlib.crc32(name + content))

    header = struct.pack('>IIBBBBB', width, height, 16, 2 if channels == 3 else 6, 0, 0, 0)
    chunks = chunk(b'IHDR', header) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunks)
    return path


def paeth(left, up, corner):
    distance = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
    return (left, up, corner)[distance.index(min(distance))]


def unfilter(kind, row, above, step):
    for i, value in enumerate(row):
        left = row[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        predicted = (0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner))[kind]
        row[i] = (value + predicted) & 255
    return row


def load_png16(path):
    with open(path, 'rb') as file:
        content = file.read()
    at, data = 8, b''
    while at < len(content):
        length, name = struct.unpack('>I4s', content[at:at + 8])
        if name == b'IHDR':
            width, height, depth, kind = struct.unpack('>IIBB', content[at + 8:at + 18])
        if name == b'IDAT':
            data += content[at + 8:at + 8 + length]
        at += length + 12
    assert depth == 16, 'the PNG has %d bits' % depth
    channels = {2: 3, 6: 4}[kind]
    step = 2 * channels
    raw, above, rows = zlib.decompress(data), bytearray(width * step), []
    for y in range(height):
        start = y * (width * step + 1)
        above = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + width * step]), above, step)
        rows.append(bytes(above))
    return np.frombuffer(b''.join(rows), '>u2').reshape(height, width, channels).astype(np.uint16)
