# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: the gimp-microneedling authors
#
#   make demo [PHOTO=file]   GIMP treats a portrait; prints the path of a picture to look at
#   make test                says whether everything works; with SUITES='hosts gui' only that part of it
#   make install             for the current user, in every GIMP this build serves; make uninstall takes it away
#   make build | models | bench
#
# Each target installs the packages it needs (.ci/setup) and can be run again at any time.

BUILD ?= build
SUITES ?=
export PHOTO ?=

# The system's python, meson and ninja, whichever others come first in PATH.
export PATH := /usr/bin:/bin:$(PATH)
unexport PYTHONPATH PYTHONHOME
export HOME := $(or $(HOME),$(shell getent passwd "$$(id -u)" | cut -d: -f6),$(CURDIR)/$(BUILD)/home)

# One test more at a time than there are processors: those with a GIMP on a screen wait half of their time.
TESTS_AT_ONCE = $$(($$(nproc) + 1))

.NOTPARALLEL:
.PHONY: build models demo test bench install uninstall

build:
	@.ci/setup build gimp
	@test -f $(BUILD)/build.ninja || meson setup $(BUILD) --prefix=/usr
	ninja -C $(BUILD)

models:
	@plugin/models/fetch 2>/dev/null || { .ci/setup models && plugin/models/fetch; }

demo: build models
	@.ci/setup demo
	@tools/demo $(BUILD) "$$PHOTO"

test: models
	@.ci/setup build gimp test gui
	@test -f $(BUILD)-test/build.ninja || meson setup $(BUILD)-test --prefix=/usr -Dwerror=true
	ninja -C $(BUILD)-test
	meson test -C $(BUILD)-test --print-errorlogs --num-processes $(TESTS_AT_ONCE) $(addprefix --suite ,$(SUITES))

bench: build
	@.ci/setup test demo bench
	meson test -C $(BUILD) --benchmark --verbose

install: build models
	@tools/install $(BUILD)

uninstall:
	@tools/install --remove
