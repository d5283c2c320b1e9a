#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What comes out: formats, depth, profile, orientation, metadata, reports."""
import json
import os
import subprocess

import numpy as np
from harness import check, main, refuse, run, succeed, treat
from PIL import Image, ImageCms, JpegImagePlugin
from pictures import HEIGHT, WIDTH, load, load_png16, save, save_png16, skin

UNTREATED = ('--set', 'sessions=0')
PAIRS = (('jpg', 'jpg'), ('jpg', 'png'), ('jpg', 'tif'), ('jpg', 'webp'), ('png', 'png'), ('tif', 'tif'),
         ('webp', 'webp'), ('tif', 'jpg'), ('png', 'webp'))
FULL_CHROMA = 0         # 4:4:4, in Pillow's words
JPEG_ERROR = 12         # of one value, at quality 95, in noise


def setup():
    save('mask.png', np.full((HEIGHT, WIDTH), 255, np.uint8))


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def exif(path, *tags):
    """The tags' values; None where there is none."""
    out = subprocess.check_output(['exiftool', '-j', '-n', '-G1', *('-' + tag for tag in tags), path])
    found = {name.split(':')[-1]: value for name, value in json.loads(out)[0].items()}
    return [found.get(tag.split(':')[-1]) for tag in tags]


def tag(path, *assignments):
    subprocess.check_call(['exiftool', '-q', '-overwrite_original', *('-' + value for value in assignments), path])


def difference(first, second):
    return np.abs(first.astype(int) - second.astype(int)).max()


@check
def formats():
    setup()
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
    setup()
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
    setup()
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
    setup()
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
    setup()
    Image.fromarray(skin()).convert('CMYK').save('photo.jpg', quality=95)
    succeed(treat('photo.jpg', *UNTREATED, '-o', 'out.png'))
    assert load('out.png').shape == (HEIGHT, WIDTH, 3)


@check
def profile_is_kept():
    setup()
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
    setup()
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
    setup()
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
    setup()
    save('photo.png')
    for preset, kind in (('immediately', 'compositeSynthetic'), ('3-sessions', 'algorithmicallyEnhanced')):
        succeed(treat('photo.png', '--preset', preset, '-o', preset + '.png'))
        assert exif(preset + '.png', 'DigitalSourceType')[0].endswith('/' + kind)


@check
def label():
    """Below the picture, light on dark, at least 7 % of the whole; the picture above it is as without."""
    setup()
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


@check
def same_bytes():
    setup()
    save('photo.jpg')
    for name, seed in (('a', 1), ('b', 1), ('c', 2)):
        succeed(treat('photo.jpg', '--preset', 'immediately', '--set', 'seed=%d' % seed, '-o', name + '.jpg'))
    assert read('a.jpg') == read('b.jpg') != read('c.jpg')


@check
def like():
    """A picture says enough to be made again, to the byte, whatever format it has."""
    setup()
    save('photo.png')
    with open('own name.ini', 'w', encoding='ascii') as file:
        file.write('[preset]\nname=Own\n[treatment]\nsessions=1\ndays-after=0.25\ninterval=3.3\nseed=9\n')
    treatments = (('--preset', 'immediately'), ('--preset', './own name.ini', '--set', 'bleeding=1.9'),
                  ('--set', 'seed=4294967295'), ())
    for number, given in enumerate(treatments):
        for suffix in ('png', 'jpg', 'tif', 'webp'):
            first, again = ['%s%d.%s' % (name, number, suffix) for name in ('first', 'again')]
            succeed(treat('photo.png', *given, '-o', first))
            succeed(treat('photo.png', '--like', first, '-o', again))
            assert read(first) == read(again), first
    succeed(treat('photo.png', '--like', 'first0.png', '--set', 'seed=5', '-o', 'other.png'))
    assert difference(load('other.png'), load('first0.png')) > 0
    refuse(treat('photo.png', '--like', 'photo.png', '-o', 'out.png'), 2, 'photo.png: does not say how it was made')
    refuse(treat('photo.png', '--like', 'absent.png', '-o', 'out.png'), 2, 'absent.png')
    refuse(treat('photo.png', '--like', 'first0.png', '--preset', '1-session', '-o', 'out.png'), 2, 'contradict')


