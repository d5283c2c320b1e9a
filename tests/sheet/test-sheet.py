#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Sheets: what is on them, what their files say, and what cannot be made."""
import json
import os
import pathlib
import resource
import subprocess

import numpy as np
from harness import Skip, USER_ENVIRONMENT, check, main, refuse, run
from PIL import Image
from pictures import load, save

WIDTH, HEIGHT = 480, 600
STRIP = 32                       # grey of the label's ground
NO_FACE = ('No face with both eyes', 'Kein Gesicht mit beiden Augen')
TIMELINE = 'immediately,next-day,day-3,1-session,3-sessions,6-sessions'
PORTRAITS = pathlib.Path(os.environ.get('MN_PORTRAITS') or pathlib.Path(__file__).resolve().parents[3] / 'shared/portraits')
MOST_MEMORY = 1100 << 10         # KiB, for a sheet of 200 megapixels
EYES_APART = 2                   # pixels: the eyes of a panel, up and down, and those of all panels
TILTED = {'portrait08.jpg': 10, 'portrait10.jpg': 7, 'portrait11.jpg': -6, 'portrait02.jpg': 1}       # at least, degrees
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#0a0"/></svg>'


def setup():
    rng = np.random.default_rng(1)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    light = 0.8 - 0.2 * x / WIDTH - 0.15 * y / HEIGHT + rng.normal(0, 0.03, (HEIGHT, WIDTH))
    photo = np.clip(np.round(255 * light[..., None] * np.array([1.0, 0.78, 0.66])), 40, 240).astype(np.uint8)
    save('photo.png', photo)
    save('mask.png', np.full((HEIGHT, WIDTH), 255, np.uint8))
    with open('untreated.ini', 'w', encoding='ascii') as file:
        file.write('[preset]\nname=Untreated\n[treatment]\nsessions=0\n')
    return photo


def sheet(*arguments, photo='photo.png'):
    return run('sheet', photo, *arguments, '--coverage-from', 'mask.png', '--scale', 8)


def succeed(result):
    """The synthetic photo has no face: that is said, and nothing else."""
    code, _, err = result
    assert code == 0 and err.count('\n') == 1 and any(text in err for text in NO_FACE), (code, err)


def told(path):
    return json.loads(subprocess.check_output(['exiftool', '-j', '-G1', path]))[0]


def strip_of(picture):
    """How many rows at the bottom are the label's."""
    ground = (np.abs(picture[:, :4].astype(int) - STRIP) <= 2).all(axis=(1, 2))[::-1]
    return len(ground) if ground.all() else int(np.argmin(ground))


def panels(picture):
    """Left, top, right, bottom of the pictures beside each other on white paper, from left to right."""
    page = (picture[:len(picture) - strip_of(picture)] < 250).any(axis=2)
    rows = np.flatnonzero(page.mean(axis=1) > 0.25)
    columns = (page[rows[0]:rows[-1] + 1].mean(axis=0) > 0.9).astype(int)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], columns, [0]])))
    return [(left, rows[0], right, rows[-1] + 1) for left, right in edges.reshape(-1, 2)]


def cubic(x):
    x = np.abs(x)
    return np.where(x < 1, (1.5 * x - 2.5) * x * x + 1, np.where(x < 2, ((-0.5 * x + 2.5) * x - 4) * x + 2, 0))


def weights(start, length, n, limit):
    """Naively: what each pixel of the result takes of each of the source, whose border goes on outside."""
    step = length / n
    wide = max(step, 1)
    centres = start + (np.arange(n) + 0.5) * step - 0.5
    taps = np.arange(-64, limit + 64)
    share = cubic((taps[None] - centres[:, None]) / wide)
    share /= share.sum(axis=1, keepdims=True)
    inside = np.zeros((n, limit))
    for i, tap in enumerate(np.clip(taps, 0, limit - 1)):
        inside[:, tap] += share[:, i]
    return inside


