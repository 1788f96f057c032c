/* SPDX-License-Identifier: MIT */
/* The rule that a week never goes past 100 %, and the storing of what it lets through. */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "formats/number.h"
#include "plan/allocation.h"
#include "plan/allocation.sql.h"
#include "plan/overtime.h"
#include "plan/refusal.h"
#include "plan/taken.h"
#include "plan/week_history.h"
#include "work/project.h"

#define ALLOCATION_WORD(value, word) word,
const char *const allocation_kind_words[] = {ALLOCATION_KINDS(ALLOCATION_WORD) NULL};
const char *const allocation_state_words[] = {ALLOCATION_STATES(ALLOCATION_WORD) NULL};

SHAPE(Allocation, FIELD(Allocation, id), FIELD(Allocation, person_id), FIELD(Allocation, week),
      FIELD(Allocation, project_id), FIELD_WORD(Allocation, kind, allocation_kind_words),
      FIELD_WORD(Allocation, state, allocation_state_words), FIELD(Allocation, work), FIELD(Allocation, minutes),
      FIELD(Allocation, until), FIELD(Allocation, reserved_by), FIELD(Allocation, note), FIELD(Allocation, changed_by),
      FIELD(Allocation, changed_at));
SHAPE(AllocationPut, FIELD(AllocationPut, person_id, .required = true), FIELD(AllocationPut, week, .required = true),
      FIELD(AllocationPut, project_id), FIELD_WORD(AllocationPut, kind, allocation_kind_words),
      FIELD(AllocationPut, subject, .max = 40), FIELD_WORD(AllocationPut, state, allocation_state_words),
      FIELD(AllocationPut, work), FIELD(AllocationPut, minutes, .nullable = true, .min = 0, .max = 7 * MINUTES_PER_DAY),
      FIELD(AllocationPut, percent, .nullable = true, .min = 0, .max = 1000),
      FIELD(AllocationPut, value, .label = N_("Load"), .max = 20), FIELD(AllocationPut, value_is_hours),
      FIELD(AllocationPut, until, .label = N_("Until")), FIELD(AllocationPut, note, .max = 500),
      FIELD(AllocationPut, was_minutes, .nullable = true, .min = 0, .max = 7 * MINUTES_PER_DAY),
      FIELD(AllocationPut, switches));
SHAPE(AllocationBatch, FIELD_LIST(AllocationBatch, items, AllocationPut),
      FIELD_LIST(AllocationBatch, overtime, OvertimePut), FIELD(AllocationBatch, reason, .max = 500));
SHAPE(AllocationResult, FIELD(AllocationResult, id), FIELD(AllocationResult, person_id), FIELD(AllocationResult, week),
      FIELD(AllocationResult, project_id), FIELD_WORD(AllocationResult, kind, allocation_kind_words),
      FIELD_WORD(AllocationResult, state, allocation_state_words), FIELD(AllocationResult, minutes),
      FIELD(AllocationResult, was_minutes), FIELD_ONE(AllocationResult, sums, PlanWeek),
      FIELD(AllocationResult, change_id));
SHAPE(AllocationConflict, FIELD(AllocationConflict, yours), FIELD(AllocationConflict, theirs),
      FIELD(AllocationConflict, changed_by_name));
SHAPE(PlanAllocation, FIELD(PlanAllocation, id), FIELD(PlanAllocation, project_id), FIELD(PlanAllocation, kind),
      FIELD(PlanAllocation, minutes), FIELD(PlanAllocation, state), FIELD(PlanAllocation, work),
      FIELD(PlanAllocation, until), FIELD(PlanAllocation, reserved_by), FIELD(PlanAllocation, note));
SHAPE(PlanWeek, FIELD(PlanWeek, week), FIELD(PlanWeek, capacity), FIELD(PlanWeek, room), FIELD(PlanWeek, confirmed),
      FIELD(PlanWeek, tentative), FIELD(PlanWeek, internal), FIELD(PlanWeek, absence), FIELD(PlanWeek, reserve),
      FIELD(PlanWeek, overtime), FIELD(PlanWeek, free), FIELD(PlanWeek, excess),
      FIELD_LIST(PlanWeek, allocations, PlanAllocation));

