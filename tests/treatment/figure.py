#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""figure.py COURSE OUT.svg [--check]: draws what the clinical model says (course prints it), or tells whether OUT is up
to date.

Left: the reaction to one session, each effect over its own greatest value, days on a square root scale.  Right: the
outcome twelve weeks after 1 ... 6 sessions, the fraction of the contrast that goes."""
import subprocess
import sys

REACTION = (('redness', 'erythema', '#c8323c'), ('petechiae', 'petechiae_fade', '#7a1f5c'),
            ('swelling', 'swelling', '#2b6cb0'), ('flaking', 'flaking', '#b7791f'))
OUTCOME = (('texture', 'texture', '#2f855a'), ('scars', 'scars', '#744210'), ('pores', 'pores', '#c8323c'),
           ('tone', 'tone', '#2b6cb0'), ('lines', 'lines', '#6b46c1'), ('redness', 'blotches', '#b7791f'))
WIDTH, HEIGHT, TOP, BOTTOM = 300, 200, 30, 36
DAYS, SESSIONS = (0, 1, 3, 7, 14, 28), (1, 2, 3, 4, 6)


def rows(course):
    lines = subprocess.run([course, '1'], capture_output=True, text=True, check=True).stdout.splitlines()
    names = lines[0].split('\t')
    return [dict(zip(names, map(float, line.split('\t')))) for line in lines[1:]]


def text(x, y, words, anchor='middle', colour='#333', size=11):
    return ('<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s" font-size="%d">%s</text>'
            % (x, y, anchor, colour, size, words))


def panel(left, title, ticks, place, most, step, curves):
    """curves: (name, colour, [(tick value, height)])."""
    out = [text(left + WIDTH / 2, 16, title, size=13)]
    for i in range(int(round(most / step)) + 1):
        y = TOP + HEIGHT * (1 - i * step / most)
        out += ['<path d="M%g %.1fh%g" stroke="#ddd"/>' % (left, y, WIDTH),
                text(left - 4, y + 4, '%g' % (i * step), 'end')]
    out += [text(left + WIDTH * place(t), TOP + HEIGHT + 16, '%g' % t) for t in ticks]
    ends = []
    for name, colour, points in curves:
        at = [(left + WIDTH * place(t), TOP + HEIGHT * (1 - v / most)) for t, v in points]
        out.append('<polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>'
                   % (colour, ' '.join('%.1f,%.1f' % p for p in at)))
        ends.append((name, colour, at))
    return out, ends


def draw(course):
    table = rows(course)
    days = [r for r in table if r['sessions'] == 1 and r['days'] <= DAYS[-1]]
    end = [next(r for r in table if r['sessions'] == n and r['days'] == 84) for n in SESSIONS]
    right = WIDTH + 90
    out, _ = panel(34, 'one session, 1 mm: days after', DAYS, lambda d: (d / DAYS[-1]) ** .5, 1, .5,
                   [(name, colour, [(r['days'], r[key] / max(q[key] for q in days)) for r in days])
                    for name, key, colour in REACTION])
    out += [text(34 + WIDTH - 4, TOP + 14 + 15 * i, name, 'end', colour)
            for i, (name, _, colour) in enumerate(REACTION)]
    more, ends = panel(right, 'twelve weeks after so many sessions', SESSIONS, lambda n: (n - 1) / 5, .6, .2,
                       [(name, colour, [(r['sessions'], r[key]) for r in end]) for name, key, colour in OUTCOME])
    out += more
    last = TOP
    for name, colour, at in sorted(ends, key=lambda e: e[2][-1][1]):
        last = max(last + 12, at[-1][1] + 4)
        out.append(text(at[-1][0] + 6, last, name, 'start', colour))
    return '\n'.join(['<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif">'
                      % (right + WIDTH + 60, TOP + HEIGHT + BOTTOM),
                      '<rect width="100%" height="100%" fill="#fff"/>', *out, '</svg>', ''])


def main():
    figure = draw(sys.argv[1])
    if '--check' in sys.argv:
        with open(sys.argv[2], encoding='utf-8') as f:
            if f.read() == figure:
                return 0
        print('%s is not what the model says now: run %s %s %s' % (sys.argv[2], sys.argv[0], *sys.argv[1:3]),
              file=sys.stderr)
        return 1
    with open(sys.argv[2], 'w', encoding='utf-8') as f:
        f.write(figure)
    return 0


sys.exit(main())
