/* SPDX-License-Identifier: MIT */
/* What a person chooses for themselves: language and theme. Columns of table person. */
#ifndef PEOPLE_ME_H
#define PEOPLE_ME_H

#include "db/db.h"

typedef struct {
    Id id;
    const char *name, *email;
    int hue;
    const char *lang;  /* "ru", "en" */
    const char *theme; /* "" as the system, "light", "dark" */
} Me;
extern const Shape Me_shape;

/* Anybody's name, mark and choices; ERR_MISSING when there is no such person. */
MUST_USE Err *me_of(Ctx *cx, Id person_id, Me *me);
/* The person who asks; ERR_UNAUTHENTICATED when nobody does. */
MUST_USE Err *me_get(Ctx *cx, Me *me);
/* Stores language and theme; ERR_INPUT on "lang", "theme". */
MUST_USE Err *me_choose(Ctx *cx, const Me *me);

#endif
