/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"
#include "db/topics.h"
#include "formats/table_read.h"
#include "import/import.h"
#include "import/import.sql.h"
#include "plan/absence.h"
#include "plan/overtime.h"

#define DAYS_KEPT 7

SHAPE(Import, FIELD(Import, id), FIELD(Import, person_id), FIELD(Import, file_name), FIELD(Import, profile),
      FIELD(Import, answers), FIELD(Import, body), FIELD(Import, state), FIELD(Import, created_at));

/* ---- answers as lines ---- */

static void put_choices(Buf *buf, const char *what, const ImportChoices *choices)
{
    for (size_t i = 0; i < choices->count; i++)
        if (!strpbrk(choices->items[i].text, "\t\n") && *choices->items[i].choice)
            buf_printf(buf, "%s\t%s\t%s\n", what, choices->items[i].text, choices->items[i].choice);
}

static const char *answers_text(Ctx *cx, const ImportAnswers *answers)
{
    Buf buf = {0};
    buf_printf(&buf, "year\t%d\nwords\t%d\nunit\t%s\nover\t%s\nblue\t%s\n", answers->year, answers->words,
               import_unit_words[answers->unit], import_over_words[answers->over], import_blue_words[answers->blue]);
    put_choices(&buf, "person", &answers->people);
    put_choices(&buf, "subject", &answers->subjects);
    const char *text = arena_strndup(cx->arena, buf.data, buf.length);
    buf_finish(&buf);
    return text;
}

static void add_choice(Ctx *cx, ImportChoices *choices, const char *text, const char *choice)
{
    *(ImportChoice *)list_push(cx->arena, choices) = (ImportChoice){text, choice};
}

static int word_or(Words words, const char *word, int otherwise)
{
    int value;
    return word_value(words, word, &value) ? value : otherwise;
}

static void read_answer(Ctx *cx, const TextList *parts, ImportAnswers *answers)
{
    const char *what = parts->items[0];
    const char *value = parts->items[1];
    int64_t number;
    if (strcmp(what, "year") == 0 && text_int(value, &number) && number >= 0 && number < 2200)
        answers->year = (int)number;
    else if (strcmp(what, "words") == 0 && text_int(value, &number) && number >= 0 && number <= 100)
        answers->words = (int)number;
    else if (strcmp(what, "unit") == 0)
        answers->unit = (ImportUnit)word_or(import_unit_words, value, IMPORT_UNIT_UNKNOWN);
    else if (strcmp(what, "over") == 0)
        answers->over = (ImportOver)word_or(import_over_words, value, IMPORT_REFUSE);
    else if (strcmp(what, "blue") == 0)
        answers->blue = (ImportBlue)word_or(import_blue_words, value, IMPORT_BLUE_UNSAID);
    else if (strcmp(what, "person") == 0 && parts->count > 2)
        add_choice(cx, &answers->people, value, parts->items[2]);
    else if (strcmp(what, "subject") == 0 && parts->count > 2)
        add_choice(cx, &answers->subjects, value, parts->items[2]);
}

static void read_answers(Ctx *cx, const char *text, ImportAnswers *answers)
{
    TextList lines = text_split(cx->arena, text, '\n');
    *answers = (ImportAnswers){0};
    for (size_t i = 0; i < lines.count; i++) {
        TextList parts = text_split(cx->arena, lines.items[i], '\t');
        if (parts.count > 1)
            read_answer(cx, &parts, answers);
    }
}

/* ---- staging ---- */

Err *import_read_file(Ctx *cx, const char *data, size_t size, ImportTable *table)
{
    Workbook book;
    TRY(table_read(cx, data, size, &book));
    return import_read(cx, &book, table);
}

/* The year, and what was put past 100 %, are questions of each file. */
Err *import_remembered(Ctx *cx, const ImportTable *table, ImportAnswers *answers)
{
    Import earlier = {.profile = table->profile, .answers = ""};
    bool found;
    TRY(db_find(cx, &sql_import_answers_of_profile, IN(Import, &earlier), ONE(Import, &earlier), &found));
    read_answers(cx, earlier.answers, answers);
    answers->year = 0;
    answers->over = IMPORT_REFUSE;
    return NULL;
}

