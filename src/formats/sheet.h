/* SPDX-License-Identifier: MIT */
/* The table in memory that every reader of spreadsheets produces: CSV, XLSX, ODS. All of it lives in cx->arena. */
#ifndef FORMATS_SHEET_H
#define FORMATS_SHEET_H

#include "base/day.h"
#include "base/err.h"

#define TABLE_FILE_MAX ((size_t)20 << 20) /* bytes of a file that is taken at all */
#define SHEET_ROWS_MAX 200000
#define SHEET_COLUMNS_MAX 200
#define SHEET_TEXT_MAX 32767 /* characters of one cell, Excel's own limit */
#define WORKBOOK_SHEETS_MAX 1000
#define WORKBOOK_MEMORY_MAX ((size_t)128 << 20) /* what one workbook may take of the arena */

/* No fill; otherwise a fill is 0xRRGGBB. */
#define FILL_NONE UINT32_MAX

typedef enum {
    CELL_EMPTY,
    CELL_TEXT,     /* all cells of a CSV: what a number is there, the column decides */
    CELL_NUMBER,   /* number */
    CELL_DATE,     /* number: days since 1970-01-01, the fraction is the time of day */
    CELL_FLAG,     /* number: 0 or 1 */
    CELL_ERROR,    /* "#N/A" and the like in text */
    CELL_NO_VALUE, /* a formula whose value the file does not hold: open and save it in a spreadsheet program */
} CellKind;

typedef struct {
    const char *text; /* as a person sees it: "20%", "8 ч", "2026-06-15"; never NULL */
    double number;
    uint32_t fill;
    uint8_t kind;      /* CellKind */
    uint8_t indent;    /* steps that the text is moved in */
    bool percent : 1;  /* the number format is a percent one: 0.2 is shown as 20% */
    bool repeated : 1; /* filled in from the top left cell of a merged range */
    bool bold : 1;
} Cell;

typedef struct {
    int number; /* in the file, from 1; of a CSV the line where the row starts */
    int level;  /* of grouping: 0 stands over 1 */
    bool hidden;
    int count;
    Cell *cells;
} SheetRow;

typedef struct {
    const char *name; /* "" of a CSV */
    bool hidden;
    bool rule_fills;                       /* some colours come from rules (conditional formats), which are not read */
    LIST_OF(SheetRow) rows;                /* rows without any text are left out */
    int width;                             /* columns, of the widest row */
    int column_numbers[SHEET_COLUMNS_MAX]; /* in the file, from 1 */
    bool column_hidden[SHEET_COLUMNS_MAX];
    int hidden_rows, hidden_columns; /* in the file, left out or not */
} Sheet;

typedef struct {
    LIST_OF(Sheet) sheets;
    int64_t undecodable; /* bytes of a text file that stand for no character in its encoding */
    /* of the readers */
    size_t taken_before; /* bytes in the arena when the reading started */
    char *pool;
    size_t pool_left;
} Workbook;

/* Starts an empty workbook. */
void workbook_init(Ctx *cx, Workbook *book);

/*
 * Whether `more` bytes still fit into what a workbook may take.
 * ERR_TOO_LARGE on "file".
 */
MUST_USE Err *workbook_has_room(Ctx *cx, const Workbook *book, size_t more);

/* ERR_TOO_LARGE on "file" when a file of so many bytes is not taken. */
MUST_USE Err *table_file_fits(Ctx *cx, size_t size);

/* Copies a text into the workbook, packed. The same errors as workbook_has_room. */
MUST_USE Err *workbook_text(Ctx *cx, Workbook *book, const char *text, size_t length, const char **copy);

/* Adds a sheet; the pointer is good until the next one is added. ERR_TOO_LARGE on "file". */
MUST_USE Err *workbook_add_sheet(Ctx *cx, Workbook *book, const char *name, Sheet **sheet);

/*
 * Adds a row with copies of the cells, trailing empty ones cut off; a row without text is left out.
 * ERR_TOO_LARGE on "file" beyond the limits.
 */
MUST_USE Err *sheet_add_row(Ctx *cx, Workbook *book, Sheet *sheet, int number, const Cell *cells, int count);

/* Takes hidden rows and columns out of the sheet. */
void sheet_leave_out_hidden(Sheet *sheet);

/* ERR_TOO_LARGE on "file": a value stands to the right of the last column that is read. */
MUST_USE Err *sheet_too_wide(Ctx *cx, int row);

/* The cell of the row and column by index from 0; an empty one beyond the table. Never NULL. */
const Cell *sheet_cell(const Sheet *sheet, size_t row, int column);
/* Its text without white space at both ends; "" beyond the table. */
const char *sheet_text(Ctx *cx, const Sheet *sheet, size_t row, int column);
/* "C12": how a person finds the cell again in the file. */
const char *sheet_place(Ctx *cx, const Sheet *sheet, size_t row, int column);
/* "A", "Z", "AA" of a column counted from 1. */
const char *column_letters(Ctx *cx, int column);

bool cell_is_number(const Cell *cell);
/* The day of a CELL_DATE; DAY_NONE of any other. */
Day cell_day(const Cell *cell);

/* The first visible sheet with rows; NULL when there is none. */
const Sheet *workbook_first(const Workbook *book);
/* The sheet of that name, hidden or not; NULL. */
const Sheet *workbook_sheet(const Workbook *book, const char *name);

#endif
