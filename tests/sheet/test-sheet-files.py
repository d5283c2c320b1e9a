#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Sheets: what their files say, how they are made again, and what cannot be made."""
import os
import resource
import subprocess

from harness import check, main, refuse, run
from PIL import Image
from pictures import load, save
from sheets import LOGO, setup, sheet, succeed, told

MOST_MEMORY = 1100 << 10         # KiB, for a sheet of 200 megapixels


@check
def every_format_says_what_it_is_and_not_where():
    setup()
    Image.open('photo.png').save('photo.jpg', quality=95)
    subprocess.check_call(['exiftool', '-q', '-overwrite_original', '-GPSLatitude=40', '-GPSLongitude=3',
                           '-SerialNumber=77', '-OwnerName=Ann', '-Artist=Bea', '-XResolution=72', 'photo.jpg'])
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
    for like in (('--like', 'sheet.webp', '-o', 'again'),
                 ('--preset', 'immediately', '--preset', '3-sessions', '-o', 'first')):
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
    for number, said in enumerate(('size=400x900', 'layout=round', 'size=0x0', 'inset=%', 'nope=1', 'names=A',
                                   'names=A,B,', 'advice=perhaps', 'layout')):
        spoilt = '%d-spoilt.png' % number
        subprocess.check_call(['exiftool', '-q', '-o', spoilt, '-XMP-photoshop:History<${XMP-photoshop:History;'
                               's/sheet names=\\S+/sheet %s/}' % said.replace('%', '\\%'), 'other.png'])
        if number == 0:
            succeed(sheet('--like', spoilt, '-o', 'narrow.png'))
        else:
            refuse(sheet('--like', spoilt, '-o', 'no.png'), 2)
    assert not os.path.exists('no.png')


@check
def a_folder():
    setup()
    os.mkdir('in')
    for name in ('a.png', 'b.png'):
        os.rename(save(name, load('photo.png')), 'in/' + name)
    open('in/c.jpg', 'wb').close()
    code, _, err = run('sheet', 'in/a.png', 'in/b.png', 'in/c.jpg', '--coverage-from', 'mask.png', '--scale', 8,
                       '-o', 'out')
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
            (['nope'], ['--presets', '1-session,nope', '--layout', 'grid']),
            (['layout', 'grid'], ['--layout', 'round']),
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


main()
