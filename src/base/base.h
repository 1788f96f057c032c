/* SPDX-License-Identifier: MIT */
/* What every source file of Takt starts with: the C library, small macros, and the functions that we do without. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))
#define UNUSED __attribute__((unused))
#define NEVER_NULL __attribute__((returns_nonnull))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define MIN_OF(a, b) ((a) < (b) ? (a) : (b))
#define MAX_OF(a, b) ((a) > (b) ? (a) : (b))

/* A list in an arena: items is NULL when count is 0. */
#define LIST_OF(T)                                                                                                     \
    struct {                                                                                                           \
        T *items;                                                                                                      \
        size_t count;                                                                                                  \
    }

#include "base/ban.h"

#endif
