/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "plan/allocation.h"
#include "plan/calendar.sql.h"
#include "plan/calendar_own.h"
#include "work/common.h"

#define NAME_MAX_LENGTH 100

const char *calendar_day_kind_text(const Ctx *cx, CalendarDayKind kind)
{
    static const char *const texts[] = {
        [CALENDAR_DAY_OFF] = N_("a day off"),
        [CALENDAR_DAY_SHORT] = N_("a shortened day"),
        [CALENDAR_DAY_WORK] = N_("a working day"),
    };
    return tr(cx, texts[kind]);
}

Err *calendar_own_list(Ctx *cx, CalendarDays *days)
{
    return db_all(cx, &sql_calendar_day_all, NOTHING_IN, MANY(CalendarDay, days));
}

static Err *check(Ctx *cx, Day day)
{
    if (cx_scope(cx, "plan.calendar") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "", "%s", _("Heads and administrators change the calendar"));
    if (!day_is_set(day) || day.n <= DAY_MIN.n)
        return err_new(cx, ERR_INPUT, "day", "%s", _("This must be filled in"));
    if (day_monday(day).n < allocation_locked_before(cx).n && cx_scope(cx, "plan.past") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "day", "%s", _("This week is closed: its plan stays as it was"));
    return NULL;
}

static Err *settle(Ctx *cx, Day day, const CalendarDay *before, const CalendarDay *after)
{
    cx_touch(cx, "plan");
    TRY(history_note(cx, "calendar_day", ID(day.n), &CalendarDay_shape, before, after));
    return week_refresh_all(cx, day);
}

static Err *find(Ctx *cx, Day day, CalendarDay *own, bool *found)
{
    CalendarDay key = {.day = day, .name = ""};
    *own = key;
    return db_find(cx, &sql_calendar_day_find, IN(CalendarDay, &key), ONE(CalendarDay, own), found);
}

static Err *store(Ctx *cx, const CalendarDay *day)
{
    CalendarDay before;
    bool found;
    TRY(find(cx, day->day, &before, &found));
    if (found && before.kind == day->kind && strcmp(before.name, day->name) == 0)
        return NULL;
    TRY(db_exec(cx, &sql_calendar_day_put, IN(CalendarDay, day)));
    return settle(cx, day->day, found ? &before : NULL, day);
}

Err *calendar_own_put(Ctx *cx, const CalendarDay *day)
{
    TRY(check(cx, day->day));
    if (!day->name || text_is_blank(day->name))
        return err_new(cx, ERR_INPUT, "name", "%s", _("Say what day it is, for the people who will read it"));
    if (text_length(day->name) > NAME_MAX_LENGTH)
        return err_new(cx, ERR_INPUT, "name", _("At most %d characters fit here"), NAME_MAX_LENGTH);
    return store(cx, day);
}

Err *calendar_own_remove(Ctx *cx, Day day)
{
    CalendarDay before;
    bool found;
    TRY(check(cx, day));
    TRY(find(cx, day, &before, &found));
    if (!found)
        return err_new(cx, ERR_MISSING, "", "%s", _("The agency has no word on this day"));
    TRY(db_exec(cx, &sql_calendar_day_remove, IN(CalendarDay, &before)));
    return settle(cx, day, &before, NULL);
}

/* ---- undo ---- */

static bool same(bool found, const CalendarDay *own, const CalendarDay *left)
{
    if (!found || !left)
        return !found && !left;
    return own->kind == left->kind && strcmp(own->name, left->name) == 0;
}

Err *calendar_own_restore(Ctx *cx, const ChangeItem *item)
{
    void *before, *after;
    CalendarDay own;
    bool found;
    Day day = DAY(item->record_id.n);
    TRY(check(cx, day));
    TRY(history_side(cx, item->before, &CalendarDay_shape, &before));
    TRY(history_side(cx, item->after, &CalendarDay_shape, &after));
    TRY(find(cx, day, &own, &found));
    if (!same(found, &own, after))
        return work_refuse_undo(cx, item);
    return before ? store(cx, before) : calendar_own_remove(cx, day);
}
