/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"
#include "import/since.h"
#include "import/since.sql.h"

/* Table import_week. */
typedef struct {
    Id import_id;
    const char *profile;
    Id person_id;
    Day week;
    Id change_id;
    const char *cells;
} ImportWeek;
SHAPE_STATIC(ImportWeek, FIELD(ImportWeek, import_id), FIELD(ImportWeek, profile), FIELD(ImportWeek, person_id),
             FIELD(ImportWeek, week), FIELD(ImportWeek, change_id), FIELD(ImportWeek, cells));

typedef struct {
    const char *profile;
    Day from_week, until_week;
} WeekRange;
SHAPE_STATIC(WeekRange, FIELD(WeekRange, profile), FIELD(WeekRange, from_week), FIELD(WeekRange, until_week));

/* ---- cells as text ---- */

static bool is_planned_work(const ImportWant *want)
{
    return want->word.kind == SUBJECT_PROJECT || want->word.kind == SUBJECT_KIND;
}

/* "12" of a project, "own_tasks" of own work. */
static const char *subject_key(Ctx *cx, const ImportWant *want)
{
    if (want->word.kind == SUBJECT_KIND)
        return allocation_kind_words[want->word.value];
    return arena_printf(cx->arena, "%" PRId64, want->project_id.n);
}

const char *import_cell_key(Ctx *cx, const ImportWant *want)
{
    return arena_printf(cx->arena, "%" PRId64 "|%s|%s|%s", want->person_id.n, day_iso(cx->arena, want->week),
                        subject_key(cx, want), allocation_state_words[want->state]);
}

static bool read_cell(Ctx *cx, const char *line, ImportSaid *said)
{
    int64_t project = 0;
    int64_t kept = 0;
    int state;
    TextList parts = text_split(cx->arena, line, ' ');
    if (parts.count != 5 || !word_value(allocation_state_words, parts.items[1], &state) ||
        !text_int(parts.items[2], &said->file.n) || !text_int(parts.items[3], &said->put.n) ||
        !text_int(parts.items[4], &kept))
        return false;
    said->state = (AllocationState)state;
    said->kept = kept != 0;
    said->kind = ALLOCATION_PROJECT;
    if (text_int(parts.items[0], &project))
        said->project_id = ID(project);
    else if (!word_value(allocation_kind_words, parts.items[0], &state))
        return false;
    else
        said->kind = (AllocationKind)state;
    return true;
}

static void read_week(Ctx *cx, const ImportWeek *row, ImportMemory *memory)
{
    TextList lines = text_split(cx->arena, row->cells, '\n');
    while (memory->items.count && memory->items.items[memory->items.count - 1].person_id.n == row->person_id.n &&
           memory->items.items[memory->items.count - 1].week.n == row->week.n)
        memory->items.count--; /* a later table said something else */
    for (size_t i = 0; i < lines.count; i++) {
        ImportSaid said = {.person_id = row->person_id, .week = row->week};
        if (read_cell(cx, lines.items[i], &said))
            *(ImportSaid *)list_push(cx->arena, &memory->items) = said;
    }
}

Err *since_load(Ctx *cx, const char *profile, Day from, Day until, ImportMemory *memory)
{
    LIST_OF(ImportWeek) rows = {0};
    WeekRange range = {.profile = profile, .from_week = from, .until_week = until};
    *memory = (ImportMemory){0};
    TRY(db_all(cx, &sql_import_week_range, IN(WeekRange, &range), MANY(ImportWeek, &rows)));
    for (size_t i = 0; i < rows.count; i++)
        read_week(cx, &rows.items[i], memory);
    memory->any = rows.count > 0;
    return NULL;
}

/* ---- comparing ---- */

