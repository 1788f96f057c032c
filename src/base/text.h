/* SPDX-License-Identifier: MIT */
/* Text from outside: checked once at the door, and the few things done to it inside. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"
#include "base/base.h"
#include "base/shape.h"
#include "base/value.h"

/* Well-formed UTF-8 without NUL. */
bool text_is_utf8(const char *text, size_t length);

/*
 * What a person typed, made fit to store: NFC, trimmed, control characters refused (with lines: \n and \t stay).
 * NULL when the text is not acceptable UTF-8 or holds control characters.
 */
const char *text_clean(Arena *arena, const char *text, bool lines);

/* Folded for search and comparison: case folding (ICU), ё as е, no-break spaces as spaces, runs of spaces as one. */
const char *text_fold(Arena *arena, const char *text);

/* Key that sorts names as a Russian reader expects, as hex text (ICU collation, root + ru). */
const char *text_sort_key(Arena *arena, const char *text);

/* Number of characters (code points). */
size_t text_length(const char *text);

/* A whole decimal integer with optional sign and nothing else; false on overflow. */
bool text_int(const char *text, int64_t *value);

/* Writes the digits of a number so that they end before `end`, where room must be; where they begin. */
#define TEXT_DIGITS_MAX 20
char *text_digits(char *end, uint64_t number);

/* Decimal with comma or dot and at most `scale` digits after it, times 10^scale ("37,5", 2 → 3750). */
bool text_decimal(const char *text, int scale, int64_t *value);

/* First letters of the first two words, for the round mark of a person ("АВ"). */
const char *text_initials(Arena *arena, const char *name);

bool text_is_blank(const char *text);
/* Copy without white space (also no-break) at both ends. */
const char *text_trim(Arena *arena, const char *text);
bool text_starts(const char *text, const char *start);
bool text_ends(const char *text, const char *end);

/* Splits at a byte; empty parts stay. */
TextList text_split(Arena *arena, const char *text, char at);

/* Hex of bytes, lower case. */
const char *text_hex(Arena *arena, const unsigned char *data, size_t size);

#endif
