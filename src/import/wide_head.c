/* SPDX-License-Identifier: MIT */
/* Where the weeks, the people and the projects stand in a table with weeks as columns. */
#include "base/base.h"

#include "base/text.h"
#include "import/wide.h"

/* ---- heads ---- */

/* What rows above a head say: "Ноябрь 2026" over its weeks, "2026" over its months. */
typedef struct {
    int month, year;
} Above;

static bool year_of(const char *text, int *year)
{
    int64_t number;
    if (!text_int(text, &number) || number < 1990 || number > 2199)
        return false;
    *year = (int)number;
    return true;
}

static void look_above(Ctx *cx, const Wide *wide, size_t row, int column, Above *above)
{
    for (int c = column; c >= 0; c--) {
        WeekHead head;
        const char *text = import_text(cx, wide->sheet, row, c);
        if (!*text)
            continue;
        if (!above->year && year_of(text, &above->year))
            return;
        if (week_head_parse(text, &head) && head.kind == HEAD_MONTH && !above->month) {
            above->month = head.month;
            above->year = above->year ? above->year : head.year;
        }
        return;
    }
}

static Above above_of(Ctx *cx, const Wide *wide, size_t row, int column)
{
    Above above = {0};
    for (size_t up = 1; up <= 2 && up <= row; up++)
        look_above(cx, wide, row - up, column, &above);
    return above;
}

/* "24–30" under a month: the first number. */
static bool days_of_month(const char *text, int *day)
{
    static const char *const dashes[] = {"-", "–", "—"};
    int first = 0;
    int digits = 0;
    for (; *text >= '0' && *text <= '9' && digits < 2; text++, digits++)
        first = first * 10 + (*text - '0');
    while (*text == ' ')
        text++;
    for (size_t i = 0; i < COUNT_OF(dashes); i++)
        if (digits && text_starts(text, dashes[i])) {
            *day = first;
            return first >= 1 && first <= 31;
        }
    return false;
}

static void add_year_above(WeekHead *head, const Above *above)
{
    if (head->year || !above->year || head->kind == HEAD_NONE)
        return;
    head->year = above->year;
    if (above->month && head->kind == HEAD_DAY)
        head->year += (above->month < head->month - 6) ? -1 : (above->month > head->month + 6) ? 1 : 0;
}

static void read_head(Ctx *cx, const Wide *wide, size_t row, int column, WeekHead *head)
{
    const Cell *cell = sheet_cell(wide->sheet, row, column);
    *head = (WeekHead){0};
    if (cell->kind == CELL_EMPTY)
        return;
    Above above = above_of(cx, wide, row, column);
    int day;
    if (!week_head_of_cell(cell, head) && above.month && days_of_month(import_text(cx, wide->sheet, row, column), &day))
        *head = (WeekHead){.kind = HEAD_DAY, .month = above.month, .day = day};
    add_year_above(head, &above);
}

static bool follows(int number, int before)
{
    return number == before + 1 || (before >= 52 && number == 1);
}

/* Bare numbers are weeks when each follows the one before, days of the month above when they go by sevens. */
static void settle_bare(Ctx *cx, Wide *wide, size_t row)
{
    int before = 0;
    int steps = 0;
    int count = 0;
    for (int c = 0; c < wide->sheet->width; c++)
        if (wide->heads[c].bare) {
            steps += before && follows(wide->heads[c].week, before);
            before = wide->heads[c].week;
            count++;
        }
    bool weeks = count >= 2 && steps == count - 1;
    for (int c = 0; c < wide->sheet->width; c++) {
        WeekHead *head = &wide->heads[c];
        Above above = above_of(cx, wide, row, c);
        if (!head->bare || weeks)
            continue;
        if (above.month && head->week <= 31) {
            *head = (WeekHead){.kind = HEAD_DAY, .month = above.month, .day = head->week};
            add_year_above(head, &above);
        } else {
            *head = (WeekHead){0};
        }
    }
}

/* How sure it is that the row holds the heads: the number of weeks in it; 0: it does not. Fills wide->heads. */
static int read_heads(Ctx *cx, Wide *wide, size_t row)
{
    int strong = 0;
    int bare = 0;
    int others = 0;
    bool named = false;
    wide->first = wide->last = -1;
    for (int c = 0; c < wide->sheet->width; c++) {
        ColumnRole said = import_column_role(cx, wide->from, c, "");
        wide->heads[c] = (WeekHead){0};
        if (said == COLUMN_UNKNOWN || said == COLUMN_WEEK)
            read_head(cx, wide, row, c, &wide->heads[c]);
    }
    settle_bare(cx, wide, row);
    for (int c = 0; c < wide->sheet->width; c++) {
        const char *text = import_text(cx, wide->sheet, row, c);
        if (wide->heads[c].kind != HEAD_NONE) {
            strong++;
            bare += wide->heads[c].bare;
            wide->first = wide->first < 0 ? c : wide->first;
            wide->last = c;
        } else if (*text) {
            named = named || column_role(cx, text) == COLUMN_PERSON;
            others += wide->first >= 0 && import_column_role(cx, wide->from, c, text) == COLUMN_UNKNOWN;
        }
    }
    bool sure = bare < strong || named || bare >= 4; /* "12;13" are figures, "Name;12;13" are weeks */
    bool enough = sure && (strong >= 2 || (strong == 1 && named));
    return enough && wide->first > 0 && strong > others ? strong : 0;
}

