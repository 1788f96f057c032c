/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "formats/sheet_parts.h"
#include "formats/xml_read.h"

/* Cells that all merged ranges of a sheet may fill together: ranges that overlap are an attack. */
#define FILLED_MAX 4000000

void cell_text_init(Ctx *cx, CellText *text)
{
    *text = (CellText){.data = arena_alloc(cx->arena, CELL_TEXT_ROOM + 1)};
}

Err *cell_text_put(Ctx *cx, CellText *text, const char *piece, size_t length)
{
    if (length > CELL_TEXT_ROOM - text->length)
        return err_new(cx, ERR_TOO_LARGE, "file", _("A cell holds more than %d characters"), SHEET_TEXT_MAX);
    memcpy(text->data + text->length, piece, length);
    text->length += length;
    return NULL;
}

Err *cell_show(Ctx *cx, Workbook *book, Cell *cell, const NumberFormat *format)
{
    ArenaMark mark = arena_mark(cx->arena);
    char shown[64 + 2 * FORMAT_WORDS_MAX];
    snprintf(shown, sizeof shown, "%s", number_show(cx->arena, format, cell->number));
    arena_rewind(cx->arena, mark);
    return workbook_text(cx, book, shown, strlen(shown), &cell->text);
}

void cell_set_text(Cell *cell, CellKind kind, const char *text)
{
    bool blank = text_is_blank(text);
    cell->kind = (uint8_t)(blank ? CELL_EMPTY : kind);
    cell->text = blank ? "" : text;
}

Err *workbook_has_rows(Ctx *cx, const Workbook *book)
{
    for (size_t i = 0; i < book->sheets.count; i++)
        if (book->sheets.items[i].rows.count > 0)
            return NULL;
    return err_new(cx, ERR_INPUT, "file", _("The table is empty"));
}

size_t sheet_row_from(const Sheet *sheet, int number)
{
    size_t low = 0;
    size_t high = sheet->rows.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sheet->rows.items[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Makes the row at least `count` cells long. */
static Err *row_widen(Ctx *cx, Workbook *book, SheetRow *row, int count)
{
    if (row->count >= count)
        return NULL;
    TRY(workbook_has_room(cx, book, sizeof(Cell) * (size_t)count));
    Cell *cells = arena_new_array(cx->arena, Cell, (size_t)count);
    memcpy(cells, row->cells, sizeof(Cell) * (size_t)row->count);
    for (int i = row->count; i < count; i++)
        cells[i] = (Cell){.text = "", .fill = FILL_NONE};
    row->cells = cells;
    row->count = count;
    return NULL;
}

static Err *fill_row(Ctx *cx, Workbook *book, SheetRow *row, int first, int last, const Cell *value)
{
    TRY(row_widen(cx, book, row, last + 1));
    for (int i = first; i <= last; i++) {
        if (row->cells[i].kind != CELL_EMPTY)
            continue;
        row->cells[i] = *value;
        row->cells[i].repeated = true;
    }
    return NULL;
}

static Err *fill_range(Ctx *cx, Workbook *book, Sheet *sheet, const SheetRange *range, int64_t *filled)
{
    size_t first = sheet_row_from(sheet, range->first_row);
    int last_column = MIN_OF(range->last_column, sheet->width - 1);
    if (first >= sheet->rows.count || sheet->rows.items[first].number != range->first_row)
        return NULL;
    Cell value = *sheet_cell(sheet, first, range->first_column);
    if (value.kind == CELL_EMPTY || last_column < range->first_column)
        return NULL;
    for (size_t i = first; i < sheet->rows.count && sheet->rows.items[i].number <= range->last_row; i++) {
        *filled += last_column - range->first_column + 1;
        if (*filled > FILLED_MAX)
            return file_damaged(cx);
        TRY(fill_row(cx, book, &sheet->rows.items[i], range->first_column, last_column, &value));
    }
    return NULL;
}

Err *sheet_fill_merged(Ctx *cx, Workbook *book, Sheet *sheet, const SheetRanges *ranges)
{
    int64_t filled = 0;
    for (size_t i = 0; i < ranges->count; i++)
        TRY(fill_range(cx, book, sheet, &ranges->items[i], &filled));
    return NULL;
}

void sheet_count_hidden(Sheet *sheet)
{
    for (int i = 0; i < sheet->width; i++)
        sheet->hidden_columns += sheet->column_hidden[i];
}
