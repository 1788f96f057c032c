/* SPDX-License-Identifier: MIT */
/* One word of a name written in other ways: short forms (Саша), beginnings (Кир.), Latin letters (Kirill). */
#ifndef IMPORT_ALIAS_H
#define IMPORT_ALIAS_H

#include "base/err.h"

/* Whether the word, folded, may stand for the name, folded. Slips of the pen count between alphabets only. */
bool alias_stands_for(Ctx *cx, const char *word, const char *name);

/* A folded Russian word in Latin letters, in the plainest of the usual ways: "hasanova". */
const char *alias_latin(Ctx *cx, const char *word);

#endif
