/* SPDX-License-Identifier: MIT */
/* What a folder needs of those on its right: found through cx->hooks, filled in by app.c. */
#ifndef BASE_HOOKS_H
#define BASE_HOOKS_H

#include "base/ctx.h"

/* A right that a feature declares, and which roles have it at first: "head:all account:team specialist:own". */
typedef struct {
    const char *name;
    const char *roles;
    const char *label; /* msgid for the table of rights */
} RightDef;

/* One for the program, set at start and not changed while it runs. Any member may be NULL. */
typedef struct Hooks {
    const RightDef *const *rights;    /* tables of every feature, each ends with an empty line; ends with NULL */
    const struct JobDef *const *jobs; /* kinds of jobs of every feature (jobs/job.h); ends with NULL */
    struct Desk *desk;                /* plan/desk.h; NULL: the calendar is read each time */
    struct Shelf *shelf;              /* base/shelf.h: what answers are made of, see db_shelf; NULL: nothing is kept */
    struct Hashing *hashing;          /* people/password.h; NULL: passwords are hashed on the caller's thread */
    /* A person's working time changed from this day on: weeks need another look. */
    struct Err *(*contract_changed)(Ctx *cx, Id person_id, Day from);
    /* Whether anything is planned yet, for the first steps of an agency. */
    struct Err *(*plan_has_begun)(Ctx *cx, bool *begun);
    const char *base_url; /* how people reach the program ("https://takt.example"), for links that leave it */
    /* A person who was added is taken away again: what others keep of them by themselves goes first. */
    struct Err *(*person_removed)(Ctx *cx, Id person_id);
} Hooks;

#endif
