/* SPDX-License-Identifier: MIT */
/* /plan/waiting: what released time could be given to. */
#include "base/base.h"

#include "plan/plan_feature.h"
#include "plan/waiting.h"
#include "web/form.h"
#include "work/view_web.h"

typedef struct {
    const char *person_name, *weeks_text, *free, *plan_path;
    bool has_rows;
    LIST_OF(WaitingItem) rows;
} WaitingView;
SHAPE_STATIC(WaitingView, FIELD(WaitingView, person_name), FIELD(WaitingView, weeks_text), FIELD(WaitingView, free),
             FIELD(WaitingView, plan_path), FIELD(WaitingView, has_rows), FIELD_LIST(WaitingView, rows, WaitingItem));

static Err *show_waiting(Ctx *cx, const Req *req, Reply *reply)
{
    Waiting *waiting = arena_new(cx->arena, Waiting);
    waiting->from = waiting->until = DAY_NONE;
    TRY(form_read(cx, req, ONE(Waiting, waiting)));
    TRY(waiting_load(cx, waiting));
    TRY(reply_show(cx, reply, IN(Waiting, waiting)));
    if (req->wants != WANTS_PAGE)
        return NULL;
    WaitingView *view = arena_new(cx->arena, WaitingView);
    const char *person = id_value(cx, waiting->person_id);
    *view = (WaitingView){.person_name = waiting->person_name,
                          .free = week_hours_text(cx, waiting->free),
                          .plan_path = path_with(cx, "/plan", "from", day_iso(cx->arena, waiting->from), "person_id",
                                                 person, "open", person, NULL),
                          .has_rows = waiting->items.count > 0};
    view->weeks_text = waiting->until.n < waiting->from.n + DAYS_PER_WEEK
                           ? week_text(cx, waiting->from)
                           : arena_printf(cx->arena, "%s – %s", day_text(cx, waiting->from),
                                          day_text(cx, day_plus(day_monday(waiting->until), DAYS_PER_WEEK - 1)));
    view->rows.items = waiting->items.items;
    view->rows.count = waiting->items.count;
    return reply_page(cx, reply, _("What waits for this time"), IN(WaitingView, view));
}

const Route waiting_routes[] = {
    {METHOD_GET, "/plan/waiting", "plan.read", show_waiting, .in = &Waiting_shape, .fields = "person_id from until",
     .out = &Waiting_shape, .page = "plan/waiting.html", .view = &WaitingView_shape, .families = "plan people work",
     .summary =
         "What waits for a person's time in some weeks: requests, weeks that do not fit, bookings past their date"},
    {.path = NULL},
};
