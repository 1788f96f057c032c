#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Prints the texts for people that po/ru.po lacks, ready to be translated and put there. Build build/debug first.
set -eu
cd "$(dirname "$0")/.."
lacking=$(msgmerge --quiet --no-fuzzy-matching --no-wrap po/ru.po build/debug/takt.pot |
    msgattrib --untranslated --no-obsolete --no-wrap)
[ -n "$lacking" ] || exit 0
sed '1,/^$/d' <<<"$lacking"
exit 1