const char *allocation_kind_text(const Ctx *cx, AllocationKind kind)
{
    static const char *const texts[] = {
        [ALLOCATION_PROJECT] = N_("project"),
        [ALLOCATION_AGENCY_MEETING] = N_("agency meetings"),
        [ALLOCATION_PROCESS_MEETING] = N_("process meetings"),
        [ALLOCATION_OWN_TASKS] = N_("own tasks"),
        [ALLOCATION_LEARNING] = N_("learning"),
        [ALLOCATION_NEW_BUSINESS] = N_("new business"),
        [ALLOCATION_RESERVE_CLIENT] = N_("reserve for clients' requests"),
        [ALLOCATION_RESERVE_DATA] = N_("reserve for report data"),
        [ALLOCATION_RESERVE_URGENT] = N_("reserve for force majeure"),
    };
    return tr(cx, texts[kind]);
}

const char *allocation_state_text(const Ctx *cx, AllocationState state)
{
    return state == ALLOCATION_TENTATIVE ? _("tentative") : _("confirmed");
}

AllocationPut allocation_put_blank(void)
{
    return (AllocationPut){.week = DAY_NONE,
                           .until = DAY_NONE,
                           .minutes = MINUTES(NOT_SET),
                           .percent = NOT_SET,
                           .was_minutes = MINUTES(NOT_SET),
                           .subject = "",
                           .value = "",
                           .work = "",
                           .note = ""};
}

Err *allocation_put_subject(Ctx *cx, AllocationPut *put)
{
    int kind;
    if (!put->subject || !*put->subject)
        return NULL;
    if (word_value(allocation_kind_words, put->subject, &kind) && kind != ALLOCATION_PROJECT) {
        put->kind = (AllocationKind)kind;
        put->project_id = ID(0);
        return NULL;
    }
    put->kind = ALLOCATION_PROJECT;
    if (!text_int(put->subject, &put->project_id.n) || put->project_id.n <= 0)
        return err_new(cx, ERR_INPUT, "subject", "%s", _("Choose a project, or a kind of internal work"));
    return NULL;
}

PlanWeek plan_week_of(const PersonWeek *row)
{
    return (PlanWeek){.week = row->week,
                      .capacity = row->capacity,
                      .room = row->room,
                      .confirmed = row->confirmed,
                      .tentative = row->tentative,
                      .internal = row->internal,
                      .absence = row->absence,
                      .reserve = row->reserve,
                      .overtime = row->overtime,
                      .free = week_free(row),
                      .excess = week_excess(row)};
}

/* ---- who may ---- */

Day allocation_locked_before(const Ctx *cx)
{
    return day_plus(day_monday(cx->today), -7);
}

Err *allocation_may_write(Ctx *cx, Id person_id, Id project_id, bool *may)
{
    Scope scope = cx_scope(cx, "plan.write");
    *may = scope == SCOPE_ALL || (scope != SCOPE_NONE && person_id.n == cx->person_id.n && !project_id.n);
    if (*may || scope == SCOPE_NONE)
        return NULL;
    if (scope == SCOPE_OWN) {
        *may = person_id.n == cx->person_id.n;
        return NULL;
    }
    return project_id.n ? project_scope(cx, "plan.write", project_id, may) : NULL;
}

static Err *check_may_write(Ctx *cx, const AllocationPut *put, Day week)
{
    bool may;
    TRY(allocation_may_write(cx, put->person_id, put->project_id, &may));
    if (!may)
        return err_new(cx, ERR_DENIED, "", "%s",
                       _("You plan people on the projects of your team. Ask the project's account manager"));
    if (!put->past && week.n < allocation_locked_before(cx).n && cx_scope(cx, "plan.past") == SCOPE_NONE)
        return err_new(cx, ERR_DENIED, "week", "%s", _("This week is closed: its plan stays as it was"));
    return NULL;
}

/* ---- what is wanted ---- */

/* A batch often names one person and few projects in many cells: each is looked up once. */
typedef struct {
    Id person_id;
    ProjectBriefList projects;
} Known;

static Err *known_project(Ctx *cx, Known *known, Id project_id, ProjectBrief *project)
{
    for (size_t i = 0; i < known->projects.count; i++) {
        *project = known->projects.items[i];
        if (project->id.n == project_id.n)
            return NULL;
    }
    TRY(project_brief(cx, project_id, project));
    *(ProjectBrief *)list_push(cx->arena, &known->projects) = *project;
    return NULL;
}

