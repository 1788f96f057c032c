/* SPDX-License-Identifier: MIT */
/*
 * Live tables: an address with a secret in it, under which a spreadsheet program fetches the plan as CSV by itself. It
 * reads in the name of the person who made it, with their rights of the moment, and nothing but the plan.
 */
#ifndef PLAN_FEED_H
#define PLAN_FEED_H

#include "db/db.h"

#define FEED_WINDOW (10 * 60)
#define FEED_READS_MAX 60 /* of one address in FEED_WINDOW seconds */
#define FEEDS_MAX 20      /* of a person */

/* Table plan_feed. */
typedef struct {
    Id id;
    Id person_id;
    const char *name;
    const char *query;   /* "only=over&weeks=4"; the window moves with time */
    const char *flavour; /* plain: comma, decimal dot; russian: semicolon, decimal comma */
    Instant created_at, used_at;
    const char *secret_hash;
    Instant window_at;
    int64_t reads;
} PlanFeed;
extern const Shape PlanFeed_shape;
typedef LIST_OF(PlanFeed) PlanFeedList;

/* Those of cx's person, the newest first. */
MUST_USE Err *plan_feed_list(Ctx *cx, PlanFeedList *feeds);

/*
 * Makes one for cx's person; *secret goes into the address and is known to nobody else. ERR_INPUT on "name", "query",
 * "flavour"; ERR_CONFLICT when there are too many.
 */
MUST_USE Err *plan_feed_add(Ctx *cx, PlanFeed *feed, const char **secret);

/* Ends one of cx's person; ERR_MISSING when it is not theirs. */
MUST_USE Err *plan_feed_revoke(Ctx *cx, Id id);

/* ERR_MISSING when no such address was made; ERR_LIMITED when it was read too often. */
MUST_USE Err *plan_feed_find(Ctx *cx, const char *secret, PlanFeed *feed);

/* Notes that it was read, for cx_after; feed is a PlanFeed. */
MUST_USE Err *plan_feed_used(Ctx *cx, void *feed);

#endif
