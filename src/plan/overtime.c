/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "plan/overtime.h"
#include "plan/overtime.sql.h"
#include "plan/week_history.h"
#include "work/common.h"

SHAPE(Overtime, FIELD(Overtime, id), FIELD(Overtime, person_id), FIELD(Overtime, week), FIELD(Overtime, minutes),
      FIELD(Overtime, reason, .max = 500), FIELD(Overtime, agreed_by), FIELD(Overtime, at));
SHAPE(OvertimePut, FIELD(OvertimePut, person_id, .required = true), FIELD(OvertimePut, week, .required = true),
      FIELD(OvertimePut, minutes, .required = true, .min = 1, .max = 7 * MINUTES_PER_DAY),
      FIELD(OvertimePut, reason, .max = 500));

SHAPE(OvertimeItem, FIELD(OvertimeItem, id), FIELD(OvertimeItem, person_id),
      FIELD(OvertimeItem, person_name, .label = N_("Person")), FIELD(OvertimeItem, person_hue, .hidden = true),
      FIELD(OvertimeItem, week, .label = N_("Week")), FIELD(OvertimeItem, minutes, .label = N_("Overtime")),
      FIELD(OvertimeItem, reason, .label = N_("Reason")), FIELD(OvertimeItem, agreed_by),
      FIELD(OvertimeItem, agreed_by_name, .label = N_("Agreed by")), FIELD(OvertimeItem, at));
SHAPE(OvertimePage, FIELD(OvertimePage, person_id, .hidden = true), FIELD(OvertimePage, from, .hidden = true),
      FIELD(OvertimePage, until, .hidden = true), FIELD(OvertimePage, limit, .hidden = true),
      FIELD(OvertimePage, cursor, .hidden = true), FIELD_LIST(OvertimePage, items, OvertimeItem),
      FIELD(OvertimePage, next));

typedef struct {
    Day from_week, until_week;
} Range;
SHAPE_STATIC(Range, FIELD(Range, from_week), FIELD(Range, until_week));

bool overtime_may_agree(const Ctx *cx)
{
    return cx_scope(cx, "plan.overtime") != SCOPE_NONE;
}

static Err *check_may_agree(Ctx *cx, Day week)
{
    if (!overtime_may_agree(cx))
        return err_new(cx, ERR_DENIED, "overtime", "%s", _("Only who may agree overtime can do this. Ask your head"));
    if (week.n < allocation_locked_before(cx).n && cx_scope(cx, "plan.past") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "week", "%s", _("This week is closed: its plan stays as it was"));
    return NULL;
}

static Err *note(Ctx *cx, const Overtime *before, const Overtime *after)
{
    const Overtime *one = after ? after : before;
    return week_history_note(cx, "overtime", one->id, &Overtime_shape, before, after, one->person_id, one->week,
                             one->week);
}

Err *overtime_add(Ctx *cx, const OvertimePut *put, PersonWeek *week)
{
    Overtime overtime = {.person_id = put->person_id,
                         .week = week->week,
                         .minutes = put->minutes,
                         .reason = put->reason,
                         .agreed_by = cx->person_id,
                         .at = cx->now};
    TRY(check_may_agree(cx, week->week));
    if (!put->reason || text_is_blank(put->reason))
        return err_new(cx, ERR_INPUT, "reason", "%s", _("Say why the overtime is needed"));
    if (put->minutes.n <= 0 || week->overtime.n + put->minutes.n > 7 * MINUTES_PER_DAY)
        return err_new(cx, ERR_INPUT, "minutes", "%s", _("So much overtime does not fit into a week"));
    TRY(db_one(cx, &sql_overtime_add, IN(Overtime, &overtime), ONE(Overtime, &overtime)));
    TRY(note(cx, NULL, &overtime));
    week->overtime.n += put->minutes.n;
    return NULL;
}

Err *overtime_range(Ctx *cx, Day from, Day until, OvertimeList *list)
{
    Range range = {from, until};
    return db_all(cx, &sql_overtime_range, IN(Range, &range), MANY(Overtime, list));
}

/* ---- lists ---- */

typedef struct {
    Id viewer_id, person_id;
    Day from_week, until_week, before_week;
    int64_t before_id, fetch;
} OvertimeQuery;
SHAPE_STATIC(OvertimeQuery, FIELD(OvertimeQuery, viewer_id), FIELD(OvertimeQuery, person_id),
             FIELD(OvertimeQuery, from_week), FIELD(OvertimeQuery, until_week), FIELD(OvertimeQuery, before_week),
             FIELD(OvertimeQuery, before_id), FIELD(OvertimeQuery, fetch));