static size_t first_of(const ImportMemory *memory, Id person_id, Day week)
{
    size_t low = 0;
    size_t high = memory->items.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const ImportSaid *one = &memory->items.items[middle];
        if (weigh_compare(one->person_id, one->week, person_id, week) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_of(const ImportSaid *said, const ImportWant *want)
{
    AllocationKind kind = want->word.kind == SUBJECT_KIND ? (AllocationKind)want->word.value : ALLOCATION_PROJECT;
    return is_planned_work(want) && said->kind == kind && said->project_id.n == want->project_id.n &&
           said->state == want->state;
}

static void remember(ImportWant *want, const ImportSaid *said)
{
    want->remembered = true;
    want->said = said->file;
    want->left = said->put;
    want->kept = said->kept;
}

/* The table said something of this subject once and says nothing now. */
static void add_gone(Weighing *w, ImportWants *wants, const ImportSaid *said, int person)
{
    bool own = said->kind != ALLOCATION_PROJECT;
    ImportWant *gone = list_push(w->cx->arena, wants);
    *gone = (ImportWant){.person = person,
                         .subject = -1,
                         .person_id = said->person_id,
                         .week = said->week,
                         .project_id = said->project_id,
                         .word = {own ? SUBJECT_KIND : SUBJECT_PROJECT, own ? (int)said->kind : 0},
                         .state = said->state,
                         .place = "",
                         .why = "",
                         .gone = true};
    remember(gone, said);
}

/* A subject that the table has in the other state is not gone. */
static bool is_there(const ImportWants *wants, size_t from, const ImportSaid *said, ImportWant **found)
{
    bool there = false;
    for (size_t i = from; i < wants->count; i++) {
        ImportWant other = wants->items[i];
        if (is_of(said, &wants->items[i]))
            *found = &wants->items[i];
        other.state = said->state;
        there = there || is_of(said, &other);
    }
    return there;
}

void since_week(Weighing *w, size_t from, int person, Id person_id, Day week)
{
    const ImportMemory *memory = &w->memory;
    ImportWants *wants = &w->plan->wants;
    for (size_t i = first_of(memory, person_id, week); i < memory->items.count; i++) {
        const ImportSaid *said = &memory->items.items[i];
        ImportWant *found = NULL;
        if (weigh_compare(said->person_id, said->week, person_id, week) != 0)
            break;
        bool there = is_there(wants, from, said, &found);
        if (found)
            remember(found, said);
        else if (!there && said->file.n)
            add_gone(w, wants, said, person);
    }
}

static int by_day(const void *a, const void *b)
{
    int64_t left = ((const Day *)a)->n;
    int64_t right = ((const Day *)b)->n;
    return (left > right) - (left < right);
}

/* The Mondays of the table's heads, in order. */
static void note_weeks(Weighing *w)
{
    const ImportTable *table = w->plan->table;
    w->weeks = arena_new_array(w->cx->arena, Day, table->heads.count + 1);
    for (size_t i = 0; i < table->heads.count; i++)
        if (day_is_set(table->heads.items[i].day))
            w->weeks[w->week_count++] = import_monday(&table->heads.items[i]);
    if (w->week_count > 1)
        qsort(w->weeks, w->week_count, sizeof w->weeks[0], by_day);
}

int since_covers(Weighing *w, const ImportSaid *said)
{
    if (!w->weeks)
        note_weeks(w);
    if (w->plan->table->months || *w->plan->trouble || !w->week_count ||
        !bsearch(&said->week, w->weeks, w->week_count, sizeof w->weeks[0], by_day))
        return -1;
    for (size_t i = 0; i < w->plan->people.count; i++)
        if (w->plan->people.items[i].id.n == said->person_id.n)
            return (int)i;
    return -1;
}

void since_next_week(const Weighing *w, size_t *at)
{
    const ImportSaid *first = &w->memory.items.items[*at];
    const ImportSaid *next = first;
    size_t left = w->memory.items.count - *at;
    while (left > 0 && weigh_compare(next->person_id, next->week, first->person_id, first->week) == 0) {
        next++;
        left--;
        (*at)++;
    }
}

void since_other_state(const Weighing *w, ImportWant *want)
{
    const ImportMemory *memory = &w->memory;
    want->remembered = false;
    for (size_t i = first_of(memory, want->person_id, want->week); i < memory->items.count; i++) {
        const ImportSaid *said = &memory->items.items[i];
        if (weigh_compare(said->person_id, said->week, want->person_id, want->week) != 0)
            break;
        if (!want->remembered)
            remember(want, &(ImportSaid){.kept = false});
        if (is_of(said, want))
            remember(want, said);
    }
}

static ImportChanged choice_of(const Weighing *w, const ImportWant *want)
{
    const ImportChoices *cells = &w->plan->answers->cells;
    int word = (int)w->plan->answers->changed;
    const char *key = cells->count ? import_cell_key(w->cx, want) : "";
    for (size_t i = 0; i < cells->count; i++)
        if (strcmp(cells->items[i].text, key) == 0)
            (void)word_value(import_changed_words, cells->items[i].choice, &word);
    return (ImportChanged)word;
}

bool since_keeps(const Weighing *w, ImportWant *want)
{
    bool file = want->file.n != want->said.n;
    bool takt = want->was.n != want->left.n;
    if (!want->remembered) {
        want->differ = w->memory.any ? DIFFER_FILE : DIFFER_NOT;
        return false;
    }
    if (!file && !takt)
        return want->kept; /* it was asked and answered before */
    want->differ = takt && file ? DIFFER_BOTH : takt ? DIFFER_TAKT : want->gone ? DIFFER_GONE : DIFFER_FILE;
    if (want->differ == DIFFER_FILE)
        return false;
    return choice_of(w, want) == IMPORT_KEEP;
}

/* ---- saving ---- */

static void put_cell(Ctx *cx, Buf *buf, const ImportWant *want)
{
    Minutes left = want->outcome == WANT_WRITE ? want->put : want->was;
    buf_printf(buf, "%s%s %s %" PRId64 " %" PRId64 " %d", buf->length ? "\n" : "", subject_key(cx, want),
               allocation_state_words[want->state], want->file.n, left.n, want->outcome == WANT_KEPT);
}

static Err *save_week(Ctx *cx, ImportWeek *row, const ImportWant *wants, size_t count)
{
    Buf cells = {0};
    row->person_id = wants[0].person_id;
    row->week = wants[0].week;
    for (size_t i = 0; i < count; i++)
        if (is_planned_work(&wants[i]) && (*wants[i].place || wants[i].remembered) && wants[i].project_id.n >= 0)
            put_cell(cx, &cells, &wants[i]);
    row->cells = arena_strndup(cx->arena, cells.data ? cells.data : "", cells.length);
    buf_finish(&cells);
    if (!*row->cells || row->person_id.n <= 0)
        return NULL;
    TRY(db_exec(cx, &sql_import_week_forget, IN(ImportWeek, row)));
    return db_exec(cx, &sql_import_week_add, IN(ImportWeek, row));
}

Err *since_save(Ctx *cx, Id import_id, const char *profile, const ImportPlan *plan)
{
    ImportWeek row = {.import_id = import_id, .profile = profile, .change_id = cx->change_id};
    for (size_t from = 0, until; from < plan->wants.count; from = until) {
        const ImportWant *first = &plan->wants.items[from];
        ArenaMark mark = arena_mark(cx->arena);
        until = from + 1;
        while (until < plan->wants.count &&
               weigh_compare(first->person_id, first->week, plan->wants.items[until].person_id,
                             plan->wants.items[until].week) == 0)
            until++;
        TRY(save_week(cx, &row, first, until - from));
        arena_rewind(cx->arena, mark);
    }
    return NULL;
}
