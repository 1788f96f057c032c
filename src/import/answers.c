/* SPDX-License-Identifier: MIT */
/* What people said about a table, as lines of text: a word for what it is about, then values, tabs between. */
#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"
#include "import/import.h"

static bool fits_a_line(const char *text)
{
    return !strpbrk(text, "\t\n\r");
}

static void put_choices(Buf *buf, const char *what, const ImportChoices *choices)
{
    for (size_t i = 0; i < choices->count; i++)
        if (fits_a_line(choices->items[i].text) && *choices->items[i].choice)
            buf_printf(buf, "%s\t%s\t%s\n", what, choices->items[i].text, choices->items[i].choice);
}

static void put_hints(Buf *buf, const ImportHints *hints)
{
    buf_printf(buf, "layout\t%s\nhidden\t%d\n", import_layout_words[hints->layout], hints->hidden);
    for (int i = 0; i < SHEET_COLUMNS_MAX; i++)
        if (hints->columns[i])
            buf_printf(buf, "column\t%d\t%s\n", i + 1, column_role_words[hints->columns[i]]);
    for (size_t i = 0; i < hints->rows.count; i++) {
        const ImportRowHint *row = &hints->rows.items[i];
        if (row->role != ROW_AUTO && fits_a_line(row->sheet) && fits_a_line(row->label))
            buf_printf(buf, "row\t%s\t%d\t%s\t%s\n", row_role_words[row->role], row->row, row->sheet, row->label);
    }
    for (size_t i = 0; i < hints->sheets.count; i++)
        if (fits_a_line(hints->sheets.items[i].sheet))
            buf_printf(buf, "sheet\t%s\t%d\n", hints->sheets.items[i].sheet, hints->sheets.items[i].use);
}

static const char *taken_text(Ctx *cx, Buf *buf)
{
    const char *text = arena_strndup(cx->arena, buf->data ? buf->data : "", buf->length);
    buf_finish(buf);
    return text;
}

const char *import_answers_write(Ctx *cx, const ImportAnswers *answers)
{
    Buf buf = {0};
    buf_printf(&buf, "year\t%d\nwords\t%d\nunit\t%s\nover\t%s\nchanged\t%s\n", answers->year, answers->words,
               import_unit_words[answers->unit], import_over_words[answers->over],
               import_changed_words[answers->changed]);
    put_hints(&buf, &answers->hints);
    put_choices(&buf, "person", &answers->people);
    put_choices(&buf, "subject", &answers->subjects);
    put_choices(&buf, "colour", &answers->colours);
    put_choices(&buf, "cell", &answers->cells);
    return taken_text(cx, &buf);
}

bool import_same_hints(Ctx *cx, const ImportHints *a, const ImportHints *b)
{
    Buf left = {0};
    Buf right = {0};
    put_hints(&left, a);
    put_hints(&right, b);
    return strcmp(taken_text(cx, &left), taken_text(cx, &right)) == 0;
}

void import_choose(Ctx *cx, ImportChoices *choices, const char *text, const char *choice)
{
    for (size_t i = 0; i < choices->count; i++)
        if (strcmp(choices->items[i].text, text) == 0) {
            choices->items[i].choice = choice;
            return;
        }
    *(ImportChoice *)list_push(cx->arena, choices) = (ImportChoice){text, choice};
}

static void add_choice(Ctx *cx, ImportChoices *choices, const TextList *parts)
{
    if (parts->count > 2)
        *(ImportChoice *)list_push(cx->arena, choices) = (ImportChoice){parts->items[1], parts->items[2]};
}

static int word_or(Words words, const char *word, int otherwise)
{
    int value;
    return word_value(words, word, &value) ? value : otherwise;
}

static void read_row(Ctx *cx, const TextList *parts, ImportHints *hints)
{
    int64_t row;
    if (parts->count > 4 && text_int(parts->items[2], &row) && row > 0 && row <= SHEET_ROWS_MAX)
        import_hint_row(cx, hints, parts->items[3], (int)row, parts->items[4],
                        (RowRole)word_or(row_role_words, parts->items[1], ROW_AUTO));
}

static void read_hint(Ctx *cx, const TextList *parts, ImportHints *hints)
{
    const char *what = parts->items[0];
    int64_t number;
    if (strcmp(what, "layout") == 0)
        hints->layout = (ImportLayout)word_or(import_layout_words, parts->items[1], IMPORT_AUTO);
    else if (strcmp(what, "hidden") == 0)
        hints->hidden = strcmp(parts->items[1], "1") == 0;
    else if (strcmp(what, "row") == 0)
        read_row(cx, parts, hints);
    else if (strcmp(what, "sheet") == 0 && parts->count > 2)
        import_hint_sheet(cx, hints, parts->items[1], strcmp(parts->items[2], "1") == 0);
    else if (strcmp(what, "column") == 0 && parts->count > 2 && text_int(parts->items[1], &number) && number >= 1 &&
             number <= SHEET_COLUMNS_MAX)
        hints->columns[number - 1] = (uint8_t)word_or(column_role_words, parts->items[2], COLUMN_UNKNOWN);
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
    else if (strcmp(what, "changed") == 0)
        answers->changed = (ImportChanged)word_or(import_changed_words, value, IMPORT_KEEP);
    else if (strcmp(what, "person") == 0)
        add_choice(cx, &answers->people, parts);
    else if (strcmp(what, "subject") == 0)
        add_choice(cx, &answers->subjects, parts);
    else if (strcmp(what, "colour") == 0)
        add_choice(cx, &answers->colours, parts);
    else if (strcmp(what, "cell") == 0)
        add_choice(cx, &answers->cells, parts);
    else
        read_hint(cx, parts, &answers->hints);
}

void import_answers_read(Ctx *cx, const char *text, ImportAnswers *answers)
{
    TextList lines = text_split(cx->arena, text, '\n');
    *answers = (ImportAnswers){0};
    for (size_t i = 0; i < lines.count; i++) {
        TextList parts = text_split(cx->arena, lines.items[i], '\t');
        if (parts.count > 1)
            read_answer(cx, &parts, answers);
    }
}