@check
def the_before_is_the_photo_after_one_resampling():
    photo = setup()
    succeed(sheet('--presets', 'untreated.ini', '--size', '900x700', '-o', 'out.png'))
    picture = load('out.png')
    before, after = [picture[top:bottom, left:right] for left, top, right, bottom in panels(picture)]
    height, width = before.shape[:2]
    inside = (slice(0, height - 60), slice(0, width))       # above the scale bar
    assert before.shape == after.shape and (before[inside] == after[inside]).all()
    tall = min(HEIGHT, WIDTH * height / width)
    wide = tall * width / height
    x, y = np.floor((WIDTH - wide) / 2), np.floor((HEIGHT - tall) / 2)
    light = (photo / 255) ** 2
    light = np.einsum('yj,jxc->yxc', weights(y, tall, height, HEIGHT), light)
    light = np.einsum('xi,yic->yxc', weights(x, wide, width, WIDTH), light)
    expected = np.round(255 * np.sqrt(np.clip(light, 0, 1)))
    difference = np.abs(before.astype(int) - expected)[inside]
    assert difference.max() <= 1 and (difference > 0).mean() < 0.002, (difference.max(), (difference > 0).mean())


@check
def a_detail_is_the_photo_itself():
    photo = setup()
    succeed(sheet('--presets', 'untreated.ini', '--size', '900x900', '--inset', '240,300', '-o', 'out.png'))
    picture = load('out.png')
    patch = photo[280:300, 220:260]
    places = [(y, x) for y, x in zip(*np.nonzero((picture[:-20, :-40] == patch[0, 0]).all(axis=2)))
              if (picture[y:y + 20, x:x + 40] == patch).all()]
    assert len(places) == 2 and places[0][0] == places[1][0], places


@check
def treated_and_labelled():
    setup()
    for layout, presets in (('two-up', 'immediately'), ('split', 'immediately'), ('slanted', '3-sessions'),
                            ('grid', TIMELINE), ('strip', TIMELINE)):
        succeed(sheet('--presets', presets, '--layout', layout, '--size', '16:9', '-o', layout + '.png'))
        picture = load(layout + '.png')
        assert picture.shape == (1080, 1920, 3)
        strip = strip_of(picture)
        assert strip >= 0.07 * len(picture), (layout, strip)
        assert 0.02 < (picture[-strip:] > 128).mean() < 0.3, layout
    before, after = [load('two-up.png')[top:bottom, left:right].astype(int) for left, top, right, bottom in
                     panels(load('two-up.png'))]
    assert (after - before)[..., 1].mean() < -2, 'no redness'
    halves = panels(load('split.png'))
    split = load('split.png')[halves[0][1]:halves[0][3], halves[0][0]:halves[-1][2]].astype(int)
    middle = split.shape[1] // 2
    assert split[:, middle + 20:middle + 60, 1].mean() < split[:, middle - 60:middle - 20, 1].mean() - 2, 'no split'


@check
def every_format_says_what_it_is_and_not_where():
    setup()
    Image.open('photo.png').save('photo.jpg', quality=95)
    subprocess.check_call(['exiftool', '-q', '-overwrite_original', '-GPSLatitude=40', '-GPSLongitude=3', '-SerialNumber=77',
                           '-OwnerName=Ann', '-Artist=Bea', '-XResolution=72', 'photo.jpg'])
    for suffix in ('jpg', 'png', 'tif', 'webp'):
        succeed(sheet('--presets', 'immediately,3-sessions', '--layout', 'grid', '--size', 'a4', '-o', 'out.' + suffix,
                      photo='photo.jpg'))
        tags = told('out.' + suffix)
        lines = tags['XMP-photoshop:History'].split('\n')
        assert ' layout=grid size=a4 ' in lines.pop(0)
        assert [line.split(': ')[1].split()[0] for line in lines] == ['preset=immediately', 'preset=3-sessions'], lines
        assert all('seed=0' in line for line in lines)
        assert tags['XMP-iptcExt:DigitalSourceType'].endswith('/compositeSynthetic')
        inch = 2.54 if tags['IFD0:ResolutionUnit'] == 'cm' else 1
        assert tags['IFD0:Artist'] == 'Bea' and round(inch * tags['IFD0:XResolution'], 3) == 300, tags
        assert not [tag for tag in tags if 'GPS' in tag or 'Serial' in tag or 'OwnerName' in tag], suffix
        assert load('out.' + suffix).shape == (3508, 2480, 3)


