/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "formats/number.h"
#include "people/person.h"
#include "plan/ahead.h"
#include "plan/plan_template.h"
#include "plan/refusal.h"
#include "work/project.h"

#define WEEKS_MAX 104
#define ITEMS_MAX 2000
/* Hours are spread in quarters. */
#define GRAIN 15

#define AHEAD_WORD(value, word) word,
const char *const ahead_way_words[] = {AHEAD_WAYS(AHEAD_WORD) NULL};

SHAPE(AheadQuery, FIELD_WORD(AheadQuery, way, ahead_way_words), FIELD(AheadQuery, person_id),
      FIELD(AheadQuery, people, .max = 2000), FIELD(AheadQuery, subject, .max = 40), FIELD(AheadQuery, from),
      FIELD(AheadQuery, until), FIELD(AheadQuery, weeks, .min = -WEEKS_MAX, .max = WEEKS_MAX),
      FIELD(AheadQuery, value, .max = 20), FIELD_WORD(AheadQuery, state, allocation_state_words),
      FIELD(AheadQuery, by_room), FIELD(AheadQuery, fit));
SHAPE(AheadItem, FIELD(AheadItem, person_id), FIELD(AheadItem, person_name), FIELD(AheadItem, week),
      FIELD(AheadItem, project_id), FIELD_WORD(AheadItem, kind, allocation_kind_words),
      FIELD_WORD(AheadItem, state, allocation_state_words), FIELD(AheadItem, label), FIELD(AheadItem, was),
      FIELD(AheadItem, wanted), FIELD(AheadItem, becomes), FIELD(AheadItem, missing), FIELD(AheadItem, capacity),
      FIELD(AheadItem, work), FIELD(AheadItem, note), FIELD(AheadItem, until));
SHAPE(Ahead, FIELD_LIST(Ahead, items, AheadItem), FIELD(Ahead, cells), FIELD(Ahead, short_of), FIELD(Ahead, missing));

/* A week of somebody, and how much of it is left while the cells are gone through. */
typedef struct {
    PersonWeek row;
    int64_t left;
} Left;

typedef struct {
    Ctx *cx;
    const AheadQuery *query;
    Id project_id; /* of query->subject */
    AllocationKind kind;
    bool has_subject;
    Day from;
    LIST_OF(Left) weeks;
    Ahead *ahead;
} Work;

/* ---- cells that are wanted ---- */

static Err *week_of(Work *work, Id person_id, Day week, Left **left)
{
    for (size_t i = 0; i < work->weeks.count; i++)
        if (work->weeks.items[i].row.person_id.n == person_id.n && work->weeks.items[i].row.week.n == week.n) {
            *left = &work->weeks.items[i];
            return NULL;
        }
    *left = list_push(work->cx->arena, &work->weeks);
    TRY(week_load(work->cx, person_id, week, &(*left)->row));
    (*left)->left = (*left)->row.room.n + (*left)->row.overtime.n - week_planned(&(*left)->row).n;
    return NULL;
}

static AheadItem *item_of(const Work *work, const Allocation *like, Id person_id, Day week)
{
    for (size_t i = 0; i < work->ahead->items.count; i++) {
        AheadItem *item = &work->ahead->items.items[i];
        if (item->person_id.n == person_id.n && item->week.n == week.n && item->project_id.n == like->project_id.n &&
            item->kind == like->kind && item->state == like->state && strcmp(item->work, like->work) == 0)
            return item;
    }
    return NULL;
}

