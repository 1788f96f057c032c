/* SPDX-License-Identifier: MIT */
/* Load tables with weeks or months as columns. */
#include "base/base.h"

#include "base/text.h"
#include "import/wide.h"

/* ---- cells ---- */

static void cell_left_out(Ctx *cx, const Wide *wide, size_t row, int column, const char *why)
{
    import_problem(cx, wide->table, import_place(cx, wide->table, wide->sheet, row, column),
                   import_text(cx, wide->sheet, row, column), why);
}

static ImportCell cell_of(const Wide *wide, size_t row, int column, int person, int subject)
{
    return (ImportCell){.from = wide->from,
                        .table = wide->table,
                        .row = row,
                        .column = column,
                        .person = person,
                        .head = wide->head_of[column],
                        .subject = subject};
}

/* Whether the cell only repeats the row's name, which is merged over the weeks. */
static bool repeats_name(Ctx *cx, const Wide *wide, size_t row, int column)
{
    return sheet_cell(wide->sheet, row, column)->repeated && wide->person >= 0 &&
           strcmp(import_text(cx, wide->sheet, row, column), import_text(cx, wide->sheet, row, wide->person)) == 0;
}

static void see_row(const Wide *wide, size_t row, RowRole role)
{
    wide->from->seen->rows[row] = (uint8_t)role;
}

/* ---- rows ---- */

bool wide_row_has_values(Ctx *cx, const Wide *wide, size_t row)
{
    for (int c = wide->first; c <= wide->last; c++)
        if (wide->heads[c].kind != HEAD_NONE && sheet_cell(wide->sheet, row, c)->kind != CELL_EMPTY &&
            !repeats_name(cx, wide, row, c))
            return true;
    return false;
}

static RowRole role_of(const Wide *wide, size_t row)
{
    return wide->tree && row < wide->sheet->rows.count ? (RowRole)wide->tree[row] : ROW_AUTO;
}

static const char *text_at(Ctx *cx, const Wide *wide, size_t row, int column)
{
    return column >= 0 ? import_text(cx, wide->sheet, row, column) : "";
}

static const char *person_at(Ctx *cx, const Wide *wide, size_t row)
{
    return role_of(wide, row) == ROW_PROJECT ? "" : text_at(cx, wide, row, wide->person);
}

static const char *project_at(Ctx *cx, const Wide *wide, size_t row)
{
    return text_at(cx, wide, row, role_of(wide, row) == ROW_PROJECT ? wide->person : wide->project);
}

static bool has_subjects(const Wide *wide, size_t row)
{
    return wide->project >= 0 || wide->client >= 0 || role_of(wide, row) == ROW_PROJECT;
}

static void take_totals(Ctx *cx, Wide *wide, size_t row, int person)
{
    for (int c = wide->first; c <= wide->last; c++) {
        ImportCell at = cell_of(wide, row, c, person, -1);
        if (at.head >= 0)
            import_take_total(cx, &wide->totals, &at, 0);
    }
}

/* The one column with sums of rows; -1: none, or several, which sum up parts. Averages are none. */
static int column_of_sums(Ctx *cx, const Wide *wide)
{
    int found = -1;
    for (int c = 0; c < wide->sheet->width; c++) {
        const char *name = wide->head_of[c] < 0 ? wide_column_name(cx, wide, c) : "";
        bool sum = *name && subject_word(cx, name).kind == SUBJECT_TOTAL;
        if (!sum || wide_column_role(cx, wide, c) != COLUMN_TOTAL)
            continue;
        if (found >= 0)
            return -1;
        found = c;
    }
    return found;
}

static void take_row_total(Ctx *cx, Wide *wide, size_t row, int person, size_t first_row)
{
    if (wide->sums < 0 || wide->table->rows.count == first_row)
        return;
    ImportCell at = cell_of(wide, row, wide->sums, person, -1);
    import_take_total(cx, &wide->totals, &at, first_row);
}

/* What stands in the columns of a row, blanks of outer columns filled from above. */
typedef struct {
    const char *person, *client, *project;
} RowKeys;

