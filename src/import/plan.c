/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "import/since.h"

#define IMPORT_WORD(value, word) word,
const char *const import_over_words[] = {IMPORT_OVERS(IMPORT_WORD) NULL};
const char *const import_changed_words[] = {IMPORT_CHANGEDS(IMPORT_WORD) NULL};

static void problem(Weighing *w, const char *place, const char *text, const char *why)
{
    ImportProblem *one = list_push(w->cx->arena, &w->plan->problems);
    *one = (ImportProblem){place, text, why};
}

/* ---- weeks of people ---- */

/* Somebody who is made by this import works 5 × 8 hours. */
static void week_of_newcomer(const Weighing *w, PersonWeek *week)
{
    Contract contract = contract_default();
    for (int i = 0; i < DAYS_PER_WEEK; i++) {
        int64_t norm = contract_minutes(&contract, i).n;
        DayKind kind = calendar_day(w->calendar, day_plus(week->week, i));
        bool moved = kind == CALENDAR_MOVED_IN || kind == CALENDAR_MOVED_IN_SHORT;
        week->capacity.n += norm;
        week->room.n += norm;
        if (moved && norm == 0)
            week->room.n += contract_minutes(&contract, 0).n - (kind == CALENDAR_MOVED_IN ? 0 : CALENDAR_SHORT_BY.n);
        if (kind == CALENDAR_OFF)
            week->absence.n += norm;
        if (kind == CALENDAR_SHORT)
            week->absence.n += MIN_OF(norm, CALENDAR_SHORT_BY.n);
    }
}

int weigh_compare(Id person, Day week, Id other, Day other_week)
{
    if (person.n != other.n)
        return person.n < other.n ? -1 : 1;
    return (week.n > other_week.n) - (week.n < other_week.n);
}