/* The cell with its present value as what is wanted. */
static Err *take_cell(Work *work, const Allocation *like, Id person_id, Day week, AheadItem **item)
{
    Ctx *cx = work->cx;
    Left *left;
    *item = item_of(work, like, person_id, week);
    if (*item)
        return NULL;
    if (work->ahead->items.count >= ITEMS_MAX)
        return err_new(cx, ERR_INPUT, "weeks", _("At most %d cells at once"), ITEMS_MAX);
    TRY(week_of(work, person_id, week, &left));
    *item = list_push(cx->arena, &work->ahead->items);
    **item = (AheadItem){.person_id = person_id,
                         .week = week,
                         .project_id = like->project_id,
                         .kind = like->kind,
                         .state = like->state,
                         .work = like->work ? like->work : "",
                         .note = like->note ? like->note : "",
                         .until = like->until,
                         .capacity = left->row.capacity};
    TRY(allocation_value(cx, like, person_id, week, &(*item)->was));
    (*item)->wanted = (*item)->was;
    return NULL;
}

/* What the address names, as a cell without a value. */
static Allocation named(const Work *work)
{
    return (Allocation){.project_id = work->project_id,
                        .kind = work->kind,
                        .state = work->query->state,
                        .work = "",
                        .note = "",
                        .until = DAY_NONE};
}

static bool is_of_subject(const Work *work, const Allocation *one)
{
    if (!work->has_subject)
        return true;
    return one->project_id.n == work->project_id.n && one->kind == work->kind;
}

/* ---- the four ways ---- */

/* One line of the week into the weeks after it, in the same share. */
static Err *copy_line(Work *work, const Allocation *line)
{
    Left *source, *target;
    AheadItem *item;
    TRY(week_of(work, line->person_id, work->from, &source));
    int64_t capacity = source->row.capacity.n;
    for (int w = 1; w <= work->query->weeks; w++) {
        Day week = day_plus(work->from, (int64_t)w * DAYS_PER_WEEK);
        TRY(week_of(work, line->person_id, week, &target));
        if (!target->row.room.n)
            continue; /* does not work here any more, or not yet */
        TRY(take_cell(work, line, line->person_id, week, &item));
        item->wanted = MINUTES(capacity ? line->minutes.n * item->capacity.n / capacity : line->minutes.n);
    }
    return NULL;
}

/* Where nobody and nothing is named, all that cx may plan. */
static Err *copy_week(Work *work)
{
    Ctx *cx = work->cx;
    AllocationList list = {0};
    bool of_all = !work->query->person_id.n && !work->has_subject;
    if (work->query->weeks <= 0)
        return err_new(cx, ERR_INPUT, "weeks", "%s", _("To how many weeks?"));
    TRY(allocation_range(cx, work->query->person_id, work->from, day_plus(work->from, DAYS_PER_WEEK), &list));
    for (size_t i = 0; i < list.count; i++) {
        bool take = is_of_subject(work, &list.items[i]);
        if (of_all)
            TRY(allocation_may_write(cx, list.items[i].person_id, list.items[i].project_id, &take));
        if (take)
            TRY(copy_line(work, &list.items[i]));
    }
    return NULL;
}

static Err *read_amount(Work *work, bool hours, int64_t *thousandths, Minutes *minutes)
{
    Ctx *cx = work->cx;
    Amount amount;
    *minutes = MINUTES(0);
    if (!amount_parse(work->query->value, &amount) || amount.kind == AMOUNT_NONE ||
        (hours && amount.kind == AMOUNT_PERCENT))
        return err_new(cx, ERR_INPUT, "value", "%s",
                       hours ? _("Write hours: 4, 3.5, 2:30") : _("Write percent or hours: 20, 12,5 %, 8 h, 1:30"));
    *thousandths = amount.thousandths;
    if (amount.kind == AMOUNT_HOURS)
        *minutes = amount.minutes;
    else if (hours)
        *minutes = MINUTES(amount.thousandths * 60 / 1000);
    else
        *minutes = MINUTES(NOT_SET); /* percent */
    return NULL;
}

static Err *need_person_and_subject(Work *work)
{
    Ctx *cx = work->cx;
    if (!work->query->person_id.n)
        return err_new(cx, ERR_INPUT, "person_id", "%s", _("This must be filled in"));
    if (!work->has_subject)
        return err_new(cx, ERR_INPUT, "subject", "%s", _("Choose a project, or a kind of internal work"));
    return NULL;
}

