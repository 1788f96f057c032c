#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A folder includes only folders to its left, and only <noun>_web.c knows web/. Prints what breaks that.
set -eu
cd "$(dirname "$0")/.."

# shellcheck disable=SC2016 # awk's own $
find src -name '*.[ch]' | LC_ALL=C sort | xargs awk '
    BEGIN {
        count = split("base db formats jobs web people work plan import tasks time meetings documents money reports " \
                      "care today ops demo", order, " ")
        for (i = 1; i <= count; i++)
            rank[order[i]] = i
        rank["."] = count + 1 # src/app.c, src/main.c
    }
    FNR == 1 {
        path = substr(FILENAME, 5)
        folder = path ~ /\// ? substr(path, 1, index(path, "/") - 1) : "."
        if (!(folder in rank)) {
            print FILENAME ":1: the folder " folder " is not in the order of tools/layers.sh"
            bad = 1
        }
    }
    /^#include "/ {
        split($0, part, "\"")
        to = part[2] ~ /\// ? substr(part[2], 1, index(part[2], "/") - 1) : "."
        if (rank[to] > rank[folder] || !(to in rank)) {
            print FILENAME ":" FNR ": " folder " may not include " part[2]
            bad = 1
        }
        if (to == "web" && rank[folder] > rank["web"] && folder != "." && folder != "ops" &&
            path !~ /(_web|_feature|\/view)(_test|_fixture)?\.[ch]$/) {
            print FILENAME ":" FNR ": rules know no HTTP; only <noun>_web, <folder>_feature and view include web/"
            bad = 1
        }
    }
    END { exit bad }'
