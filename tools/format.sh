#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Gives every C file the format of .clang-format.
set -eu
cd "$(dirname "$0")/.."
find src tools tests bench -name '*.[ch]' -print0 | xargs -0 clang-format -i
