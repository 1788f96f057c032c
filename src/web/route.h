/* SPDX-License-Identifier: MIT */
/* A line of a feature's table. Routing, permission checks, OpenAPI and the test of every role come from it. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "base/hooks.h"
#include "db/history.h"
#include "jobs/job.h"
#include "web/reply.h"
#include "web/req.h"

typedef Err *(*Handler)(Ctx *cx, const Req *req, Reply *reply);

/* Rights that need no role. */
#define RIGHT_PUBLIC "public"       /* everybody, also before sign-in */
#define RIGHT_SIGNED_IN "signed-in" /* every person */

typedef struct Route {
    Method method;
    const char *path;  /* "/people/:id" */
    const char *right; /* "people.read"; a route without one stops the program at start */
    /*
     * GET: runs in a snapshot. Others: runs in the writing transaction, which is committed when it returns NULL; it
     * only changes and says what to answer (reply_show, reply_see_other), nothing is rendered there.
     */
    Handler handler;
    /* Changing routes: work before the transaction, on the pool (hashing, parsing a file); may put results into *req.
     */
    Err *(*prepare)(Ctx *cx, Req *req);
    /* Changing routes: renders the form page again after a refusal (422), with req->err and what was typed. */
    Handler again;
    const Shape *in;      /* of the body or query */
    const char *fields;   /* space-separated: what a request may set; anything else is 422 */
    const Shape *out;     /* of the JSON answer */
    const char *page;     /* template of a page: "plan/plan.html" */
    const Shape *view;    /* its Shape; NULL: out */
    const char *formats;  /* further forms of a GET: "csv xlsx" */
    size_t body_max;      /* bytes; 0: 1 MiB */
    int json_max;         /* members of a JSON body; 0: 10,000 */
    bool files;           /* multipart forms are taken */
    bool dbless;          /* GET: needs no database, and answers without one */
    bool safe;            /* a POST that changes nothing: runs in a snapshot */
    bool cached;          /* GET: the answer depends only on address, rights, language and topics' versions */
    bool raw;             /* in: the JSON body is a list or has lists; the handler reads req->json itself */
    const char *families; /* topics that its answer depends on: "plan people work" (cached, ETag) */
    const char *summary;  /* one English line for OpenAPI */
} Route;

/* An entry of the side navigation. */
typedef struct {
    const char *path, *label, *icon, *right;
    int place;       /* order; 100 and up: the second group, 200: the foot */
    const char *key; /* letter after G */
    /* How many things wait there for cx's person, who has the right; NULL: nothing is counted. */
    Err *(*count)(Ctx *cx, int *count);
} MenuItem;

/* A family of topics ("plan/2026-06-15/person/12" is of "plan") and the right to hear of it. */
typedef struct {
    const char *family, *right;
} TopicDef;

/* What a folder adds to the program; app.c lists them. Tables end with an empty line. */
typedef struct Feature {
    const char *name;
    const Route *const *routes; /* tables; ends with NULL; may be NULL */
    const RightDef *rights;
    const MenuItem *menu;
    const Undoer *undoers;
    const TopicDef *topics;
    const JobDef *const *jobs; /* ends with NULL */
} Feature;

/*
 * Every line of every table, in order:
 *
 *     for (RouteWalk walk = {.feature = features}; route_walk(&walk);)
 *         use(walk.route);
 */
typedef struct {
    const Feature *const *feature; /* of the route */
    const Route *const *table;
    const Route *route;
} RouteWalk;
bool route_walk(RouteWalk *walk);

#endif