static bool fills_down(const Wide *wide, int column)
{
    int inner = MAX_OF(wide->person, MAX_OF(wide->project, wide->client));
    return column >= 0 && (column < inner || (wide->project < 0 && wide->client < 0));
}

static RowKeys keys_of(Ctx *cx, const Wide *wide, size_t row, const RowKeys *before)
{
    RowKeys keys = {person_at(cx, wide, row), text_at(cx, wide, row, wide->client), project_at(cx, wide, row)};
    if (wide->person_name)
        keys.person = wide->person_name;
    bool new_person = *keys.person && strcmp(keys.person, before->person) != 0;
    if (!*keys.person && fills_down(wide, wide->person))
        keys.person = before->person;
    if (!*keys.client && fills_down(wide, wide->client) && (!new_person || wide->client < wide->person))
        keys.client = before->client;
    if (!*keys.project && fills_down(wide, wide->project) && wide->project < wide->person)
        keys.project = before->project;
    return keys;
}

/* A row with a name and numbers, without a subject, over rows of the same person with subjects: their sum. */
static bool is_sum_over(Ctx *cx, const Wide *wide, size_t row, const RowKeys *keys)
{
    if (*project_at(cx, wide, row) || *text_at(cx, wide, row, wide->client) || row + 1 >= wide->sheet->rows.count)
        return false;
    RowKeys next = keys_of(cx, wide, row + 1, keys);
    return strcmp(next.person, keys->person) == 0 &&
           (*project_at(cx, wide, row + 1) || *text_at(cx, wide, row + 1, wide->client));
}

static void note_person(Ctx *cx, Wide *wide, size_t row, int person)
{
    ImportPerson *one = &wide->table->people.items[person];
    const char *position = text_at(cx, wide, row, wide->position);
    const char *team = text_at(cx, wide, row, wide->team);
    if (!*one->position && *position)
        one->position = position;
    if (!*one->department)
        one->department = *team ? team : wide->team_name;
}

static int person_of(Ctx *cx, Wide *wide, size_t row, const char *name)
{
    const char *place = import_place(cx, wide->table, wide->sheet, row, MAX_OF(wide->person, 0));
    int person = import_person(cx, wide->table, name, place);
    wide->table->people.items[person].silent = false;
    note_person(cx, wide, row, person);
    return person;
}

/* The subject that the row's columns name; -1: none does, each cell says its own. */
static int subject_of(Ctx *cx, const Wide *wide, size_t row, const RowKeys *keys)
{
    int column = wide->project >= 0 ? wide->project : MAX_OF(wide->client, wide->person);
    if (!has_subjects(wide, row))
        return -1;
    return import_subject(cx, wide->table, keys->client, keys->project,
                          import_place(cx, wide->table, wide->sheet, row, MAX_OF(column, 0)));
}

/* Sums of a person's projects; absences may stand there too. */
static void take_sums(Ctx *cx, Wide *wide, size_t row, int person)
{
    take_totals(cx, wide, row, person);
    for (int c = wide->first; c <= wide->last; c++) {
        ImportCell at = cell_of(wide, row, c, person, -1);
        if (at.head >= 0 && !repeats_name(cx, wide, row, c))
            import_take_absence(cx, &at);
    }
}

static void take_values(Ctx *cx, Wide *wide, size_t row, const RowKeys *keys)
{
    int person = person_of(cx, wide, row, keys->person);
    size_t first_row = wide->table->rows.count;
    if (is_sum_over(cx, wide, row, keys)) {
        see_row(wide, row, wide->tree ? ROW_PERSON : ROW_TOTAL);
        take_sums(cx, wide, row, person);
        return;
    }
    int subject = subject_of(cx, wide, row, keys);
    SubjectKind kind = subject >= 0 ? wide->table->subjects.items[subject].word.kind : SUBJECT_PROJECT;
    see_row(wide, row, kind == SUBJECT_TOTAL || kind == SUBJECT_FREE ? ROW_TOTAL : ROW_DATA);
    if (role_of(wide, row) != ROW_AUTO && kind != SUBJECT_TOTAL && kind != SUBJECT_FREE)
        see_row(wide, row, role_of(wide, row));
    if (kind == SUBJECT_TOTAL)
        take_totals(cx, wide, row, person);
    if (kind == SUBJECT_TOTAL || kind == SUBJECT_FREE)
        return;
    for (int c = wide->first; c <= wide->last; c++) {
        ImportCell at = cell_of(wide, row, c, person, subject);
        if (at.head >= 0 && !repeats_name(cx, wide, row, c))
            import_take_cell(cx, &at);
    }
    take_row_total(cx, wide, row, person, first_row);
}