static Err *check_subject(Ctx *cx, const AllocationPut *put, AllocationState state, Known *known)
{
    ProjectBrief project;
    PlanPerson person;
    if ((put->kind == ALLOCATION_PROJECT) != (put->project_id.n != 0))
        return err_new(cx, ERR_INPUT, "project_id", "%s", _("Choose a project, or a kind of internal work"));
    if (put->kind != ALLOCATION_PROJECT && state == ALLOCATION_TENTATIVE)
        return err_new(cx, ERR_INPUT, "state", "%s", _("Only work on a project can be tentative"));
    if (put->person_id.n != known->person_id.n)
        TRY(plan_person(cx, put->person_id, &person));
    known->person_id = put->person_id;
    return put->project_id.n ? known_project(cx, known, put->project_id, &project) : NULL;
}

static Err *minutes_of_text(Ctx *cx, const AllocationPut *put, Minutes capacity, Minutes *minutes)
{
    Amount amount;
    if (!amount_parse(put->value, &amount))
        return err_new(cx, ERR_INPUT, "value", "%s", _("Write percent or hours: 20, 12,5 %, 8 h, 1:30"));
    if (amount.kind == AMOUNT_HOURS)
        *minutes = amount.minutes;
    else if (amount.kind == AMOUNT_PLAIN && put->value_is_hours)
        *minutes = MINUTES(amount.thousandths * 60 / 1000);
    else
        *minutes = week_minutes(capacity, amount.kind == AMOUNT_NONE ? 0 : amount.thousandths / 10);
    return NULL;
}

static Err *decide_minutes(Ctx *cx, const AllocationPut *put, Minutes capacity, Minutes *minutes)
{
    if (put->minutes.n != NOT_SET)
        *minutes = put->minutes;
    else if (put->percent != NOT_SET)
        *minutes = week_minutes(capacity, put->percent * 100);
    else
        TRY(minutes_of_text(cx, put, capacity, minutes));
    if (minutes->n > 7 * MINUTES_PER_DAY)
        return err_new(cx, ERR_INPUT, "value", "%s", _("A week has no more than 168 hours"));
    return NULL;
}

static bool typed_tentative(const AllocationPut *put)
{
    Amount amount;
    return *put->value && put->kind == ALLOCATION_PROJECT && amount_parse(put->value, &amount) && amount.tentative;
}

/* ---- a batch: gather, lock in order, apply, check, store ---- */

typedef struct {
    BatchItems items;
    BatchWeeks weeks; /* by person, week: the order of locking */
    Known known;
} Batch;

static Err *gather_item(Ctx *cx, const AllocationPut *put, AllocationState state, bool removes, Batch *batch)
{
    Day week = day_monday(put->week);
    if (!put->person_id.n)
        return err_new(cx, ERR_INPUT, "person_id", "%s", _("This must be filled in"));
    if (!day_is_set(put->week))
        return err_new(cx, ERR_INPUT, "week", "%s", _("This must be filled in"));
    TRY(check_subject(cx, put, state, &batch->known));
    TRY(check_may_write(cx, put, week));
    BatchItem *item = list_push(cx->arena, &batch->items);
    *item = (BatchItem){.put = put, .state = state, .wanted = MINUTES(removes ? 0 : NOT_SET)};
    item->before = (Allocation){.person_id = put->person_id,
                                .week = week,
                                .project_id = put->project_id,
                                .kind = put->kind,
                                .state = state,
                                .work = put->work ? put->work : ""};
    return NULL;
}

static Err *gather_items(Ctx *cx, const AllocationPuts *puts, Batch *batch)
{
    for (size_t i = 0; i < puts->count; i++) {
        const AllocationPut *put = &puts->items[i];
        AllocationState state = typed_tentative(put) ? ALLOCATION_TENTATIVE : put->state;
        AllocationState other = state == ALLOCATION_TENTATIVE ? ALLOCATION_CONFIRMED : ALLOCATION_TENTATIVE;
        if (put->switches && put->kind == ALLOCATION_PROJECT)
            TRY(gather_item(cx, put, other, true, batch));
        TRY(gather_item(cx, put, state, false, batch));
    }
    return NULL;
}

static int by_person_week(const void *a, const void *b)
{
    const PersonWeek *left = &((const BatchWeek *)a)->before;
    const PersonWeek *right = &((const BatchWeek *)b)->before;
    if (left->person_id.n != right->person_id.n)
        return left->person_id.n < right->person_id.n ? -1 : 1;
    return (left->week.n > right->week.n) - (left->week.n < right->week.n);
}

static void note_week(Ctx *cx, Batch *batch, Id person_id, Day week)
{
    BatchWeek *one = list_push(cx->arena, &batch->weeks);
    one->before = (PersonWeek){.person_id = person_id, .week = week};
}

