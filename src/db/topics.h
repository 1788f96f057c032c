/* SPDX-License-Identifier: MIT */
/* What a change touched, for live refresh and for versions of cached answers: "plan/2026-06-15/person/12". */
#ifndef DB_TOPICS_H
#define DB_TOPICS_H

#include "base/ctx.h"

typedef struct Topics {
    LIST_OF(const char *) names;
} Topics;

/* Notes a topic of this change; the first part is its family ("plan", "people", "work"). Doubles are dropped. */
void cx_touch(Ctx *cx, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