@check
def a_simulation_is_no_before():
    setup()
    succeed(sheet('-o', 'sheet.png'))
    refuse(sheet('-o', 'again.png', photo='sheet.png'), 1, 'sheet.png: this is a simulation already')
    run('render', 'photo.png', '--preset', '1-session', '--coverage-from', 'mask.png', '--scale', 8, '-o', 'out.jpg')
    refuse(sheet('-o', 'again.png', photo='out.jpg'), 1, 'out.jpg: this is a simulation already')
    assert not os.path.exists('again.png')
    succeed(sheet('-o', 'again.png', '--force', photo='out.jpg'))


@check
def the_pictures_of_a_sheet_can_be_made_again():
    setup()
    succeed(sheet('--presets', 'immediately,3-sessions', '--layout', 'grid', '-o', 'sheet.webp'))
    hints = ('--coverage-from', 'mask.png', '--scale', 8)
    for like in (('--like', 'sheet.webp', '-o', 'again'), ('--preset', 'immediately', '--preset', '3-sessions', '-o', 'first')):
        assert run('render', 'photo.png', *like, *hints)[0] == 0
    for name in ('photo-immediately.png', 'photo-3-sessions.png'):
        assert (load('again/' + name) == load('first/' + name)).all()


@check
def a_sheet_can_be_made_again():
    """From every format, with names that no preset has any more; what is given besides is laid over it."""
    setup()
    with open('a & b.svg', 'w', encoding='ascii') as file:
        file.write(LOGO)
    with open('own.ini', 'w', encoding='utf-8') as file:
        file.write('[preset]\nname=Mine, 50 %, \u00fc\n[treatment]\nsessions=2\nseed=7\n')
    options = ('--presets', 'immediately,own.ini', '--layout', 'grid', '--size', '900x1000', '--title', 'A, b = 1 %20',
               '--clinic', '\u05e2\u05d5\u05e8', '--inset', '240,300')
    for suffix in ('png', 'jpg', 'tif', 'webp'):
        succeed(sheet(*options, '--logo', 'a & b.svg', '-o', 'first.' + suffix))
    os.remove('own.ini')
    for suffix in ('png', 'jpg', 'tif', 'webp'):
        succeed(sheet('--like', 'first.' + suffix, '--logo', 'a & b.svg', '--overwrite', '-o', 'again.png'))
        assert (load('again.png') == load('first.png')).all(), suffix
        assert told('again.png')['XMP-photoshop:History'] == told('first.' + suffix)['XMP-photoshop:History'], suffix
    succeed(sheet('--like', 'first.png', '--logo', '', '--size', '4:5', '-o', 'other.png'))
    assert load('other.png').shape == (1350, 1080, 3)
    refuse(sheet('--like', 'first.png', '-o', 'no.png'), 2, 'first.png', 'a & b.svg', '--logo')
    refuse(sheet('--like', 'first.png', '--presets', 'day-3', '-o', 'no.png'), 2, '--like and --presets')
    refuse(sheet('--like', 'photo.png', '-o', 'no.png'), 2, 'photo.png', 'no simulation')
    run('render', 'photo.png', '--preset', '1-session', '--coverage-from', 'mask.png', '--scale', 8, '-o', 'one.png')
    refuse(sheet('--like', 'one.png', '-o', 'no.png'), 2, 'one.png', 'no sheet')
    for number, said in enumerate(('size=400x900', 'layout=round', 'size=0x0', 'inset=%', 'nope=1', 'names=A', 'names=A,B,',
                                   'advice=perhaps', 'layout')):
        spoilt = '%d-spoilt.png' % number
        subprocess.check_call(['exiftool', '-q', '-o', spoilt, '-XMP-photoshop:History<${XMP-photoshop:History;'
                               's/sheet names=\\S+/sheet %s/}' % said.replace('%', '\\%'), 'other.png'])
        if number == 0:
            succeed(sheet('--like', spoilt, '-o', 'narrow.png'))
        else:
            refuse(sheet('--like', spoilt, '-o', 'no.png'), 2)
    assert not os.path.exists('no.png')


