/* SPDX-License-Identifier: MIT */
/*
 * What the program reads of tables, for tests against the files of other programs: a line for each sheet, and one for
 * each cell with its place, kind, text, and what it looks like. table-dump FILE… ; with --quiet only refusals.
 */
#include "base/base.h"

#include "base/buf.h"
#include "formats/table_read.h"

static const char *const kinds[] = {
    [CELL_EMPTY] = "empty", [CELL_TEXT] = "text",   [CELL_NUMBER] = "number",     [CELL_DATE] = "date",
    [CELL_FLAG] = "flag",   [CELL_ERROR] = "error", [CELL_NO_VALUE] = "no value",
};

static void dump_cell(Ctx *cx, const Sheet *sheet, size_t row, int column)
{
    const Cell *cell = sheet_cell(sheet, row, column);
    if (cell->kind == CELL_EMPTY)
        return;
    printf("%s\t%s\t", sheet_place(cx, sheet, row, column), kinds[cell->kind]);
    for (const char *at = cell->text; *at; at++)
        printf(*at == '\n' ? "\\n" : "%c", *at);
    printf("\t");
    if (cell->fill != FILL_NONE)
        printf("#%06" PRIx32, cell->fill);
    printf("\t%s%s%s%s%s\n", cell->percent ? "percent " : "", cell->repeated ? "repeated " : "",
           cell->bold ? "bold " : "", sheet->rows.items[row].hidden ? "hidden-row " : "",
           sheet->column_hidden[column] ? "hidden-column " : "");
}

static void dump(Ctx *cx, const Workbook *book)
{
    for (size_t i = 0; i < book->sheets.count; i++) {
        const Sheet *sheet = &book->sheets.items[i];
        printf("sheet\t%s\t%s\t%s\n", sheet->name, sheet->hidden ? "hidden" : "", sheet->rule_fills ? "rules" : "");
        for (size_t row = 0; row < sheet->rows.count; row++)
            for (int column = 0; column < sheet->rows.items[row].count; column++)
                dump_cell(cx, sheet, row, column);
    }
}

static bool read_bytes(const char *path, Buf *bytes)
{
    char piece[65536];
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    for (size_t got; (got = fread(piece, 1, sizeof piece, file)) > 0;)
        buf_put(bytes, piece, got);
    fclose(file);
    return true;
}

int main(int count, char **arguments)
{
    bool quiet = count > 1 && strcmp(arguments[1], "--quiet") == 0;
    int failed = 0;
    for (int i = quiet ? 2 : 1; i < count; i++) {
        Arena arena;
        Buf bytes = {0};
        Workbook book = {0};
        arena_init(&arena, 0);
        Ctx cx = {.arena = &arena, .lang = LANG_EN, .person_name = "", .request_id = ""};
        Err *err = NULL;
        if (read_bytes(arguments[i], &bytes))
            err = table_read(&cx, bytes.data ? bytes.data : "", bytes.length, &book);
        if (err)
            printf("refused\t%s\n", err->text);
        else if (!quiet)
            dump(&cx, &book);
        failed += err != NULL;
        buf_finish(&bytes);
        arena_finish(&arena);
    }
    return failed ? 1 : 0;
}
