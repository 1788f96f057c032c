/* SPDX-License-Identifier: MIT */
/* Units as types: a day cannot be passed where minutes are expected. Each is one integer. */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include "base/base.h"

/* Row id; 0 is "none" and is stored as NULL. */
typedef struct Id {
    int64_t n;
} Id;

/* Days since 1970-01-01, the proleptic Gregorian calendar; DAY_NONE is "not set" and is stored as NULL. */
typedef struct Day {
    int64_t n;
} Day;

/* Working time in minutes. */
typedef struct Minutes {
    int64_t n;
} Minutes;

/* Roubles in kopecks. */
typedef struct Money {
    int64_t n;
} Money;

/* Seconds since 1970-01-01 UTC; 0 is "never" and is stored as NULL. */
typedef struct Instant {
    int64_t n;
} Instant;

#define ID(value) ((Id){(value)})
#define DAY(value) ((Day){(value)})
#define MINUTES(value) ((Minutes){(value)})
#define DAY_NONE ((Day){INT64_MIN})

#define MINUTES_PER_DAY 1440
#define DAYS_PER_WEEK 7

static inline bool day_is_set(Day day)
{
    return day.n != INT64_MIN;
}

#endif
