/* SPDX-License-Identifier: MIT */
/* POST /absences/days: days off as they are chosen in the grid. The form for one absence is at /absences/new. */
#include "base/base.h"

#include "plan/absence_days.h"
#include "plan/plan_feature.h"
#include "web/form.h"

typedef struct {
    AbsenceList items;
    int pushed_weeks; /* that do not fit any more */
    Id change_id;
} AbsenceDaysDone;
SHAPE_STATIC(AbsenceDaysDone, FIELD_LIST(AbsenceDaysDone, items, Absence), FIELD(AbsenceDaysDone, pushed_weeks),
             FIELD(AbsenceDaysDone, change_id));

static Err *count_pushed(Ctx *cx, AbsenceDaysDone *done)
{
    for (size_t i = 0; i < done->items.count; i++) {
        PersonWeekList pushed = {0};
        TRY(absence_pushed(cx, &done->items.items[i], &pushed));
        done->pushed_weeks += (int)pushed.count;
    }
    return NULL;
}

static Err *add_days(Ctx *cx, const Req *req, Reply *reply)
{
    AbsenceDays wanted = {.from_day = DAY_NONE, .until_day = DAY_NONE, .note = "", .days = ""};
    AbsenceDaysDone *done = arena_new(cx->arena, AbsenceDaysDone);
    TRY(form_read(cx, req, ONE(AbsenceDays, &wanted)));
    if (!wanted.person_id.n)
        wanted.person_id = cx->person_id;
    TRY(absence_add_days(cx, &wanted, &done->items));
    TRY(count_pushed(cx, done));
    done->change_id = cx->change_id;
    reply->status = 201;
    reply_toast(reply, _("The absence is added"));
    TRY(reply_show(cx, reply, IN(AbsenceDaysDone, done)));
    return reply_see_other(cx, reply, safe_path(req_typed(req, "back"), "/absences"));
}

static Err *take_away(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    Absence *absence = arena_new(cx->arena, Absence);
    AbsenceDaysDone *done = arena_new(cx->arena, AbsenceDaysDone);
    TRY(req_id(cx, req, "id", &id));
    TRY(absence_get(cx, id, absence));
    TRY(absence_remove(cx, id));
    *(Absence *)list_push(cx->arena, &done->items) = *absence;
    done->change_id = cx->change_id;
    reply_toast(reply, _("The absence is taken away"));
    TRY(reply_show(cx, reply, IN(AbsenceDaysDone, done)));
    return reply_see_other(cx, reply, safe_path(req_typed(req, "back"), "/absences"));
}

const Route absence_days_routes[] = {
    {METHOD_POST, "/absences/days", "plan.absence", add_days, .in = &AbsenceDays_shape,
     .fields = "person_id kind days from_day until_day half note", .out = &AbsenceDaysDone_shape,
     .summary = "Add absences for chosen days, with working days between them if need be, as one change"},
    {METHOD_POST, "/absences/:id/remove", "plan.absence", take_away, .out = &AbsenceDaysDone_shape,
     .summary = "Take an absence away, answered with the change that undo takes back"},
    {.path = NULL},
};
