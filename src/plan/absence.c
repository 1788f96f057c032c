/* SPDX-License-Identifier: MIT */
/* The rules of being away: whose, how long, not twice at once, and what it does to the plan. */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "plan/absence.h"
#include "plan/absence.sql.h"
#include "plan/allocation.h"
#include "plan/week_history.h"
#include "work/common.h"

#define DAYS_MAX 366
/* More topics than this say less than "the plan changed". */
#define TOPICS_MAX 60

#define ABSENCE_WORD(value, word) word,
const char *const absence_kind_words[] = {ABSENCE_KINDS(ABSENCE_WORD) NULL};

SHAPE(Absence, FIELD(Absence, id), FIELD(Absence, revision), FIELD(Absence, person_id, .label = N_("Person")),
      FIELD_WORD(Absence, kind, absence_kind_words, .label = N_("Kind")),
      FIELD(Absence, from_day, .label = N_("First day"), .required = true),
      FIELD(Absence, until_day, .label = N_("Last day"), .required = true),
      FIELD(Absence, half, .label = N_("Half of each day")), FIELD(Absence, note, .label = N_("Note"), .max = 500));
SHAPE(AbsenceItem, FIELD(AbsenceItem, id), FIELD(AbsenceItem, revision), FIELD(AbsenceItem, person_id),
      FIELD(AbsenceItem, person_name, .label = N_("Person")), FIELD(AbsenceItem, person_hue, .hidden = true),
      FIELD_WORD(AbsenceItem, kind, absence_kind_words),
      FIELD(AbsenceItem, kind_text, .label = N_("Kind"), .hidden = true),
      FIELD(AbsenceItem, from_day, .label = N_("First day")), FIELD(AbsenceItem, until_day, .label = N_("Last day")),
      FIELD(AbsenceItem, half, .label = N_("Half of each day")), FIELD(AbsenceItem, note, .label = N_("Note")));
SHAPE(AbsencePage, FIELD(AbsencePage, person_id, .hidden = true), FIELD(AbsencePage, kind, .hidden = true),
      FIELD(AbsencePage, from, .hidden = true), FIELD(AbsencePage, until, .hidden = true),
      FIELD(AbsencePage, limit, .hidden = true), FIELD(AbsencePage, cursor, .hidden = true),
      FIELD_LIST(AbsencePage, items, AbsenceItem), FIELD(AbsencePage, next));
SHAPE(AbsenceConflict, FIELD_ONE(AbsenceConflict, yours, Absence), FIELD_ONE(AbsenceConflict, theirs, Absence),
      FIELD(AbsenceConflict, changed_by_id), FIELD(AbsenceConflict, changed_by_name));

const char *absence_kind_text(const Ctx *cx, AbsenceKind kind)
{
    static const char *const texts[] = {
        [ABSENCE_VACATION] = N_("vacation"),
        [ABSENCE_SICK] = N_("sick leave"),
        [ABSENCE_DAY_OFF] = N_("day off"),
    };
    return tr(cx, texts[kind]);
}

/* ---- reading ---- */

typedef struct {
    Id id, viewer_id;
} AbsenceKey;
SHAPE_STATIC(AbsenceKey, FIELD(AbsenceKey, id), FIELD(AbsenceKey, viewer_id));

typedef struct {
    Id viewer_id, person_id;
    const char *kind;
    Day from_day, until_day, after_day;
    int64_t after_id, fetch;
} AbsenceQuery;
SHAPE_STATIC(AbsenceQuery, FIELD(AbsenceQuery, viewer_id), FIELD(AbsenceQuery, person_id), FIELD(AbsenceQuery, kind),
             FIELD(AbsenceQuery, from_day), FIELD(AbsenceQuery, until_day), FIELD(AbsenceQuery, after_day),
             FIELD(AbsenceQuery, after_id), FIELD(AbsenceQuery, fetch));

Err *absence_get(Ctx *cx, Id id, Absence *absence)
{
    AbsenceKey key = {id, work_viewer(cx, "plan.read")};
    return db_one(cx, &sql_absence_get, IN(AbsenceKey, &key), ONE(Absence, absence));
}

