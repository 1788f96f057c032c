/* SPDX-License-Identifier: MIT */
/* Load tables with a row for each person, project and week. */
#include "base/base.h"

#include "base/text.h"
#include "import/read.h"

typedef struct {
    const ImportSource *from;
    const Sheet *sheet;
    ImportTable *table;
    size_t head_row;
    int columns[COLUMN_IGNORE + 1]; /* by role; -1 there is none */
    int first_head;                 /* heads of this sheet begin here */
    int group;
    const WeekHead *week; /* of the whole sheet; NULL: each row has its own */
    const char *week_text;
} Long;

static int find_roles(Ctx *cx, Long *rows, size_t row)
{
    int known = 0;
    for (size_t i = 0; i < COUNT_OF(rows->columns); i++)
        rows->columns[i] = -1;
    for (int c = 0; c < rows->sheet->width; c++) {
        ColumnRole role = import_column_role(cx, rows->from, c, import_text(cx, rows->sheet, row, c));
        if (role == COLUMN_UNKNOWN || rows->columns[role] >= 0)
            continue;
        rows->columns[role] = c;
        known++;
    }
    return known;
}

static bool has_value_column(const Long *rows)
{
    return rows->columns[COLUMN_HOURS] >= 0 || rows->columns[COLUMN_PERCENT] >= 0 || rows->columns[COLUMN_VALUE] >= 0;
}

static bool is_complete(const Long *rows)
{
    bool week = rows->week || rows->columns[COLUMN_WEEK] >= 0;
    return rows->columns[COLUMN_PERSON] >= 0 && week && has_value_column(rows);
}

/* A head row that lacks something: better to say what than that there is no table. */
static Err *say_missing(Ctx *cx, Long *rows)
{
    const char *missing = "";
    if (rows->columns[COLUMN_PERSON] < 0)
        missing = _("who it is about (a column “Person”)");
    else if (rows->columns[COLUMN_WEEK] < 0 && !rows->week)
        missing = _("when it is (weeks as heads of columns, or a column “Week”)");
    else
        missing = _("how much it is (a column “Hours” or “Percent”)");
    return err_new(cx, ERR_INPUT, "file", _("The heads of row %d were understood, but the table does not say %s"),
                   rows->sheet->rows.items[rows->head_row].number, missing);
}

static Err *find_head_row(Ctx *cx, Long *rows, bool *is)
{
    size_t near = SIZE_MAX;
    size_t said;
    if (import_head_hint(cx, rows->from, &said)) {
        find_roles(cx, rows, said);
        rows->head_row = said;
        *is = is_complete(rows);
        return *is ? NULL : say_missing(cx, rows);
    }
    for (size_t row = 0; row < rows->sheet->rows.count && row < IMPORT_HEAD_ROWS; row++) {
        int known = find_roles(cx, rows, row);
        rows->head_row = row;
        *is = is_complete(rows);
        if (*is)
            return NULL;
        bool close = known >= 3 && (rows->columns[COLUMN_PERSON] >= 0 || rows->columns[COLUMN_WEEK] >= 0);
        if (close && near == SIZE_MAX)
            near = row;
    }
    if (near == SIZE_MAX || rows->week)
        return NULL;
    find_roles(cx, rows, near);
    rows->head_row = near;
    return say_missing(cx, rows);
}

static const char *text_at(Ctx *cx, const Long *rows, size_t row, ColumnRole role)
{
    return rows->columns[role] >= 0 ? import_text(cx, rows->sheet, row, rows->columns[role]) : "";
}

static const char *place_of(Ctx *cx, const Long *rows, size_t row, int column)
{
    return import_place(cx, rows->table, rows->sheet, row, column);
}

static void left_out(Ctx *cx, const Long *rows, size_t row, int column, const char *why)
{
    import_problem(cx, rows->table, place_of(cx, rows, row, column), import_text(cx, rows->sheet, row, column), why);
}

/* Rows are mostly in order of time, so the newest heads are looked at first. */
static int head_of(Ctx *cx, Long *rows, size_t row, const WeekHead *head)
{
    for (int i = (int)rows->table->heads.count; i-- > rows->first_head;)
        if (import_same_head(&rows->table->heads.items[i].head, head))
            return i;
    int column = rows->columns[COLUMN_WEEK];
    if (rows->week)
        return import_head(cx, rows->table, head, rows->week_text, rows->sheet->name, rows->group);
    return import_head(cx, rows->table, head, import_text(cx, rows->sheet, row, column),
                       place_of(cx, rows, row, column), rows->group);
}