/* A heading of a team: a text alone, and people with amounts right below. */
static bool is_team(Ctx *cx, const Wide *wide, size_t row)
{
    int texts = 0;
    for (int c = 0; c < wide->first; c++)
        texts += *text_at(cx, wide, row, c) && !sheet_cell(wide->sheet, row, c)->repeated;
    bool below =
        row + 1 < wide->sheet->rows.count && wide_row_has_values(cx, wide, row + 1) && *person_at(cx, wide, row + 1);
    return texts == 1 && below && !import_is_person_like(text_at(cx, wide, row, 0)) && wide->team < 0 &&
           *text_at(cx, wide, row, wide->person);
}

/* A bold name over rows that are folded under it: it groups them and says nothing else. */
static bool is_group(const Wide *wide, size_t row)
{
    const SheetRow *rows = wide->sheet->rows.items;
    bool over = row + 1 < wide->sheet->rows.count && rows[row + 1].level > rows[row].level;
    return over && rows[row].count > 0 && rows[row].cells[0].bold;
}

/* Headings, notes, legends: a row with words and no values. */
static void take_note(Ctx *cx, Wide *wide, size_t row, const RowKeys *keys)
{
    see_row(wide, row, ROW_IGNORE);
    if (*keys->person && *project_at(cx, wide, row) && !import_knows_person(wide->table, keys->person)) {
        int person = person_of(cx, wide, row, keys->person);
        wide->table->people.items[person].silent = true;
    }
    if (*project_at(cx, wide, row) || *text_at(cx, wide, row, wide->client) ||
        import_knows_person(wide->table, keys->person) || is_group(wide, row))
        return;
    for (int c = 0; c < wide->first; c++)
        if (*text_at(cx, wide, row, c)) {
            if (!import_is_legend(cx, text_at(cx, wide, row, c)))
                cell_left_out(cx, wide, row, c, _("There is no number in this row"));
            return;
        }
}

/* "Итого" where a name should stand: sums over several people follow from the rest. */
static bool is_sum_of_all(Ctx *cx, const Wide *wide, const char *name)
{
    if (!*name || import_knows_person(wide->table, name))
        return false;
    SubjectKind kind = subject_word(cx, name).kind;
    return kind == SUBJECT_TOTAL || kind == SUBJECT_FREE;
}

static bool heads_its_rows(Ctx *cx, const Wide *wide, size_t row)
{
    if (role_of(wide, row) == ROW_PERSON)
        return true;
    return *person_at(cx, wide, row) && !*person_at(cx, wide, row + 1) &&
           (*project_at(cx, wide, row + 1) || *text_at(cx, wide, row + 1, wide->client));
}

/* A row without amounts; its name may stand over what comes below. */
static void take_heading(Ctx *cx, Wide *wide, size_t row, RowKeys *keys)
{
    bool team = role_of(wide, row) == ROW_TEAM ||
                (role_of(wide, row) == ROW_AUTO && !is_group(wide, row) && is_team(cx, wide, row));
    if (team) {
        wide->team_name = text_at(cx, wide, row, wide->person);
        see_row(wide, row, ROW_TEAM);
        keys->person = "";
    } else if (heads_its_rows(cx, wide, row)) {
        see_row(wide, row, ROW_PERSON);
        person_of(cx, wide, row, keys->person);
    } else {
        take_note(cx, wide, row, keys);
    }
}

