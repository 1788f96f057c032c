/* SPDX-License-Identifier: MIT */
/* /plan/views: the saved views that one sees, to rename, share, open the plan with, or delete. */
#include "base/base.h"

#include "plan/plan_feature.h"
#include "plan/plan_view.h"
#include "web/form.h"
#include "work/view_web.h"

typedef struct {
    PlanViewItems items;
} ViewList;
SHAPE_STATIC(ViewList, FIELD_LIST(ViewList, items, PlanViewItem));

/* Whether the plan opens with it. */
typedef struct {
    bool opens;
} ViewOpens;
SHAPE_STATIC(ViewOpens, FIELD(ViewOpens, opens));

/* A row of the page: a view, and the addresses of what can be done with it. */
typedef struct {
    Id id;
    int64_t revision;
    const char *name, *owner, *path, *error;
    bool shared, opens, may, can_share;
} ViewRow;
SHAPE_STATIC(ViewRow, FIELD(ViewRow, id), FIELD(ViewRow, revision), FIELD(ViewRow, name), FIELD(ViewRow, owner),
             FIELD(ViewRow, path), FIELD(ViewRow, error), FIELD(ViewRow, shared), FIELD(ViewRow, opens),
             FIELD(ViewRow, may), FIELD(ViewRow, can_share));

typedef struct {
    const char *error;
    bool has_rows;
    LIST_OF(ViewRow) rows;
} ViewsPage;
SHAPE_STATIC(ViewsPage, FIELD(ViewsPage, error), FIELD(ViewsPage, has_rows), FIELD_LIST(ViewsPage, rows, ViewRow));

static Err *show_page(Ctx *cx, const Req *req, Reply *reply, const PlanViewItems *items)
{
    ViewsPage *page = arena_new(cx->arena, ViewsPage);
    page->error = req->err ? req->err->text : "";
    page->has_rows = items->count > 0;
    for (size_t i = 0; i < items->count; i++) {
        const PlanViewItem *one = &items->items[i];
        *(ViewRow *)list_push(cx->arena, &page->rows) =
            (ViewRow){.id = one->id,
                      .revision = one->revision,
                      .name = one->name,
                      .owner = one->person_id.n == cx->person_id.n ? _("you") : one->owner,
                      .path = arena_printf(cx->arena, "/plan?view=%" PRId64, one->id.n),
                      .shared = one->shared,
                      .opens = one->opens,
                      .may = one->may,
                      .can_share = one->shared || plan_view_may_share(cx)};
    }
    return reply_page(cx, reply, _("Views of the plan"), IN(ViewsPage, page));
}

static Err *show_list(Ctx *cx, const Req *req, Reply *reply)
{
    ViewList *list = arena_new(cx->arena, ViewList);
    TRY(plan_view_list(cx, &list->items));
    TRY(reply_show(cx, reply, IN(ViewList, list)));
    return req->wants == WANTS_PAGE ? show_page(cx, req, reply, &list->items) : NULL;
}

static const char *back_of(const Req *req)
{
    return safe_path(req_typed(req, "back"), "/plan/views");
}

static Err *add(Ctx *cx, const Req *req, Reply *reply)
{
    PlanView *view = arena_new(cx->arena, PlanView);
    TRY(form_read(cx, req, ONE(PlanView, view)));
    TRY(plan_view_add(cx, view));
    reply->status = 201;
    reply_toast(reply, view->shared ? _("The view is saved for everybody") : _("The view is saved"));
    TRY(reply_show(cx, reply, IN(PlanView, view)));
    return reply_see_other(cx, reply, arena_printf(cx->arena, "/plan?view=%" PRId64, view->id.n));
}

static Err *change(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    PlanView *view = arena_new(cx->arena, PlanView);
    TRY(req_id(cx, req, "id", &id));
    TRY(plan_view_get(cx, id, view));
    view->revision = 0;
    TRY(form_read(cx, req, ONE(PlanView, view)));
    TRY(plan_view_change(cx, view));
    reply_toast(reply, _("Saved"));
    TRY(reply_show(cx, reply, IN(PlanView, view)));
    return reply_see_other(cx, reply, back_of(req));
}

static Err *remove_one(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    PlanView *view = arena_new(cx->arena, PlanView);
    TRY(req_id(cx, req, "id", &id));
    TRY(plan_view_get(cx, id, view));
    TRY(plan_view_remove(cx, id));
    reply_toast(reply, _("The view is taken away"));
    TRY(reply_show(cx, reply, IN(PlanView, view)));
    return reply_see_other(cx, reply, "/plan/views");
}

static Err *open_with(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    ViewOpens *said = arena_new(cx->arena, ViewOpens);
    TRY(req_id(cx, req, "id", &id));
    TRY(form_read(cx, req, ONE(ViewOpens, said)));
    TRY(plan_view_open_with(cx, said->opens ? id : ID(0)));
    reply_toast(reply, said->opens ? _("Your plan opens with this view") : _("Your plan opens with everybody"));
    TRY(reply_show(cx, reply, IN(ViewOpens, said)));
    return reply_see_other(cx, reply, back_of(req));
}

const Route plan_view_routes[] = {
    {METHOD_GET, "/plan/views", "plan.read", show_list, .out = &ViewList_shape, .page = "plan/plan-views.html",
     .view = &ViewsPage_shape, .families = "view people",
     .summary = "Saved views of the plan: one's own and shared ones"},
    {METHOD_POST, "/plan/views", "plan.read", add, .again = show_list, .in = &PlanView_shape,
     .fields = "name query shared", .out = &PlanView_shape, .page = "plan/plan-views.html", .view = &ViewsPage_shape,
     .summary = "Save a view: a name for what stands behind /plan?"},
    {METHOD_POST, "/plan/views/:id", "plan.read", change, .again = show_list, .in = &PlanView_shape,
     .fields = "revision name query shared", .out = &PlanView_shape, .page = "plan/plan-views.html",
     .view = &ViewsPage_shape, .summary = "Rename a view, share it, or put another query into it"},
    {METHOD_POST, "/plan/views/:id/delete", "plan.read", remove_one, .again = show_list, .out = &PlanView_shape,
     .page = "plan/plan-views.html", .view = &ViewsPage_shape, .summary = "Take a view away"},
    {METHOD_POST, "/plan/views/:id/open", "plan.read", open_with, .again = show_list, .in = &ViewOpens_shape,
     .fields = "opens", .out = &ViewOpens_shape, .page = "plan/plan-views.html", .view = &ViewsPage_shape,
     .summary = "Let one's plan open with this view, or no longer"},
    {.path = NULL},
};