/* The cursor is the last row's place in the order: "2026-06-15.12". */
static Err *read_cursor(Ctx *cx, const char *cursor, AbsenceQuery *query)
{
    TextList parts = text_split(cx->arena, cursor, '.');
    query->after_day = DAY(-1);
    if (!*cursor)
        return NULL;
    if (parts.count != 2 || !day_parse(parts.items[0], &query->after_day) ||
        !text_int(parts.items[1], &query->after_id))
        return err_new(cx, ERR_INPUT, "cursor", "%s", _("This is not a place in this list"));
    return NULL;
}

static Err *check_kind(Ctx *cx, const char *kind)
{
    int value;
    if (!*kind || word_value(absence_kind_words, kind, &value))
        return NULL;
    return err_new(cx, ERR_INPUT, "kind", "%s", _("Choose one of the kinds"));
}

Err *absence_list(Ctx *cx, AbsencePage *page)
{
    AbsenceQuery query = {.viewer_id = work_viewer(cx, "plan.read"),
                          .person_id = page->person_id,
                          .kind = page->kind ? page->kind : "",
                          .from_day = day_is_set(page->from) ? page->from : DAY_MIN,
                          .until_day = day_is_set(page->until) ? page->until : DAY_MAX};
    TRY(check_kind(cx, query.kind));
    TRY(work_check_limit(cx, &page->limit));
    TRY(read_cursor(cx, page->cursor ? page->cursor : "", &query));
    query.fetch = page->limit + 1;
    page->next = "";
    TRY(db_all(cx, &sql_absence_page, IN(AbsenceQuery, &query), MANY(AbsenceItem, &page->items)));
    for (size_t i = 0; i < page->items.count; i++)
        page->items.items[i].kind_text = absence_kind_text(cx, page->items.items[i].kind);
    if (page->items.count <= (size_t)page->limit)
        return NULL;
    page->items.count = (size_t)page->limit;
    const AbsenceItem *last = &page->items.items[page->items.count - 1];
    page->next = arena_printf(cx->arena, "%s.%" PRId64, day_iso(cx->arena, last->from_day), last->id.n);
    return NULL;
}

Err *absence_pushed(Ctx *cx, const Absence *absence, PersonWeekList *weeks)
{
    PersonWeekList rows = {0};
    Day end = day_plus(day_monday(absence->until_day), DAYS_PER_WEEK);
    TRY(week_rows_of(cx, absence->person_id, day_monday(absence->from_day), end, &rows));
    for (size_t i = 0; i < rows.count; i++)
        if (rows.items[i].pushed.n > 0)
            *(PersonWeek *)list_push(cx->arena, weeks) = rows.items[i];
    return NULL;
}

/* ---- rules ---- */

bool absence_may_write(const Ctx *cx, Id person_id)
{
    Scope scope = cx_scope(cx, "plan.absence");
    return scope == SCOPE_ALL || (scope != SCOPE_NONE && person_id.n && person_id.n == cx->person_id.n);
}

static Err *check_may_write(Ctx *cx, Id person_id)
{
    if (absence_may_write(cx, person_id))
        return NULL;
    return err_new(cx, ERR_DENIED, "", "%s", _("You enter your own days off. Ask a head about those of others"));
}

/* Closed weeks are kept as they were, absences in them too. */
static Err *check_open(Ctx *cx, Day first_changed)
{
    if (first_changed.n >= allocation_locked_before(cx).n || cx_scope(cx, "plan.past") != SCOPE_NONE)
        return NULL;
    return err_new(cx, ERR_DENIED, "from_day", "%s", _("This week is closed: its plan stays as it was"));
}

static Err *check_days(Ctx *cx, const Absence *absence)
{
    if (!absence->person_id.n)
        return err_new(cx, ERR_INPUT, "person_id", "%s", _("Choose one of the people"));
    if (!day_is_set(absence->from_day))
        return err_new(cx, ERR_INPUT, "from_day", "%s", _("This must be filled in"));
    if (!day_is_set(absence->until_day))
        return err_new(cx, ERR_INPUT, "until_day", "%s", _("This must be filled in"));
    if (absence->until_day.n < absence->from_day.n)
        return err_new(cx, ERR_INPUT, "until_day", "%s", _("The last day comes before the first"));
    if (absence->until_day.n - absence->from_day.n >= DAYS_MAX)
        return err_new(cx, ERR_INPUT, "until_day", "%s",
                       _("An absence lasts a year at most. Let the person leave the agency instead"));
    return NULL;
}

