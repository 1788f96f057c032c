/* SPDX-License-Identifier: MIT */
/* A sheet for each week: people in rows, projects in columns; or the week's rows of person, project and amount. */
#include "base/base.h"

#include "base/text.h"
#include "import/read.h"

#define TITLE_ROWS 5

typedef struct {
    const ImportSource *from;
    const Sheet *sheet;
    ImportTable *table;
    int head; /* the week */
    size_t head_row;
    int person, position, team;
    uint8_t roles[SHEET_COLUMNS_MAX]; /* ColumnRole */
    bool sums[SHEET_COLUMNS_MAX];     /* the column adds up the others */
    int subjects[SHEET_COLUMNS_MAX];  /* -1: the cells say which */
    ImportTotals totals;
} Matrix;

/* ---- the week ---- */

/* "План на 15–21 июня": the first end of the text that is a week. */
static bool week_in(const char *text, WeekHead *head)
{
    for (const char *at = text; at && *at;) {
        if (at[strcspn(at, "0123456789")] && week_head_parse(at, head) && head->kind != HEAD_MONTH &&
            (!head->bare || at == text))
            return true;
        at = strchr(at, ' ');
        at = at ? at + strspn(at, " ") : NULL;
    }
    return false;
}

bool import_sheet_week(Ctx *cx, const Sheet *sheet, WeekHead *head, const char **text)
{
    *text = sheet->name;
    if (week_in(sheet->name, head))
        return true;
    for (size_t row = 0; row < sheet->rows.count && row < TITLE_ROWS; row++) {
        int texts = 0;
        for (int c = 0; c < sheet->rows.items[row].count; c++)
            texts += sheet_cell(sheet, row, c)->kind != CELL_EMPTY && !sheet_cell(sheet, row, c)->repeated;
        *text = import_row_label(cx, sheet, row);
        if (texts <= 2 && week_in(*text, head) && !head->bare)
            return true;
    }
    return false;
}

/* ---- where things stand ---- */

static bool is_number(const Cell *cell)
{
    Amount amount;
    return cell->kind != CELL_EMPTY && import_amount(cell, &amount) && amount.kind != AMOUNT_NONE;
}

/* At least two texts and no numbers, over a row with something in it. */
static bool may_be_heads(const Sheet *sheet, size_t row)
{
    int texts = 0;
    for (int c = 0; c < sheet->rows.items[row].count; c++) {
        const Cell *cell = sheet_cell(sheet, row, c);
        if (is_number(cell) || cell->kind == CELL_DATE)
            return false;
        texts += cell->kind == CELL_TEXT && !cell->repeated;
    }
    return texts >= 2 && row + 1 < sheet->rows.count;
}

static bool names_people(Ctx *cx, const Matrix *m, size_t row)
{
    for (int c = 0; c < m->sheet->rows.items[row].count; c++)
        if (column_role(cx, import_text(cx, m->sheet, row, c)) == COLUMN_PERSON)
            return true;
    return false;
}

static bool find_head_row(Ctx *cx, Matrix *m)
{
    if (import_head_hint(cx, m->from, &m->head_row))
        return true;
    for (m->head_row = 0; m->head_row < m->sheet->rows.count && m->head_row < IMPORT_HEAD_ROWS; m->head_row++)
        if (names_people(cx, m, m->head_row))
            return true;
    for (m->head_row = 0; m->head_row < m->sheet->rows.count && m->head_row < IMPORT_HEAD_ROWS; m->head_row++)
        if (may_be_heads(m->sheet, m->head_row))
            return true;
    return false;
}

static const char *name_of(Ctx *cx, const Matrix *m, int column)
{
    return import_text(cx, m->sheet, m->head_row, column);
}

static bool has_words(Ctx *cx, const Matrix *m, int column)
{
    Amount amount;
    for (size_t row = m->head_row + 1; row < m->sheet->rows.count; row++) {
        const char *text = import_text(cx, m->sheet, row, column);
        if (*text && !amount_parse(text, &amount))
            return true;
    }
    return false;
}

