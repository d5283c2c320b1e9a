#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Sheets: what is on them."""
import json
import os
import pathlib

import numpy as np
from harness import Skip, USER_ENVIRONMENT, check, main, refuse, run
from PIL import Image
from pictures import load, save
from sheets import HEIGHT, LOGO, WIDTH, panels, setup, sheet, strip_of, succeed

TIMELINE = 'immediately,next-day,day-3,1-session,3-sessions,6-sessions'
HERE = pathlib.Path(__file__).resolve()
PORTRAITS = pathlib.Path(os.environ.get('MN_PORTRAITS') or HERE.parents[3] / 'shared/portraits')
EYES_APART = 2                   # pixels: the eyes of a panel, up and down, and those of all panels
TILTED = {'portrait08.jpg': 10, 'portrait10.jpg': 7, 'portrait11.jpg': -6, 'portrait02.jpg': 1}   # at least, degrees


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
def names_of_any_length_and_script():
    setup()
    with open('logo.svg', 'w', encoding='ascii') as file:
        file.write(LOGO)
    save('logo.png', np.full((20, 60, 3), (0, 160, 0), np.uint8))
    long_word = 'Donaudampfschifffahrtsgesellschaftskapitaensmuetze' * 4
    names = ((long_word, 'logo.svg'), ('many words ' * 60, 'logo.png'),
             ('\u05de\u05e8\u05e4\u05d0\u05ea \u05e2\u05d5\u05e8 ' * 9, 'logo.svg'),
             ('\u0639\u064a\u0627\u062f\u0629 \u0627\u0644\u062c\u0644\u062f', 'logo.png'))
    for number, (name, logo) in enumerate(names):
        with open('named.ini', 'w', encoding='utf-8') as file:
            file.write('[preset]\nname=%s\n[treatment]\nsessions=2\n' % name)
        out = '%d.png' % number
        succeed(sheet('--presets', 'named.ini', '--title', name, '--clinic', name, '--logo', logo, '--size', '4:5',
                      '-o', out))
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
        code, _, err = run('sheet', PORTRAITS / name, '--presets', '1-session,6-sessions', '--layout', 'strip',
                           '--size', '3000x1600', '-o', name + '.png', environment=USER_ENVIRONMENT)
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
    succeed(run('sheet', 'wide.png', '--presets', 'immediately', '--coverage-from', 'left.png', '--scale', 8,
                '-o', 'out.png'))
    picture = load('out.png')
    (left, top, right, bottom), _ = boxes = panels(picture)
    assert abs((right - left) / (bottom - top) / (WIDTH / 120) - 1) < 0.02, boxes
    before, after = [picture[t:b, l:r].astype(int).mean(axis=0)[:, 1] for l, t, r, b in boxes]
    assert (after - before)[5:60].mean() < -2 and np.abs(after - before)[150:].max() < 0.5, after - before
    refuse(run('sheet', 'wide.png', '--coverage-from', 'left.png', '-o', 'no.png'), 1)
    refuse(run('sheet', 'wide.png', '-o', 'no.png', environment=USER_ENVIRONMENT), 1, 'the area to treat and its scale')
    assert not os.path.exists('no.png')


main()