static bool is_empty_value(const Long *rows, size_t row, ColumnRole role)
{
    return rows->columns[role] < 0 || sheet_cell(rows->sheet, row, rows->columns[role])->kind == CELL_EMPTY;
}

/* The column that the row's amount is taken from; its bare numbers are what the column's head says. */
static ColumnRole value_role(const Long *rows, size_t row)
{
    static const ColumnRole roles[] = {COLUMN_PERCENT, COLUMN_HOURS, COLUMN_VALUE};
    for (size_t i = 0; i < COUNT_OF(roles); i++)
        if (!is_empty_value(rows, row, roles[i]))
            return roles[i];
    return COLUMN_UNKNOWN;
}

static void set_unit(ColumnRole role, Amount *amount)
{
    if (amount->kind != AMOUNT_PLAIN)
        return;
    if (role == COLUMN_HOURS)
        *amount = (Amount){.kind = AMOUNT_HOURS,
                           .minutes = MINUTES((amount->thousandths * 60 + 500) / 1000),
                           .tentative = amount->tentative};
    /* bare numbers under "%" may be shares: 0.2 */
    if (role == COLUMN_PERCENT && amount->thousandths > 1500)
        amount->kind = AMOUNT_PERCENT;
    else if (role == COLUMN_PERCENT)
        *amount =
            (Amount){.kind = AMOUNT_PERCENT, .thousandths = amount->thousandths * 100, .tentative = amount->tentative};
}

static bool read_amount(Ctx *cx, const Long *rows, size_t row, Amount *amount)
{
    ColumnRole role = value_role(rows, row);
    int column = rows->columns[role];
    const Cell *cell = sheet_cell(rows->sheet, row, column);
    if (import_amount(cell, amount)) {
        set_unit(role, amount);
        return amount->kind != AMOUNT_NONE;
    }
    SubjectKind kind = subject_word(cx, text_at(cx, rows, row, COLUMN_PROJECT)).kind;
    *amount = (Amount){.kind = AMOUNT_NONE};
    if (kind == SUBJECT_ABSENCE)
        return true;
    left_out(cx, rows, row, column, _("This is no amount of work"));
    return false;
}

static bool read_state(Ctx *cx, const Long *rows, size_t row)
{
    bool tentative;
    if (!state_word(cx, text_at(cx, rows, row, COLUMN_STATE), &tentative))
        left_out(cx, rows, row, rows->columns[COLUMN_STATE],
                 _("The state is not understood: the row is taken as confirmed"));
    return tentative;
}

static void note_person(Ctx *cx, Long *rows, size_t row, int person)
{
    ImportPerson *one = &rows->table->people.items[person];
    if (!*one->position)
        one->position = text_at(cx, rows, row, COLUMN_POSITION);
    if (!*one->department)
        one->department = text_at(cx, rows, row, COLUMN_TEAM);
}

static void take_amount(Ctx *cx, Long *rows, size_t row, const char *name, const WeekHead *head)
{
    Amount amount;
    int column = rows->columns[value_role(rows, row)];
    if (!read_amount(cx, rows, row, &amount))
        return;
    amount.tentative = read_state(cx, rows, row) || amount.tentative;
    const char *place = place_of(cx, rows, row, column);
    int person = import_person(cx, rows->table, name, place_of(cx, rows, row, rows->columns[COLUMN_PERSON]));
    note_person(cx, rows, row, person);
    ImportRow *one = import_row(cx, rows->table);
    *one = (ImportRow){.person = person,
                       .subject = import_subject(cx, rows->table, text_at(cx, rows, row, COLUMN_CLIENT),
                                                 text_at(cx, rows, row, COLUMN_PROJECT), place),
                       .head = head_of(cx, rows, row, head),
                       .amount = amount,
                       .colour = import_colour(cx, rows->table, sheet_cell(rows->sheet, row, column)),
                       .place = place};
}