@check
def folder_and_jobs():
    setup()
    names = ['%d.%s' % (i, suffix) for i, suffix in enumerate(('jpg', 'png', 'TIFF', 'webp'))]
    for name in names:
        save(name)
    open('broken.jpg', 'wb').close()
    inputs = [*names, 'broken.jpg']
    for jobs in (1, 2):
        refuse(treat(*inputs, '--preset', 'immediately', '--preset', '3-sessions', '-o', 'out%d' % jobs,
                     '--jobs', jobs), 1, 'broken.jpg: ')
    outputs = sorted('%s-%s.%s' % (name.split('.')[0], preset, name.split('.')[1]) for name in names
                     for preset in ('immediately', '3-sessions'))
    assert sorted(os.listdir('out1')) == sorted(outputs + ['report.tsv'])
    for name in os.listdir('out1'):
        assert read('out1/' + name) == read('out2/' + name), name

    rows = [line.split('\t') for line in read('out1/report.tsv').decode().splitlines()]
    assert rows[0] == ['file', 'preset', 'status', 'faces', 'px/mm', 'reason']
    assert rows[1] == ['0.jpg', 'immediately', 'done', '1', '8.00', '']
    assert rows[-1][:5] == ['broken.jpg', '3-sessions', 'failed', '', ''] and 'broken.jpg: ' in rows[-1][5]
    assert len(rows) == 11


@check
def resume_and_overwrite():
    setup()
    save('photo.jpg')
    os.mkdir('out')
    with open('out/photo-3-sessions.jpg', 'wb') as file:
        file.write(b'old')
    arguments = ('photo.jpg', '--preset', 'immediately', '--preset', '3-sessions', '-o', 'out')
    succeed(treat(*arguments, '--resume'))
    assert read('out/photo-3-sessions.jpg') == b'old' and os.path.exists('out/photo-immediately.jpg')
    assert '\t3-sessions\tskipped\t' in read('out/report.tsv').decode()
    succeed(treat(*arguments, '--overwrite'))
    assert load('out/photo-3-sessions.jpg').shape == (HEIGHT, WIDTH, 3)


@check
def analyse():
    setup()
    save('photo.jpg')
    save('half.png', np.repeat(np.where(np.arange(WIDTH) < WIDTH // 2, 255, 0)[None], HEIGHT, 0).astype(np.uint8))
    out = succeed(run('analyse', 'photo.jpg', '--coverage-from', 'half.png', '--scale', '8.5', '--json',
                      '--coverage', 'c.png', '--overlay', 'o.png', '--record', 'record.txt'))
    found = json.loads(out)
    assert list(found) == ['width', 'height', 'faces'] and (found['width'], found['height']) == (WIDTH, HEIGHT)
    face = found['faces'][0]
    assert list(face) == ['px_per_mm', 'pupils', 'roll_deg', 'yaw_deg', 'box', 'ita_deg'] and face['px_per_mm'] == 8.5
    mask = load('c.png')
    assert mask.shape == (HEIGHT, WIDTH)
    assert mask[8:-8, 8:WIDTH // 2 - 16].min() == 255 and mask[:, WIDTH // 2 + 16:].max() == 0
    overlay = load('o.png')
    assert overlay.shape[0] > HEIGHT and overlay.shape[1:] == (WIDTH, 3)    # the legend is below the photo
    assert read('record.txt').startswith(b'microneedling-portrait 1\n')
    assert '8.5 px/mm' in succeed(run('analyse', 'photo.jpg', '--coverage-from', 'half.png', '--scale', '8.5'))
    save('grey.png', np.full((HEIGHT, WIDTH), 180, np.uint8))
    out = succeed(run('analyse', 'photo.jpg', '--coverage-from', 'grey.png', '--scale', '8.5', '--json'))
    assert '"ita_deg":null' in out and json.loads(out)


@check
def without_a_photo():
    assert 'one-year-later' in succeed(run('presets'))
    assert succeed(run('--version')).startswith('microneedling ')
    assert '--coverage-from' in succeed(run('--help')) and 'Exit code' in succeed(run('render', '--help'))
    code, out, err = run('doctor')
    assert code == 1 and err == '' and 'make models' in out and 'make install' in out


main()
