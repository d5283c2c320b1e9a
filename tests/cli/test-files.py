#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What a picture that comes out is like: format, depth, profile, orientation, metadata."""
import json
import subprocess

import numpy as np
from harness import check, main, succeed, treat
from PIL import Image, ImageCms, JpegImagePlugin
from pictures import HEIGHT, WIDTH, difference, load, load_png16, save, save_mask, save_png16, skin

UNTREATED = ('--set', 'sessions=0')
PAIRS = (('jpg', 'jpg'), ('jpg', 'png'), ('jpg', 'tif'), ('jpg', 'webp'), ('png', 'png'), ('tif', 'tif'),
         ('webp', 'webp'), ('tif', 'jpg'), ('png', 'webp'))
FULL_CHROMA = 0         # 4:4:4, in Pillow's words
JPEG_ERROR = 12         # of one value, at quality 95, in noise


def exif(path, *tags):
    """The tags' values; None where there is none."""
    out = subprocess.check_output(['exiftool', '-j', '-n', '-G1', *('-' + tag for tag in tags), path])
    found = {name.split(':')[-1]: value for name, value in json.loads(out)[0].items()}
    return [found.get(tag.split(':')[-1]) for tag in tags]


def tag(path, *assignments):
    subprocess.check_call(['exiftool', '-q', '-overwrite_original', *('-' + value for value in assignments), path])


@check
def formats():
    save_mask()
    for source, target in PAIRS:
        photo, out = 'photo.' + source, '%s.%s' % (source, target)
        save(photo, **({'lossless': True} if source == 'webp' else {}))
        succeed(treat(photo, *UNTREATED, '-o', out))
        with Image.open(out) as picture:
            assert picture.format == {'jpg': 'JPEG', 'png': 'PNG', 'tif': 'TIFF', 'webp': 'WEBP'}[target]
            assert target != 'jpg' or JpegImagePlugin.get_sampling(picture) == FULL_CHROMA
        tolerance = JPEG_ERROR if target == 'jpg' else 0
        assert difference(load(out), load(photo)) <= tolerance, out


