/* SPDX-License-Identifier: MIT */
/* What stands in a cell: an amount, words, several projects. */
#include "base/base.h"

#include "base/text.h"
#include "import/parts.h"
#include "import/read.h"

/* A number in a cell with a percent format: up to 1.5 it is a share, above that somebody typed percent into it. */
static bool percent_cell(const Cell *cell, Amount *amount)
{
    double percent = cell->number <= 1.5 ? cell->number * 100 : cell->number;
    if (percent < 0 || percent * 1000 > AMOUNT_THOUSANDTHS_MAX)
        return false;
    *amount = (Amount){.kind = AMOUNT_PERCENT, .thousandths = (int64_t)(percent * 1000 + 0.5)};
    return true;
}

bool import_amount(const Cell *cell, Amount *amount)
{
    if (cell->kind == CELL_NUMBER && cell->percent)
        return percent_cell(cell, amount);
    if (cell->kind == CELL_DATE || cell->kind == CELL_FLAG)
        return false;
    return amount_parse(cell->text, amount);
}

static const Cell *cell_at(const ImportCell *at)
{
    return sheet_cell(at->from->sheet, at->row, at->column);
}

static const char *text_of(Ctx *cx, const ImportCell *at)
{
    return import_text(cx, at->from->sheet, at->row, at->column);
}

static const char *place_of(Ctx *cx, const ImportCell *at)
{
    return import_place(cx, at->table, at->from->sheet, at->row, at->column);
}

static void left_out(Ctx *cx, const ImportCell *at, const char *text, const char *why)
{
    import_problem(cx, at->table, place_of(cx, at), text, why);
}

static void add_row(Ctx *cx, const ImportCell *at, int subject, const Amount *amount)
{
    ImportRow *one = import_row(cx, at->table);
    *one = (ImportRow){.person = at->person,
                       .subject = subject,
                       .head = at->head,
                       .amount = *amount,
                       .colour = import_colour(cx, at->table, cell_at(at)),
                       .place = place_of(cx, at)};
}

static int subject_of(Ctx *cx, const ImportCell *at, const char *name)
{
    return import_subject(cx, at->table, "", name, place_of(cx, at));
}

static bool is_away(SubjectWord word)
{
    return word.kind == SUBJECT_ABSENCE || word.kind == SUBJECT_HOLIDAY;
}

/* "Отпуск с 17-го": away, but not all of the week. */
static bool begins_with_absence(Ctx *cx, const char *text)
{
    size_t length = strcspn(text, " ,:(");
    return text[length] && is_away(subject_word(cx, arena_strndup(cx->arena, text, length)));
}

/* "-5", "120000000": no amount, and no name either. */
static bool is_number_like(const char *text)
{
    return text[strcspn(text, "0123456789")] && strspn(text, "+-0123456789.,:%? ") == strlen(text);
}

/* "20 (предв.)": an amount and its state. */
static bool take_amount_with_state(Ctx *cx, const ImportCell *at, const char *text)
{
    Amount amount;
    const char *rest;
    bool tentative;
    if (!amount_prefix(text, &amount, &rest) || !*rest)
        return false;
    size_t length = strlen(rest);
    bool bracketed = rest[0] == '(' && rest[length - 1] == ')';
    const char *word = bracketed ? arena_strndup(cx->arena, rest + 1, length - 2) : rest;
    if (!state_word(cx, word, &tentative))
        return false;
    amount.tentative = amount.tentative || tentative;
    add_row(cx, at, at->subject >= 0 ? at->subject : subject_of(cx, at, ""), &amount);
    return true;
}

/* "20% Client A; 30% Client B"; where no part has an amount, each stands for words alone. */
static void take_parts(Ctx *cx, const ImportCell *at, const char *text)
{
    ImportParts parts;
    size_t said = 0;
    import_parts(cx, text, &parts);
    for (size_t i = 0; i < parts.count; i++)
        said += parts.items[i].amount.kind != AMOUNT_NONE;
    for (size_t i = 0; i < parts.count; i++) {
        const ImportPart *part = &parts.items[i];
        if (said && part->amount.kind == AMOUNT_NONE)
            left_out(cx, at, part->name, _("There are words and no number: how much of the week is it?"));
        else
            add_row(cx, at, subject_of(cx, at, part->name), &part->amount);
    }
}

static void take_words(Ctx *cx, const ImportCell *at)
{
    static const Amount words_only = {.kind = AMOUNT_NONE};
    const char *text = text_of(cx, at);
    if (is_away(subject_word(cx, text)))
        add_row(cx, at, subject_of(cx, at, text), &words_only);
    else if (take_amount_with_state(cx, at, text))
        return;
    else if (at->subject < 0 && begins_with_absence(cx, text) && !strpbrk(text, "%;\n"))
        left_out(cx, at, text, _("It is not said which days: enter it as an absence"));
    else if (at->subject < 0 && !is_number_like(text))
        take_parts(cx, at, text);
    else
        left_out(cx, at, text, _("There are words and no number: how much of the week is it?"));
}

/* An empty cell may say something by its colour. */
static void take_blank(Ctx *cx, const ImportCell *at)
{
    int colour = import_colour(cx, at->table, cell_at(at));
    if (colour < 0)
        return;
    ImportRow *one = import_row(cx, at->table);
    *one =
        (ImportRow){.person = at->person, .subject = -1, .head = at->head, .colour = colour, .place = place_of(cx, at)};
}

void import_take_cell(Ctx *cx, const ImportCell *at)
{
    const Cell *cell = cell_at(at);
    Amount amount;
    if (cell->kind == CELL_EMPTY)
        take_blank(cx, at);
    else if (cell->kind == CELL_NO_VALUE)
        left_out(cx, at, text_of(cx, at),
                 _("The formula has no value in the file: open and save it in a spreadsheet program"));
    else if (cell->kind == CELL_ERROR)
        left_out(cx, at, text_of(cx, at), _("The cell holds an error"));
    else if (!import_amount(cell, &amount))
        take_words(cx, at);
    else if (amount.kind != AMOUNT_NONE)
        add_row(cx, at, at->subject >= 0 ? at->subject : subject_of(cx, at, ""), &amount);
}

void import_take_absence(Ctx *cx, const ImportCell *at)
{
    static const Amount words_only = {.kind = AMOUNT_NONE};
    const char *text = text_of(cx, at);
    if (cell_at(at)->kind == CELL_EMPTY)
        take_blank(cx, at);
    else if (is_away(subject_word(cx, text)))
        add_row(cx, at, subject_of(cx, at, text), &words_only);
}