static size_t week_place(const BatchWeeks *weeks, Id person_id, Day week)
{
    BatchWeek wanted = {.before = {.person_id = person_id, .week = week}};
    const BatchWeek *found = bsearch(&wanted, weeks->items, weeks->count, sizeof weeks->items[0], by_person_week);
    assert(found);
    return (size_t)(found - weeks->items);
}

static Err *lock_weeks(Ctx *cx, const AllocationBatch *wanted, Batch *batch)
{
    for (size_t i = 0; i < batch->items.count; i++)
        note_week(cx, batch, batch->items.items[i].before.person_id, batch->items.items[i].before.week);
    for (size_t i = 0; i < wanted->overtime.count; i++)
        note_week(cx, batch, wanted->overtime.items[i].person_id, day_monday(wanted->overtime.items[i].week));
    if (batch->weeks.count == 0)
        return NULL;
    qsort(batch->weeks.items, batch->weeks.count, sizeof batch->weeks.items[0], by_person_week);
    size_t kept = 1;
    for (size_t i = 1; i < batch->weeks.count; i++)
        if (by_person_week(&batch->weeks.items[kept - 1], &batch->weeks.items[i]) != 0)
            batch->weeks.items[kept++] = batch->weeks.items[i];
    batch->weeks.count = kept;
    for (size_t i = 0; i < kept; i++) {
        BatchWeek *week = &batch->weeks.items[i];
        TRY(week_lock(cx, week->before.person_id, week->before.week, &week->before));
        week->after = week->before;
    }
    return NULL;
}

static int by_key(const void *a, const void *b)
{
    const Allocation *left = &(*(const BatchItem *const *)a)->before;
    const Allocation *right = &(*(const BatchItem *const *)b)->before;
    int64_t order = left->person_id.n - right->person_id.n;
    order = order ? order : left->week.n - right->week.n;
    order = order ? order : left->project_id.n - right->project_id.n;
    order = order ? order : (int64_t)left->kind - (int64_t)right->kind;
    order = order ? order : (int64_t)left->state - (int64_t)right->state;
    return order ? (order > 0) - (order < 0) : strcmp(left->work, right->work);
}