static void take_row(Ctx *cx, Wide *wide, size_t row, RowKeys *before)
{
    RowKeys keys = keys_of(cx, wide, row, before);
    RowRole hint = import_row_hint(cx, wide->from, row);
    if (hint == ROW_IGNORE || hint == ROW_HEAD) {
        see_row(wide, row, hint);
        return;
    }
    if (hint == ROW_TOTAL || is_sum_of_all(cx, wide, person_at(cx, wide, row))) {
        see_row(wide, row, ROW_TOTAL);
        return;
    }
    if (hint == ROW_TEAM || !wide_row_has_values(cx, wide, row)) {
        take_heading(cx, wide, row, &keys);
    } else if (!*keys.person) {
        cell_left_out(cx, wide, row, wide->first, _("It is not said whose row this is"));
    } else {
        take_values(cx, wide, row, &keys);
    }
    if (*keys.person)
        *before = keys;
}

/* ---- the sheet ---- */

static Err *check_heads(Ctx *cx, const Wide *wide)
{
    bool months = wide_are_months(wide);
    for (int c = wide->first; c <= wide->last; c++)
        if (wide->heads[c].kind != HEAD_NONE && (wide->heads[c].kind == HEAD_MONTH) != months)
            return err_new(cx, ERR_INPUT, "file", _("Weeks and months are mixed in this table (cell %s)"),
                           import_place(cx, wide->table, wide->sheet, wide->head_row, c));
    return NULL;
}

static void add_heads(Ctx *cx, Wide *wide)
{
    int group = import_next_group(wide->table);
    wide->table->months = wide_are_months(wide);
    for (int c = 0; c < wide->sheet->width; c++)
        if (wide->heads[c].kind != HEAD_NONE)
            wide->head_of[c] =
                import_head(cx, wide->table, &wide->heads[c], import_text(cx, wide->sheet, wide->head_row, c),
                            import_place(cx, wide->table, wide->sheet, wide->head_row, c), group);
}

/* Columns among and behind the weeks that are neither weeks nor sums. */
static void name_other_columns(Ctx *cx, const Wide *wide)
{
    for (int c = wide->first; c < wide->sheet->width; c++) {
        const char *name = wide_column_name(cx, wide, c);
        bool sum = column_role(cx, name) == COLUMN_TOTAL || subject_word(cx, name).kind == SUBJECT_TOTAL ||
                   subject_word(cx, name).kind == SUBJECT_FREE ||
                   sheet_cell(wide->sheet, wide->head_row, c)->repeated ||
                   import_column_role(cx, wide->from, c, "") != COLUMN_UNKNOWN;
        for (size_t row = wide->first_row; wide->head_of[c] < 0 && !sum && row < wide->sheet->rows.count; row++)
            if (sheet_cell(wide->sheet, row, c)->kind != CELL_EMPTY) {
                wide_column_left_out(cx, wide, c, name);
                break;
            }
    }
}

/* Titles over the table may say what its numbers are. */
static void read_titles(Ctx *cx, const Wide *wide)
{
    for (size_t row = 0; row < wide->head_row; row++)
        for (int c = 0; c < wide->sheet->width; c++) {
            const char *text = text_at(cx, wide, row, c);
            if (wide->table->unit != IMPORT_UNIT_UNKNOWN || !*text)
                continue;
            if (says_percent(cx, text))
                wide->table->unit = IMPORT_UNIT_PERCENT;
            else if (says_hours(cx, text))
                wide->table->unit = IMPORT_UNIT_HOURS;
        }
}

static const char *letters(Ctx *cx, const Wide *wide, int column)
{
    return column_letters(cx, wide->sheet->column_numbers[column]);
}

static const char *explain(Ctx *cx, const Wide *wide)
{
    int subject = wide->project >= 0 ? wide->project : wide->client;
    const char *first = letters(cx, wide, wide->first);
    const char *last = letters(cx, wide, wide->last);
    const char *weeks = wide->table->months ? _("months in columns") : _("weeks in columns");
    if (wide->person_name)
        return arena_printf(cx->arena, _("Each sheet is a person; projects stand in column %s, %s %s–%s."),
                            letters(cx, wide, MAX_OF(subject, 0)), weeks, first, last);
    if (wide->tree && wide->table->layout == IMPORT_TREE)
        return arena_printf(cx->arena, _("People and under each their projects stand in column %s, %s %s–%s."),
                            letters(cx, wide, wide->person), weeks, first, last);
    if (subject < 0)
        return arena_printf(cx->arena, _("People stand in column %s, %s %s–%s."), letters(cx, wide, wide->person),
                            weeks, first, last);
    return arena_printf(cx->arena, _("People stand in column %s, projects in %s, %s %s–%s."),
                        letters(cx, wide, wide->person), letters(cx, wide, subject), weeks, first, last);
}

