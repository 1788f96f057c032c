/* SPDX-License-Identifier: MIT */
/* Writes what fits of a table into the plan, as one change. */
#include "base/base.h"

#include "base/text.h"
#include "db/topics.h"
#include "import/import.h"
#include "import/import.sql.h"
#include "import/since.h"
#include "plan/absence.h"
#include "plan/overtime.h"

/* One import on its way into the plan. */
typedef struct {
    ImportTable *table;
    ImportAnswers answers;
    ImportPlan plan;
    ImportReport *report;
    const char *file_name;
} Entering;

/* What is made has an id then, which the answers keep: the next table of this make finds it. */
static Err *make_people(Ctx *cx, Entering *e)
{
    for (size_t i = 0; i < e->table->people.count; i++) {
        const ImportPerson *one = &e->table->people.items[i];
        Person person = person_blank();
        if (e->plan.people.items[i].kind != MATCH_NEW || e->plan.sums[i].cells == 0)
            continue;
        person.name = one->text;
        person.position = one->position;
        person.department = one->department;
        TRY(person_add(cx, &person, NULL));
        import_choose(cx, &e->answers.people, one->text, arena_printf(cx->arena, "%" PRId64, person.id.n));
        e->report->people_made++;
    }
    return NULL;
}

static bool is_wanted(const ImportPlan *plan, int subject)
{
    for (size_t i = 0; i < plan->wants.count; i++)
        if (plan->wants.items[i].subject == subject)
            return true;
    return false;
}

static Err *make_projects(Ctx *cx, Entering *e)
{
    for (size_t i = 0; i < e->table->subjects.count; i++) {
        const ImportTarget *target = &e->plan.subjects.items[i];
        ProjectBrief brief;
        if (target->kind != MATCH_NEW || !is_wanted(&e->plan, (int)i))
            continue;
        TRY(project_add_by_names(cx, target->client, target->project, &brief));
        import_choose(cx, &e->answers.subjects, e->table->subjects.items[i].text,
                      arena_printf(cx->arena, "p%" PRId64, brief.id.n));
        e->report->projects_made++;
    }
    return NULL;
}

static void refuse(ImportWant *want, const Err *err)
{
    want->outcome = WANT_REFUSED;
    want->why = err->text;
}

/* Whether the rules said no, and the rest may go on; any other error ends the import. */
static bool is_refusal(const Err *err)
{
    return err->kind == ERR_INPUT || err->kind == ERR_DENIED || err->kind == ERR_CONFLICT;
}

/* Runs a step that may be refused without harm to the steps before it. */
static Err *step(Ctx *cx, Err *(*run)(Ctx *cx, void *arg), void *arg, const Err **refusal)
{
    Id change_id = cx->change_id;
    *refusal = NULL;
    TRY(db_savepoint(cx));
    Err *err = run(cx, arg);
    if (!err)
        return db_release(cx);
    if (!is_refusal(err))
        return err;
    db_rollback_to_savepoint(cx);
    cx->change_id = change_id; /* it may have been opened in what is gone now */
    *refusal = err;
    return NULL;
}

static Err *add_absence(Ctx *cx, void *arg)
{
    return absence_add(cx, arg);
}

static int first_day(uint8_t days)
{
    int at = 0;
    while (days && !(days & 1U << at))
        at++;
    return at;
}

static int last_day(uint8_t days)
{
    int at = 6;
    while (days && !(days & 1U << at))
        at--;
    return at;
}

/* Whether the want is the week behind the absence, of the same kind. */
static bool goes_on(const ImportWant *want, const Absence *absence)
{
    int64_t until = absence->until_day.n;
    bool next =
        want->week.n == until + 1 || (want->week.n > until && want->week.n <= until + 3); /* a week-end between */
    return want->word.kind == SUBJECT_ABSENCE && want->word.value == (int)absence->kind &&
           want->outcome == WANT_WRITE && next && first_day(want->days) == 0 &&
           want->week.n < absence->from_day.n + 350;
}