static ColumnRole role_of(Ctx *cx, const Matrix *m, int column)
{
    const char *name = name_of(cx, m, column);
    ColumnRole role = import_column_role(cx, m->from, column, name);
    SubjectKind kind = subject_word(cx, name).kind;
    if (import_column_role(cx, m->from, column, "") != COLUMN_UNKNOWN)
        return role;
    if (kind == SUBJECT_TOTAL || kind == SUBJECT_FREE)
        return COLUMN_TOTAL;
    bool amounts = role == COLUMN_UNKNOWN || role == COLUMN_PROJECT || role == COLUMN_CLIENT || role == COLUMN_HOURS ||
                   role == COLUMN_PERCENT;
    return amounts ? COLUMN_VALUE : role;
}

static void find_columns(Ctx *cx, Matrix *m)
{
    m->person = m->position = m->team = -1;
    for (int c = 0; c < m->sheet->width; c++) {
        ColumnRole role = role_of(cx, m, c);
        m->roles[c] = (uint8_t)role;
        m->sums[c] = role == COLUMN_TOTAL && subject_word(cx, name_of(cx, m, c)).kind == SUBJECT_TOTAL;
        int *place = role == COLUMN_PERSON     ? &m->person
                     : role == COLUMN_POSITION ? &m->position
                     : role == COLUMN_TEAM     ? &m->team
                                               : NULL;
        if (place && *place < 0)
            *place = c;
    }
    for (int c = 0; c < m->sheet->width && m->person < 0; c++)
        if (has_words(cx, m, c))
            m->person = c;
}

/* ---- rows ---- */

/* Texts over the column's name: the client of its project. */
static const char *client_of(Ctx *cx, const Matrix *m, int column)
{
    if (m->head_row == 0 || !may_be_heads(m->sheet, m->head_row - 1))
        return "";
    return import_text(cx, m->sheet, m->head_row - 1, column);
}

static int subject_of(Ctx *cx, const Matrix *m, int column)
{
    const char *name = name_of(cx, m, column);
    if (!*name || column_role(cx, name) != COLUMN_UNKNOWN)
        return -1; /* "Проекты": the cells say which */
    return import_subject(cx, m->table, client_of(cx, m, column), name,
                          import_place(cx, m->table, m->sheet, m->head_row, column));
}

static void note_person(Ctx *cx, const Matrix *m, size_t row, int person)
{
    ImportPerson *one = &m->table->people.items[person];
    if (m->position >= 0 && !*one->position)
        one->position = import_text(cx, m->sheet, row, m->position);
    if (m->team >= 0 && !*one->department)
        one->department = import_text(cx, m->sheet, row, m->team);
}

static bool has_values(const Matrix *m, size_t row)
{
    for (int c = 0; c < m->sheet->width; c++)
        if (c != m->person && m->roles[c] == COLUMN_VALUE && sheet_cell(m->sheet, row, c)->kind != CELL_EMPTY)
            return true;
    return false;
}

static void take_values(Ctx *cx, Matrix *m, size_t row, const char *name)
{
    int person = import_person(cx, m->table, name, import_place(cx, m->table, m->sheet, row, m->person));
    size_t first_row = m->table->rows.count;
    ImportCell at = {.from = m->from, .table = m->table, .row = row, .person = person, .head = m->head};
    note_person(cx, m, row, person);
    for (at.column = 0; at.column < m->sheet->width; at.column++) {
        at.subject = m->subjects[at.column];
        if (at.column != m->person && m->roles[at.column] == COLUMN_VALUE)
            import_take_cell(cx, &at);
    }
    at.head = -1;
    for (at.column = 0; at.column < m->sheet->width; at.column++)
        if (m->sums[at.column])
            import_take_total(cx, &m->totals, &at, first_row);
}

