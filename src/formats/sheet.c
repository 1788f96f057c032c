/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "formats/sheet.h"

#define POOL_SIZE ((size_t)32 << 10)
#define MEGABYTE ((size_t)1 << 20)
/* What is left of an arena for whatever works with the table. */
#define ARENA_SPARE ((size_t)16 << 20)

void workbook_init(Ctx *cx, Workbook *book)
{
    *book = (Workbook){.taken_before = cx->arena->total};
}

Err *workbook_has_room(Ctx *cx, const Workbook *book, size_t more)
{
    size_t total = cx->arena->total;
    size_t taken = total - MIN_OF(total, book->taken_before);
    size_t ceiling = cx->arena->ceiling - MIN_OF(cx->arena->ceiling, ARENA_SPARE);
    if (more < WORKBOOK_MEMORY_MAX && taken < WORKBOOK_MEMORY_MAX - more && total + more < ceiling)
        return NULL;
    return err_new(cx, ERR_TOO_LARGE, "file", _("The table holds too much data; split it into several files"));
}

Err *table_file_fits(Ctx *cx, size_t size)
{
    if (size <= TABLE_FILE_MAX)
        return NULL;
    return err_new(cx, ERR_TOO_LARGE, "file", _("The file is too large: %d MB, up to %d MB are taken"),
                   (int)MIN_OF((size + MEGABYTE - 1) / MEGABYTE, (size_t)INT_MAX), (int)(TABLE_FILE_MAX / MEGABYTE));
}

Err *workbook_text(Ctx *cx, Workbook *book, const char *text, size_t length, const char **copy)
{
    *copy = "";
    if (length == 0)
        return NULL;
    TRY(workbook_has_room(cx, book, length + POOL_SIZE));
    if (length >= POOL_SIZE / 4) {
        *copy = arena_strndup(cx->arena, text, length);
        return NULL;
    }
    if (book->pool_left <= length) {
        book->pool = arena_alloc(cx->arena, POOL_SIZE);
        book->pool_left = POOL_SIZE;
    }
    memcpy(book->pool, text, length);
    *copy = book->pool;
    book->pool += length + 1; /* the NUL is there: the arena gives zeroes */
    book->pool_left -= length + 1;
    return NULL;
}

Err *workbook_add_sheet(Ctx *cx, Workbook *book, const char *name, Sheet **sheet)
{
    if (book->sheets.count >= WORKBOOK_SHEETS_MAX)
        return err_new(cx, ERR_TOO_LARGE, "file", _("The file has more than %d sheets"), WORKBOOK_SHEETS_MAX);
    TRY(workbook_has_room(cx, book, sizeof(Sheet) * (book->sheets.count + 1) * 2));
    *sheet = list_push(cx->arena, &book->sheets);
    (*sheet)->name = name;
    for (int i = 0; i < SHEET_COLUMNS_MAX; i++)
        (*sheet)->column_numbers[i] = i + 1;
    return NULL;
}

static bool has_text(const Cell *cells, int count)
{
    for (int i = 0; i < count; i++)
        if (cells[i].kind != CELL_EMPTY)
            return true;
    return false;
}

Err *sheet_add_row(Ctx *cx, Workbook *book, Sheet *sheet, int number, const Cell *cells, int count)
{
    while (count > 0 && cells[count - 1].kind == CELL_EMPTY && cells[count - 1].fill == FILL_NONE)
        count--;
    if (!has_text(cells, count))
        return NULL;
    if (number > SHEET_ROWS_MAX)
        return err_new(cx, ERR_TOO_LARGE, "file", _("The table has more than %d rows; split it into several files"),
                       SHEET_ROWS_MAX);
    TRY(workbook_has_room(cx, book, sizeof(Cell) * (size_t)count + sizeof(SheetRow) * (sheet->rows.count + 1) * 2));
    SheetRow *row = list_push(cx->arena, &sheet->rows);
    *row = (SheetRow){
        .number = number,
        .count = count,
        .cells = arena_memdup(cx->arena, cells, sizeof(Cell) * (size_t)count),
    };
    sheet->width = MAX_OF(sheet->width, count);
    return NULL;
}

Err *sheet_too_wide(Ctx *cx, int row)
{
    return err_new(cx, ERR_TOO_LARGE, "file", _("Row %d has values beyond column %d; remove the extra columns"), row,
                   SHEET_COLUMNS_MAX);
}

static void leave_out_rows(Sheet *sheet)
{
    size_t kept = 0;
    for (size_t i = 0; i < sheet->rows.count; i++)
        if (!sheet->rows.items[i].hidden)
            sheet->rows.items[kept++] = sheet->rows.items[i];
    sheet->rows.count = kept;
}

/* Moves the cells of visible columns to the left. */
static void squeeze_row(SheetRow *row, const bool *hidden)
{
    int kept = 0;
    for (int i = 0; i < row->count; i++)
        if (!hidden[i])
            row->cells[kept++] = row->cells[i];
    row->count = kept;
}

void sheet_leave_out_hidden(Sheet *sheet)
{
    int kept = 0;
    leave_out_rows(sheet);
    if (sheet->hidden_columns == 0)
        return;
    for (size_t i = 0; i < sheet->rows.count; i++)
        squeeze_row(&sheet->rows.items[i], sheet->column_hidden);
    for (int i = 0; i < sheet->width; i++)
        if (!sheet->column_hidden[i])
            sheet->column_numbers[kept++] = sheet->column_numbers[i];
    sheet->width = kept;
    memset(sheet->column_hidden, 0, sizeof sheet->column_hidden);
}

const Cell *sheet_cell(const Sheet *sheet, size_t row, int column)
{
    static const Cell empty = {.text = "", .fill = FILL_NONE};
    if (row >= sheet->rows.count || column < 0 || column >= sheet->rows.items[row].count)
        return &empty;
    return &sheet->rows.items[row].cells[column];
}

const char *sheet_text(Ctx *cx, const Sheet *sheet, size_t row, int column)
{
    const char *text = sheet_cell(sheet, row, column)->text;
    return *text ? text_trim(cx->arena, text) : text;
}

const char *column_letters(Ctx *cx, int column)
{
    char letters[8];
    size_t at = sizeof letters;
    for (; column > 0 && at > 0; column = (column - 1) / 26)
        letters[--at] = (char)('A' + (column - 1) % 26);
    return arena_strndup(cx->arena, letters + at, sizeof letters - at);
}

const char *sheet_place(Ctx *cx, const Sheet *sheet, size_t row, int column)
{
    bool known = column >= 0 && column < SHEET_COLUMNS_MAX;
    int number = row < sheet->rows.count ? sheet->rows.items[row].number : 0;
    return arena_printf(cx->arena, "%s%d", column_letters(cx, known ? sheet->column_numbers[column] : 0), number);
}

bool cell_is_number(const Cell *cell)
{
    return cell->kind == CELL_NUMBER;
}

Day cell_day(const Cell *cell)
{
    return cell->kind == CELL_DATE ? DAY((int64_t)cell->number) : DAY_NONE;
}

const Sheet *workbook_first(const Workbook *book)
{
    for (size_t i = 0; i < book->sheets.count; i++)
        if (!book->sheets.items[i].hidden && book->sheets.items[i].rows.count > 0)
            return &book->sheets.items[i];
    return NULL;
}

const Sheet *workbook_sheet(const Workbook *book, const char *name)
{
    for (size_t i = 0; i < book->sheets.count; i++)
        if (strcmp(book->sheets.items[i].name, name) == 0)
            return &book->sheets.items[i];
    return NULL;
}
