# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Pictures for the tests of the hosts: made, never photographed."""
import struct
import subprocess

import numpy
from PIL import Image


def synthetic_skin(seed=1, width=240, height=320):
    noise = numpy.random.default_rng(seed).normal(0, 4, (height, width, 3))
    y, x = numpy.mgrid[:height, :width]
    colour = numpy.stack([200 + 20 * numpy.sin(x / 40), 150 + 15 * numpy.sin(y / 30),
                          130 + 10 * numpy.cos((x + y) / 50)], axis=-1)
    return numpy.clip(colour + noise, 0, 255).astype(numpy.uint8)


def write_inputs(folder):
    skin = synthetic_skin()
    Image.fromarray(skin).save(folder / "photo.png")
    Image.fromarray(skin[::-1, ::-1]).save(folder / "other.png")
    alpha = numpy.linspace(0, 255, skin.shape[1]).astype(numpy.uint8)
    Image.fromarray(numpy.dstack([skin, numpy.broadcast_to(alpha, skin.shape[:2])])).save(folder / "alpha.png")
    Image.fromarray(skin).save(folder / "private.jpg", quality=95)
    subprocess.run(["exiftool", "-q", "-overwrite_original", "-GPSLatitude=40", "-GPSLongitude=3", "-SerialNumber=77",
                    "-OwnerName=Ann", "-Artist=Bea", "-Orientation#=6", folder / "private.jpg"], check=True)
    (folder / "wide.icc").write_bytes(wide_profile())


def wide_profile():
    """An ICC profile with the primaries of Adobe RGB (1998), adapted to D50, and a gamma of 2.2."""
    def fixed(*values):
        return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))

    def xyz(*values):
        return b"XYZ \0\0\0\0" + fixed(*values)

    name = b"wide\0"
    tags = [(b"desc", b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78)),
            (b"cprt", b"text\0\0\0\0none\0"), (b"wtpt", xyz(0.9642, 1, 0.8249)),
            (b"rXYZ", xyz(0.60974, 0.31111, 0.01947)),
            (b"gXYZ", xyz(0.20528, 0.62567, 0.06087)), (b"bXYZ", xyz(0.14919, 0.06322, 0.74457))]
    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    tags += [(curve, gamma) for curve in (b"rTRC", b"gTRC", b"bTRC")]
    table, data, start = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for tag, value in tags:
        table += tag + struct.pack(">II", start + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    head = struct.pack(">I4sI4s4s4s12x4s4s", start + len(data), b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ", b"acsp",
                       b"none")
    return head.ljust(68, b"\0") + fixed(0.9642, 1, 0.8249) + bytes(48) + table + data


def pixels(path, mode="RGB"):
    with Image.open(path) as picture:
        return numpy.asarray(picture.convert(mode)).astype(int)


def mixed(one, other, share):
    """8-bit sRGB pictures mixed in linear light, as layers are."""
    def to_light(values):
        return numpy.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)

    light = (1 - share[..., None]) * to_light(one / 255) + share[..., None] * to_light(other / 255)
    return 255 * numpy.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