static Err *check_alone(Ctx *cx, const Absence *absence)
{
    Absence other = {.from_day = DAY_NONE};
    bool found;
    TRY(db_find(cx, &sql_absence_other, IN(Absence, absence), ONE(Absence, &other), &found));
    if (!found)
        return NULL;
    return err_new(cx, ERR_INPUT, "from_day", _("There is another absence on these days: %s, %s to %s"),
                   absence_kind_text(cx, other.kind), day_text(cx, other.from_day), day_text(cx, other.until_day));
}

/* ---- the weeks that it touches ---- */

/*
 * Takes hold of the person's rows of these weeks, making those that lack, so that nobody plans a week by the room
 * that it had before.
 */
static Err *lock_weeks(Ctx *cx, const Absence *absence)
{
    PersonWeek week;
    for (Day monday = day_monday(absence->from_day); monday.n <= absence->until_day.n; monday.n += DAYS_PER_WEEK)
        TRY(week_lock(cx, absence->person_id, monday, &week));
    return NULL;
}

static void touch_weeks(Ctx *cx, const Absence *absence)
{
    Day first = day_monday(absence->from_day);
    if (absence->until_day.n - first.n >= (int64_t)TOPICS_MAX * DAYS_PER_WEEK) {
        cx_touch(cx, "plan");
        return;
    }
    for (Day monday = first; monday.n <= absence->until_day.n; monday.n += DAYS_PER_WEEK)
        cx_touch(cx, "plan/%s/person/%" PRId64, day_iso(cx->arena, monday), absence->person_id.n);
}

static Err *refresh(Ctx *cx, const Absence *absence)
{
    if (!absence)
        return NULL;
    touch_weeks(cx, absence);
    return week_refresh(cx, absence->person_id, absence->from_day, absence->until_day);
}

/* For the history of all weeks that it takes or took. */
static Err *note(Ctx *cx, Id id, const Absence *before, const Absence *after)
{
    const Absence *one = after ? after : before;
    TRY(week_history_note(cx, "absence", id, &Absence_shape, before, after, one->person_id, one->from_day,
                          one->until_day));
    if (!before || one == before)
        return NULL;
    return week_history_weeks(cx, "absence", id, before->person_id, before->from_day, before->until_day);
}

/* Notes the change and lets the weeks of both versions follow it. */
static Err *settle(Ctx *cx, Id id, const Absence *before, const Absence *after)
{
    cx_touch(cx, "plan/absence/%" PRId64, id.n);
    TRY(note(cx, id, before, after));
    TRY(refresh(cx, before));
    return refresh(cx, after);
}

/* ---- changes ---- */

Err *absence_add(Ctx *cx, Absence *absence)
{
    absence->id = ID(0);
    absence->note = absence->note ? absence->note : "";
    TRY(check_days(cx, absence));
    TRY(check_may_write(cx, absence->person_id));
    TRY(work_check_person(cx, absence->person_id, "person_id"));
    TRY(check_open(cx, absence->from_day));
    TRY(lock_weeks(cx, absence));
    TRY(check_alone(cx, absence));
    TRY(db_one(cx, &sql_absence_add, IN(Absence, absence), ONE(Absence, absence)));
    return settle(cx, absence->id, NULL, absence);
}

static Err *find_to_write(Ctx *cx, Id id, Absence *stored)
{
    TRY(absence_get(cx, id, stored));
    return check_may_write(cx, stored->person_id);
}

static Err *stale(Ctx *cx, const Absence *yours, const Absence *theirs)
{
    AbsenceConflict *both = arena_new(cx->arena, AbsenceConflict);
    both->yours = arena_memdup(cx->arena, yours, sizeof *yours);
    both->theirs = arena_memdup(cx->arena, theirs, sizeof *theirs);
    TRY(work_changed_by(cx, "absence", theirs->id, &both->changed_by_id, &both->changed_by_name));
    const char *say = _("Somebody else saved this absence while you were writing");
    if (*both->changed_by_name)
        say = arena_printf(cx->arena, _("%s saved this absence while you were writing"), both->changed_by_name);
    return work_conflict(cx, say, IN(AbsenceConflict, both));
}