static const char *names_of(Ctx *cx, const Wide *wide)
{
    const char *names = wide->person_name ? "person-sheets" : wide->table->layout == IMPORT_TREE ? "tree" : "wide";
    for (int c = 0; c < wide->first; c++)
        names = arena_printf(cx->arena, "%s|%s", names, text_fold(cx->arena, wide_column_name(cx, wide, c)));
    return names;
}

static ImportLayout layout_of(const Wide *wide)
{
    if (wide->person_name)
        return IMPORT_PERSON_SHEETS;
    for (size_t row = 0; wide->tree && row < wide->sheet->rows.count; row++)
        if (wide->tree[row] == ROW_PROJECT)
            return IMPORT_TREE;
    return IMPORT_WIDE;
}

/* What a person sees over the sheet. */
static void see_columns(Ctx *cx, const Wide *wide)
{
    ImportSheet *seen = wide->from->seen;
    seen->layout = wide->table->layout;
    seen->head_row = wide->names_row;
    seen->shows_heads = true;
    for (size_t row = 0; row < wide->first_row; row++)
        seen->rows[row] = row == wide->names_row || row == wide->head_row ? ROW_HEAD : ROW_IGNORE;
    for (int c = 0; c < wide->sheet->width; c++) {
        ColumnRole role = wide_column_role(cx, wide, c);
        bool plain = role == COLUMN_TOTAL || role == COLUMN_NOTE;
        seen->columns[c] = (uint8_t)(wide->head_of[c] >= 0 ? COLUMN_WEEK : plain ? role : COLUMN_IGNORE);
        seen->columns[c] = (uint8_t)(c == wide->person ? COLUMN_PERSON : seen->columns[c]);
        seen->columns[c] = (uint8_t)(c == wide->project ? COLUMN_PROJECT : seen->columns[c]);
        seen->columns[c] = (uint8_t)(c == wide->client ? COLUMN_CLIENT : seen->columns[c]);
        seen->columns[c] = (uint8_t)(c == wide->position ? COLUMN_POSITION : seen->columns[c]);
        seen->columns[c] = (uint8_t)(c == wide->team ? COLUMN_TEAM : seen->columns[c]);
    }
}

Err *import_read_wide(Ctx *cx, const ImportSource *from, ImportTable *table, bool *is)
{
    Wide *wide = arena_new(cx->arena, Wide);
    *wide = (Wide){.from = from, .sheet = from->sheet, .table = table, .team_name = ""};
    for (int c = 0; c < SHEET_COLUMNS_MAX; c++)
        wide->head_of[c] = -1;
    *is = wide_find_heads(cx, wide);
    if (!*is)
        return NULL;
    TRY(check_heads(cx, wide));
    wide_find_columns(cx, wide);
    if (wide->person < 0 && !wide->person_name)
        return err_new(cx, ERR_INPUT, "file", _("Weeks were found in row %d, but no column with people left of them"),
                       wide->sheet->rows.items[wide->head_row].number);
    wide_find_tree(cx, wide);
    table->layout = layout_of(wide);
    add_heads(cx, wide);
    read_titles(cx, wide);
    name_other_columns(cx, wide);
    see_columns(cx, wide);
    RowKeys before = {"", "", ""};
    wide->sums = column_of_sums(cx, wide);
    for (size_t row = wide->first_row; row < wide->sheet->rows.count; row++)
        take_row(cx, wide, row, &before);
    import_check_totals(cx, table, &wide->totals);
    table->explanation = explain(cx, wide);
    table->profile = names_of(cx, wide);
    return NULL;
}
