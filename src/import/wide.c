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

static void add_row(Ctx *cx, Wide *wide, size_t row, int column, int person, int subject, const Amount *amount)
{
    const Cell *cell = sheet_cell(wide->sheet, row, column);
    ImportRow *one = import_row(cx, wide->table);
    *one = (ImportRow){.person = person,
                       .subject = subject,
                       .head = wide->head_of[column],
                       .amount = *amount,
                       .blue = import_is_blue(cell->fill),
                       .place = import_place(cx, wide->table, wide->sheet, row, column)};
}

/* "Client A 20%": where the amount begins; NULL when there is none at the end. */
static const char *amount_at_end(const char *text, Amount *amount)
{
    for (const char *at = strchr(text, ' '); at; at = strchr(at + 1, ' '))
        if (at > text && amount_parse(at + 1, amount) && amount->kind != AMOUNT_NONE)
            return at;
    return NULL;
}

static bool take_part(Ctx *cx, Wide *wide, size_t row, int column, int person, const char *part)
{
    Amount amount;
    const char *rest;
    const char *place = import_place(cx, wide->table, wide->sheet, row, column);
    if (text_is_blank(part))
        return true;
    if (amount_prefix(part, &amount, &rest) && *rest) {
        while (*rest && strchr("-:( ", *rest))
            rest++;
        const char *name = text_trim(cx->arena, rest);
        add_row(cx, wide, row, column, person, import_subject(cx, wide->table, "", name, place), &amount);
        return true;
    }
    const char *end = amount_at_end(part, &amount);
    if (!end)
        return false;
    size_t length = (size_t)(end - part);
    while (length > 0 && strchr(" :-(", part[length - 1]))
        length--;
    const char *name = arena_strndup(cx->arena, part, length);
    add_row(cx, wide, row, column, person, import_subject(cx, wide->table, "", name, place), &amount);
    return true;
}

/* "20% Client A; 30% Client B" in one cell: all parts or none. */
static bool take_parts(Ctx *cx, Wide *wide, size_t row, int column, int person)
{
    char *text = arena_strdup(cx->arena, import_text(cx, wide->sheet, row, column));
    for (char *at = text; *at; at++)
        if (*at == '\n' || *at == '\r')
            *at = ';';
    TextList parts = text_split(cx->arena, text, ';');
    size_t before = wide->table->rows.count;
    for (size_t i = 0; i < parts.count; i++) {
        if (!take_part(cx, wide, row, column, person, text_trim(cx->arena, parts.items[i]))) {
            wide->table->rows.count = before;
            return false;
        }
    }
    return true;
}

/* "-5", "120000000": no amount, and no name either. */
static bool is_number_like(const char *text)
{
    return text[strcspn(text, "0123456789")] && strspn(text, "+-0123456789.,:%? ") == strlen(text);
}

static void take_words(Ctx *cx, Wide *wide, size_t row, int column, int person, int subject)
{
    const char *text = import_text(cx, wide->sheet, row, column);
    SubjectWord word = subject_word(cx, text);
    Amount words_only = {.kind = AMOUNT_NONE};
    bool away = word.kind == SUBJECT_ABSENCE || word.kind == SUBJECT_HOLIDAY;
    if (!away && subject < 0 && take_parts(cx, wide, row, column, person))
        return;
    if (away || (subject < 0 && !is_number_like(text))) {
        const char *place = import_place(cx, wide->table, wide->sheet, row, column);
        add_row(cx, wide, row, column, person, import_subject(cx, wide->table, "", text, place), &words_only);
        return;
    }
    cell_left_out(cx, wide, row, column, _("There are words and no number: how much of the week is it?"));
}

