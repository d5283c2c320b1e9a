# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
"""Runs microneedling in an empty home, and prints TAP.  argv: the command.

Every check runs in a folder of its own.  A check that raises Skip is skipped."""
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

COMMAND = os.path.abspath(sys.argv[1])
USER_ENVIRONMENT = dict(os.environ)
checks = []


class Skip(Exception):
    pass


def check(function):
    checks.append(function)
    return function


def run(*arguments, environment=None):
    """Exit code, standard output, standard error."""
    home = os.path.join(os.environ['CLI_TEST_HOME'], 'home')
    empty = dict(os.environ, HOME=home, XDG_DATA_HOME=home + '/data', XDG_CONFIG_HOME=home + '/config',
                 XDG_DATA_DIRS=home, XDG_CACHE_HOME=home + '/cache')
    done = subprocess.run([COMMAND, *map(str, arguments)], env=environment or empty, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def treat(*arguments, mask='mask.png'):
    """render where no networks are needed."""
    return run('render', *arguments, '--coverage-from', mask, '--scale', 8)


def succeed(result):
    code, out, err = result
    assert (code, err) == (0, ''), 'exit code %d, %r' % (code, err)
    return out


def refuse(result, code, *words):
    """One line, and it says so."""
    got, _, err = result
    assert got == code, 'exit code %d instead of %d: %r' % (got, code, err)
    assert err.count('\n') == 1 and err.startswith('microneedling: '), 'not one line: %r' % err
    for word in words:
        assert word in err, '%r is not in %r' % (word, err)


def main():
    failed = 0
    print('1..%d' % len(checks))
    with tempfile.TemporaryDirectory(prefix='cli-test-') as home:
        os.environ['CLI_TEST_HOME'] = home
        for number, function in enumerate(checks, 1):
            folder = os.path.join(home, function.__name__)
            os.mkdir(folder)
            os.chdir(folder)
            name = function.__name__.replace('_', ' ')
            try:
                function()
                print('ok %d %s' % (number, name))
            except Skip as reason:
                print('ok %d %s # SKIP %s' % (number, name, reason))
            except Exception:  # pylint: disable=broad-except
                failed += 1
                print('not ok %d %s' % (number, name))
                print('# ' + traceback.format_exc().strip().replace('\n', '\n# '))
            os.chdir('/')
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)
