/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/history.h"
#include "people/password.h"
#include "plan/feed.h"
#include "plan/feed.sql.h"

SHAPE(PlanFeed, FIELD(PlanFeed, id), FIELD(PlanFeed, person_id),
      FIELD(PlanFeed, name, .label = N_("Name"), .required = true, .max = 80), FIELD(PlanFeed, query, .max = 1000),
      FIELD(PlanFeed, flavour, .max = 20), FIELD(PlanFeed, created_at), FIELD(PlanFeed, used_at),
      FIELD(PlanFeed, secret_hash, .secret = true), FIELD(PlanFeed, window_at, .hidden = true),
      FIELD(PlanFeed, reads, .hidden = true));

static Err *audit(Ctx *cx, const char *action, const PlanFeed *feed)
{
    return audit_note(cx, "", action, arena_printf(cx->arena, "person %" PRId64, feed->person_id.n),
                      arena_printf(cx->arena, "plan_feed %" PRId64, feed->id.n));
}

Err *plan_feed_list(Ctx *cx, PlanFeedList *feeds)
{
    return db_all(cx, &sql_plan_feed_list, BY_ID(cx->person_id), MANY(PlanFeed, feeds));
}

static Err *check(Ctx *cx, PlanFeed *feed)
{
    feed->name = feed->name ? text_trim(cx->arena, feed->name) : "";
    feed->query = feed->query ? feed->query : "";
    if (!feed->flavour || !*feed->flavour)
        feed->flavour = "plain";
    if (!*feed->name)
        return err_new(cx, ERR_INPUT, "name", "%s", _("Say where the table is read"));
    if (strcmp(feed->flavour, "plain") != 0 && strcmp(feed->flavour, "russian") != 0)
        return err_new(cx, ERR_INPUT, "flavour", "%s", _("Choose one of the values"));
    return NULL;
}

Err *plan_feed_add(Ctx *cx, PlanFeed *feed, const char **secret)
{
    PlanFeedList feeds = {0};
    TRY(check(cx, feed));
    TRY(plan_feed_list(cx, &feeds));
    if (feeds.count >= FEEDS_MAX)
        return err_new(cx, ERR_CONFLICT, "", _("You have %d live tables already. Revoke one first"), FEEDS_MAX);
    *secret = secret_new(cx->arena);
    feed->id = ID(0);
    feed->person_id = cx->person_id;
    feed->secret_hash = secret_hash(cx->arena, *secret);
    feed->created_at = cx->now;
    TRY(db_one(cx, &sql_plan_feed_add, IN(PlanFeed, feed), ONE(PlanFeed, feed)));
    return audit(cx, "live_table_made", feed);
}

Err *plan_feed_revoke(Ctx *cx, Id id)
{
    PlanFeed feed = {.id = id, .person_id = cx->person_id};
    TRY(db_one(cx, &sql_plan_feed_revoke, IN(PlanFeed, &feed), ONE(PlanFeed, &feed)));
    return audit(cx, "live_table_revoked", &feed);
}

Err *plan_feed_find(Ctx *cx, const char *secret, PlanFeed *feed)
{
    bool found = false;
    *feed = (PlanFeed){.secret_hash = secret_hash(cx->arena, secret)};
    TRY(db_find(cx, &sql_plan_feed_find, IN(PlanFeed, feed), ONE(PlanFeed, feed), &found));
    if (!found)
        return err_new(cx, ERR_MISSING, "", "%s", _("This live table was revoked or never was"));
    int64_t left = feed->window_at.n + FEED_WINDOW - cx->now.n;
    if (left <= 0)
        feed->reads = 0;
    if (feed->reads < FEED_READS_MAX)
        return NULL;
    Err *err = err_new(cx, ERR_LIMITED, "", "%s", _("This table is read too often. Once in some minutes is enough"));
    err->wait = (int)left;
    return err;
}

Err *plan_feed_used(Ctx *cx, void *arg)
{
    PlanFeed feed = *(PlanFeed *)arg;
    if (feed.reads == 0)
        feed.window_at = cx->now;
    feed.reads++;
    feed.used_at = cx->now;
    TRY(db_exec(cx, &sql_plan_feed_used, IN(PlanFeed, &feed)));
    return audit(cx, "live_table_read", &feed);
}