@check
def names_of_any_length_and_script():
    setup()
    with open('logo.svg', 'w', encoding='ascii') as file:
        file.write(LOGO)
    save('logo.png', np.full((20, 60, 3), (0, 160, 0), np.uint8))
    long_word = 'Donaudampfschifffahrtsgesellschaftskapitaensmuetze' * 4
    for number, (name, logo) in enumerate(((long_word, 'logo.svg'), ('many words ' * 60, 'logo.png'),
                                           ('\u05de\u05e8\u05e4\u05d0\u05ea \u05e2\u05d5\u05e8 ' * 9, 'logo.svg'),
                                           ('\u0639\u064a\u0627\u062f\u0629 \u0627\u0644\u062c\u0644\u062f', 'logo.png'))):
        with open('named.ini', 'w', encoding='utf-8') as file:
            file.write('[preset]\nname=%s\n[treatment]\nsessions=2\n' % name)
        out = '%d.png' % number
        succeed(sheet('--presets', 'named.ini', '--title', name, '--clinic', name, '--logo', logo, '--size', '4:5', '-o', out))
        picture = load(out)
        margin = picture[:len(picture) - strip_of(picture)]
        assert (margin[:, :25] == 255).all() and (margin[:, -25:] == 255).all() and (margin[:20] == 255).all(), out
        green = (np.abs(margin.astype(int) - (0, 165, 0)) < 10).all(axis=2)
        assert green[:160].sum() > 1000, 'no logo'
        ink = np.flatnonzero((margin[:60] < 128).all(axis=2).any(axis=0))
        assert ink[-1] > picture.shape[1] - 45, 'the name of the clinic is not at the right'


@check
def what_to_expect():
    setup()
    succeed(sheet('--size', 'a4', '-o', 'without.png'))
    succeed(sheet('--size', 'a4', '--advice', '-o', 'with.png'))
    ink = [(load(name)[2300:3100].max(axis=2) < 100).mean() for name in ('with.png', 'without.png')]
    assert ink[0] > ink[1] + 0.05, ink
    refuse(sheet('--size', '400x400', '--advice', '-o', 'small.png'), 1)
    assert not os.path.exists('small.png')


