#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Every bad input: the exit code, one line that names the file and the reason, nothing written."""
import os
import shutil

import numpy as np
from harness import Skip, check, main, refuse, run, succeed, treat, USER_ENVIRONMENT
from PIL import Image
from pictures import save, setup


@check
def no_such_file():
    setup()
    refuse(treat('absent.jpg', '-o', 'out.jpg'), 1, 'absent.jpg: ')
    assert not os.path.exists('out.jpg')


@check
def not_an_image():
    setup()
    with open('notes.jpg', 'w', encoding='ascii') as file:
        file.write('notes')
    refuse(treat('notes.jpg', '-o', 'out.jpg'), 1, 'notes.jpg: this is no JPEG, PNG, TIFF or WebP picture')
    Image.open('photo.jpg').save('photo.bmp')
    refuse(treat('photo.bmp', '-o', 'out.jpg'), 1, 'photo.bmp: this is no JPEG')
    open('empty.png', 'wb').close()
    refuse(treat('empty.png', '-o', 'out.jpg'), 1, 'empty.png: this is no JPEG')
    os.mkdir('folder.jpg')
    refuse(treat('folder.jpg', '-o', 'out.jpg'), 1, 'folder.jpg: this is a folder')


@check
def truncated():
    setup()
    noise = np.random.default_rng(2).integers(0, 255, (300, 400, 3), np.uint8)
    for suffix in ('jpg', 'png', 'tif', 'webp'):
        name = 'cut.' + suffix
        save(name, noise)
        with open(name, 'r+b') as file:
            file.truncate(os.path.getsize(name) // 2)
        refuse(treat(name, '-o', 'out.png'), 1, name + ': the picture is damaged')
        assert not os.path.exists('out.png')


@check
def float_picture():
    setup()
    Image.fromarray(np.ones((64, 96), np.float32)).save('float.tif')
    refuse(treat('float.tif', '-o', 'out.png'), 1, 'float.tif: ', '8 or 16 bits')


@check
def one_pixel():
    setup()
    save('dot.png', np.zeros((1, 1, 3), np.uint8))
    save('dot-mask.png', np.full((1, 1), 255, np.uint8))
    refuse(treat('dot.png', '-o', 'out.png', mask='dot-mask.png'), 1, 'dot.png: ')
    assert not os.path.exists('out.png')


@check
def ribbon():
    """A picture of 20000 x 20 has no face; with a mask and a scale it can be treated."""
    setup()
    save('ribbon.png', np.full((20, 20000, 3), 128, np.uint8))
    save('ribbon-mask.png', np.full((20, 20000), 255, np.uint8))
    succeed(treat('ribbon.png', '-o', 'out.png', mask='ribbon-mask.png'))
    with_models('ribbon.png')


@check
def mask_of_another_size():
    setup()
    save('small.png', np.full((32, 48), 255, np.uint8))
    refuse(treat('photo.jpg', '-o', 'out.png', mask='small.png'), 1, 'photo.jpg: ')


@check
def mask_that_is_not_there():
    setup()
    refuse(treat('photo.jpg', '-o', 'out.png', mask='absent.png'), 1, 'absent.png: ')


def with_models(name):
    """The networks find no face in this picture; the options that help are named."""
    if 'ok       face models' not in run('doctor', environment=USER_ENVIRONMENT)[1]:
        raise Skip('no face models here')
    help_of_hints = ('--pupils', '--coverage-from', '--scale')
    refuse(run('render', name, '-o', 'no-face.jpg', environment=USER_ENVIRONMENT), 1, name + ': ', *help_of_hints)
    refuse(run('analyse', name, '--json', environment=USER_ENVIRONMENT), 1, name + ': ', *help_of_hints)
    assert not os.path.exists('no-face.jpg')


@check
def no_face():
    save('wall.jpg', np.full((400, 300, 3), 140, np.uint8))
    with_models('wall.jpg')


@check
def no_models():
    setup()
    refuse(run('render', 'photo.jpg', '-o', 'out.jpg'), 1, 'no face models', 'make models')
    refuse(run('analyse', 'photo.jpg'), 1, 'no face models', 'make models')
    assert not os.path.exists('out.jpg')


@check
def unknown_preset():
    setup()
    refuse(treat('photo.jpg', '--preset', 'next-century', '-o', 'out.jpg'), 2, "there is no preset 'next-century'")
    refuse(treat('photo.jpg', '--preset', './absent.ini', '-o', 'out.jpg'), 2, 'absent.ini')
    assert not os.path.exists('out.jpg')


@check
def preset_out_of_range():
    setup()
    with open('late.ini', 'w', encoding='ascii') as file:
        file.write('[preset]\nname=Late\n[treatment]\ndays-after=731\n')
    refuse(treat('photo.jpg', '--preset', './late.ini', '-o', 'out.jpg'), 2,
           "late.ini:4: days-after is '731', but must be a number from 0 to 730 days")
    refuse(treat('photo.jpg', '--set', 'pores=2.5', '-o', 'out.jpg'), 2, "--set: pores is '2.5'", 'from 0 to 2')
    refuse(treat('photo.jpg', '--set', 'porse=1', '-o', 'out.jpg'), 2, "no setting 'porse'")


@check
def needles_that_are_too_long():
    """Only the places where they are."""
    setup()
    for depth, places in ((1, ''), (1.5, '0.5 mm round the eyes, 1 mm on forehead, temples and nose\n'),
                          (2, ', 1.5 mm at chin, jaw and neck\n'), (2.5, ', 2 mm round the mouth\n')):
        code, _, err = treat('photo.jpg', '--set', 'needle-depth=%s' % depth, '-o', 'out.jpg', '--overwrite')
        assert code == 0 and err.endswith(places) and err.count('\n') == (1 if places else 0), err


@check
def broken_own_preset():
    home = os.path.join(os.environ['CLI_TEST_HOME'], 'home', 'config', 'microneedling', 'presets')
    os.makedirs(home)
    with open(home + '/broken.ini', 'w', encoding='ascii') as file:
        file.write('[preset]\nname=Broken\n[treatment]\npores=9\n')
    refuse(run('presets'), 0, "broken.ini:4: pores is '9'")
    shutil.rmtree(home)


@check
def wrong_use():
    setup()
    refuse(run('rendre'), 2, "'rendre'", '--help')
    refuse(run('presets', 'mine'), 2, "presets takes no 'mine'", '--help')
    refuse(run('doctor', '--fast'), 2, "doctor takes no '--fast'", '--help')
    refuse(run('render', '-o', 'out.jpg'), 2, 'no photo', '--help')
    refuse(run('render', 'photo.jpg'), 2, '-o', '--help')
    refuse(run('render', 'photo.jpg', '-o', 'out.jpg', '--fast'), 2, '--fast', '--help')
    refuse(treat('photo.jpg', '-o', 'out.gif'), 2, 'out.gif: cannot be written')
    refuse(treat('photo.jpg', '-o', 'out.jpg', '--jobs', 0), 2, '--jobs')
    refuse(treat('photo.jpg', '-o', 'out.jpg', '--overwrite', '--resume'), 2, '--resume')
    refuse(run('render', 'photo.jpg', '-o', 'out.jpg', '--scale', '8,5'), 2, "--scale is '8,5'")
    refuse(run('render', 'photo.jpg', '-o', 'out.jpg', '--pupils', '1,2,3'), 2, "--pupils is '1,2,3'")
    refuse(run('analyse', 'photo.jpg', 'photo.jpg'), 2, 'one photo')


@check
def simulation_of_a_simulation():
    setup()
    succeed(treat('photo.jpg', '-o', 'out.jpg'))
    refuse(treat('out.jpg', '-o', 'again.jpg'), 1, 'out.jpg: this is a simulation already')


main()