/* Weeks of one kind that follow each other are one absence. */
static Err *write_absence(Ctx *cx, Entering *e, size_t at)
{
    ImportWants *wants = &e->plan.wants;
    ImportWant *first = &wants->items[at];
    const Err *refusal;
    Absence absence = {.person_id = first->person_id,
                       .kind = (AbsenceKind)first->word.value,
                       .from_day = day_plus(first->week, first_day(first->days)),
                       .until_day = day_plus(first->week, last_day(first->days)),
                       .note = ""};
    first->taken = true;
    for (size_t k = at + 1; k < wants->count && wants->items[k].person_id.n == first->person_id.n; k++)
        if (goes_on(&wants->items[k], &absence)) {
            absence.until_day = day_plus(wants->items[k].week, last_day(wants->items[k].days));
            wants->items[k].taken = true;
        }
    TRY(step(cx, add_absence, &absence, &refusal));
    e->report->absences_made += !refusal;
    for (size_t k = at; refusal && k < wants->count && wants->items[k].person_id.n == first->person_id.n; k++)
        if (wants->items[k].taken && wants->items[k].word.value == (int)absence.kind &&
            wants->items[k].week.n >= first->week.n && wants->items[k].week.n <= absence.until_day.n)
            refuse(&wants->items[k], refusal);
    return NULL;
}

static Err *write_absences(Ctx *cx, Entering *e)
{
    for (size_t i = 0; i < e->plan.wants.count; i++) {
        const ImportWant *want = &e->plan.wants.items[i];
        if (want->word.kind == SUBJECT_ABSENCE && want->outcome == WANT_WRITE && !want->taken)
            TRY(write_absence(cx, e, i));
    }
    return NULL;
}

static AllocationPut put_of(const ImportWant *want)
{
    AllocationPut put = allocation_put_blank();
    put.person_id = want->person_id;
    put.week = want->week;
    put.project_id = want->project_id;
    put.kind = want->word.kind == SUBJECT_KIND ? (AllocationKind)want->word.value : ALLOCATION_PROJECT;
    put.state = want->state;
    put.minutes = want->put;
    return put;
}

static Err *put_batch(Ctx *cx, void *arg)
{
    AllocationResults results = {0};
    return allocation_put_all(cx, arg, &results);
}

static void add_extra(Ctx *cx, Entering *e, const ImportWant *want, AllocationBatch *batch)
{
    for (size_t i = 0; i < e->plan.extra.count; i++) {
        const ImportExtra *extra = &e->plan.extra.items[i];
        if (extra->person_id.n != want->person_id.n || extra->week.n != want->week.n)
            continue;
        OvertimePut *put = list_push(cx->arena, &batch->overtime);
        *put = (OvertimePut){.person_id = extra->person_id,
                             .week = extra->week,
                             .minutes = extra->minutes,
                             .reason = arena_printf(cx->arena, _("From the table %s"), e->file_name)};
    }
}

static bool is_work(const ImportWant *want)
{
    return want->word.kind == SUBJECT_PROJECT || want->word.kind == SUBJECT_KIND;
}

/* The cells of one person's week: all of them or none. */
static Err *write_week(Ctx *cx, Entering *e, ImportWant *wants, size_t count, bool *refused)
{
    AllocationBatch batch = {0};
    const Err *refusal;
    for (size_t i = 0; i < count; i++)
        if (is_work(&wants[i]) && wants[i].outcome == WANT_WRITE)
            *(AllocationPut *)list_push(cx->arena, &batch.items) = put_of(&wants[i]);
    if (batch.items.count == 0)
        return NULL;
    add_extra(cx, e, &wants[0], &batch);
    TRY(step(cx, put_batch, &batch, &refusal));
    *refused = refusal != NULL;
    for (size_t i = 0; i < count && refusal; i++)
        if (is_work(&wants[i]) && wants[i].outcome == WANT_WRITE)
            refuse(&wants[i], refusal);
    for (size_t i = 0; i < batch.overtime.count && !refusal; i++)
        e->report->overtime.n += batch.overtime.items[i].minutes.n;
    return NULL;
}