static Err *keep_share(Work *work)
{
    Ctx *cx = work->cx;
    Allocation like = named(work);
    AheadItem *item;
    int64_t thousandths;
    Minutes minutes;
    TRY(need_person_and_subject(work));
    TRY(read_amount(work, false, &thousandths, &minutes));
    if (!day_is_set(work->query->until) || work->query->until.n < work->from.n ||
        work->query->until.n - work->from.n > (int64_t)WEEKS_MAX * DAYS_PER_WEEK)
        return err_new(cx, ERR_INPUT, "until", "%s", _("Until which day? It comes after the first week"));
    for (Day week = work->from; week.n <= work->query->until.n; week = day_plus(week, DAYS_PER_WEEK)) {
        Left *left;
        TRY(week_of(work, work->query->person_id, week, &left));
        if (!left->row.room.n)
            continue;
        TRY(take_cell(work, &like, work->query->person_id, week, &item));
        item->wanted = minutes.n == NOT_SET ? week_minutes(item->capacity, thousandths / 10) : minutes;
    }
    return NULL;
}

/* Weights of the weeks: what is free, or one each where the person works. */
static Err *weigh_weeks(Work *work, int64_t *weights, int64_t *sum)
{
    Ctx *cx = work->cx;
    *sum = 0;
    for (int w = 0; w < work->query->weeks; w++) {
        Left *left;
        TRY(week_of(work, work->query->person_id, day_plus(work->from, (int64_t)w * DAYS_PER_WEEK), &left));
        weights[w] = work->query->by_room ? MAX_OF(left->left, 0) : (left->row.room.n > left->row.absence.n);
        *sum += weights[w];
    }
    if (!*sum)
        return err_new(cx, ERR_INPUT, "weeks", "%s", _("There is no room at all in these weeks"));
    return NULL;
}

static Err *spread_hours(Work *work)
{
    Ctx *cx = work->cx;
    Allocation like = named(work);
    AheadItem *item;
    int64_t thousandths, sum;
    Minutes minutes;
    TRY(need_person_and_subject(work));
    TRY(read_amount(work, true, &thousandths, &minutes));
    if (work->query->weeks <= 0)
        return err_new(cx, ERR_INPUT, "weeks", "%s", _("Over how many weeks?"));
    int64_t *weights = arena_new_array(cx->arena, int64_t, (size_t)work->query->weeks);
    TRY(weigh_weeks(work, weights, &sum));
    int64_t given = 0;
    int64_t weighed = 0;
    for (int w = 0; w < work->query->weeks; w++) {
        weighed += weights[w];
        /* the last week that has a weight takes what rounding left */
        int64_t upto = weighed == sum ? minutes.n : minutes.n * weighed / sum / GRAIN * GRAIN;
        if (upto == given)
            continue;
        TRY(take_cell(work, &like, work->query->person_id, day_plus(work->from, (int64_t)w * DAYS_PER_WEEK), &item));
        item->wanted.n += upto - given;
        given = upto;
    }
    return NULL;
}

static Err *shift_project(Work *work)
{
    Ctx *cx = work->cx;
    AllocationList list = {0};
    AheadItem *item;
    if (!work->project_id.n)
        return err_new(cx, ERR_INPUT, "subject", "%s", _("Choose a project"));
    if (work->query->weeks == 0)
        return err_new(cx, ERR_INPUT, "weeks", "%s", _("By how many weeks?"));
    TRY(allocation_range(cx, work->query->person_id, work->from,
                         day_plus(work->from, (int64_t)WEEKS_MAX * DAYS_PER_WEEK), &list));
    for (size_t i = 0; i < list.count; i++)
        if (is_of_subject(work, &list.items[i])) {
            TRY(take_cell(work, &list.items[i], list.items[i].person_id, list.items[i].week, &item));
            item->wanted.n -= list.items[i].minutes.n;
        }
    for (size_t i = 0; i < list.count; i++)
        if (is_of_subject(work, &list.items[i])) {
            Day week = day_plus(list.items[i].week, (int64_t)work->query->weeks * DAYS_PER_WEEK);
            TRY(take_cell(work, &list.items[i], list.items[i].person_id, week, &item));
            item->wanted.n += list.items[i].minutes.n;
        }
    return NULL;
}

