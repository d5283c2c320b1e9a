#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""What the commands do: the same picture again, folders, jobs and reports; analyse; what needs no photo."""
import json
import os

import numpy as np
from harness import check, main, refuse, run, succeed, treat
from pictures import HEIGHT, WIDTH, difference, load, save, save_mask


def read(path):
    with open(path, 'rb') as file:
        return file.read()


@check
def same_bytes():
    save_mask()
    save('photo.jpg')
    for name, seed in (('a', 1), ('b', 1), ('c', 2)):
        succeed(treat('photo.jpg', '--preset', 'immediately', '--set', 'seed=%d' % seed, '-o', name + '.jpg'))
    assert read('a.jpg') == read('b.jpg') != read('c.jpg')


@check
def like():
    """A picture says enough to be made again, to the byte, whatever format it has."""
    save_mask()
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
    save_mask()
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
    save_mask()
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
def report_is_carried_on():
    save_mask()
    save('photo.jpg')
    save('other.jpg')
    header = 'file\tpreset\tstatus\tfaces\tpx/mm\treason\n'
    photo, other = ['%s.jpg\t%%s\tdone\t1\t8.00\t\n' % name for name in ('photo', 'other')]
    os.mkdir('out')
    for start in ('mine\n', ''):
        with open('out/report.tsv', 'w', encoding='ascii') as file:
            file.write(start)
        refuse(treat('photo.jpg', '-o', 'out'), 1, 'out/report.tsv: is there already; --overwrite replaces it\n')
        assert os.listdir('out') == ['report.tsv'] and read('out/report.tsv').decode() == start
    succeed(treat('photo.jpg', '-o', 'out', '--overwrite'))
    assert read('out/report.tsv').decode() == header + photo % 'microneedling'
    succeed(treat('photo.jpg', '--preset', 'next-day', '-o', 'out'))
    succeed(treat('photo.jpg', 'other.jpg', '--preset', 'next-day', '--preset', 'day-3', '-o', 'out', '--resume'))
    rows = [photo % 'microneedling', photo % 'next-day', photo % 'day-3', other % 'next-day', other % 'day-3']
    assert read('out/report.tsv').decode() == header + ''.join(rows)
    refuse(treat('photo.jpg', '--preset', 'next-day', '-o', 'out'), 1, 'is there already')
    rows.append(rows.pop(1).replace('done\t1\t8.00\t', 'failed\t\t\tout/photo-next-day.jpg: is there already; '
                                    '--overwrite replaces it, --resume skips it'))
    assert read('out/report.tsv').decode() == header + ''.join(rows)
    succeed(treat('photo.jpg', '--preset', 'next-day', '-o', 'out', '--resume'))
    rows[-1] = 'photo.jpg\tnext-day\tskipped\t\t\tthere already\n'
    assert read('out/report.tsv').decode() == header + ''.join(rows)


@check
def analyse():
    save_mask()
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