/* One cell twice in a batch has no meaning. */
static Err *check_no_doubles(Ctx *cx, const Batch *batch)
{
    size_t count = batch->items.count;
    const BatchItem **sorted = arena_new_array(cx->arena, const BatchItem *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &batch->items.items[i];
    if (count > 1)
        qsort(sorted, count, sizeof sorted[0], by_key);
    for (size_t i = 1; i < count; i++)
        if (by_key(&sorted[i - 1], &sorted[i]) == 0)
            return err_new(cx, ERR_INPUT, "items", "%s", _("The same cell stands twice in one change"));
    return NULL;
}

static Minutes *sum_of(PersonWeek *week, AllocationKind kind, AllocationState state)
{
    if (kind == ALLOCATION_PROJECT)
        return state == ALLOCATION_TENTATIVE ? &week->tentative : &week->confirmed;
    return allocation_is_reserve(kind) ? &week->reserve : &week->internal;
}

static Err *stale_cell(Ctx *cx, const BatchItem *item)
{
    PlanPerson who = {.name = ""};
    if (item->before.changed_by.n)
        TRY(plan_person(cx, item->before.changed_by, &who));
    AllocationConflict *conflict = arena_new(cx->arena, AllocationConflict);
    *conflict = (AllocationConflict){item->wanted, item->before.minutes, who.name};
    Err *err = err_new(cx, ERR_CONFLICT, "value", _("%s changed this cell meanwhile: it is %s now, you wanted %s"),
                       *who.name ? who.name : _("Somebody"), week_hours_text(cx, item->before.minutes),
                       week_hours_text(cx, item->wanted));
    err->shape = &AllocationConflict_shape;
    err->data = conflict;
    return err;
}

/* Finds what stands under the key and what is wanted of it, and moves the week's sums. */
static Err *apply_to_sums(Ctx *cx, BatchItem *item, BatchWeeks *weeks)
{
    bool found;
    Allocation *before = &item->before;
    item->week = week_place(weeks, before->person_id, before->week);
    PersonWeek *week = &weeks->items[item->week].after;
    TRY(db_find(cx, &sql_allocation_find, IN(Allocation, before), ONE(Allocation, before), &found));
    if (item->wanted.n == NOT_SET)
        TRY(decide_minutes(cx, item->put, week->capacity, &item->wanted));
    bool checks = item->put->was_minutes.n != NOT_SET && item->state == item->put->state;
    if (checks && item->put->was_minutes.n != before->minutes.n)
        return stale_cell(cx, item);
    if (item->wanted.n > 0 && week->room.n + week->overtime.n == 0)
        return err_new(cx, ERR_INPUT, "week", "%s", _("This person does not work in that week"));
    sum_of(week, before->kind, before->state)->n += item->wanted.n - before->minutes.n;
    item->raises = item->wanted.n > before->minutes.n;
    return NULL;
}

static Err *check_project_is_open(Ctx *cx, const BatchItem *item, Known *known)
{
    ProjectBrief project;
    if (!item->raises || !item->before.project_id.n)
        return NULL;
    TRY(known_project(cx, known, item->before.project_id, &project));
    if (project.archived || project.stage == PROJECT_LOST)
        return err_new(cx, ERR_INPUT, "project_id", _("%s is in the archive: nothing more is planned for it"),
                       project_label(cx->arena, &project));
    return NULL;
}

/* Undo brings a week back that leave or a holiday had pushed: without them it fits. */
static bool was_pushed_by_leave(const Batch *batch, const PersonWeek *week)
{
    for (size_t i = 0; i < batch->items.count; i++)
        if (!batch->items.items[i].put->restores)
            return false;
    return week_planned(week).n - week->absence.n <= week->room.n + week->overtime.n;
}

static Err *check_weeks(Ctx *cx, const Batch *batch)
{
    for (size_t i = 0; i < batch->weeks.count; i++) {
        const BatchWeek *week = &batch->weeks.items[i];
        if (week_excess(&week->after).n > week_excess(&week->before).n && !was_pushed_by_leave(batch, &week->after))
            return refusal_make(cx, &batch->items, &batch->weeks, i);
    }
    return NULL;
}

static Allocation after_of(const Ctx *cx, const BatchItem *item)
{
    const AllocationPut *put = item->put;
    Allocation after = item->before;
    bool tentative = after.state == ALLOCATION_TENTATIVE;
    after.minutes = item->wanted;
    after.changed_by = cx->person_id;
    after.changed_at = cx->now;
    if (!after.id.n || day_is_set(put->until) || put->restores)
        after.until = tentative ? put->until : DAY_NONE;
    if (!after.id.n || put->reserved_by.n)
        after.reserved_by = tentative ? (put->reserved_by.n ? put->reserved_by : cx->person_id) : ID(0);
    if (!after.id.n || (put->note && *put->note) || put->restores)
        after.note = put->note ? put->note : "";
    return after;
}

static bool changes_nothing(const Allocation *before, const Allocation *after)
{
    return before->minutes.n == after->minutes.n && before->until.n == after->until.n &&
           before->reserved_by.n == after->reserved_by.n &&
           strcmp(before->note ? before->note : "", after->note ? after->note : "") == 0;
}

static Err *store_item(Ctx *cx, BatchItem *item)
{
    Allocation *before = &item->before;
    Allocation after = after_of(cx, item);
    shape_blank(&Allocation_shape, &after);
    if (changes_nothing(before, &after) || (!before->id.n && after.minutes.n == 0))
        return NULL;
    if (!before->id.n)
        TRY(db_one(cx, &sql_allocation_add, IN(Allocation, &after), ONE(Allocation, &after)));
    else
        TRY(db_exec(cx, after.minutes.n ? &sql_allocation_change : &sql_allocation_remove, IN(Allocation, &after)));
    TRY(week_history_note(cx, "allocation", after.id, &Allocation_shape, before->id.n ? before : NULL,
                          after.minutes.n ? &after : NULL, after.person_id, after.week, after.week));
    item->before.id = after.minutes.n ? after.id : ID(0);
    return NULL;
}

static Err *store_batch(Ctx *cx, Batch *batch)
{
    for (size_t i = 0; i < batch->items.count; i++)
        TRY(store_item(cx, &batch->items.items[i]));
    for (size_t i = 0; i < batch->weeks.count; i++) {
        PersonWeek *week = &batch->weeks.items[i].after;
        TRY(week_save(cx, week));
        cx_touch(cx, "plan/%s/person/%" PRId64, day_iso(cx->arena, week->week), week->person_id.n);
    }
    return NULL;
}

static void tell_results(Ctx *cx, const Batch *batch, AllocationResults *results)
{
    for (size_t i = 0; i < batch->items.count; i++) {
        const BatchItem *item = &batch->items.items[i];
        PlanWeek *sums = arena_new(cx->arena, PlanWeek);
        *sums = plan_week_of(&batch->weeks.items[item->week].after);
        AllocationResult *result = list_push(cx->arena, results);
        *result = (AllocationResult){.id = item->before.id,
                                     .person_id = item->before.person_id,
                                     .week = item->before.week,
                                     .project_id = item->before.project_id,
                                     .kind = item->before.kind,
                                     .state = item->before.state,
                                     .minutes = item->wanted,
                                     .was_minutes = item->before.minutes,
                                     .sums = sums,
                                     .change_id = cx->change_id};
    }
}

static Err *add_overtime(Ctx *cx, const OvertimePuts *puts, Batch *batch)
{
    for (size_t i = 0; i < puts->count; i++) {
        const OvertimePut *put = &puts->items[i];
        size_t place = week_place(&batch->weeks, put->person_id, day_monday(put->week));
        TRY(overtime_add(cx, put, &batch->weeks.items[place].after));
    }
    return NULL;
}

Err *allocation_put_all(Ctx *cx, const AllocationBatch *wanted, AllocationResults *results)
{
    Batch batch = {0};
    TRY(gather_items(cx, &wanted->items, &batch));
    TRY(check_no_doubles(cx, &batch));
    TRY(lock_weeks(cx, wanted, &batch));
    TRY(add_overtime(cx, &wanted->overtime, &batch));
    for (size_t i = 0; i < batch.items.count; i++) {
        TRY(apply_to_sums(cx, &batch.items.items[i], &batch.weeks));
        TRY(check_project_is_open(cx, &batch.items.items[i], &batch.known));
    }
    TRY(check_weeks(cx, &batch));
    TRY(store_batch(cx, &batch));
    TRY(taken_note(cx, &batch.items, wanted->reason));
    tell_results(cx, &batch, results);
    return NULL;
}

Err *allocation_put(Ctx *cx, const AllocationPut *put, AllocationResult *result)
{
    AllocationPut copy = *put;
    AllocationBatch batch = {.items = {&copy, 1}};
    AllocationResults results = {0};
    TRY(allocation_put_all(cx, &batch, &results));
    *result = results.items[results.count - 1];
    return NULL;
}

Err *allocation_check(Ctx *cx, const AllocationBatch *wanted)
{
    Batch batch = {0};
    TRY(gather_items(cx, &wanted->items, &batch));
    return check_no_doubles(cx, &batch);
}

/* ---- undo ---- */

/* The cell must still hold what the change left there. */
static Err *check_untouched(Ctx *cx, const Allocation *key, const Allocation *left)
{
    Allocation now = *key;
    bool found;
    TRY(db_find(cx, &sql_allocation_find, IN(Allocation, key), ONE(Allocation, &now), &found));
    int64_t holds = found ? now.minutes.n : 0;
    if (holds == (left ? left->minutes.n : 0))
        return NULL;
    BatchItem item = {.before = now, .wanted = key->minutes};
    item.before.minutes = MINUTES(holds);
    return stale_cell(cx, &item);
}

static Err *take_back(Ctx *cx, const ChangeItem *item, AllocationPut *put)
{
    void *before, *after;
    TRY(history_side(cx, item->before, &Allocation_shape, &before));
    TRY(history_side(cx, item->after, &Allocation_shape, &after));
    const Allocation *was = before;
    const Allocation *key = was ? was : after;
    TRY(check_untouched(cx, key, after));
    *put = allocation_put_blank();
    put->person_id = key->person_id;
    put->week = key->week;
    put->project_id = key->project_id;
    put->kind = key->kind;
    put->state = key->state;
    put->work = key->work;
    put->minutes = was ? was->minutes : MINUTES(0);
    put->past = true;
    put->restores = true;
    if (was) {
        put->until = was->until;
        put->reserved_by = was->reserved_by;
        put->note = was->note;
    }
    return NULL;
}

Err *allocation_restore_all(Ctx *cx, const ChangeItem *items, size_t count)
{
    AllocationBatch batch = {.items = {arena_new_array(cx->arena, AllocationPut, count), count}};
    AllocationResults results = {0};
    for (size_t i = 0; i < count; i++)
        TRY(take_back(cx, &items[i], &batch.items.items[i]));
    return allocation_put_all(cx, &batch, &results);
}