static void take_cell(Ctx *cx, Wide *wide, size_t row, int column, int person, int subject)
{
    const Cell *cell = sheet_cell(wide->sheet, row, column);
    Amount amount;
    if (cell->kind == CELL_EMPTY)
        return;
    if (cell->kind == CELL_NO_VALUE)
        cell_left_out(cx, wide, row, column,
                      _("The formula has no value in the file: open and save it in a spreadsheet program"));
    else if (cell->kind == CELL_ERROR)
        cell_left_out(cx, wide, row, column, _("The cell holds an error"));
    else if (!import_amount(cell, &amount))
        take_words(cx, wide, row, column, person, subject);
    else if (amount.kind != AMOUNT_NONE)
        add_row(cx, wide, row, column, person,
                subject >= 0
                    ? subject
                    : import_subject(cx, wide->table, "", "", import_place(cx, wide->table, wide->sheet, row, column)),
                &amount);
}

/* ---- rows ---- */

static bool row_has_values(const Wide *wide, size_t row)
{
    for (int c = wide->first; c <= wide->last; c++)
        if (wide->head_of[c] >= 0 && sheet_cell(wide->sheet, row, c)->kind != CELL_EMPTY)
            return true;
    return false;
}

static const char *text_at(Ctx *cx, const Wide *wide, size_t row, int column)
{
    return column >= 0 ? import_text(cx, wide->sheet, row, column) : "";
}

static bool has_subjects(const Wide *wide)
{
    return wide->project >= 0 || wide->client >= 0;
}

static void take_totals(Ctx *cx, Wide *wide, size_t row, int person)
{
    for (int c = wide->first; c <= wide->last; c++) {
        Amount amount;
        const Cell *cell = sheet_cell(wide->sheet, row, c);
        if (wide->head_of[c] < 0 || !import_amount(cell, &amount) || amount.kind == AMOUNT_NONE)
            continue;
        ImportTotal *total = list_push(cx->arena, &wide->totals);
        *total = (ImportTotal){person, wide->head_of[c], amount, import_place(cx, wide->table, wide->sheet, row, c)};
    }
}

/* What stands in the columns of a row, blanks of outer columns filled from above. */
typedef struct {
    const char *person, *client, *project;
} RowKeys;

static bool fills_down(const Wide *wide, int column)
{
    int inner = MAX_OF(wide->person, MAX_OF(wide->project, wide->client));
    return column >= 0 && (column < inner || !has_subjects(wide));
}

static RowKeys keys_of(Ctx *cx, const Wide *wide, size_t row, const RowKeys *before)
{
    RowKeys keys = {text_at(cx, wide, row, wide->person), text_at(cx, wide, row, wide->client),
                    text_at(cx, wide, row, wide->project)};
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
    if (!has_subjects(wide) || *keys->project || *text_at(cx, wide, row, wide->client))
        return false;
    RowKeys next = keys_of(cx, wide, row + 1, keys);
    bool same = row + 1 < wide->sheet->rows.count && strcmp(next.person, keys->person) == 0;
    return same && (*text_at(cx, wide, row + 1, wide->project) || *text_at(cx, wide, row + 1, wide->client));
}

static void note_person(Ctx *cx, Wide *wide, size_t row, int person)
{
    ImportPerson *one = &wide->table->people.items[person];
    const char *position = text_at(cx, wide, row, wide->position);
    const char *team = text_at(cx, wide, row, wide->team);
    if (!*one->position && *position)
        one->position = position;
    if (!*one->department && *team)
        one->department = team;
}