static void drop_obvious(const ImportTargets *targets, ImportChoices *choices, const char *text, size_t at)
{
    for (size_t i = 0; i < choices->count; i++)
        if (strcmp(choices->items[i].text, text) == 0 &&
            strcmp(choices->items[i].choice, targets->items[at].choice) == 0)
            choices->items[i].choice = "";
}

Err *import_trim(Ctx *cx, const ImportTable *table, ImportAnswers *answers)
{
    ImportWorld world;
    ImportTargets people = {0};
    ImportTargets subjects = {0};
    TRY(import_world_load(cx, &world));
    import_match_people(cx, table, &world, NULL, &people);
    import_match_subjects(cx, table, &world, NULL, &subjects);
    for (size_t i = 0; i < table->people.count; i++)
        drop_obvious(&people, &answers->people, table->people.items[i].text, i);
    for (size_t i = 0; i < table->subjects.count; i++)
        drop_obvious(&subjects, &answers->subjects, table->subjects.items[i].text, i);
    return NULL;
}

Err *import_stage(Ctx *cx, const char *file_name, const ImportTable *table, Id *id)
{
    ImportAnswers answers;
    Import import = {.person_id = cx->person_id,
                     .file_name = file_name,
                     .profile = table->profile,
                     .body = import_table_write(cx, table),
                     .created_at = cx->now};
    TRY(import_remembered(cx, table, &answers));
    import.answers = answers_text(cx, &answers);
    TRY(db_one(cx, &sql_import_add, IN(Import, &import), ONE(Import, &import)));
    *id = import.id;
    return NULL;
}

static Err *forget(Ctx *cx, const void *body UNUSED, bool *more)
{
    int64_t gone;
    Import old = {.created_at = {cx->now.n - (int64_t)DAYS_KEPT * MINUTES_PER_DAY * 60}};
    TRY(db_change(cx, &sql_import_forget, IN(Import, &old), &gone));
    *more = gone > 0;
    return NULL;
}

const JobDef import_forget_job = {.kind = "import.forget",
                                  .label = N_("Forget tables that nobody brought over"),
                                  .run = forget,
                                  .daily_at = JOB_AT(3, 20)};

Err *import_load(Ctx *cx, Id id, Import *import, ImportTable *table, ImportAnswers *answers)
{
    bool found;
    *import = (Import){.id = id};
    TRY(db_find(cx, &sql_import_find, BY_ID(id), ONE(Import, import), &found));
    if (!found || (!cx->root && import->person_id.n != cx->person_id.n))
        return err_new(cx, ERR_MISSING, "", "%s", _("There is no such import: bring the table again"));
    read_answers(cx, import->answers, answers);
    return import_table_read(cx, import->body, table);
}

static Err *done_already(Ctx *cx)
{
    return err_new(cx, ERR_CONFLICT, "", "%s", _("This table is in the plan already"));
}

Err *import_answer(Ctx *cx, Id id, const ImportAnswers *answers)
{
    Import import;
    ImportTable table;
    ImportAnswers kept;
    TRY(import_load(cx, id, &import, &table, &kept));
    if (strcmp(import.state, "waiting") != 0)
        return done_already(cx);
    import.answers = answers_text(cx, answers);
    return db_exec(cx, &sql_import_answer, IN(Import, &import));
}

/* ---- writing ---- */

/* One import on its way into the plan. */
typedef struct {
    ImportTable *table;
    ImportAnswers answers;
    ImportPlan plan;
    ImportReport *report;
    const char *file_name;
} Entering;