@check
def a_treatment_shows():
    save_mask()
    save('photo.png')
    succeed(treat('photo.png', '--preset', 'immediately', '-o', 'out.png'))
    change = load('out.png').astype(int) - load('photo.png')
    assert change[..., 1].mean() < -2, 'no redness'
    save('half.png', np.repeat(np.where(np.arange(WIDTH) < WIDTH // 2, 255, 0)[None], HEIGHT, 0).astype(np.uint8))
    succeed(treat('photo.png', '--preset', 'immediately', '-o', 'half-out.png', mask='half.png'))
    change = np.abs(load('half-out.png').astype(int) - load('photo.png')).max(axis=(0, 2))
    assert change[:WIDTH // 2 - 16].max() > 2 and change[WIDTH // 2 + 16:].max() == 0


@check
def sixteen_bits():
    save_mask()
    for channels in (3, 4):
        pixels = skin(16, channels)
        save_png16('photo.png', pixels)
        succeed(treat('photo.png', *UNTREATED, '-o', 'out.png', '--overwrite'))
        assert difference(load_png16('out.png'), pixels) == 0
        succeed(treat('photo.png', *UNTREATED, '-o', 'deep.tif', '--overwrite'))
        with open('deep.tif', 'rb') as file:
            assert file.read(2) in (b'II', b'MM')
        tag('deep.tif', 'XMP-photoshop:History=')
        succeed(treat('deep.tif', *UNTREATED, '-o', 'again.png', '--overwrite'))
        assert difference(load_png16('again.png'), pixels) == 0


@check
def alpha_and_grey():
    save_mask()
    save('alpha.png', skin(8, 4))
    succeed(treat('alpha.png', '--preset', 'immediately', '-o', 'out.png'))
    assert difference(load('out.png')[..., 3], skin(8, 4)[..., 3]) == 0
    succeed(treat('alpha.png', *UNTREATED, '-o', 'flat.jpg'))
    assert load('flat.jpg')[:, 0].min() > 240, 'transparent is not white'
    save_png16('alpha16.png', skin(16, 4))
    succeed(treat('alpha16.png', *UNTREATED, '-o', 'flat16.jpg'))
    assert load('flat16.jpg')[:, 0].min() > 240, 'transparent is not white'
    save('grey.png', skin()[..., 0])
    succeed(treat('grey.png', *UNTREATED, '-o', 'rgb.png'))
    assert difference(load('rgb.png'), np.repeat(skin()[..., :1], 3, 2)) == 0


@check
def cmyk():
    save_mask()
    Image.fromarray(skin()).convert('CMYK').save('photo.jpg', quality=95)
    succeed(treat('photo.jpg', *UNTREATED, '-o', 'out.png'))
    assert load('out.png').shape == (HEIGHT, WIDTH, 3)


@check
def profile_is_kept():
    save_mask()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
    for source, target in PAIRS:
        photo, out = 'photo.' + source, '%s.%s' % (source, target)
        save(photo, icc_profile=profile, **({'lossless': True} if source == 'webp' else {}))
        succeed(treat(photo, '--preset', 'next-day', '-o', out))
        with Image.open(out) as picture:
            assert picture.info.get('icc_profile') == profile, out


@check
def orientation():
    """All eight, upright afterwards."""
    save_mask()
    save('tall.png', np.full((WIDTH, HEIGHT), 255, np.uint8))
    turns = (None, None, Image.FLIP_LEFT_RIGHT, Image.ROTATE_180, Image.FLIP_TOP_BOTTOM, Image.TRANSPOSE,
             Image.ROTATE_270, Image.TRANSVERSE, Image.ROTATE_90)
    for number in range(1, 9):
        save('photo.jpg', quality=100, subsampling=0)
        tag('photo.jpg', 'Orientation#=%d' % number, 'ExifImageWidth=%d' % WIDTH, 'ExifImageHeight=%d' % HEIGHT)
        out = '%d.png' % number
        succeed(treat('photo.jpg', *UNTREATED, '-o', out, mask='tall.png' if number > 4 else 'mask.png'))
        with Image.open('photo.jpg') as photo:
            expected = photo if turns[number] is None else photo.transpose(turns[number])
            assert difference(load(out), np.array(expected)) == 0, number
        height, width = load(out).shape[:2]
        assert exif(out, 'Orientation', 'ExifImageWidth', 'ExifImageHeight') == [1, width, height]


@check
def metadata():
    save_mask()
    private = ('GPSLatitude', 'SerialNumber', 'OwnerName', 'ThumbnailImage')
    for source, target in (('jpg', 'jpg'), ('tif', 'jpg'), ('png', 'png'), ('jpg', 'tif'), ('webp', 'webp')):
        photo, out = 'photo.' + source, '%s.%s' % (source, target)
        save(photo, **({'lossless': True} if source == 'webp' else {}))
        tag(photo, 'Make=Maker', 'Artist=Jane', 'GPSLatitude=48.1', 'GPSLatitudeRef=N', 'SerialNumber=123',
            'OwnerName=Joe', 'XMP-dc:Creator=Jane')
        if source == 'jpg':
            save('small.jpg', skin()[:16, :16])
            tag(photo, 'ThumbnailImage<=small.jpg')
        succeed(treat(photo, '--preset', 'next-day', '--set', 'seed=7', '-o', out))
        assert exif(out, 'Make', 'Artist', 'XMP-dc:Creator') == ['Maker', 'Jane', 'Jane'], out
        assert exif(out, *private) == [None] * 4, out
        kind, tool, history = exif(out, 'DigitalSourceType', 'CreatorTool', 'XMP-photoshop:History')
        assert kind.startswith('http://cv.iptc.org/newscodes/digitalsourcetype/'), out
        assert tool.startswith('gimp-microneedling ')
        assert history.startswith(tool + ': preset=next-day seed=7 sessions=1 days-after=1 seed=7'), history

        succeed(treat(photo, '--preset', 'next-day', '-o', 'kept.' + target, '--keep-private', '--overwrite'))
        assert exif('kept.' + target, *private) == [48.1, 123, 'Joe', None], out


@check
def source_type():
    save_mask()
    save('photo.png')
    for preset, kind in (('immediately', 'compositeSynthetic'), ('3-sessions', 'algorithmicallyEnhanced')):
        succeed(treat('photo.png', '--preset', preset, '-o', preset + '.png'))
        assert exif(preset + '.png', 'DigitalSourceType')[0].endswith('/' + kind)


@check
def label():
    """Below the picture, light on dark, at least 7 % of the whole; the picture above it is as without."""
    save_mask()
    big = np.kron(skin(), np.ones((6, 6, 1), np.uint8))
    save('photo.png', big)
    save('big.png', np.full(big.shape[:2], 255, np.uint8))
    tag('photo.png', 'ExifImageWidth=%d' % big.shape[1], 'ExifImageHeight=%d' % big.shape[0])
    succeed(treat('photo.png', *UNTREATED, '--label', '-o', 'out.png', mask='big.png'))
    out = load('out.png')
    strip = out[len(big):]
    assert difference(out[:len(big)], big) == 0 and len(strip) >= 0.07 * len(out)
    assert 0.02 < (strip > 128).mean() < 0.3 and (strip[:2] == 32).all()
    assert exif('out.png', 'ExifImageHeight') == [len(out)]
    for suffix in ('png', 'jpg', 'tif', 'webp'):
        first, again = 'first.' + suffix, 'again.' + suffix
        succeed(treat('photo.png', '--preset', '3-sessions', '--label', '-o', first, mask='big.png'))
        succeed(treat('photo.png', '--like', first, '-o', again, mask='big.png'))
        with open(first, 'rb') as one, open(again, 'rb') as other:
            assert one.read() == other.read(), again


main()
