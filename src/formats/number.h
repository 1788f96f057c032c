/* SPDX-License-Identifier: MIT */
/* How people write an amount into a cell of a plan: "20", "20%", "0,2", "8 ч", "1:30", "20?". Knows no plan. */
#ifndef FORMATS_NUMBER_H
#define FORMATS_NUMBER_H

#include "base/value.h"

typedef enum {
    AMOUNT_NONE,  /* an empty cell, a dash, "н/д": no value, which is not zero */
    AMOUNT_PLAIN, /* a bare number: percent, share or hours, the table decides */
    AMOUNT_PERCENT,
    AMOUNT_HOURS,
} AmountKind;

typedef struct {
    AmountKind kind;
    int64_t thousandths; /* of a bare number or of percents: "20%" is 20000, "0,2" is 200 */
    Minutes minutes;     /* of AMOUNT_HOURS */
    bool tentative;      /* a "?" stood behind it */
} Amount;

/* The largest that is understood: more is a slip of the hand, not a week. */
#define AMOUNT_THOUSANDTHS_MAX 9999999
#define AMOUNT_MINUTES_MAX (7 * MINUTES_PER_DAY)

/* Reads the whole text; false when it is not an amount (words, negative, too large). */
bool amount_parse(const char *text, Amount *amount);

/*
 * Reads an amount at the start of the text and says where the rest begins, without leading spaces:
 * "20% Client A" leaves "Client A". false when the text does not start with an amount of its own.
 */
bool amount_prefix(const char *text, Amount *amount, const char **rest);

#endif
