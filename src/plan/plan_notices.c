/* SPDX-License-Identifier: MIT */
/* What waits for somebody, counted over the plan: each a link to where it is settled. */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/overtime.h"
#include "plan/plan_notices.sql.h"
#include "plan/plan_page.h"
#include "plan/taken.h"

typedef struct {
    Day from_week, today;
    Id person_id;
    int count;
} Tally;
SHAPE_STATIC(Tally, FIELD(Tally, from_week), FIELD(Tally, today), FIELD(Tally, person_id), FIELD(Tally, count));

static void put_notice(PlanMaker *maker, const char *path, const char *label, int count)
{
    if (!count)
        return;
    *(PlanChip *)list_push(maker->cx->arena, &maker->page->notices) = (PlanChip){path, label, count, false};
    maker->page->has_notices = true;
}

static Err *count_of(PlanMaker *maker, const Sql *sql, Tally *tally)
{
    Ctx *cx = maker->cx;
    *tally = (Tally){.from_week = allocation_locked_before(cx), .today = cx->today};
    if (cx_scope(cx, "plan.read") < SCOPE_TEAM)
        tally->person_id = cx->person_id;
    return db_one(cx, sql, IN(Tally, tally), ONE(Tally, tally));
}

/* Since Monday a week ago. */
static Err *notice_taken(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    int count;
    Day from = day_plus(day_monday(cx->today), -DAYS_PER_WEEK);
    TRY(taken_count(cx, from, &count));
    put_notice(maker, arena_printf(cx->arena, "/plan/taken?mine=1&from=%s", day_iso(cx->arena, from)),
               _("Taken from my projects"), count);
    return NULL;
}

Err *plan_make_notices(PlanMaker *maker)
{
    Ctx *cx = maker->cx;
    Tally tally;
    bool all = absence_may_write(cx, ID(0));
    bool own = !all && absence_may_write(cx, cx->person_id);
    maker->page->absence_of = all ? "all" : own ? arena_printf(cx->arena, "%" PRId64, cx->person_id.n) : "";
    TRY(count_of(maker, &sql_plan_pushed_tally, &tally));
    put_notice(maker, "/plan/pushed", _("Weeks that do not fit"), tally.count);
    TRY(count_of(maker, &sql_plan_past_tally, &tally));
    put_notice(maker, "/plan/tentative?only=past", _("Bookings past their date"), tally.count);
    TRY(notice_taken(maker));
    if (!overtime_may_agree(cx))
        return NULL;
    TRY(count_of(maker, &sql_plan_request_tally, &tally));
    put_notice(maker, "/overtime", _("Requests for overtime"), tally.count);
    return NULL;
}