/* What was made has an id now, which the answers keep: the next table of this make finds it. */
static void keep_choice(Ctx *cx, ImportChoices *choices, const char *text, const char *choice)
{
    for (size_t i = 0; i < choices->count; i++)
        if (strcmp(choices->items[i].text, text) == 0) {
            choices->items[i].choice = choice;
            return;
        }
    add_choice(cx, choices, text, choice);
}

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
        keep_choice(cx, &e->answers.people, one->text, arena_printf(cx->arena, "%" PRId64, person.id.n));
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
        keep_choice(cx, &e->answers.subjects, e->table->subjects.items[i].text,
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

/* Whether the want is the week behind the absence, of the same kind. */
static bool goes_on(const ImportWant *want, const Absence *absence)
{
    return want->word.kind == SUBJECT_ABSENCE && want->word.value == (int)absence->kind &&
           want->outcome == WANT_WRITE && want->week.n == absence->until_day.n + 1 &&
           want->week.n < absence->from_day.n + 350;
}

/* Whole weeks of one kind that follow each other are one absence. */
static Err *write_absence(Ctx *cx, Entering *e, size_t at)
{
    ImportWants *wants = &e->plan.wants;
    ImportWant *first = &wants->items[at];
    const Err *refusal;
    Absence absence = {.person_id = first->person_id,
                       .kind = (AbsenceKind)first->word.value,
                       .from_day = first->week,
                       .until_day = day_plus(first->week, 6),
                       .note = ""};
    first->taken = true;
    for (size_t k = at + 1; k < wants->count && wants->items[k].person_id.n == first->person_id.n; k++)
        if (goes_on(&wants->items[k], &absence)) {
            absence.until_day = day_plus(absence.until_day, 7);
            wants->items[k].taken = true;
        }
    TRY(step(cx, add_absence, &absence, &refusal));
    e->report->absences_made += !refusal;
    for (size_t k = at; refusal && k < wants->count && wants->items[k].person_id.n == first->person_id.n; k++)
        if (wants->items[k].taken && wants->items[k].word.value == (int)absence.kind &&
            wants->items[k].week.n >= absence.from_day.n && wants->items[k].week.n <= absence.until_day.n)
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
    const char *field = plan->table->needs_unit && plan->unit == IMPORT_UNIT_UNKNOWN ? "unit" : "year";
    return *plan->trouble ? err_new(cx, ERR_INPUT, field, "%s", plan->trouble) : NULL;
}

/* Somebody has seen them all and said yes. */
static void keep_all_choices(Ctx *cx, Entering *e)
{
    for (size_t i = 0; i < e->table->people.count; i++)
        keep_choice(cx, &e->answers.people, e->table->people.items[i].text, e->plan.people.items[i].choice);
    for (size_t i = 0; i < e->table->subjects.count; i++)
        if (e->table->subjects.items[i].word.kind == SUBJECT_PROJECT)
            keep_choice(cx, &e->answers.subjects, e->table->subjects.items[i].text, e->plan.subjects.items[i].choice);
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

static ImportAnswers copy_answers(Ctx *cx, const ImportAnswers *answers)
{
    ImportAnswers copy;
    read_answers(cx, answers_text(cx, answers), &copy);
    return copy;
}

static void count_wants(const ImportPlan *plan, ImportReport *report)
{
    for (size_t i = 0; i < plan->wants.count; i++) {
        const ImportWant *want = &plan->wants.items[i];
        report->written += want->outcome == WANT_WRITE;
        report->same += want->outcome == WANT_SAME;
        bool earlier = !day_is_set(report->first_week) || want->week.n < report->first_week.n;
        if (want->outcome == WANT_WRITE && earlier)
            report->first_week = want->week;
    }
}

Err *import_confirm(Ctx *cx, Id id, const ImportAnswers *answers, ImportReport *report)
{
    Import import;
    ImportTable table;
    Entering entering = {.table = &table, .report = report};
    int64_t changed;
    *report = (ImportReport){.id = id, .first_week = DAY_NONE};
    TRY(import_load(cx, id, &import, &table, &entering.answers));
    entering.file_name = import.file_name;
    if (answers)
        entering.answers = copy_answers(cx, answers);
    if (strcmp(import.state, "waiting") != 0)
        return done_already(cx);
    TRY(enter(cx, &entering));
    import.answers = answers_text(cx, &entering.answers);
    TRY(db_change(cx, &sql_import_take, IN(Import, &import), &changed));
    if (changed != 1)
        return done_already(cx);
    import_tell_refused(cx, &entering.plan, report);
    import_tell_skipped(cx, &entering.plan, report);
    count_wants(&entering.plan, report);
    report->change_id = cx->change_id;
    return NULL;
}