bool wide_are_months(const Wide *wide)
{
    return wide->heads[wide->first].kind == HEAD_MONTH;
}

/* Months may stand over their weeks: then the row below has the heads. */
static bool find_head_row(Ctx *cx, Wide *wide)
{
    size_t said;
    if (import_head_hint(cx, wide->from, &said) && read_heads(cx, wide, said) > 0) {
        wide->head_row = said;
        return true;
    }
    for (size_t row = 0; row < wide->sheet->rows.count && row < IMPORT_HEAD_ROWS; row++) {
        if (!read_heads(cx, wide, row))
            continue;
        wide->head_row = row;
        if (wide_are_months(wide) && read_heads(cx, wide, row + 1) && !wide_are_months(wide))
            wide->head_row = row + 1;
        return read_heads(cx, wide, wide->head_row) > 0;
    }
    return false;
}

/* ---- columns left of the weeks ---- */

/* How well the row names columns: a person's is what counts, a project's will do. */
static int row_has_names(Ctx *cx, const Wide *wide, size_t row)
{
    int found = 0;
    for (int c = 0; c < wide->first; c++) {
        ColumnRole role = column_role(cx, import_text(cx, wide->sheet, row, c));
        found = role == COLUMN_PERSON ? 2 : MAX_OF(found, role == COLUMN_PROJECT || role == COLUMN_CLIENT);
    }
    return found;
}

/* The names of columns stand beside the weeks, or a few rows away (phases between). */
static void find_names(Ctx *cx, Wide *wide)
{
    static const int places[] = {0, -1, 1, 2, 3, 4, -2};
    int best = 0;
    wide->names_row = wide->head_row;
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        int64_t row = (int64_t)wide->head_row + places[i];
        int named = row >= 0 && (size_t)row < wide->sheet->rows.count ? row_has_names(cx, wide, (size_t)row) : 0;
        bool beside = places[i] >= -1 && places[i] <= 1; /* further away a project's name proves nothing */
        if (named > best && (beside || named > 1)) {
            best = named;
            wide->names_row = (size_t)row;
        }
    }
    wide->first_row = MAX_OF(wide->head_row, wide->names_row) + 1;
}

/* "план" and "факт" below the weeks: only what is planned is taken. */
static void leave_out_facts(Ctx *cx, Wide *wide)
{
    static const char *const plans[] = {"план", "plan", "planned"};
    static const char *const facts[] = {"факт", "fact", "actual", "по факту"};
    bool fact[SHEET_COLUMNS_MAX] = {false};
    size_t row = wide->head_row + 1;
    int found = 0;
    for (int c = wide->first; c <= wide->last; c++) {
        const char *text = text_fold(cx->arena, import_text(cx, wide->sheet, row, c));
        for (size_t i = 0; i < COUNT_OF(plans); i++)
            found += strcmp(text, plans[i]) == 0;
        for (size_t i = 0; i < COUNT_OF(facts); i++)
            fact[c] = fact[c] || strcmp(text, facts[i]) == 0;
        found += fact[c];
    }
    if (found < 2)
        return;
    wide->first_row = MAX_OF(wide->first_row, row + 1);
    for (int c = wide->first; c <= wide->last; c++)
        if (fact[c])
            wide->heads[c] = (WeekHead){0};
}

bool wide_find_heads(Ctx *cx, Wide *wide)
{
    bool found = find_head_row(cx, wide);
    if (!found)
        return false;
    find_names(cx, wide);
    leave_out_facts(cx, wide);
    return true;
}

static bool column_has_words(Ctx *cx, const Wide *wide, int column)
{
    Amount amount;
    for (size_t row = wide->first_row; row < wide->sheet->rows.count; row++) {
        const char *text = import_text(cx, wide->sheet, row, column);
        if (*text && !amount_parse(text, &amount))
            return true;
    }
    return false;
}

const char *wide_column_name(Ctx *cx, const Wide *wide, int column)
{
    const char *name = import_text(cx, wide->sheet, wide->names_row, column);
    return *name || wide->names_row == wide->head_row ? name : import_text(cx, wide->sheet, wide->head_row, column);
}

ColumnRole wide_column_role(Ctx *cx, const Wide *wide, int column)
{
    return import_column_role(cx, wide->from, column, wide_column_name(cx, wide, column));
}

static int *place_of_role(Wide *wide, ColumnRole role)
{
    switch (role) {
    case COLUMN_PERSON:
        return &wide->person;
    case COLUMN_PROJECT:
        return &wide->project;
    case COLUMN_CLIENT:
        return &wide->client;
    case COLUMN_POSITION:
        return &wide->position;
    case COLUMN_TEAM:
        return &wide->team;
    default:
        return NULL;
    }
}

