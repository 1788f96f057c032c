/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "import/hints.h"

#define IMPORT_WORD(value, word) word,
const char *const import_layout_words[] = {IMPORT_LAYOUTS(IMPORT_WORD) NULL};
const char *const row_role_words[] = {ROW_ROLES(IMPORT_WORD) NULL};
const char *const colour_meaning_words[] = {COLOUR_MEANINGS(IMPORT_WORD) NULL};

void import_hint_row(Ctx *cx, ImportHints *hints, const char *sheet, int row, const char *label, RowRole role)
{
    for (size_t i = 0; i < hints->rows.count; i++)
        if (hints->rows.items[i].row == row && strcmp(hints->rows.items[i].sheet, sheet) == 0) {
            hints->rows.items[i].role = role;
            hints->rows.items[i].label = label;
            return;
        }
    if (role == ROW_AUTO)
        return;
    ImportRowHint *hint = list_push(cx->arena, &hints->rows);
    *hint = (ImportRowHint){sheet, row, label, role};
}

void import_hint_sheet(Ctx *cx, ImportHints *hints, const char *sheet, bool use)
{
    for (size_t i = 0; i < hints->sheets.count; i++)
        if (strcmp(hints->sheets.items[i].sheet, sheet) == 0) {
            hints->sheets.items[i].use = use;
            return;
        }
    ImportSheetHint *hint = list_push(cx->arena, &hints->sheets);
    *hint = (ImportSheetHint){sheet, use};
}

int import_column_number(const char *letters)
{
    int number = 0;
    for (; (*letters >= 'A' && *letters <= 'Z') || (*letters >= 'a' && *letters <= 'z'); letters++) {
        number = number * 26 + (*letters | 32) - 'a' + 1;
        if (number > SHEET_COLUMNS_MAX)
            return 0;
    }
    return *letters ? 0 : number;
}

static Err *no_hint(Ctx *cx, const char *text)
{
    return err_new(cx, ERR_INPUT, "role",
                   _("“%s” names no column or row with its role; write C=project, 5=head or Sheet!5=ignore"), text);
}

Err *import_hint_parse(Ctx *cx, const char *text, ImportHints *hints)
{
    const char *equals = strrchr(text, '=');
    const char *mark = strrchr(text, '!');
    int64_t row;
    int role;
    if (!equals)
        return no_hint(cx, text);
    const char *what = arena_strndup(cx->arena, text, (size_t)(equals - text));
    const char *sheet = mark && mark < equals ? arena_strndup(cx->arena, text, (size_t)(mark - text)) : "";
    if (mark && mark < equals)
        what += mark - text + 1;
    int column = import_column_number(what);
    if (column && word_value(column_role_words, equals + 1, &role))
        hints->columns[column - 1] = (uint8_t)role;
    else if (text_int(what, &row) && row > 0 && row <= SHEET_ROWS_MAX && word_value(row_role_words, equals + 1, &role))
        import_hint_row(cx, hints, sheet, (int)row, "", (RowRole)role);
    else
        return no_hint(cx, text);
    return NULL;
}
