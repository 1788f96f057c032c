/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <jansson.h>

#include "base/text.h"
#include "import/answers_web.h"

/* ---- about the whole table ---- */

static Err *choose_word(Ctx *cx, const char *field, Words words, const char *word, int *value)
{
    if (word_value(words, word, value))
        return NULL;
    return err_new(cx, ERR_INPUT, field, "%s", _("Choose one of the values"));
}

static Err *take_words(Ctx *cx, const char *value, ImportAnswers *answers)
{
    int64_t number = 0;
    if (*value && (!text_int(value, &number) || number < 1 || number > 100))
        return err_new(cx, ERR_INPUT, "words", "%s", _("A share of the week is between 1 and 100 %"));
    answers->words = (int)number;
    return NULL;
}

static Err *take_year(Ctx *cx, const char *value, ImportAnswers *answers)
{
    int64_t number;
    if (!text_int(value, &number) || number < 1970 || number > 2199)
        return err_new(cx, ERR_INPUT, "year", _("“%s” is no year"), value);
    answers->year = (int)number;
    return NULL;
}

static Err *take_answer(Ctx *cx, const char *name, const char *value, ImportAnswers *answers)
{
    int word = 0;
    if (strcmp(name, "words") == 0)
        return take_words(cx, value, answers);
    if (strcmp(name, "year") == 0)
        return take_year(cx, value, answers);
    if (strcmp(name, "hidden") == 0) {
        answers->hints.hidden = strcmp(value, "1") == 0;
    } else if (strcmp(name, "unit") == 0) {
        TRY(choose_word(cx, name, import_unit_words, value, &word));
        answers->unit = (ImportUnit)word;
    } else if (strcmp(name, "over") == 0) {
        TRY(choose_word(cx, name, import_over_words, value, &word));
        answers->over = (ImportOver)word;
    } else if (strcmp(name, "changed") == 0) {
        TRY(choose_word(cx, name, import_changed_words, value, &word));
        answers->changed = (ImportChanged)word;
    } else if (strcmp(name, "layout") == 0) {
        TRY(choose_word(cx, name, import_layout_words, value, &word));
        answers->hints.layout = (ImportLayout)word;
    }
    return NULL;
}

/* ---- fields of the form ---- */

static const ImportSheet *shown_sheet(const ImportTable *table, int sheet)
{
    if (sheet >= 0 && (size_t)sheet < table->sheets.count)
        return &table->sheets.items[sheet];
    for (size_t i = 0; i < table->sheets.count; i++)
        if (table->sheets.items[i].taken)
            return &table->sheets.items[i];
    return table->sheets.count ? &table->sheets.items[0] : NULL;
}

/* Only what differs from what was seen is said; "auto" unsays it. */
static void take_column(const ImportSheet *seen, int64_t number, const char *value, ImportHints *hints)
{
    int role;
    for (int c = 0; seen && c < seen->sheet->width; c++)
        if (seen->sheet->column_numbers[c] == number && number <= SHEET_COLUMNS_MAX) {
            if (strcmp(value, "auto") == 0)
                hints->columns[number - 1] = COLUMN_UNKNOWN;
            else if (*value && word_value(column_role_words, value, &role) && role != seen->columns[c])
                hints->columns[number - 1] = (uint8_t)role;
        }
}

static void take_row(Ctx *cx, const ImportSheet *seen, int64_t number, const char *value, ImportHints *hints)
{
    int role = ROW_AUTO;
    for (size_t i = 0; seen && i < seen->sheet->rows.count; i++) {
        if (seen->sheet->rows.items[i].number != number)
            continue;
        bool said =
            strcmp(value, "auto") == 0 || (*value && word_value(row_role_words, value, &role) && role != seen->rows[i]);
        if (said)
            import_hint_row(cx, hints, seen->sheet->name, (int)number, import_row_label(cx, seen->sheet, i),
                            (RowRole)role);
    }
}

static void take_sheet(Ctx *cx, const ImportTable *table, int64_t at, const char *value, ImportHints *hints)
{
    if (at < 0 || at >= (int64_t)table->sheets.count)
        return;
    const ImportSheet *seen = &table->sheets.items[at];
    bool use = strcmp(value, "use") == 0;
    if (use != seen->taken)
        import_hint_sheet(cx, hints, seen->sheet->name, use);
}

