/* SPDX-License-Identifier: MIT */
/* Who, when, where: the first argument of everything that can fail. */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include "base/arena.h"
#include "base/base.h"
#include "base/value.h"

typedef enum { LANG_RU, LANG_EN } Lang;

/* How far a right reaches; of several roles the widest counts. */
typedef enum { SCOPE_NONE, SCOPE_OWN, SCOPE_TEAM, SCOPE_ALL } Scope;

/* One right of a person: noun, verb and reach ("plan.write", SCOPE_TEAM). */
typedef struct {
    const char *name;
    Scope scope;
} Grant;

/* The rights that a person has by all roles together. */
typedef struct {
    const Grant *items;
    size_t count;
} Grants;

/* Work to do after the transaction, whatever became of it (cx_after). */
typedef struct After After;

typedef struct Ctx {
    Arena *arena;
    struct Db *db; /* connection of this request; NULL where there is none */
    Instant now;
    Day today;               /* in the agency's time zone */
    Id person_id;            /* who acts; 0 nobody (command line, jobs) */
    const char *person_name; /* never NULL */
    Grants grants;
    bool root; /* the command line and jobs: every right */
    Lang lang;
    const char *request_id; /* never NULL */
    const char *through;    /* "page", "api", "import", "command": kept in history */
    const char *action;     /* "POST /allocations": kept in history; never NULL */
    Id change_id;           /* the change that this request writes into history; 0 until the first write */
    struct Topics *topics;  /* what this request changed, for live refresh; NULL: nobody listens */
    After *after;
    const struct Hooks *hooks; /* what folders on the right give to those on the left; may be NULL */
} Ctx;

/* How far the person's right reaches; SCOPE_NONE when there is no such right. */
Scope cx_scope(const Ctx *cx, const char *right);

struct After {
    After *next;
    struct Err *(*run)(Ctx *cx, void *arg);
    void *arg;
};

/*
 * Notes work for after the transaction: it runs in a transaction of its own even when the request is rolled back
 * or only reads (failed sign-ins, refusals, exports). arg must live in cx->arena.
 */
void cx_after(Ctx *cx, struct Err *(*run)(Ctx *cx, void *arg), void *arg);

#endif