/* What a week took of the arena is given back, unless the reason of a refusal lies there. */
static Err *write_all(Ctx *cx, Entering *e)
{
    ImportWants *wants = &e->plan.wants;
    for (size_t from = 0, until; from < wants->count; from = until) {
        const ImportWant *first = &wants->items[from];
        ArenaMark mark = arena_mark(cx->arena);
        bool refused = false;
        until = from + 1;
        while (until < wants->count && wants->items[until].person_id.n == first->person_id.n &&
               wants->items[until].week.n == first->week.n)
            until++;
        TRY(write_week(cx, e, &wants->items[from], until - from, &refused));
        if (!refused)
            arena_rewind(cx->arena, mark);
    }
    return NULL;
}

static void touch_week(Ctx *cx, const ImportWant *want, Day *last)
{
    if (want->outcome == WANT_WRITE && want->week.n != last->n)
        cx_touch(cx, "plan/%s", day_iso(cx->arena, want->week));
    *last = want->week;
}

/* Whoever looks hears of the weeks, not of thousands of cells. */
static Err *write_weeks(Ctx *cx, Entering *e)
{
    struct Topics *topics = cx->topics;
    Day last = DAY_NONE;
    cx->topics = NULL;
    Err *err = write_all(cx, e);
    cx->topics = topics;
    for (size_t i = 0; i < e->plan.wants.count && !err; i++)
        touch_week(cx, &e->plan.wants.items[i], &last);
    return err;
}

static Err *check_understood(Ctx *cx, const ImportPlan *plan)
{
    const char *field = import_trouble_field(plan->table, plan->unit);
    return *plan->trouble ? err_new(cx, ERR_INPUT, field, "%s", plan->trouble) : NULL;
}

/* Somebody has seen them all and said yes. */
static void keep_all_choices(Ctx *cx, Entering *e)
{
    for (size_t i = 0; i < e->table->people.count; i++)
        import_choose(cx, &e->answers.people, e->table->people.items[i].text, e->plan.people.items[i].choice);
    for (size_t i = 0; i < e->table->subjects.count; i++)
        if (e->table->subjects.items[i].word.kind == SUBJECT_PROJECT)
            import_choose(cx, &e->answers.subjects, e->table->subjects.items[i].text, e->plan.subjects.items[i].choice);
}

/* People and projects first: with them there, everything is weighed again. */
static Err *enter(Ctx *cx, Entering *e)
{
    TRY(import_plan_make(cx, e->table, &e->answers, &e->plan));
    TRY(check_understood(cx, &e->plan));
    TRY(make_people(cx, e));
    TRY(make_projects(cx, e));
    if (e->report->people_made || e->report->projects_made)
        TRY(import_plan_make(cx, e->table, &e->answers, &e->plan));
    TRY(write_absences(cx, e));
    keep_all_choices(cx, e);
    return write_weeks(cx, e);
}

static void count_wants(const ImportPlan *plan, ImportReport *report)
{
    for (size_t i = 0; i < plan->wants.count; i++) {
        const ImportWant *want = &plan->wants.items[i];
        report->written += want->outcome == WANT_WRITE;
        report->same += want->outcome == WANT_SAME || want->outcome == WANT_KEPT;
        bool earlier = !day_is_set(report->first_week) || want->week.n < report->first_week.n;
        if (want->outcome == WANT_WRITE && earlier)
            report->first_week = want->week;
    }
}

Err *import_confirm(Ctx *cx, ImportOpened *opened, ImportReport *report)
{
    Import *import = &opened->import;
    Entering entering = {
        .table = &opened->table, .answers = opened->answers, .report = report, .file_name = import->file_name};
    int64_t changed;
    *report = (ImportReport){.id = import->id, .first_week = DAY_NONE};
    if (!import_waits(import))
        return import_done_already(cx);
    TRY(enter(cx, &entering));
    import->answers = import_answers_write(cx, &entering.answers);
    TRY(db_change(cx, &sql_import_take, IN(Import, import), &changed));
    if (changed != 1)
        return import_done_already(cx);
    TRY(since_save(cx, import->id, import->profile, &entering.plan));
    import_tell_refused(cx, &entering.plan, report);
    import_tell_skipped(cx, &entering.plan, report);
    count_wants(&entering.plan, report);
    report->change_id = cx->change_id;
    return NULL;
}
