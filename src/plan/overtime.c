/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "plan/overtime.h"
#include "plan/overtime.sql.h"

SHAPE(Overtime, FIELD(Overtime, id), FIELD(Overtime, person_id), FIELD(Overtime, week), FIELD(Overtime, minutes),
      FIELD(Overtime, reason), FIELD(Overtime, agreed_by), FIELD(Overtime, at));
SHAPE(OvertimePut, FIELD(OvertimePut, person_id, .required = true), FIELD(OvertimePut, week, .required = true),
      FIELD(OvertimePut, minutes, .required = true, .min = 1, .max = 7 * MINUTES_PER_DAY),
      FIELD(OvertimePut, reason, .max = 500));

typedef struct {
    Day from_week, until_week;
} Range;
SHAPE_STATIC(Range, FIELD(Range, from_week), FIELD(Range, until_week));

Err *overtime_add(Ctx *cx, const OvertimePut *put, PersonWeek *week)
{
    Overtime overtime = {.person_id = put->person_id,
                         .week = week->week,
                         .minutes = put->minutes,
                         .reason = put->reason,
                         .agreed_by = cx->person_id,
                         .at = cx->now};
    if (cx_scope(cx, "plan.overtime") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "overtime", "%s", _("Only who may agree overtime can do this. Ask your head"));
    if (text_is_blank(put->reason))
        return err_new(cx, ERR_INPUT, "reason", "%s", _("Say why the overtime is needed"));
    if (put->minutes.n <= 0 || week->overtime.n + put->minutes.n > 7 * MINUTES_PER_DAY)
        return err_new(cx, ERR_INPUT, "minutes", "%s", _("So much overtime does not fit into a week"));
    TRY(db_one(cx, &sql_overtime_add, IN(Overtime, &overtime), ONE(Overtime, &overtime)));
    TRY(history_note(cx, "overtime", overtime.id, &Overtime_shape, NULL, &overtime));
    week->overtime.n += put->minutes.n;
    return NULL;
}

Err *overtime_range(Ctx *cx, Day from, Day until, OvertimeList *list)
{
    Range range = {from, until};
    return db_all(cx, &sql_overtime_range, IN(Range, &range), MANY(Overtime, list));
}

/* Undo of an agreement: the week must hold without it, unless it was over before. */
Err *overtime_restore(Ctx *cx, const ChangeItem *item)
{
    Overtime overtime = {0};
    PersonWeek week;
    bool found;
    TRY(db_find(cx, &sql_overtime_find, BY_ID(item->record_id), ONE(Overtime, &overtime), &found));
    if (!found || *item->before)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("The overtime was changed meanwhile"));
    if (cx_scope(cx, "plan.overtime") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "overtime", "%s", _("Only who may agree overtime can do this. Ask your head"));
    TRY(week_lock(cx, overtime.person_id, overtime.week, &week));
    Minutes before = week_excess(&week);
    week.overtime.n -= overtime.minutes.n;
    if (week.overtime.n < 0 || week_excess(&week).n > before.n)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("The week is full: without this overtime it would be over"));
    TRY(db_exec(cx, &sql_overtime_remove, BY_ID(overtime.id)));
    TRY(history_note(cx, "overtime", overtime.id, &Overtime_shape, &overtime, NULL));
    cx_touch(cx, "plan/%s/person/%" PRId64, day_iso(cx->arena, week.week), week.person_id.n);
    return week_save(cx, &week);
}