/* The usual lines of the position, where nothing of their kind stands yet. */
static Err *fill_person(Work *work, const PlanTemplates *lines, const PersonBrief *person)
{
    AheadItem *item;
    for (int w = 0; w < work->query->weeks; w++)
        for (int kind = 1; kind < ALLOCATION_KIND_COUNT; kind++) {
            const PlanTemplate *line = plan_template_of(lines, person->position_id, (AllocationKind)kind);
            Day week = day_plus(work->from, (int64_t)w * DAYS_PER_WEEK);
            Allocation like = {.kind = (AllocationKind)kind, .work = "", .note = "", .until = DAY_NONE};
            Left *left;
            if (!line)
                continue;
            TRY(week_of(work, person->id, week, &left));
            if (left->row.room.n <= left->row.absence.n)
                continue; /* away, or not employed */
            TRY(take_cell(work, &like, person->id, week, &item));
            if (!item->was.n)
                item->wanted = week_minutes(item->capacity, line->percent * 100);
        }
    return NULL;
}

/* The one person, those of the list, or everybody. */
static bool is_asked_for(const AheadQuery *query, const TextList *people, Id id)
{
    int64_t one;
    for (size_t i = 0; i < people->count; i++)
        if (text_int(people->items[i], &one) && one == id.n)
            return true;
    return people->count == 0 && (!query->person_id.n || query->person_id.n == id.n);
}

static Err *fill_lines(Work *work)
{
    Ctx *cx = work->cx;
    PersonBriefList people = {0};
    PlanTemplates lines = {0};
    TextList asked = {0};
    if (work->query->people && *work->query->people)
        asked = text_split(cx->arena, work->query->people, ',');
    if (work->query->weeks <= 0)
        return err_new(cx, ERR_INPUT, "weeks", "%s", _("Over how many weeks?"));
    TRY(plan_template_list(cx, &lines));
    if (lines.count == 0)
        return err_new(cx, ERR_INPUT, "", "%s", _("There are no internal lines yet. Say them in the settings first"));
    TRY(person_brief_list(cx, work->from, day_plus(work->from, (int64_t)work->query->weeks * DAYS_PER_WEEK), true,
                          &people));
    for (size_t i = 0; i < people.count; i++)
        if (is_asked_for(work->query, &asked, people.items[i].id))
            TRY(fill_person(work, &lines, &people.items[i]));
    return NULL;
}

/* ---- what fits ---- */

static int by_person_week(const void *a, const void *b)
{
    const AheadItem *left = a;
    const AheadItem *right = b;
    if (left->person_id.n != right->person_id.n)
        return left->person_id.n < right->person_id.n ? -1 : 1;
    if (left->week.n != right->week.n)
        return left->week.n < right->week.n ? -1 : 1;
    return (left->project_id.n > right->project_id.n) - (left->project_id.n < right->project_id.n);
}

static Err *name_item(Ctx *cx, const AheadItem *last, AheadItem *item)
{
    PlanPerson person;
    ProjectBrief project;
    item->label = allocation_kind_text(cx, item->kind);
    if (item->project_id.n) {
        TRY(project_brief(cx, item->project_id, &project));
        item->label = project_label(cx->arena, &project);
    }
    if (last && last->person_id.n == item->person_id.n) {
        item->person_name = last->person_name;
        return NULL;
    }
    TRY(plan_person(cx, item->person_id, &person));
    item->person_name = person.name;
    return NULL;
}