PersonWeek weigh_week_of(const Weighing *w, Id person_id, Day monday)
{
    PersonWeek made = {.person_id = person_id, .week = monday};
    size_t low = 0;
    size_t high = w->rows.count;
    if (person_id.n < 0) {
        week_of_newcomer(w, &made);
        return made;
    }
    while (low < high) {
        size_t middle = (low + high) / 2;
        const PersonWeek *row = &w->rows.items[middle];
        if (weigh_compare(row->person_id, row->week, person_id, monday) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < w->rows.count &&
        weigh_compare(w->rows.items[low].person_id, w->rows.items[low].week, person_id, monday) == 0)
        return w->rows.items[low];
    week_base(w->facts, &made);
    return made;
}

/* What of a week's capacity lies in the month, for tables by months. */
static Minutes work_on(const Weighing *w, Id person_id, Day day)
{
    WeekDay facts = {0};
    if (person_id.n > 0) {
        week_day(w->cx, w->facts, person_id, day, &facts);
        return MINUTES(facts.norm.n - facts.away.n);
    }
    Contract contract = contract_default();
    bool off = calendar_day(w->calendar, day) == CALENDAR_OFF;
    return off ? MINUTES(0) : contract_minutes(&contract, day_weekday(day));
}

/* What the contract gives on that day, holidays or not. */
static Minutes norm_of(const Weighing *w, Id person_id, Day day)
{
    WeekDay facts = {0};
    Contract contract = contract_default();
    if (person_id.n <= 0)
        return contract_minutes(&contract, day_weekday(day));
    week_day(w->cx, w->facts, person_id, day, &facts);
    return facts.norm;
}

/* ---- from rows to wants ---- */

static Minutes minutes_of(const Weighing *w, const Amount *amount, Minutes capacity)
{
    int64_t thousandths = amount->thousandths;
    bool hours = amount->kind == AMOUNT_PLAIN && w->plan->unit == IMPORT_UNIT_HOURS;
    if (amount->kind == AMOUNT_HOURS)
        return amount->minutes;
    if (hours)
        return MINUTES((thousandths * 60 + 500) / 1000);
    if (amount->kind == AMOUNT_PLAIN && w->plan->unit == IMPORT_UNIT_SHARE)
        thousandths *= 100;
    return MINUTES(capacity.n * thousandths / WHOLE_PERCENT);
}

/* Only of empty cells: where an amount or a word stands, it says itself what the week holds. */
static bool means_away(ColourMeaning meaning)
{
    return meaning == COLOUR_VACATION || meaning == COLOUR_SICK || meaning == COLOUR_DAY_OFF;
}

static ColourMeaning meaning_of(const Weighing *w, const ImportRow *row)
{
    ColourMeaning meaning = row->colour < 0 ? COLOUR_NOTHING : (ColourMeaning)w->plan->colours[row->colour];
    bool silent = row->subject >= 0 || w->plan->table->months; /* nobody is away for months */
    return means_away(meaning) && silent ? COLOUR_NOTHING : meaning;
}

static ImportWant want_of(const Weighing *w, const ImportRow *row, Day week)
{
    const ImportTarget *person = &w->plan->people.items[row->person];
    const ImportTarget *subject = &w->plan->subjects.items[row->subject];
    bool tentative = meaning_of(w, row) == COLOUR_TENTATIVE || row->amount.tentative;
    bool project = subject->word.kind == SUBJECT_PROJECT;
    return (ImportWant){.person = row->person,
                        .subject = row->subject,
                        .person_id = person->kind == MATCH_NEW ? ID(-row->person - 1) : person->id,
                        .project_id = project && subject->kind == MATCH_NEW ? ID(-row->subject - 1) : subject->id,
                        .week = week,
                        .word = subject->word,
                        .state = project && tentative ? ALLOCATION_TENTATIVE : ALLOCATION_CONFIRMED,
                        .place = row->place,
                        .whole = row->amount.kind == AMOUNT_NONE,
                        .why = ""};
}

/* An empty or filled cell whose colour says that the person is away. */
static ImportWant want_of_colour(const Weighing *w, const ImportRow *row, ColourMeaning meaning, Day week)
{
    AbsenceKind kind = meaning == COLOUR_VACATION ? ABSENCE_VACATION
                       : meaning == COLOUR_SICK   ? ABSENCE_SICK
                                                  : ABSENCE_DAY_OFF;
    const ImportTarget *person = &w->plan->people.items[row->person];
    return (ImportWant){.person = row->person,
                        .subject = -1,
                        .person_id = person->kind == MATCH_NEW ? ID(-row->person - 1) : person->id,
                        .week = week,
                        .word = {SUBJECT_ABSENCE, (int)kind},
                        .place = row->place,
                        .whole = true,
                        .why = ""};
}

static void push_want(Weighing *w, ImportWant *want, Minutes capacity)
{
    ImportSum *sum = &w->plan->sums[want->person];
    want->capacity = capacity;
    want->order = (int)w->plan->wants.count;
    *(ImportWant *)list_push(w->cx->arena, &w->plan->wants) = *want;
    sum->cells++;
    sum->file.n += want->wanted.n;
    sum->file_percent += capacity.n ? want->wanted.n * WHOLE_PERCENT / capacity.n : 0;
}

static void want_week(Weighing *w, const ImportRow *row, Day day)
{
    ColourMeaning meaning = meaning_of(w, row);
    bool away = means_away(meaning);
    ImportWant want = away ? want_of_colour(w, row, meaning, day_monday(day)) : want_of(w, row, day_monday(day));
    PersonWeek there = weigh_week_of(w, want.person_id, want.week);
    Minutes base = w->plan->table->days ? norm_of(w, want.person_id, day) : there.capacity;
    want.wanted = want.whole ? base : minutes_of(w, &row->amount, base);
    if (w->plan->table->days && want.word.kind == SUBJECT_ABSENCE && want.wanted.n >= base.n) {
        want.days = (uint8_t)(1U << day_weekday(day));
        want.whole = false;
    }
    if (!w->plan->table->days || want.wanted.n > 0 || !want.whole)
        push_want(w, &want, there.capacity);
}

/* A month's hours are spread over its weeks as the person works in them; its percent hold in each of its days. */
static void want_month(Weighing *w, const ImportRow *row, Day first)
{
    Ymd ymd = day_ymd(first);
    int length = month_length(ymd.year, ymd.month);
    Id person_id = want_of(w, row, first).person_id;
    int64_t all = 0;
    int64_t before = 0;
    int64_t given = 0;
    for (int i = 0; i < length; i++)
        all += work_on(w, person_id, day_plus(first, i)).n;
    int64_t month = minutes_of(w, &row->amount, MINUTES(all)).n;
    for (int i = 0; i < length; i++) {
        Day day = day_plus(first, i);
        before += work_on(w, person_id, day).n;
        if (day_weekday(day) != 6 && i + 1 < length)
            continue;
        ImportWant want = want_of(w, row, day_monday(day));
        int64_t until_now = all ? month * before / all : 0;
        want.wanted = MINUTES(until_now - given);
        given = until_now;
        if (want.wanted.n == 0)
            continue;
        push_want(w, &want, weigh_week_of(w, person_id, want.week).capacity);
    }
}

static bool is_left_out(const ImportTarget *target)
{
    return target->kind == MATCH_LEFT || target->kind == MATCH_UNCLEAR;
}

static bool counts(const Weighing *w, const ImportRow *row)
{
    ColourMeaning meaning = meaning_of(w, row);
    bool said = row->subject >= 0 && !is_left_out(&w->plan->subjects.items[row->subject]);
    return !is_left_out(&w->plan->people.items[row->person]) && meaning != COLOUR_IGNORE &&
           (said || means_away(meaning));
}

/* "Берег" without a number: somebody must say how much of the week that is. */
static bool is_words_only(const Weighing *w, const ImportRow *row)
{
    if (means_away(meaning_of(w, row)))
        return false;
    SubjectKind kind = w->plan->subjects.items[row->subject].word.kind;
    return row->amount.kind == AMOUNT_NONE && (kind == SUBJECT_PROJECT || kind == SUBJECT_KIND);
}

static void take_row(Weighing *w, const ImportRow *row)
{
    Ctx *cx = w->cx;
    const ImportHead *head = &w->plan->table->heads.items[row->head];
    bool bare = row->amount.kind == AMOUNT_PLAIN;
    ImportRow said;
    if (!counts(w, row) || (bare && w->plan->unit == IMPORT_UNIT_UNKNOWN))
        return;
    if (is_words_only(w, row)) {
        w->plan->words_only++;
        if (!w->plan->answers->words)
            return;
        said = *row;
        said.amount = (Amount){.kind = AMOUNT_PERCENT, .thousandths = (int64_t)w->plan->answers->words * 1000};
        row = &said;
    }
    if (!day_is_set(head->day))
        problem(w, row->place, head->text, _("There is no such day or week in that year"));
    else if (head->head.kind == HEAD_MONTH && row->amount.kind != AMOUNT_NONE)
        want_month(w, row, head->day);
    else
        want_week(w, row, head->day);
}

/* ---- one want for each cell of the plan ---- */

static int by_key(const void *a, const void *b)
{
    const ImportWant *left = a;
    const ImportWant *right = b;
    int order = weigh_compare(left->person_id, left->week, right->person_id, right->week);
    order = order ? order : (int)left->word.kind - (int)right->word.kind;
    order = order ? order : left->word.value - right->word.value;
    order = order ? order : (left->project_id.n > right->project_id.n) - (left->project_id.n < right->project_id.n);
    return order ? order : (int)left->state - (int)right->state;
}

static int by_key_and_order(const void *a, const void *b)
{
    int order = by_key(a, b);
    return order ? order : ((const ImportWant *)a)->order - ((const ImportWant *)b)->order;
}

/* Absences that are said twice, in words and by colour or in each project's row, do not add up; their days join. */
static void join(ImportWant *want, const ImportWant *more)
{
    bool again = want->word.kind == SUBJECT_ABSENCE && (more->whole || (more->days & want->days) || want->whole);
    if (!again)
        want->wanted.n += more->wanted.n;
    want->whole = want->whole || more->whole;
    want->days |= more->days;
}

/* Several rows of the table for one cell add up. */
static void add_up(ImportWants *wants)
{
    size_t kept = 0;
    if (wants->count > 1)
        qsort(wants->items, wants->count, sizeof wants->items[0], by_key_and_order);
    for (size_t i = 0; i < wants->count; i++) {
        if (kept == 0 || by_key(&wants->items[kept - 1], &wants->items[i]) != 0) {
            wants->items[kept++] = wants->items[i];
            continue;
        }
        join(&wants->items[kept - 1], &wants->items[i]);
    }
    wants->count = kept;
}

/* ---- names that nobody has matched yet ---- */

static int rows_about(const ImportTable *table, int person, int subject)
{
    int count = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        count += table->rows.items[i].subject >= 0 && (person < 0 || table->rows.items[i].person == person) &&
                 (subject < 0 || table->rows.items[i].subject == subject);
    return count;
}

static void tell_unclear(Weighing *w, const ImportTarget *target, const char *place, const char *text, int rows)
{
    Ctx *cx = w->cx;
    if (target->kind == MATCH_UNCLEAR && rows > 0)
        problem(w, place, text,
                arena_printf(cx->arena,
                             trn(cx, "Nobody has chosen what this means; %d cell waits",
                                 "Nobody has chosen what this means; %d cells wait", rows),
                             rows));
}

static void tell_all_unclear(Weighing *w)
{
    const ImportTable *table = w->plan->table;
    for (size_t i = 0; i < table->people.count; i++)
        if (w->plan->people.items[i].kind == MATCH_UNCLEAR)
            tell_unclear(w, &w->plan->people.items[i], table->people.items[i].place, table->people.items[i].text,
                         rows_about(table, (int)i, -1));
    for (size_t i = 0; i < table->subjects.count; i++)
        if (w->plan->subjects.items[i].kind == MATCH_UNCLEAR)
            tell_unclear(w, &w->plan->subjects.items[i], table->subjects.items[i].place, table->subjects.items[i].text,
                         rows_about(table, -1, (int)i));
}

static void tell_words_only(Weighing *w)
{
    Ctx *cx = w->cx;
    int count = w->plan->words_only;
    if (count && !w->plan->answers->words)
        problem(w, "", "",
                arena_printf(cx->arena,
                             trn(cx, "%d cell holds words and no number: say how much of the week that is",
                                 "%d cells hold words and no number: say how much of the week that is", count),
                             count));
}

/* ---- all of it ---- */

static Err *load_weeks(Weighing *w)
{
    Day from = DAY_MAX;
    Day until = DAY_MIN;
    for (size_t i = 0; i < w->plan->table->heads.count; i++) {
        const ImportHead *head = &w->plan->table->heads.items[i];
        if (!day_is_set(head->day))
            continue;
        from = head->day.n < from.n ? head->day : from;
        Day last = head->head.kind == HEAD_MONTH ? day_plus(head->day, 30) : head->day;
        until = last.n > until.n ? last : until;
    }
    if (from.n > until.n)
        from = until = w->cx->today;
    from = day_monday(from);
    until = day_plus(day_monday(until), DAYS_PER_WEEK);
    TRY(week_rows(w->cx, from, until, &w->rows));
    TRY(allocation_range(w->cx, ID(0), from, until, &w->allocations));
    TRY(since_load(w->cx, w->plan->table->profile, from, until, &w->memory));
    w->plan->again = w->memory.any;
    TRY(week_facts_load(w->cx, NULL, 0, from, (int)((until.n - from.n) / DAYS_PER_WEEK), &w->facts));
    return week_calendar(w->cx, &w->calendar);
}

static void settle_colours(Ctx *cx, const ImportTable *table, ImportPlan *plan)
{
    plan->colours = arena_new_array(cx->arena, uint8_t, table->colours.count + 1);
    for (size_t i = 0; i < table->colours.count; i++) {
        int meaning = (int)table->colours.items[i].meaning;
        const char *rgb = arena_printf(cx->arena, "%06" PRIX32, table->colours.items[i].rgb);
        for (size_t k = 0; k < plan->answers->colours.count; k++)
            if (strcmp(plan->answers->colours.items[k].text, rgb) == 0)
                (void)word_value(colour_meaning_words, plan->answers->colours.items[k].choice, &meaning);
        plan->colours[i] = (uint8_t)meaning;
    }
}

static void settle(Ctx *cx, ImportTable *table, ImportPlan *plan)
{
    plan->year = plan->answers->year ? plan->answers->year : import_guess_year(cx, table);
    plan->unit = plan->answers->unit != IMPORT_UNIT_UNKNOWN ? plan->answers->unit : table->unit;
    import_settle(table, plan->year);
    settle_colours(cx, table, plan);
    plan->trouble = import_heads_trouble(cx, table);
    if (table->trouble && *table->trouble)
        plan->trouble = table->trouble;
    if (table->needs_unit && plan->unit == IMPORT_UNIT_UNKNOWN)
        plan->trouble = _("Say what the numbers are: percent, hours or shares");
}

const char *import_trouble_field(const ImportTable *table, ImportUnit unit)
{
    if (table->trouble && *table->trouble)
        return "file";
    return table->needs_unit && unit == IMPORT_UNIT_UNKNOWN ? "unit" : "year";
}

Err *import_plan_make(Ctx *cx, ImportTable *table, const ImportAnswers *answers, ImportPlan *plan)
{
    Weighing w = {.cx = cx, .plan = plan};
    *plan = (ImportPlan){.table = table, .answers = answers};
    plan->sums = arena_new_array(cx->arena, ImportSum, table->people.count + 1);
    settle(cx, table, plan);
    TRY(import_world_load(cx, &plan->world));
    import_match_people(cx, table, &plan->world, &answers->people, &plan->people);
    import_match_subjects(cx, table, &plan->world, &answers->subjects, &plan->subjects);
    TRY(load_weeks(&w));
    for (size_t i = 0; i < table->rows.count && !*plan->trouble && plan->wants.count <= IMPORT_ROWS_MAX; i++)
        take_row(&w, &table->rows.items[i]);
    if (plan->wants.count > IMPORT_ROWS_MAX) /* months become weeks */
        return err_new(cx, ERR_TOO_LARGE, "file", _("The table has more than %d values; split it into several files"),
                       IMPORT_ROWS_MAX);
    tell_all_unclear(&w);
    tell_words_only(&w);
    ImportWants wants = plan->wants;
    plan->wants.items = NULL;
    plan->wants.count = 0;
    add_up(&wants);
    return weigh_all(&w, &wants);
}
