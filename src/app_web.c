/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "app.h"
#include "app_web.h"
#include "base/text.h"
#include "db/migrate.h"
#include "web/form.h"
#include "web/openapi.h"

/* ---- undo ---- */

typedef struct {
    Id id;            /* of the change that was taken back */
    const char *back; /* where to go after it */
    const char *say;
} Undo;
SHAPE_STATIC(Undo, FIELD(Undo, id), FIELD(Undo, back, .max = 2000), FIELD(Undo, say));

static size_t all_undoers(const Undoer *undoers[], size_t most)
{
    size_t count = 0;
    for (size_t i = 0; app_features[i] && count < most; i++)
        if (app_features[i]->undoers)
            undoers[count++] = app_features[i]->undoers;
    return count;
}

static Err *take_back(Ctx *cx, const Req *req, Reply *reply, Undo *undo)
{
    const Undoer *undoers[16];
    size_t count = all_undoers(undoers, COUNT_OF(undoers));
    TRY(history_undo(cx, undo->id, undoers, count));
    undo->say = _("Taken back");
    reply_toast(reply, undo->say);
    TRY(reply_show(cx, reply, IN(Undo, undo)));
    return reply_see_other(cx, reply, safe_path(*undo->back ? undo->back : req_typed(req, "back"), "/"));
}

static Err *undo_one(Ctx *cx, const Req *req, Reply *reply)
{
    Undo *undo = arena_new(cx->arena, Undo);
    TRY(form_read(cx, req, ONE(Undo, undo)));
    TRY(req_id(cx, req, "id", &undo->id));
    return take_back(cx, req, reply, undo);
}

/* "Ctrl Z": my own newest change. */
static Err *undo_last(Ctx *cx, const Req *req, Reply *reply)
{
    Undo *undo = arena_new(cx->arena, Undo);
    Change change;
    TRY(form_read(cx, req, ONE(Undo, undo)));
    TRY(history_last_own(cx, &change));
    if (!change.id.n)
        return err_new(cx, ERR_MISSING, "", "%s", _("There is nothing to take back"));
    undo->id = change.id;
    return take_back(cx, req, reply, undo);
}

/* ---- health ---- */

typedef struct {
    const char *status;
    int migration;
} Health;
SHAPE_STATIC(Health, FIELD(Health, status), FIELD(Health, migration));

static Err *ready(Ctx *cx, const Req *req UNUSED, Reply *reply)
{
    Health *health = arena_new(cx->arena, Health);
    health->status = "ready";
    TRY(migrate_current(cx, &health->migration));
    if (health->migration != migrate_newest())
        return err_new(cx, ERR_BUSY, "", "%s", _("The database waits for a migration"));
    reply->no_store = true;
    return reply_show(cx, reply, IN(Health, health));
}

static Err *live(Ctx *cx, const Req *req UNUSED, Reply *reply)
{
    Health *health = arena_new(cx->arena, Health);
    health->status = "live";
    reply->no_store = true;
    return reply_show(cx, reply, IN(Health, health));
}

/* ---- the rest ---- */

static Err *first_page(Ctx *cx, const Req *req UNUSED, Reply *reply)
{
    return reply_see_other(cx, reply, "/plan");
}

static Err *openapi(Ctx *cx, const Req *req UNUSED, Reply *reply)
{
    Buf body = {0};
    openapi_write(cx, app_features, &body);
    return reply_file(cx, reply, "application/json; charset=utf-8", NULL, &body);
}

/* The server answers this address itself (web/live.c); the line is here for its right and its description. */
static Err *events(Ctx *cx, const Req *req UNUSED, Reply *reply UNUSED)
{
    return err_fault(cx, "the event stream was asked of a handler");
}

static const Route routes[] = {
    {METHOD_GET, "/", RIGHT_SIGNED_IN, first_page, .summary = "The first page"},
    {METHOD_POST, "/changes/:id/undo", RIGHT_SIGNED_IN, undo_one, .in = &Undo_shape, .fields = "back",
     .out = &Undo_shape, .summary = "Take a change back"},
    {METHOD_POST, "/changes/undo", RIGHT_SIGNED_IN, undo_last, .in = &Undo_shape, .fields = "back", .out = &Undo_shape,
     .summary = "Take one's own newest change back"},
    {METHOD_GET, "/health/live", RIGHT_PUBLIC, live, .out = &Health_shape, .dbless = true,
     .summary = "Whether the process answers"},
    {METHOD_GET, "/health/ready", RIGHT_PUBLIC, ready, .out = &Health_shape,
     .summary = "Whether the database answers and is up to date"},
    {METHOD_GET, "/openapi.json", RIGHT_PUBLIC, openapi, .summary = "This description"},
    {METHOD_GET, "/events", RIGHT_SIGNED_IN, events, .summary = "Changes as Server-Sent Events"},
    {.path = NULL},
};

static const Route *const tables[] = {routes, NULL};

static const RightDef rights[] = {
    {"history.undo", "administrator:all head:all", N_("Take back other people's changes")},
    {.name = NULL},
};

const Feature app_feature = {.name = "app", .routes = tables, .rights = rights};
