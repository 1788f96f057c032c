/* SPDX-License-Identifier: MIT */
/* Number formats of spreadsheet cells ("0%", "dd.mm.yyyy", "0\" ч\""), as far as a reader needs them. */
#ifndef FORMATS_NUMBER_FORMAT_H
#define FORMATS_NUMBER_FORMAT_H

#include "base/ctx.h"

typedef enum {
    FORMAT_PLAIN,
    FORMAT_PERCENT,
    FORMAT_DATE, /* with or without a time of day */
    FORMAT_TIME, /* a time or a duration: days as a fraction, shown as hours and minutes */
} FormatKind;

#define FORMAT_WORDS_MAX 32

/* What to show around a number: in `0" ч"` the unit stands in `behind`. */
typedef struct {
    FormatKind kind;
    char before[FORMAT_WORDS_MAX], behind[FORMAT_WORDS_MAX];
} NumberFormat;

/* Of a format code; its first section, for positive numbers, decides. */
NumberFormat number_format_read(const char *code);

/* Of a number that the standard gives to a built-in format (ECMA-376, part 1, 18.8.30). */
NumberFormat number_format_built_in(int id);

/*
 * A number as a person sees it, in the arena: 15 significant digits, no thousands separators, the decimal point a dot.
 * In a FORMAT_DATE the number counts days since 1970-01-01.
 */
const char *number_show(Arena *arena, const NumberFormat *format, double number);

#endif
