#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Every place that cannot or must not be written to: the exit code, one line that names it, nothing lost."""
import errno
import locale
import os
import subprocess

import numpy as np
from harness import Skip, check, main, refuse, run, succeed, treat
from pictures import save, setup


def mount(folder, options):
    """An empty file system of its own, for root."""
    os.mkdir(folder)
    if os.geteuid() != 0 or subprocess.call(['mount', '-t', 'tmpfs', '-o', options, 'test', folder],
                                            stderr=subprocess.DEVNULL) != 0:
        raise Skip('only root can mount a small disk')


@check
def unwritable_folder():
    setup()
    refuse(treat('photo.jpg', '-o', 'photo.jpg/out/'), 1, 'photo.jpg/out/: this folder cannot be made: ')
    locale.setlocale(locale.LC_ALL, '')
    reason = os.strerror(errno.ENOENT)
    refuse(treat('photo.jpg', '-o', 'absent/out.jpg'), 1,
           'absent/out.jpg: not written: %s\n' % reason)
    mount('locked', 'size=64k,ro')
    try:
        refuse(treat('photo.jpg', '-o', 'locked/out.jpg'), 1, 'locked/out.jpg: not written: ')
    finally:
        subprocess.check_call(['umount', 'locked'])


@check
def output_is_an_input():
    setup()
    with open('photo.jpg', 'rb') as file:
        before = file.read()
    os.symlink('photo.jpg', 'link.jpg')
    os.link('photo.jpg', 'hard.jpg')
    for output in ('photo.jpg', './photo.jpg', 'link.jpg', 'hard.jpg', os.path.abspath('photo.jpg')):
        refuse(treat('photo.jpg', '-o', output, '--overwrite'), 2, output, 'an original is never written')
        refuse(run('analyse', 'photo.jpg', '--record', output), 2, output, 'an original is never written')
    save('photo-next-day.jpg')
    refuse(treat('photo.jpg', 'photo-next-day.jpg', '--preset', 'next-day', '-o', '.', '--overwrite'), 2,
           'photo-next-day.jpg is one of the photos')
    with open('photo.jpg', 'rb') as file:
        assert file.read() == before


@check
def colliding_names():
    setup()
    os.mkdir('a')
    os.mkdir('b')
    save('a/photo.jpg')
    save('b/photo.jpg')
    refuse(treat('a/photo.jpg', 'b/photo.jpg', '--preset', 'next-day', '-o', 'out'), 2,
           'a/photo.jpg and b/photo.jpg would both become out/photo-next-day.jpg')
    refuse(treat('photo.jpg', '--preset', 'next-day', '--preset', 'next-day', '-o', 'out'), 2,
           "preset 'next-day' is given twice")
    assert not os.path.exists('out')


@check
def one_file_for_several():
    setup()
    presets = ('--preset', 'next-day', '--preset', 'day-3')
    refuse(treat('photo.jpg', *presets, '-o', 'out.jpg'), 2, 'out.jpg: one file cannot hold', 'write out.jpg/',
           '--help')
    assert not os.path.exists('out.jpg')
    succeed(treat('photo.jpg', *presets, '-o', 'out.jpg/'))
    assert len(os.listdir('out.jpg')) == 3


@check
def output_is_there():
    setup()
    succeed(treat('photo.jpg', '-o', 'out.jpg'))
    refuse(treat('photo.jpg', '-o', 'out.jpg'), 1, 'out.jpg: is there already', '--overwrite', '--resume')
    analyse = ('analyse', 'photo.jpg', '--coverage-from', 'mask.png', '--scale', 8)
    for option in ('--coverage', '--overlay', '--record'):
        with open('other.jpg', 'wb') as file:
            file.write(b'other')
        refuse(run(*analyse, option, 'other.jpg'), 1, 'other.jpg: is there already; --overwrite replaces it\n')
        assert os.path.getsize('other.jpg') == len(b'other')
        succeed(run(*analyse, option, 'other.jpg', '--overwrite'))
        assert os.path.getsize('other.jpg') > len(b'other')
        with open('own.png', 'wb'):
            pass
        succeed(run(*analyse, option, 'own.png'))      # it is empty, and then an analysis
        succeed(run(*analyse, option, 'own.png'))
        os.unlink('own.png')


@check
def full_disk():
    setup()
    save('noise.png', np.random.default_rng(3).integers(0, 255, (200, 200, 3), np.uint8))
    save('noise-mask.png', np.full((200, 200), 255, np.uint8))
    mount('full', 'size=64k')
    try:
        for suffix in ('jpg', 'png', 'tif', 'webp'):
            refuse(treat('noise.png', '-o', 'full/out.' + suffix, mask='noise-mask.png'), 1,
                   'full/out.%s: not written: the disk is full' % suffix)
        refuse(run('analyse', 'noise.png', '--coverage-from', 'noise-mask.png', '--scale', 8,
                   '--overlay', 'full/out.png'), 1, 'full/out.png: not written: the disk is full')
        assert os.listdir('full') == []
        refuse(treat('noise.png', '--preset', 'next-day', '-o', 'full/', mask='noise-mask.png'), 1,
               'full/noise-next-day.png: not written: the disk is full')
        with open('full/report.tsv', encoding='utf-8') as report:
            assert 'noise.png\tnext-day\tfailed\t' in report.read()
    finally:
        subprocess.check_call(['umount', 'full'])


main()