/* Cells that stay as they are go; what is lowered makes room before the rest takes it. */
static Err *settle(Work *work)
{
    Ahead *ahead = work->ahead;
    size_t kept = 0;
    Left *left;
    for (size_t i = 0; i < ahead->items.count; i++)
        if (ahead->items.items[i].was.n != ahead->items.items[i].wanted.n)
            ahead->items.items[kept++] = ahead->items.items[i];
    ahead->items.count = kept;
    if (kept > 1)
        qsort(ahead->items.items, kept, sizeof ahead->items.items[0], by_person_week);
    for (size_t i = 0; i < kept; i++) {
        const AheadItem *item = &ahead->items.items[i];
        TRY(week_of(work, item->person_id, item->week, &left));
        left->left += MAX_OF(item->was.n - item->wanted.n, 0);
    }
    for (size_t i = 0; i < kept; i++) {
        AheadItem *item = &ahead->items.items[i];
        int64_t more = MAX_OF(item->wanted.n - item->was.n, 0);
        TRY(week_of(work, item->person_id, item->week, &left));
        int64_t fits = MAX_OF(MIN_OF(more, left->left), 0);
        left->left -= fits;
        item->missing = MINUTES(more - fits);
        item->becomes = MINUTES(item->wanted.n - item->missing.n);
        ahead->missing.n += item->missing.n;
        ahead->short_of += item->missing.n > 0;
        ahead->cells += item->becomes.n != item->was.n;
        TRY(name_item(work->cx, i ? item - 1 : NULL, item));
    }
    return NULL;
}

static void put_batch(Ctx *cx, const Ahead *ahead, AllocationBatch *batch)
{
    *batch = (AllocationBatch){0};
    for (size_t i = 0; i < ahead->items.count; i++) {
        const AheadItem *item = &ahead->items.items[i];
        if (item->becomes.n == item->was.n)
            continue;
        AllocationPut *put = list_push(cx->arena, &batch->items);
        *put = allocation_put_blank();
        put->person_id = item->person_id;
        put->week = item->week;
        put->project_id = item->project_id;
        put->kind = item->kind;
        put->state = item->state;
        put->work = item->work;
        put->note = item->note;
        put->minutes = item->becomes;
        put->was_minutes = item->was;
        put->until = item->until;
    }
}

Err *ahead_preview(Ctx *cx, const AheadQuery *query, Ahead *ahead)
{
    static Err *(*const ways[])(Work *) = {[AHEAD_COPY] = copy_week,
                                           [AHEAD_PATTERN] = keep_share,
                                           [AHEAD_SPREAD] = spread_hours,
                                           [AHEAD_SHIFT] = shift_project,
                                           [AHEAD_LINES] = fill_lines};
    AllocationPut subject = {.subject = query->subject};
    AllocationBatch batch;
    *ahead = (Ahead){0};
    TRY(allocation_put_subject(cx, &subject));
    if (query->way == AHEAD_NONE)
        return err_new(cx, ERR_INPUT, "way", "%s", _("Choose one of the values"));
    Day from = day_is_set(query->from) ? query->from : cx->today;
    Work work = {.cx = cx,
                 .query = query,
                 .project_id = subject.project_id,
                 .kind = subject.kind,
                 .has_subject = query->subject && *query->subject,
                 .from = day_monday(from),
                 .ahead = ahead};
    TRY(ways[query->way](&work));
    TRY(settle(&work));
    put_batch(cx, ahead, &batch);
    return allocation_check(cx, &batch);
}

Err *ahead_write(Ctx *cx, const AheadQuery *query, AllocationResults *results)
{
    Ahead ahead;
    AllocationBatch batch;
    TRY(ahead_preview(cx, query, &ahead));
    if (ahead.short_of && !query->fit)
        return err_new(cx, ERR_INPUT, "fit", _("%s do not fit. Put in what fits, or change the plan first"),
                       week_hours_text(cx, ahead.missing));
    if (ahead.cells == 0)
        return err_new(cx, ERR_INPUT, "", "%s", _("There is nothing to change"));
    put_batch(cx, &ahead, &batch);
    return allocation_put_all(cx, &batch, results);
}