@check
def a_folder():
    setup()
    os.mkdir('in')
    for name in ('a.png', 'b.png'):
        os.rename(save(name, load('photo.png')), 'in/' + name)
    open('in/c.jpg', 'wb').close()
    code, _, err = run('sheet', 'in/a.png', 'in/b.png', 'in/c.jpg', '--coverage-from', 'mask.png', '--scale', 8, '-o', 'out')
    assert code == 1 and 'c.jpg' in err, err
    assert sorted(os.listdir('out')) == ['a-sheet.png', 'b-sheet.png', 'report.tsv']
    with open('out/report.tsv', encoding='utf-8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file]
    assert [row[1:3] for row in rows[1:]] == [['sheet', 'done'], ['sheet', 'done'], ['sheet', 'failed']], rows


@check
def bad_input():
    setup()
    with open('logo.txt', 'w', encoding='ascii') as file:
        file.write('no picture')
    for words, arguments in (
            (['nope'], ['--presets', '1-session,nope', '--layout', 'grid']), (['layout', 'grid'], ['--layout', 'round']),
            (['more than one preset'], ['--presets', '1-session,day-3']), (['size'], ['--size', '0']),
            (['size'], ['--size', '0x0']), (['size'], ['--size', '0x500']), (['size'], ['--size', '40000x40000']),
            (['absent.png'], ['--logo', 'absent.png']), (['absent.svg'], ['--logo', 'absent.svg']),
            (['logo.txt'], ['--logo', 'logo.txt']), (['inset'], ['--inset', '5']), (['inset'], ['--inset', '5,x']),
            (['presets'], ['--presets', ','.join(['day-3'] * 13), '--layout', 'grid'])):
        refuse(sheet(*arguments, '-o', 'out.png'), 2, *words)
    refuse(sheet('--layout', 'strip', '--presets', ','.join(['day-3'] * 12), '--size', '320x320', '-o', 'out.png'), 1)
    refuse(run('sheet', 'photo.png', '--scale', 8, '-o', 'out.png'), 1)
    assert not os.path.exists('out.png')


@check
def two_hundred_megapixels():
    setup()
    succeed(sheet('--size', '20000x10000', '-o', 'out.jpg'))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert most < MOST_MEMORY, '%d MiB' % (most >> 10)
    tags = told('out.jpg')
    assert (tags['File:ImageWidth'], tags['File:ImageHeight']) == (20000, 10000)


def analyse(path):
    """The pupils that are found, and the roll."""
    code, out, err = run('analyse', path, '--json', environment=USER_ENVIRONMENT)
    if 'models' in err:
        raise Skip('no models here')
    assert code == 0, err
    face = json.loads(out)['faces'][0]
    return np.array(face['pupils']), face['roll_deg']


@check
def eyes_are_level_and_at_the_same_place():
    """Found again in each panel by the analysis; and pixel by pixel, because nobody treats eyes."""
    if not PORTRAITS.is_dir():
        raise Skip('no portraits here')
    for name, tilt in TILTED.items():
        roll = analyse(PORTRAITS / name)[1]
        assert roll * np.sign(tilt) >= abs(tilt), (name, roll)
        code, _, err = run('sheet', PORTRAITS / name, '--presets', '1-session,6-sessions', '--layout', 'strip', '--size',
                           '3000x1600', '-o', name + '.png', environment=USER_ENVIRONMENT)
        assert code == 0 and 'tilted' not in err, err
        picture, pupils, eyes = load(name + '.png'), [], []
        boxes = panels(picture)
        assert len(boxes) == 3
        for left, top, right, bottom in boxes:
            save('panel.png', picture[top:bottom, left:right])
            pupils.append(analyse('panel.png')[0])
            x, y = np.round(pupils[0]).astype(int).T
            eyes.append([picture[top + v - 5:top + v + 6, left + u - 8:left + u + 9] for u, v in zip(x, y)])
        found = np.array(pupils)
        off_level, apart = abs(np.diff(found[:, :, 1]).mean()), np.ptp(found, axis=0).max()
        print('# %s: %.1f degrees; eyes %.2f px off level, panels %.2f px apart' % (name, roll, off_level, apart))
        assert off_level <= EYES_APART and apart <= EYES_APART, (name, pupils)
        assert (np.array(eyes) == np.array(eyes[:1])).all() and np.ptp(eyes) > 50, name


@check
def a_photo_too_tight_to_be_turned():
    if not PORTRAITS.is_dir():
        raise Skip('no portraits here')
    with Image.open(PORTRAITS / 'portrait08.jpg') as photo:
        photo.rotate(-15, Image.BICUBIC).save('tilted.png')
    pupils = analyse('tilted.png')[0]
    (x, y), half = pupils.mean(axis=0), 1.3 * np.ptp(pupils[:, 0])
    save('tight.png', load('tilted.png')[int(y - half):int(y + 1.7 * half), int(x - half):int(x + half)])
    code, _, err = run('sheet', 'tight.png', '--size', '1000x900', '-o', 'out.png', environment=USER_ENVIRONMENT)
    assert code == 0 and ('too tight' in err or 'zu knapp' in err), err


@check
def without_a_face_the_whole_photo_is_shown():
    """However wide: nothing beside the treated skin is cut away.  With nothing to treat there is no sheet."""
    photo = setup()[:120]
    save('wide.png', photo)
    mask = np.zeros(photo.shape[:2], np.uint8)
    mask[:, :100] = 255
    save('left.png', mask)
    succeed(run('sheet', 'wide.png', '--presets', 'immediately', '--coverage-from', 'left.png', '--scale', 8, '-o', 'out.png'))
    picture = load('out.png')
    (left, top, right, bottom), _ = boxes = panels(picture)
    assert abs((right - left) / (bottom - top) / (WIDTH / 120) - 1) < 0.02, boxes
    before, after = [picture[t:b, l:r].astype(int).mean(axis=0)[:, 1] for l, t, r, b in boxes]
    assert (after - before)[5:60].mean() < -2 and np.abs(after - before)[150:].max() < 0.5, after - before
    refuse(run('sheet', 'wide.png', '--coverage-from', 'left.png', '-o', 'no.png'), 1)
    refuse(run('sheet', 'wide.png', '-o', 'no.png', environment=USER_ENVIRONMENT), 1, 'the area to treat and its scale')
    assert not os.path.exists('no.png')


main()