static void take_colour(Ctx *cx, const ImportTable *table, int64_t at, const char *value, ImportAnswers *answers)
{
    int meaning;
    if (at >= 0 && at < (int64_t)table->colours.count && word_value(colour_meaning_words, value, &meaning))
        import_choose(cx, &answers->colours, arena_printf(cx->arena, "%06" PRIX32, table->colours.items[at].rgb),
                      value);
}

static void take_numbered(Ctx *cx, const ImportTable *table, int sheet, char letter, int64_t at, const char *value,
                          ImportAnswers *answers)
{
    const ImportSheet *seen = shown_sheet(table, sheet);
    if (letter == 'p' && at >= 0 && at < (int64_t)table->people.count)
        import_choose(cx, &answers->people, table->people.items[at].text, value);
    else if (letter == 's' && at >= 0 && at < (int64_t)table->subjects.count)
        import_choose(cx, &answers->subjects, table->subjects.items[at].text, value);
    else if (letter == 'k')
        take_colour(cx, table, at, value, answers);
    else if (letter == 'c')
        take_column(seen, at, value, &answers->hints);
    else if (letter == 'r')
        take_row(cx, seen, at, value, &answers->hints);
    else if (letter == 'h')
        take_sheet(cx, table, at, value, &answers->hints);
}

static Err *take_form(Ctx *cx, const Req *req, const ImportTable *table, int sheet, ImportAnswers *answers)
{
    for (size_t i = 0; i < req->form.count; i++) {
        const Pair *pair = &req->form.items[i];
        int64_t at;
        int word;
        if (*pair->name && text_int(pair->name + 1, &at))
            take_numbered(cx, table, sheet, pair->name[0], at, pair->value, answers);
        else if (pair->name[0] == 'x' && word_value(import_changed_words, pair->value, &word))
            import_choose(cx, &answers->cells, pair->name + 1, pair->value);
        else
            TRY(take_answer(cx, pair->name, pair->value, answers));
    }
    return NULL;
}

/* ---- JSON ---- */

static void take_choices(Ctx *cx, const json_t *list, ImportChoices *choices)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *raw = json_string_value(json_object_get(json_array_get(list, i), "raw"));
        const char *choice = json_string_value(json_object_get(json_array_get(list, i), "choice"));
        if (raw && choice)
            import_choose(cx, choices, arena_strdup(cx->arena, raw), arena_strdup(cx->arena, choice));
    }
}

/* Columns "C", rows "5" or "Лист!5". */
static Err *take_roles(Ctx *cx, const json_t *list, ImportHints *hints)
{
    ImportChoices roles = {0};
    take_choices(cx, list, &roles);
    for (size_t i = 0; i < roles.count; i++)
        TRY(import_hint_parse(cx, arena_printf(cx->arena, "%s=%s", roles.items[i].text, roles.items[i].choice), hints));
    return NULL;
}

static Err *take_json(Ctx *cx, const json_t *body, ImportAnswers *answers)
{
    static const char *const names[] = {"year", "unit", "over", "words", "changed", "layout", "hidden"};
    ImportChoices sheets = {0};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const json_t *value = json_object_get(body, names[i]);
        const char *text = json_string_value(value);
        if (json_is_integer(value))
            text = arena_printf(cx->arena, "%lld", (long long)json_integer_value(value));
        if (json_is_boolean(value))
            text = json_is_true(value) ? "1" : "0";
        if (text)
            TRY(take_answer(cx, names[i], text, answers));
    }
    take_choices(cx, json_object_get(body, "people"), &answers->people);
    take_choices(cx, json_object_get(body, "projects"), &answers->subjects);
    take_choices(cx, json_object_get(body, "colours"), &answers->colours);
    take_choices(cx, json_object_get(body, "cells"), &answers->cells);
    take_choices(cx, json_object_get(body, "sheets"), &sheets);
    for (size_t i = 0; i < sheets.count; i++)
        import_hint_sheet(cx, &answers->hints, sheets.items[i].text, strcmp(sheets.items[i].choice, "use") == 0);
    return take_roles(cx, json_object_get(body, "roles"), &answers->hints);
}

Err *import_answers_take(Ctx *cx, const Req *req, const ImportTable *table, int sheet, ImportAnswers *answers)
{
    return req->json ? take_json(cx, req->json, answers) : take_form(cx, req, table, sheet, answers);
}