/* The first day that is another than before; DAY_NONE: only words changed. */
static Day first_changed(const Absence *before, const Absence *after)
{
    if (before->kind != after->kind || before->half != after->half || before->from_day.n != after->from_day.n)
        return DAY(MIN_OF(before->from_day.n, after->from_day.n));
    if (before->until_day.n != after->until_day.n)
        return DAY(MIN_OF(before->until_day.n, after->until_day.n) + 1);
    return DAY_NONE;
}

/* In order of weeks, as everybody locks them. */
static Err *lock_both(Ctx *cx, const Absence *one, const Absence *other)
{
    bool in_order = one->from_day.n <= other->from_day.n;
    TRY(lock_weeks(cx, in_order ? one : other));
    return lock_weeks(cx, in_order ? other : one);
}

static Err *store(Ctx *cx, const Absence *stored, Absence *absence)
{
    bool found;
    Day changed = first_changed(stored, absence);
    if (!day_is_set(changed) && strcmp(stored->note, absence->note) == 0)
        return NULL;
    TRY(check_days(cx, absence));
    if (day_is_set(changed))
        TRY(check_open(cx, changed));
    TRY(lock_both(cx, stored, absence));
    TRY(check_alone(cx, absence));
    TRY(db_find(cx, &sql_absence_change, IN(Absence, absence), ONE(Absence, absence), &found));
    return found ? settle(cx, absence->id, stored, absence) : stale(cx, absence, stored);
}

Err *absence_change(Ctx *cx, Absence *absence)
{
    Absence stored = {.from_day = DAY_NONE};
    absence->note = absence->note ? absence->note : "";
    TRY(find_to_write(cx, absence->id, &stored));
    if (!absence->person_id.n)
        absence->person_id = stored.person_id;
    if (absence->person_id.n != stored.person_id.n)
        return err_new(cx, ERR_INPUT, "person_id", "%s", _("An absence stays with its person: add another one"));
    if (absence->revision <= 0)
        return err_new(cx, ERR_INPUT, "revision", "%s", _("Say which version you saw"));
    if (absence->revision != stored.revision)
        return stale(cx, absence, &stored);
    return store(cx, &stored, absence);
}

static Err *take_away(Ctx *cx, const Absence *stored)
{
    TRY(check_open(cx, stored->from_day));
    TRY(lock_weeks(cx, stored));
    TRY(db_exec(cx, &sql_absence_delete, BY_ID(stored->id)));
    return settle(cx, stored->id, stored, NULL);
}

Err *absence_remove(Ctx *cx, Id id)
{
    Absence stored = {.from_day = DAY_NONE};
    TRY(find_to_write(cx, id, &stored));
    return take_away(cx, &stored);
}

/* ---- undo ---- */

static Err *put_back(Ctx *cx, const ChangeItem *item)
{
    void *before;
    TRY(history_side(cx, item->before, &Absence_shape, &before));
    const Absence *absence = before;
    TRY(check_may_write(cx, absence->person_id));
    TRY(check_open(cx, absence->from_day));
    TRY(lock_weeks(cx, absence));
    TRY(check_alone(cx, absence));
    TRY(db_exec(cx, &sql_absence_put_back, IN(Absence, absence)));
    return settle(cx, absence->id, NULL, absence);
}

/* Adding is taken back by deleting, unless it was changed since. */
static Err *unmake(Ctx *cx, const ChangeItem *item, const Absence *stored)
{
    void *made;
    TRY(history_side(cx, item->after, &Absence_shape, &made));
    if (((const Absence *)made)->revision != stored->revision)
        return work_refuse_undo(cx, item);
    return take_away(cx, stored);
}

Err *absence_restore(Ctx *cx, const ChangeItem *item)
{
    Absence stored = {.from_day = DAY_NONE};
    AbsenceKey key = {.id = ID(item->record_id.n)};
    bool found, held;
    if (!*item->after)
        return put_back(cx, item);
    TRY(db_find(cx, &sql_absence_get, IN(AbsenceKey, &key), ONE(Absence, &stored), &found));
    if (!found)
        return work_refuse_undo(cx, item);
    TRY(check_may_write(cx, stored.person_id));
    if (!*item->before)
        return unmake(cx, item, &stored);
    Absence absence = stored;
    TRY(history_take_back(cx, item, &Absence_shape, &absence, &held));
    return held ? store(cx, &stored, &absence) : work_refuse_undo(cx, item);
}
