/* SPDX-License-Identifier: MIT */
/* Several projects in one cell: "20% Клиент А; 30% Клиент Б", "А 20 + Б 30", a line for each. */
#ifndef IMPORT_PARTS_H
#define IMPORT_PARTS_H

#include "base/err.h"
#include "formats/number.h"

typedef struct {
    const char *name;
    Amount amount; /* AMOUNT_NONE: none is written */
} ImportPart;
typedef LIST_OF(ImportPart) ImportParts;

/* The parts of a cell's text, at least one; semicolons and lines part always, commas and + only amounts from amounts.
 */
void import_parts(Ctx *cx, const char *text, ImportParts *parts);

#endif
