/* SPDX-License-Identifier: MIT */
/* /plan/live: one's live tables; /live/SECRET.csv: what a spreadsheet program fetches. */
#include "base/base.h"

#include <sodium.h>

#include "base/text.h"
#include "people/login.h"
#include "people/role.h"
#include "people/session.h"
#include "people/view_web.h"
#include "plan/export.h"
#include "plan/feed.h"
#include "plan/plan_feature.h"
#include "plan/plan_web.h"
#include "web/form.h"

typedef struct {
    PlanFeedList items;
    const char *query, *shown, *name, *name_error, *error; /* of the page's form */
} FeedList;
SHAPE_STATIC(FeedList, FIELD_LIST(FeedList, items, PlanFeed), FIELD(FeedList, query, .hidden = true),
             FIELD(FeedList, shown, .hidden = true), FIELD(FeedList, name, .hidden = true),
             FIELD(FeedList, name_error, .hidden = true), FIELD(FeedList, error, .hidden = true));

/* What is asked of the page: the look to make a table of. */
typedef struct {
    const char *look;
} FeedAsked;
SHAPE_STATIC(FeedAsked, FIELD(FeedAsked, look, .max = 1000));

/* Shown this once. */
typedef struct {
    Id id;
    const char *name, *url;
    const char *google, *excel; /* formulas that fetch it */
} FeedMade;
SHAPE_STATIC(FeedMade, FIELD(FeedMade, id), FIELD(FeedMade, name), FIELD(FeedMade, url),
             FIELD(FeedMade, google, .hidden = true), FIELD(FeedMade, excel, .hidden = true));

static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    FeedList *list = arena_new(cx->arena, FeedList);
    TRY(plan_feed_list(cx, &list->items));
    list->query = req->method == METHOD_GET ? pairs_get(&req->query, "look") : form_typed(req, "query", "");
    list->shown = arena_printf(cx->arena, "/plan?%s", list->query);
    list->name = form_typed(req, "name", "");
    list->name_error = form_wrong(req, "name");
    list->error = form_wrong_elsewhere(req, "name");
    reply->no_store = true;
    TRY(reply_show(cx, reply, IN(FeedList, list)));
    return reply_page(cx, reply, _("Live tables"), IN(FeedList, list));
}

/* A query that would not be read later is refused now. */
static Err *check_query(Ctx *cx, const Req *req, PlanFeed *feed)
{
    PlanQuery query;
    TRY(plan_query_of(cx, req, feed->query, &query));
    feed->query = plan_look(cx, &query);
    return NULL;
}

static Err *make(Ctx *cx, const Req *req, Reply *reply)
{
    PlanFeed feed = {0};
    const char *secret;
    FeedMade *made = arena_new(cx->arena, FeedMade);
    if (req->bearer)
        return err_new(cx, ERR_DENIED, "", "%s", _("A token makes no live tables"));
    TRY(form_read(cx, req, ONE(PlanFeed, &feed)));
    TRY(check_query(cx, req, &feed));
    TRY(plan_feed_add(cx, &feed, &secret));
    const char *base = cx->hooks && cx->hooks->base_url ? cx->hooks->base_url : "";
    if (!*base && req->host && *req->host)
        base = arena_printf(cx->arena, "%s://%s", req->secure ? "https" : "http", req->host);
    made->id = feed.id;
    made->name = feed.name;
    made->url = arena_printf(cx->arena, "%s/live/%s.csv", base, secret);
    made->google = arena_printf(cx->arena, "=IMPORTDATA(\"%s\")", made->url);
    made->excel = arena_printf(cx->arena, "=WEBSERVICE(\"%s\")", made->url);
    reply->no_store = true;
    reply->status = 201;
    TRY(reply_show(cx, reply, IN(FeedMade, made)));
    return reply_page(cx, reply, _("The live table"), IN(FeedMade, made));
}

static Err *revoke(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    TRY(req_id(cx, req, "id", &id));
    TRY(plan_feed_revoke(cx, id));
    reply_toast(reply, _("The live table is revoked: its address reads nothing any more"));
    return reply_see_other(cx, reply, "/plan/live");
}

/* ---- what a program fetches ---- */

static Err *note_failure(Ctx *cx, void *arg)
{
    return login_failed(cx, "", arg);
}

/* A wrong address counts like a wrong password. */
static Err *find(Ctx *cx, const Req *req, PlanFeed *feed)
{
    TRY(login_allowed(cx, "", req->address));
    Err *err = plan_feed_find(cx, req_param(req, "secret"), feed);
    if (err && err->kind == ERR_MISSING)
        cx_after(cx, note_failure, arena_strdup(cx->arena, req->address));
    return err;
}

/* From here on the maker of the table asks, whoever's cookie may have come along. */
static Err *act_for(Ctx *cx, const PlanFeed *feed)
{
    Signed who;
    TRY(session_of_person(cx, feed->person_id, &who));
    cx->grants = (Grants){0};
    if (who.person_id.n)
        TRY(grants_of_person(cx, who.person_id, &cx->grants));
    if (cx_scope(cx, "plan.read") == SCOPE_NONE)
        return err_new(cx, ERR_MISSING, "", "%s", _("This live table was revoked or never was"));
    cx->person_id = who.person_id;
    cx->person_name = who.name;
    cx->lang = lang_of(who.lang);
    return NULL;
}

static const char *etag_of(Ctx *cx, const Buf *file)
{
    unsigned char hash[16];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)file->data, file->length, NULL, 0);
    return arena_printf(cx->arena, "\"%s\"", text_hex(cx->arena, hash, sizeof hash));
}

static Err *fetch(Ctx *cx, const Req *req, Reply *reply)
{
    PlanFeed *feed = arena_new(cx->arena, PlanFeed);
    PlanQuery query;
    Buf file = {0};
    TRY(find(cx, req, feed));
    TRY(act_for(cx, feed));
    TRY(plan_query_of(cx, req, feed->query, &query));
    TRY(plan_export(cx, &query, strcmp(feed->flavour, "plain") == 0 ? EXPORT_CSV_PLAIN : EXPORT_CSV, &file));
    cx_after(cx, plan_feed_used, feed);
    const char *etag = etag_of(cx, &file);
    reply_header(cx, reply, "ETag", etag);
    if (strstr(req->if_none_match, etag)) {
        buf_finish(&file);
        reply->status = 304;
        file = (Buf){0};
    }
    return reply_file(cx, reply, "text/csv; charset=utf-8", NULL, &file);
}

const Route feed_routes[] = {
    {METHOD_GET, "/plan/live", "plan.read", show_list, .in = &FeedAsked_shape, .fields = "look", .out = &FeedList_shape,
     .page = "plan/live.html", .summary = "One's live tables: addresses that spreadsheet programs fetch the plan from"},
    {METHOD_POST, "/plan/live", "plan.read", make, .again = show_list, .in = &PlanFeed_shape,
     .fields = "name query flavour", .out = &FeedMade_shape, .page = "plan/live-made.html", .view = &FeedMade_shape,
     .summary = "Makes a live table; its address is shown this once"},
    {METHOD_POST, "/plan/live/:id/revoke", "plan.read", revoke, .summary = "Ends a live table"},
    {METHOD_GET, "/live/:secret", RIGHT_PUBLIC, fetch, .formats = "csv",
     .summary = "The plan as CSV for a spreadsheet program; the secret in the address is the key"},
    {.path = NULL},
};