static void take_row(Ctx *cx, Long *rows, size_t row, const char **before)
{
    WeekHead head;
    const char *name = text_at(cx, rows, row, COLUMN_PERSON);
    int week = rows->columns[COLUMN_WEEK];
    bool known = *name && import_knows_person(rows->table, name);
    SubjectKind kind = known ? SUBJECT_PROJECT : subject_word(cx, name).kind;
    RowRole hint = import_row_hint(cx, rows->from, row);
    bool sum = kind == SUBJECT_TOTAL || kind == SUBJECT_FREE || hint == ROW_TOTAL;
    rows->from->seen->rows[row] = sum ? ROW_TOTAL : ROW_IGNORE;
    if (sum || hint == ROW_IGNORE || hint == ROW_HEAD || value_role(rows, row) == COLUMN_UNKNOWN)
        return;
    rows->from->seen->rows[row] = ROW_DATA;
    name = *name ? name : *before;
    *before = name;
    if (!*name)
        left_out(cx, rows, row, rows->columns[value_role(rows, row)], _("It is not said whose row this is"));
    else if (rows->week)
        take_amount(cx, rows, row, name, rows->week);
    else if (!week_head_of_cell(sheet_cell(rows->sheet, row, week), &head) || (head.bare && !head.week))
        left_out(cx, rows, row, week, _("This is no week and no date"));
    else
        take_amount(cx, rows, row, name, &head);
}

/* Heads of columns that have no part in the plan, but hold something. */
static void name_other_columns(Ctx *cx, const Long *rows)
{
    for (int c = 0; c < rows->sheet->width; c++) {
        const char *name = import_text(cx, rows->sheet, rows->head_row, c);
        ColumnRole role = import_column_role(cx, rows->from, c, name);
        if (*name && role == COLUMN_NOTE)
            left_out(cx, rows, rows->head_row, c, _("Notes are not brought over"));
        else if (*name && role == COLUMN_UNKNOWN)
            left_out(cx, rows, rows->head_row, c, _("It is not clear what this column holds; it is left out"));
    }
}

static const char *explain(Ctx *cx, const Long *rows)
{
    const char *people = column_letters(cx, rows->sheet->column_numbers[rows->columns[COLUMN_PERSON]]);
    if (rows->week)
        return arena_printf(cx->arena, _("Each sheet is a week, each row a person and a project; people stand in %s."),
                            people);
    return arena_printf(cx->arena,
                        _("Each row is a person, a project and a week; people stand in column %s, weeks in %s."),
                        people, column_letters(cx, rows->sheet->column_numbers[rows->columns[COLUMN_WEEK]]));
}

static const char *names_of(Ctx *cx, const Long *rows)
{
    const char *names = rows->week ? "week-rows" : "long";
    for (int c = 0; c < rows->sheet->width; c++)
        names = arena_printf(cx->arena, "%s|%s", names,
                             text_fold(cx->arena, import_text(cx, rows->sheet, rows->head_row, c)));
    return names;
}

static void see(const Long *rows)
{
    ImportSheet *seen = rows->from->seen;
    seen->layout = rows->table->layout;
    seen->head_row = rows->head_row;
    seen->shows_heads = true;
    for (size_t row = 0; row < rows->head_row; row++)
        seen->rows[row] = ROW_IGNORE;
    seen->rows[rows->head_row] = ROW_HEAD;
    for (int c = 0; c < rows->sheet->width; c++)
        seen->columns[c] = COLUMN_IGNORE;
    for (size_t role = COLUMN_PERSON; role < COUNT_OF(rows->columns); role++)
        if (rows->columns[role] >= 0)
            seen->columns[rows->columns[role]] = (uint8_t)role;
}

static Err *read_rows(Ctx *cx, Long *rows, bool *is)
{
    const char *before = "";
    rows->group = import_next_group(rows->table);
    TRY(find_head_row(cx, rows, is));
    if (!*is)
        return NULL;
    rows->table->layout = rows->week ? IMPORT_WEEK_SHEETS : IMPORT_LONG;
    see(rows);
    name_other_columns(cx, rows);
    for (size_t row = rows->head_row + 1; row < rows->sheet->rows.count; row++)
        take_row(cx, rows, row, &before);
    rows->table->explanation = explain(cx, rows);
    rows->table->profile = names_of(cx, rows);
    return NULL;
}

Err *import_read_long(Ctx *cx, const ImportSource *from, ImportTable *table, bool *is)
{
    Long rows = {.from = from, .sheet = from->sheet, .table = table, .first_head = (int)table->heads.count};
    return read_rows(cx, &rows, is);
}

Err *import_read_week_rows(Ctx *cx, const ImportSource *from, const WeekHead *week, const char *text,
                           ImportTable *table, bool *is)
{
    Long rows = {.from = from,
                 .sheet = from->sheet,
                 .table = table,
                 .first_head = (int)table->heads.count,
                 .week = week,
                 .week_text = text};
    return read_rows(cx, &rows, is);
}
