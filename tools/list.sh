#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Brings the list of src/meson.build in line with the C and SQL files that are there.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."
list=$(find src -name '*.c' -o -name '*.sql' | sort | sed "s,^src/,  ',; s/\$/',/")
awk -v list="$list" '
    /^listed = \[/ { print; print list; skip = 1 }
    /^\]/ { skip = 0 }
    !skip' src/meson.build >src/meson.build.new
mv src/meson.build.new src/meson.build