/* The cursor is the last row's place in the order: "2026-06-15.12". */
static Err *read_cursor(Ctx *cx, const char *cursor, OvertimeQuery *query)
{
    TextList parts = text_split(cx->arena, cursor, '.');
    query->before_week = day_plus(DAY_MAX, 1);
    if (!*cursor)
        return NULL;
    if (parts.count != 2 || !day_parse(parts.items[0], &query->before_week) ||
        !text_int(parts.items[1], &query->before_id))
        return err_new(cx, ERR_INPUT, "cursor", "%s", _("This is not a place in this list"));
    return NULL;
}

Err *overtime_list(Ctx *cx, OvertimePage *page)
{
    OvertimeQuery query = {.viewer_id = work_viewer(cx, "plan.read"),
                           .person_id = page->person_id,
                           .from_week = day_is_set(page->from) ? day_monday(page->from) : DAY_MIN,
                           .until_week = day_is_set(page->until) ? page->until : DAY_MAX};
    TRY(work_check_limit(cx, &page->limit));
    TRY(read_cursor(cx, page->cursor ? page->cursor : "", &query));
    query.fetch = page->limit + 1;
    page->next = "";
    TRY(db_all(cx, &sql_overtime_page, IN(OvertimeQuery, &query), MANY(OvertimeItem, &page->items)));
    if (page->items.count <= (size_t)page->limit)
        return NULL;
    page->items.count = (size_t)page->limit;
    const OvertimeItem *last = &page->items.items[page->items.count - 1];
    page->next = arena_printf(cx->arena, "%s.%" PRId64, day_iso(cx->arena, last->week), last->id.n);
    return NULL;
}

/* ---- changes ---- */

static void touch(Ctx *cx, const PersonWeek *week)
{
    cx_touch(cx, "plan/%s/person/%" PRId64, day_iso(cx->arena, week->week), week->person_id.n);
}

Err *overtime_put(Ctx *cx, const OvertimePut *put, Overtime *made)
{
    PersonWeek week;
    Day monday = day_is_set(put->week) ? day_monday(put->week) : DAY_NONE;
    if (!put->person_id.n)
        return err_new(cx, ERR_INPUT, "person_id", "%s", _("Choose one of the people"));
    if (!day_is_set(monday))
        return err_new(cx, ERR_INPUT, "week", "%s", _("This must be filled in"));
    TRY(work_check_person(cx, put->person_id, "person_id"));
    TRY(check_may_agree(cx, monday));
    TRY(week_lock(cx, put->person_id, monday, &week));
    if (week.room.n == 0)
        return err_new(cx, ERR_INPUT, "week", "%s", _("This person does not work in that week"));
    TRY(overtime_add(cx, put, &week));
    TRY(week_save(cx, &week));
    touch(cx, &week);
    *made = (Overtime){.person_id = put->person_id, .week = monday};
    return db_one(cx, &sql_overtime_newest, IN(Overtime, made), ONE(Overtime, made));
}

/* The week must hold without it, unless it was over before. */
static Err *take_away(Ctx *cx, const Overtime *overtime)
{
    PersonWeek week;
    TRY(check_may_agree(cx, overtime->week));
    TRY(week_lock(cx, overtime->person_id, overtime->week, &week));
    Minutes before = week_excess(&week);
    week.overtime.n -= overtime->minutes.n;
    if (week.overtime.n < 0 || week_excess(&week).n > before.n)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("The week is full: without this overtime it would be over"));
    TRY(db_exec(cx, &sql_overtime_remove, BY_ID(overtime->id)));
    TRY(note(cx, overtime, NULL));
    touch(cx, &week);
    return week_save(cx, &week);
}

Err *overtime_remove(Ctx *cx, Id id)
{
    Overtime overtime = {0};
    TRY(db_one(cx, &sql_overtime_find, BY_ID(id), ONE(Overtime, &overtime)));
    return take_away(cx, &overtime);
}

/* ---- undo ---- */

static Err *put_back(Ctx *cx, const ChangeItem *item)
{
    void *before;
    PersonWeek week;
    TRY(history_side(cx, item->before, &Overtime_shape, &before));
    const Overtime *overtime = before;
    TRY(check_may_agree(cx, overtime->week));
    TRY(week_lock(cx, overtime->person_id, overtime->week, &week));
    TRY(db_exec(cx, &sql_overtime_put_back, IN(Overtime, overtime)));
    TRY(note(cx, NULL, overtime));
    week.overtime.n += overtime->minutes.n;
    touch(cx, &week);
    return week_save(cx, &week);
}

Err *overtime_restore(Ctx *cx, const ChangeItem *item)
{
    Overtime overtime = {0};
    bool found;
    if (!*item->after)
        return put_back(cx, item);
    TRY(db_find(cx, &sql_overtime_find, BY_ID(item->record_id), ONE(Overtime, &overtime), &found));
    if (!found)
        return err_new(cx, ERR_CONFLICT, "", "%s", _("The overtime was changed meanwhile"));
    return take_away(cx, &overtime);
}
