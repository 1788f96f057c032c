/* SPDX-License-Identifier: MIT */
/* What the readers of spreadsheets share: texts in pieces, merged ranges, what is hidden. */
#ifndef FORMATS_SHEET_PARTS_H
#define FORMATS_SHEET_PARTS_H

#include "formats/number_format.h"
#include "formats/sheet.h"

#define CELL_TEXT_ROOM ((size_t)SHEET_TEXT_MAX * 4)

/* The text of a cell, which arrives in pieces. */
typedef struct {
    char *data; /* CELL_TEXT_ROOM bytes and a NUL */
    size_t length;
} CellText;

void cell_text_init(Ctx *cx, CellText *text);
/* ERR_TOO_LARGE on "file" when one cell holds too much. */
MUST_USE Err *cell_text_put(Ctx *cx, CellText *text, const char *piece, size_t length);

/* How the number of a cell is shown, copied into the workbook. */
MUST_USE Err *cell_show(Ctx *cx, Workbook *book, Cell *cell, const NumberFormat *format);
/* Makes it a cell of that kind with this text, an empty one if it is blank. */
void cell_set_text(Cell *cell, CellKind kind, const char *text);

/* ERR_INPUT on "file" when no sheet has a row. */
MUST_USE Err *workbook_has_rows(Ctx *cx, const Workbook *book);

typedef struct {
    int first_row, last_row;       /* in the file, from 1 */
    int first_column, last_column; /* from 0 */
} SheetRange;
typedef LIST_OF(SheetRange) SheetRanges;

/* Merged ranges of one sheet that are taken at all. */
#define SHEET_RANGES_MAX 200000

/* The first row of the sheet with this number or a later one; rows are sorted by number. */
size_t sheet_row_from(const Sheet *sheet, int number);

/* Fills merged ranges with the value of their first cell. ERR_INPUT, ERR_TOO_LARGE on "file" for an absurd lot. */
MUST_USE Err *sheet_fill_merged(Ctx *cx, Workbook *book, Sheet *sheet, const SheetRanges *ranges);

/* Counts the columns that are marked as hidden and hold something. */
void sheet_count_hidden(Sheet *sheet);

#endif