void wide_column_left_out(Ctx *cx, const Wide *wide, int column, const char *name)
{
    import_problem(cx, wide->table, import_place(cx, wide->table, wide->sheet, wide->names_row, column), name,
                   column_role(cx, name) == COLUMN_NOTE ? _("Notes are not brought over")
                                                        : _("It is not clear what this column holds; it is left out"));
}

/* What sheets are called otherwise: "Лист1", "План 2026", "Июнь". */
static bool may_be_name(Ctx *cx, const char *name)
{
    static const char *const others[] = {"лист",   "sheet",   "план", "plan",  "загруз", "load", "таблиц", "table",
                                         "проект", "project", "итог", "total", "данные", "data", NULL};
    WeekHead head;
    const char *folded = text_fold(cx->arena, name);
    for (size_t i = 0; others[i]; i++)
        if (text_starts(folded, others[i]))
            return false;
    return !strpbrk(name, "0123456789") && !week_head_parse(name, &head);
}

/* Whether the sheet's name says whose it is: people do not stand in a column then. */
static bool is_person_sheet(Ctx *cx, const Wide *wide, bool unknown_columns)
{
    ImportLayout said = wide->from->hints->layout;
    bool has_project = wide->project >= 0 || wide->client >= 0;
    if (wide->person >= 0 || !*wide->sheet->name || (said != IMPORT_AUTO && said != IMPORT_PERSON_SHEETS))
        return false;
    return said == IMPORT_PERSON_SHEETS || wide->from->person_sheets ||
           (has_project && !unknown_columns && may_be_name(cx, wide->sheet->name));
}

/* How many of a column's texts look like names of people, in percent. */
static int person_share(Ctx *cx, const Wide *wide, int column)
{
    int texts = 0;
    int people = 0;
    for (size_t row = wide->first_row; row < wide->sheet->rows.count; row++) {
        const char *text = import_text(cx, wide->sheet, row, column);
        texts += *text != 0;
        people += import_is_person_like(text);
    }
    return texts ? people * 100 / texts : 0;
}

/* Among columns without names that of the people: where most texts look like names, else the first. */
static int guess_person(Ctx *cx, const Wide *wide, int *unknown, int *count)
{
    int best = 0;
    int share = person_share(cx, wide, unknown[0]);
    for (int i = 1; i < *count; i++) {
        int other = person_share(cx, wide, unknown[i]);
        if (other > share + 30) {
            best = i;
            share = other;
        }
    }
    int column = unknown[best];
    memmove(unknown + best, unknown + best + 1, sizeof unknown[0] * (size_t)(*count - best - 1));
    (*count)--;
    return column;
}

/* Columns without a known name, by their place: people, the last are projects, between them positions. */
static void guess_columns(Ctx *cx, Wide *wide, int *unknown, int count)
{
    bool tree = wide->from->hints->layout == IMPORT_TREE;
    if (is_person_sheet(cx, wide, count > 0))
        wide->person_name = wide->sheet->name;
    if (wide->person < 0 && !wide->person_name && count > 0)
        wide->person = guess_person(cx, wide, unknown, &count);
    bool client_by_name = wide->client >= 0 && import_column_role(cx, wide->from, wide->client, "") == COLUMN_UNKNOWN;
    if (wide->project < 0 && !client_by_name && count > 0 && !tree)
        wide->project = unknown[--count];
    int at = 0;
    if (wide->position < 0 && count > 0 && unknown[0] > wide->person)
        wide->position = unknown[at++];
    else if (wide->client < 0 && wide->person > wide->project && count > 0)
        wide->client = unknown[at++]; /* client, project, person */
    for (; at < count; at++)
        wide_column_left_out(cx, wide, unknown[at], wide_column_name(cx, wide, unknown[at]));
}

static void note_unit(Ctx *cx, Wide *wide, const char *name)
{
    if (wide->table->unit != IMPORT_UNIT_UNKNOWN)
        return;
    if (says_percent(cx, name))
        wide->table->unit = IMPORT_UNIT_PERCENT;
    else if (says_hours(cx, name))
        wide->table->unit = IMPORT_UNIT_HOURS;
}

void wide_find_columns(Ctx *cx, Wide *wide)
{
    int unknown[SHEET_COLUMNS_MAX];
    int count = 0;
    wide->person = wide->project = wide->client = wide->position = wide->team = -1;
    for (int c = 0; c < wide->sheet->width; c++) {
        const char *name = wide_column_name(cx, wide, c);
        bool said = import_column_role(cx, wide->from, c, "") != COLUMN_UNKNOWN;
        ColumnRole role = wide_column_role(cx, wide, c);
        int *place = place_of_role(wide, role);
        if (c >= wide->first && (!said || wide->heads[c].kind != HEAD_NONE))
            continue;
        note_unit(cx, wide, name);
        if (place && *place < 0)
            *place = c;
        else if (role == COLUMN_UNKNOWN && column_has_words(cx, wide, c))
            unknown[count++] = c;
    }
    guess_columns(cx, wide, unknown, count);
}
