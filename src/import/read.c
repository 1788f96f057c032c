/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "import/read.h"

/* ---- lists of a table ---- */

uint64_t import_hash(const char *text)
{
    uint64_t hash = 14695981039346656037ULL; /* FNV-1a */
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211ULL;
    return hash;
}

/* The slot of the text, or the free one where it would go. */
static size_t slot_of(const ImportIndex *index, const char *text, const char *(*text_of)(const ImportTable *, int),
                      const ImportTable *table)
{
    size_t at = (size_t)import_hash(text) & (index->size - 1);
    while (index->slots[at] && strcmp(text_of(table, index->slots[at] - 1), text) != 0)
        at = (at + 1) & (index->size - 1);
    return at;
}

/* Makes the index roomy enough for count texts. */
static void grow_index(Ctx *cx, ImportIndex *index, size_t count, const char *(*text_of)(const ImportTable *, int),
                       const ImportTable *table)
{
    if (index->size && count * 2 < index->size)
        return;
    index->size = index->size ? index->size * 4 : 64;
    index->slots = arena_new_array(cx->arena, int, index->size);
    for (size_t i = 0; i < count; i++)
        index->slots[slot_of(index, text_of(table, (int)i), text_of, table)] = (int)i + 1;
}

static const char *person_text(const ImportTable *table, int at)
{
    return table->people.items[at].text;
}

static const char *subject_text(const ImportTable *table, int at)
{
    return table->subjects.items[at].text;
}

int import_person(Ctx *cx, ImportTable *table, const char *text, const char *place)
{
    grow_index(cx, &table->person_index, table->people.count, person_text, table);
    int *slot = &table->person_index.slots[slot_of(&table->person_index, text, person_text, table)];
    if (!*slot) {
        ImportPerson *person = list_push(cx->arena, &table->people);
        *person = (ImportPerson){.text = text, .position = "", .department = "", .place = place};
        *slot = (int)table->people.count;
    }
    return *slot - 1;
}

bool import_knows_person(const ImportTable *table, const char *text)
{
    const ImportIndex *index = &table->person_index;
    return index->size && index->slots[slot_of(index, text, person_text, table)];
}

int import_subject(Ctx *cx, ImportTable *table, const char *client, const char *project, const char *place)
{
    const char *text = *client && *project && strcmp(client, project) != 0
                           ? arena_printf(cx->arena, "%s · %s", client, project)
                           : (*project ? project : client);
    grow_index(cx, &table->subject_index, table->subjects.count, subject_text, table);
    int *slot = &table->subject_index.slots[slot_of(&table->subject_index, text, subject_text, table)];
    if (!*slot) {
        ImportSubject *subject = list_push(cx->arena, &table->subjects);
        *subject = (ImportSubject){.text = text, .client = client, .project = project, .place = place};
        subject->word = subject_word(cx, *project ? project : client);
        *slot = (int)table->subjects.count;
    }
    return *slot - 1;
}

ImportRow *import_row(Ctx *cx, ImportTable *table)
{
    table->too_much = table->too_much || table->rows.count >= IMPORT_ROWS_MAX;
    return table->too_much ? &table->rows.items[0] : list_push(cx->arena, &table->rows);
}

/* Long texts are cut at a character. */
static const char *clipped(Ctx *cx, const char *text)
{
    size_t length = strlen(text);
    if (length <= 120)
        return text;
    for (length = 120; length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80;)
        length--;
    return arena_printf(cx->arena, "%.*s…", (int)length, text);
}

void import_problem(Ctx *cx, ImportTable *table, const char *place, const char *text, const char *why)
{
    if (table->problems.count >= IMPORT_PROBLEMS_MAX) {
        table->more_problems++;
        return;
    }
    ImportProblem *problem = list_push(cx->arena, &table->problems);
    *problem = (ImportProblem){place, clipped(cx, text), why};
}

const char *import_place(Ctx *cx, const ImportTable *table, const Sheet *sheet, size_t row, int column)
{
    const char *place = sheet_place(cx, sheet, row, column);
    bool other = *sheet->name && *table->sheet && strcmp(sheet->name, table->sheet) != 0;
    return other ? arena_printf(cx->arena, "%s!%s", sheet->name, place) : place;
}

/* ---- cells ---- */

static bool is_white(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Whether white space, a no-break one too, may stand at an end of the text. */
static bool may_need_trim(const char *text)
{
    size_t length = strlen(text);
    unsigned char first = (unsigned char)text[0];
    unsigned char last = (unsigned char)text[length - 1];
    unsigned char before = length > 1 ? (unsigned char)text[length - 2] : 0;
    return is_white(first) || is_white(last) || first == 0xc2 || first == 0xe2 || first == 0xef || before == 0xc2 ||
           before == 0x80 || before == 0xbb;
}

const char *import_text(Ctx *cx, const Sheet *sheet, size_t row, int column)
{
    const char *text = sheet_cell(sheet, row, column)->text;
    return *text && may_need_trim(text) ? text_trim(cx->arena, text) : text;
}

/* ---- what a person says ---- */

ColumnRole import_column_role(Ctx *cx, const ImportSource *from, int column, const char *name)
{
    int number = column >= 0 && column < SHEET_COLUMNS_MAX ? from->sheet->column_numbers[column] : 0;
    bool said = number >= 1 && number <= SHEET_COLUMNS_MAX && from->hints->columns[number - 1];
    if (said)
        return (ColumnRole)from->hints->columns[number - 1];
    return *name ? column_role(cx, name) : COLUMN_UNKNOWN;
}

const char *import_row_label(Ctx *cx, const Sheet *sheet, size_t row)
{
    for (int c = 0; row < sheet->rows.count && c < sheet->rows.items[row].count; c++)
        if (sheet->rows.items[row].cells[c].kind != CELL_EMPTY)
            return import_text(cx, sheet, row, c);
    return "";
}

static bool is_of_row(Ctx *cx, const ImportSource *from, const ImportRowHint *hint, size_t row)
{
    return hint->row == from->sheet->rows.items[row].number &&
           (!*hint->sheet || strcmp(hint->sheet, from->sheet->name) == 0) &&
           (!*hint->label || strcmp(hint->label, import_row_label(cx, from->sheet, row)) == 0);
}

RowRole import_row_hint(Ctx *cx, const ImportSource *from, size_t row)
{
    for (size_t i = 0; i < from->hints->rows.count && row < from->sheet->rows.count; i++)
        if (is_of_row(cx, from, &from->hints->rows.items[i], row))
            return from->hints->rows.items[i].role;
    return ROW_AUTO;
}

bool import_head_hint(Ctx *cx, const ImportSource *from, size_t *row)
{
    bool any = false;
    for (size_t i = 0; i < from->hints->rows.count; i++)
        any = any || from->hints->rows.items[i].role == ROW_HEAD;
    for (*row = 0; any && *row < from->sheet->rows.count; (*row)++)
        if (import_row_hint(cx, from, *row) == ROW_HEAD)
            return true;
    return false;
}

/* ---- heads ---- */

int import_next_group(const ImportTable *table)
{
    return table->heads.count ? table->heads.items[table->heads.count - 1].group + 1 : 0;
}

int import_head(Ctx *cx, ImportTable *table, const WeekHead *head, const char *text, const char *place, int group)
{
    ImportHead *one = list_push(cx->arena, &table->heads);
    *one = (ImportHead){.head = *head, .text = text, .place = place, .group = group, .day = DAY_NONE};
    table->needs_year = table->needs_year || !head->year;
    table->months = table->months || head->kind == HEAD_MONTH;
    return (int)table->heads.count - 1;
}
