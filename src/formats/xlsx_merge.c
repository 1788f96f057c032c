/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "formats/xlsx_parts.h"

/* Cells that all merged ranges of a sheet may fill together: ranges that overlap are an attack. */
#define FILLED_MAX 4000000

/* The first row with this number or a later one. */
static size_t row_from(const Sheet *sheet, int number)
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
static Err *row_widen(XlsxFile *file, SheetRow *row, int count)
{
    if (row->count >= count)
        return NULL;
    TRY(workbook_has_room(file->cx, file->book, sizeof(Cell) * (size_t)count));
    Cell *cells = arena_new_array(file->cx->arena, Cell, (size_t)count);
    memcpy(cells, row->cells, sizeof(Cell) * (size_t)row->count);
    for (int i = row->count; i < count; i++)
        cells[i] = (Cell){.text = "", .fill = FILL_NONE};
    row->cells = cells;
    row->count = count;
    return NULL;
}

static Err *fill_row(XlsxFile *file, SheetRow *row, int first, int last, const Cell *value)
{
    TRY(row_widen(file, row, last + 1));
    for (int i = first; i <= last; i++) {
        if (row->cells[i].kind != CELL_EMPTY)
            continue;
        row->cells[i] = *value;
        row->cells[i].repeated = true;
    }
    return NULL;
}

static Err *fill_range(XlsxFile *file, Sheet *sheet, const XlsxRange *range, int64_t *filled)
{
    size_t first = row_from(sheet, range->first_row);
    int last_column = MIN_OF(range->last_column, sheet->width - 1);
    if (first >= sheet->rows.count || sheet->rows.items[first].number != range->first_row)
        return NULL;
    Cell value = *sheet_cell(sheet, first, range->first_column);
    if (value.kind == CELL_EMPTY || last_column < range->first_column)
        return NULL;
    for (size_t i = first; i < sheet->rows.count && sheet->rows.items[i].number <= range->last_row; i++) {
        *filled += last_column - range->first_column + 1;
        if (*filled > FILLED_MAX)
            return xlsx_damaged(file->cx);
        TRY(fill_row(file, &sheet->rows.items[i], range->first_column, last_column, &value));
    }
    return NULL;
}

Err *xlsx_merge_fill(XlsxFile *file, Sheet *sheet, const XlsxRanges *ranges)
{
    int64_t filled = 0;
    for (size_t i = 0; i < ranges->count; i++)
        TRY(fill_range(file, sheet, &ranges->items[i], &filled));
    return NULL;
}