static void take_row(Ctx *cx, Matrix *m, size_t row, const char **before)
{
    uint8_t *seen = &m->from->seen->rows[row];
    RowRole hint = import_row_hint(cx, m->from, row);
    const char *name = import_text(cx, m->sheet, row, m->person);
    SubjectKind kind = subject_word(cx, name).kind;
    *seen = ROW_IGNORE;
    if (hint == ROW_IGNORE || hint == ROW_HEAD)
        return;
    if (hint == ROW_TOTAL || kind == SUBJECT_TOTAL || kind == SUBJECT_FREE) {
        *seen = ROW_TOTAL;
        return;
    }
    if (!has_values(m, row)) {
        if (*name && !import_is_person_like(name) && !import_is_legend(cx, name))
            import_problem(cx, m->table, import_place(cx, m->table, m->sheet, row, m->person), name,
                           _("There is no number in this row"));
        return;
    }
    name = *name ? name : *before;
    *before = name;
    *seen = ROW_DATA;
    if (*name)
        take_values(cx, m, row, name);
    else
        import_problem(cx, m->table, import_place(cx, m->table, m->sheet, row, m->person), "",
                       _("It is not said whose row this is"));
}

/* ---- the sheet ---- */

static void see(const Matrix *m)
{
    ImportSheet *seen = m->from->seen;
    seen->layout = IMPORT_WEEK_SHEETS;
    seen->head_row = m->head_row;
    seen->shows_heads = true;
    for (size_t row = 0; row < m->head_row; row++)
        seen->rows[row] = ROW_IGNORE;
    seen->rows[m->head_row] = ROW_HEAD;
    for (int c = 0; c < m->sheet->width; c++)
        seen->columns[c] = c == m->person ? COLUMN_PERSON : m->roles[c];
}

static void read_titles(Ctx *cx, const Matrix *m)
{
    for (size_t row = 0; row <= m->head_row; row++)
        for (int c = 0; c < m->sheet->rows.items[row].count && m->table->unit == IMPORT_UNIT_UNKNOWN; c++) {
            const char *text = import_text(cx, m->sheet, row, c);
            if (says_percent(cx, text))
                m->table->unit = IMPORT_UNIT_PERCENT;
            else if (says_hours(cx, text))
                m->table->unit = IMPORT_UNIT_HOURS;
        }
}

static const char *names_of(Ctx *cx, const Matrix *m)
{
    const char *names = "week-sheets";
    for (int c = 0; c <= m->person; c++)
        names = arena_printf(cx->arena, "%s|%s", names, text_fold(cx->arena, name_of(cx, m, c)));
    return names;
}

static void read_matrix(Ctx *cx, Matrix *m, const WeekHead *week, const char *text)
{
    const char *before = "";
    m->head = import_head(cx, m->table, week, text, m->sheet->name, import_next_group(m->table));
    m->table->layout = IMPORT_WEEK_SHEETS;
    see(m);
    for (int c = 0; c < m->sheet->width; c++)
        m->subjects[c] = m->roles[c] == COLUMN_VALUE && c != m->person ? subject_of(cx, m, c) : -1;
    read_titles(cx, m);
    for (size_t row = m->head_row + 1; row < m->sheet->rows.count; row++)
        take_row(cx, m, row, &before);
    import_check_totals(cx, m->table, &m->totals);
    m->table->explanation =
        arena_printf(cx->arena, _("Each sheet is a week; people stand in column %s, projects in the columns behind."),
                     column_letters(cx, m->sheet->column_numbers[m->person]));
    m->table->profile = names_of(cx, m);
}

Err *import_read_week(Ctx *cx, const ImportSource *from, ImportTable *table, bool *is)
{
    WeekHead week;
    const char *text;
    Matrix m = {.from = from, .sheet = from->sheet, .table = table};
    *is = false;
    if (!import_sheet_week(cx, from->sheet, &week, &text))
        return NULL;
    TRY(import_read_week_rows(cx, from, &week, text, table, is));
    if (*is || !find_head_row(cx, &m))
        return NULL;
    find_columns(cx, &m);
    *is = m.person >= 0;
    if (*is)
        read_matrix(cx, &m, &week, text);
    return NULL;
}