static void take_values(Ctx *cx, Wide *wide, size_t row, const RowKeys *keys)
{
    const char *place = import_place(cx, wide->table, wide->sheet, row, wide->person);
    int person = import_person(cx, wide->table, keys->person, place);
    int subject = -1;
    SubjectKind kind = SUBJECT_PROJECT;
    note_person(cx, wide, row, person);
    if (has_subjects(wide) && !is_sum_over(cx, wide, row, keys)) {
        int column = wide->project >= 0 ? wide->project : wide->client;
        subject = import_subject(cx, wide->table, keys->client, keys->project,
                                 import_place(cx, wide->table, wide->sheet, row, column));
        kind = wide->table->subjects.items[subject].word.kind;
    }
    if (kind == SUBJECT_TOTAL || (has_subjects(wide) && subject < 0))
        take_totals(cx, wide, row, person);
    if (kind == SUBJECT_TOTAL || kind == SUBJECT_FREE || (has_subjects(wide) && subject < 0))
        return;
    for (int c = wide->first; c <= wide->last; c++)
        if (wide->head_of[c] >= 0)
            take_cell(cx, wide, row, c, person, subject);
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
    if (*text_at(cx, wide, row, wide->project) || *text_at(cx, wide, row, wide->client) ||
        import_knows_person(wide->table, keys->person) || is_group(wide, row))
        return;
    for (int c = 0; c < wide->first; c++)
        if (*text_at(cx, wide, row, c)) {
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

static void take_row(Ctx *cx, Wide *wide, size_t row, RowKeys *before)
{
    RowKeys keys = keys_of(cx, wide, row, before);
    if (is_sum_of_all(cx, wide, text_at(cx, wide, row, wide->person)))
        return;
    if (!row_has_values(wide, row)) {
        bool heads_its_rows = *text_at(cx, wide, row, wide->person) && has_subjects(wide) &&
                              !*text_at(cx, wide, row + 1, wide->person) &&
                              (*text_at(cx, wide, row + 1, wide->project) || *text_at(cx, wide, row + 1, wide->client));
        if (heads_its_rows)
            note_person(cx, wide, row,
                        import_person(cx, wide->table, keys.person,
                                      import_place(cx, wide->table, wide->sheet, row, wide->person)));
        else
            take_note(cx, wide, row, &keys);
    } else if (!*keys.person) {
        cell_left_out(cx, wide, row, wide->first, _("It is not said whose row this is"));
    } else {
        take_values(cx, wide, row, &keys);
    }
    if (*keys.person)
        *before = keys;
}

/* ---- the table's own sums ---- */

static int64_t raw_of(const Amount *amount)
{
    return amount->kind == AMOUNT_HOURS ? amount->minutes.n * 1000 / 60 : amount->thousandths;
}

static int by_person_head(const void *a, const void *b)
{
    const ImportRow *left = *(const ImportRow *const *)a;
    const ImportRow *right = *(const ImportRow *const *)b;
    return left->person != right->person ? left->person - right->person : left->head - right->head;
}

/* The rows by person and week. */
static const ImportRow **sorted_rows(Ctx *cx, const ImportTable *table)
{
    const ImportRow **sorted = arena_new_array(cx->arena, const ImportRow *, table->rows.count + 1);
    for (size_t i = 0; i < table->rows.count; i++)
        sorted[i] = &table->rows.items[i];
    if (table->rows.count > 1)
        qsort(sorted, table->rows.count, sizeof sorted[0], by_person_head);
    return sorted;
}

/* The sum of what was read for the total's person and week. */
static int64_t read_sum(const ImportRow *const *sorted, size_t count, const ImportTotal *total, bool *comparable)
{
    ImportRow wanted = {.person = total->person, .head = total->head};
    const ImportRow *key = &wanted;
    size_t low = 0;
    size_t high = count;
    int64_t sum = 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_person_head(&sorted[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && by_person_head(&sorted[low], &key) == 0; low++) {
        *comparable = *comparable && sorted[low]->amount.kind == total->amount.kind;
        sum += raw_of(&sorted[low]->amount);
    }
    return sum;
}

static const char *raw_text(Ctx *cx, int64_t raw)
{
    if (raw % 1000 == 0)
        return arena_printf(cx->arena, "%" PRId64, raw / 1000);
    return arena_printf(cx->arena, "%" PRId64 "%s%" PRId64, raw / 1000, cx->lang == LANG_RU ? "," : ".",
                        raw % 1000 / 100);
}

static void check_totals(Ctx *cx, Wide *wide)
{
    const ImportRow *const *sorted = wide->totals.count ? sorted_rows(cx, wide->table) : NULL;
    for (size_t i = 0; i < wide->totals.count; i++) {
        const ImportTotal *total = &wide->totals.items[i];
        bool comparable = true;
        ImportPerson *person = &wide->table->people.items[total->person];
        int64_t own = raw_of(&total->amount);
        int64_t sum = read_sum(sorted, wide->table->rows.count, total, &comparable);
        person->has_total = true;
        person->total += own;
        if (comparable && imaxabs(own - sum) > 10 + own / 200)
            import_problem(cx, wide->table, total->place, raw_text(cx, own),
                           arena_printf(cx->arena, _("The table's own sum is %s, what was read comes to %s"),
                                        raw_text(cx, own), raw_text(cx, sum)));
    }
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
    int group = wide->table->heads.count ? wide->table->heads.items[wide->table->heads.count - 1].group + 1 : 0;
    wide->table->months = wide_are_months(wide);
    for (int c = 0; c < wide->sheet->width; c++) {
        wide->head_of[c] = -1;
        if (wide->heads[c].kind == HEAD_NONE)
            continue;
        wide->head_of[c] = (int)wide->table->heads.count;
        ImportHead *head = list_push(cx->arena, &wide->table->heads);
        *head = (ImportHead){.head = wide->heads[c],
                             .text = import_text(cx, wide->sheet, wide->head_row, c),
                             .place = import_place(cx, wide->table, wide->sheet, wide->head_row, c),
                             .group = group,
                             .day = DAY_NONE};
        wide->table->needs_year = wide->table->needs_year || !wide->heads[c].year;
    }
}

/* Columns among and behind the weeks that are neither weeks nor sums. */
static void name_other_columns(Ctx *cx, const Wide *wide)
{
    for (int c = wide->first; c < wide->sheet->width; c++) {
        const char *name = wide_column_name(cx, wide, c);
        bool sum = column_role(cx, name) == COLUMN_TOTAL || subject_word(cx, name).kind == SUBJECT_TOTAL ||
                   subject_word(cx, name).kind == SUBJECT_FREE;
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
    if (subject < 0)
        return arena_printf(cx->arena, _("People stand in column %s, weeks in columns %s–%s."),
                            letters(cx, wide, wide->person), first, last);
    return arena_printf(cx->arena, _("People stand in column %s, projects in %s, weeks in columns %s–%s."),
                        letters(cx, wide, wide->person), letters(cx, wide, subject), first, last);
}

static const char *names_of(Ctx *cx, const Wide *wide)
{
    const char *names = "wide";
    for (int c = 0; c < wide->first; c++)
        names = arena_printf(cx->arena, "%s|%s", names, text_fold(cx->arena, wide_column_name(cx, wide, c)));
    return names;
}

Err *import_read_wide(Ctx *cx, const Sheet *sheet, ImportTable *table, bool *is)
{
    Wide *wide = arena_new(cx->arena, Wide);
    *wide = (Wide){.sheet = sheet, .table = table};
    *is = wide_find_heads(cx, wide);
    if (!*is)
        return NULL;
    TRY(check_heads(cx, wide));
    wide_find_columns(cx, wide);
    if (wide->person < 0)
        return err_new(cx, ERR_INPUT, "file", _("Weeks were found in row %d, but no column with people left of them"),
                       sheet->rows.items[wide->head_row].number);
    table->layout = IMPORT_WIDE;
    add_heads(cx, wide);
    read_titles(cx, wide);
    name_other_columns(cx, wide);
    RowKeys before = {"", "", ""};
    for (size_t row = wide->first_row; row < sheet->rows.count; row++)
        take_row(cx, wide, row, &before);
    check_totals(cx, wide);
    table->explanation = explain(cx, wide);
    table->profile = names_of(cx, wide);
    return NULL;
}
