/* SPDX-License-Identifier: MIT */
/* One value from outside into one field, with every check the field asks for; forms and JSON share it. */
#ifndef BASE_VALUE_READ_H
#define BASE_VALUE_READ_H

#include "base/err.h"
#include "base/shape.h"

/*
 * Reads text as a person typed it: trimmed, NFC, within the field's limits. ERR_INPUT at the field otherwise.
 * An empty text is "not set" and refused only where the field is required.
 */
MUST_USE Err *value_read(Ctx *cx, const Field *field, const char *text, void *record);

/* A number that JSON gave, with the field's limits. */
MUST_USE Err *value_read_int(Ctx *cx, const Field *field, int64_t number, void *record);

/* Whether a space-separated list of names has this one; a NULL list has all. */
bool names_have(const char *names, const char *name);

#endif
