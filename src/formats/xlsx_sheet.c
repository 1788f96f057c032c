/* SPDX-License-Identifier: MIT */
/* One worksheet. Cells and their types: ECMA-376, part 1, 18.3.1. */
#include "base/base.h"

#include <math.h>

#include "base/day.h"
#include "base/text.h"
#include "formats/word.h"
#include "formats/xlsx_parts.h"
#include "formats/xlsx_rules.h"

#define FILE_ROWS_MAX 1048576

typedef enum { VALUE_NUMBER, VALUE_SHARED, VALUE_TEXT, VALUE_FLAG, VALUE_ERROR, VALUE_DATE } ValueType;

typedef struct {
    XlsxFile *file;
    Sheet *sheet;
    Cell cells[SHEET_COLUMNS_MAX]; /* of the row being read */
    int used, row, last_row;
    bool row_hidden;
    int row_level;
    int column, style; /* of the cell being read */
    ValueType type;
    bool formula, valued;
    bool collecting, phonetic;
    SheetRanges ranges;
    XlsxRules rules;
} SheetRead;

static const Cell empty_cell = {.text = "", .fill = FILL_NONE};

static void column_element(SheetRead *read, XmlAttributes attributes)
{
    int first = xml_int(attributes, "min", 1);
    int last = xml_int(attributes, "max", 0);
    if (!xml_flag(attributes, "hidden"))
        return;
    for (int i = MAX_OF(first, 1); i <= MIN_OF(last, SHEET_COLUMNS_MAX); i++)
        read->sheet->column_hidden[i - 1] = true;
}

static Err *row_start(SheetRead *read, XmlAttributes attributes)
{
    read->row = xml_int(attributes, "r", read->last_row + 1);
    if (read->row <= read->last_row || read->row > FILE_ROWS_MAX)
        return file_damaged(read->file->cx);
    read->last_row = read->row;
    read->row_hidden = xml_flag(attributes, "hidden");
    read->row_level = MAX_OF(xml_int(attributes, "outlineLevel", 0), 0);
    read->used = 0;
    read->column = -1;
    return NULL;
}

static Err *row_end(SheetRead *read)
{
    size_t before = read->sheet->rows.count;
    TRY(sheet_add_row(read->file->cx, read->file->book, read->sheet, read->row, read->cells, read->used));
    if (read->sheet->rows.count == before)
        return NULL;
    read->sheet->rows.items[before].hidden = read->row_hidden;
    read->sheet->rows.items[before].level = read->row_level;
    read->sheet->hidden_rows += read->row_hidden;
    return NULL;
}

static ValueType type_of(const char *type)
{
    static const struct {
        const char *word;
        ValueType type;
    } types[] = {
        {"s", VALUE_SHARED}, {"str", VALUE_TEXT}, {"inlineStr", VALUE_TEXT},
        {"b", VALUE_FLAG},   {"e", VALUE_ERROR},  {"d", VALUE_DATE},
    };
    for (size_t i = 0; type && i < COUNT_OF(types); i++)
        if (strcmp(type, types[i].word) == 0)
            return types[i].type;
    return VALUE_NUMBER;
}

static Err *cell_start(SheetRead *read, XmlAttributes attributes)
{
    int row;
    const char *place = xml_attribute(attributes, "r");
    read->column++;
    if (place && !xlsx_place(place, &read->column, &row))
        return file_damaged(read->file->cx);
    read->type = type_of(xml_attribute(attributes, "t"));
    read->style = xml_int(attributes, "s", 0);
    read->formula = false;
    read->valued = false;
    read->file->text.length = 0;
    return NULL;
}

static Err *text_cell(SheetRead *read, Cell *cell, CellKind kind)
{
    TRY(xlsx_text_take(read->file, &cell->text));
    cell_set_text(cell, kind, cell->text);
    return NULL;
}

static Err *shared_cell(SheetRead *read, Cell *cell)
{
    int64_t index;
    XlsxFile *file = read->file;
    file->text.data[file->text.length] = 0;
    bool good = text_int(file->text.data, &index) && index >= 0 && (uint64_t)index < file->strings.count;
    if (!good)
        return file_damaged(file->cx);
    cell_set_text(cell, CELL_TEXT, file->strings.items[index]);
    return NULL;
}

static Err *number_cell(SheetRead *read, Cell *cell, const NumberFormat *format)
{
    XlsxFile *file = read->file;
    char *text = file->text.data;
    char *end = text;
    text[file->text.length] = 0;
    double number = strtod(text, &end);
    if (file->text.length == 0 || *skip_spaces(end) || !isfinite(number))
        return text_cell(read, cell, CELL_TEXT);
    double day = number - xlsx_epoch(file);
    NumberFormat shown = *format;
    bool date = format->kind == FORMAT_DATE && day >= (double)DAY_MIN.n && day < (double)DAY_MAX.n + 1;
    if (format->kind == FORMAT_DATE && !date)
        shown = (NumberFormat){0};
    file->text.length = 0;
    cell->kind = date ? CELL_DATE : CELL_NUMBER;
    cell->number = date ? day : number;
    cell->percent = format->kind == FORMAT_PERCENT;
    return cell_show(file->cx, file->book, cell, &shown);
}

/* "2026-06-15" or with a time behind. */
static Err *date_cell(SheetRead *read, Cell *cell)
{
    Day day;
    char iso[11] = {0};
    CellText *text = &read->file->text;
    memcpy(iso, text->data, MIN_OF(text->length, sizeof iso - 1));
    if (!day_parse(iso, &day))
        return text_cell(read, cell, CELL_TEXT);
    cell->number = (double)day.n;
    TRY(text_cell(read, cell, CELL_DATE));
    return NULL;
}

static Err *flag_cell(SheetRead *read, Cell *cell)
{
    CellText *text = &read->file->text;
    cell->number = text->length == 1 && text->data[0] == '1';
    cell->text = cell->number > 0 ? "TRUE" : "FALSE";
    cell->kind = CELL_FLAG;
    text->length = 0;
    return NULL;
}

static Err *cell_value(SheetRead *read, Cell *cell, const NumberFormat *format)
{
    bool valued = read->valued && (read->type != VALUE_NUMBER || read->file->text.length > 0); /* "<v/>" is met */
    if (!valued) {
        cell->kind = read->formula ? CELL_NO_VALUE : CELL_EMPTY;
        return NULL;
    }
    switch (read->type) {
    case VALUE_SHARED:
        return shared_cell(read, cell);
    case VALUE_TEXT:
        return text_cell(read, cell, CELL_TEXT);
    case VALUE_FLAG:
        return flag_cell(read, cell);
    case VALUE_ERROR:
        return text_cell(read, cell, CELL_ERROR);
    case VALUE_DATE:
        return date_cell(read, cell);
    case VALUE_NUMBER:
        break;
    }
    return number_cell(read, cell, format);
}

static Err *cell_end(SheetRead *read)
{
    XlsxStyle style = xlsx_style(&read->file->styles, read->style);
    Cell cell = empty_cell;
    TRY(cell_value(read, &cell, style.format));
    cell.fill = style.fill;
    cell.bold = style.bold;
    cell.indent = style.indent;
    if (read->column >= SHEET_COLUMNS_MAX)
        return cell.kind == CELL_EMPTY ? NULL : sheet_too_wide(read->file->cx, read->row);
    while (read->used <= read->column)
        read->cells[read->used++] = empty_cell;
    read->cells[read->column] = cell;
    return NULL;
}

static Err *merge_element(SheetRead *read, XmlAttributes attributes)
{
    const char *place = xml_attribute(attributes, "ref");
    SheetRange range;
    if (!place || !xlsx_range(place, strlen(place), &range))
        return NULL; /* one cell merged with itself is met */
    if (read->ranges.count >= SHEET_RANGES_MAX)
        return file_damaged(read->file->cx);
    *(SheetRange *)list_push(read->file->cx->arena, &read->ranges) = range;
    return NULL;
}

static Err *sheet_start(void *arg, const char *name, XmlAttributes attributes)
{
    SheetRead *read = arg;
    if (strcmp(name, "c") == 0)
        return read->row ? cell_start(read, attributes) : file_damaged(read->file->cx);
    if (strcmp(name, "row") == 0)
        return row_start(read, attributes);
    if (strcmp(name, "mergeCell") == 0)
        return merge_element(read, attributes);
    if (strcmp(name, "col") == 0)
        column_element(read, attributes);
    if (strcmp(name, "rPh") == 0)
        read->phonetic = true;
    if (strcmp(name, "f") == 0)
        read->formula = true;
    if (strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !read->phonetic)) {
        read->collecting = true;
        read->valued = true;
    }
    if (read->rules.inside || strcmp(name, "conditionalFormatting") == 0) {
        read->collecting = strcmp(name, "formula") == 0;
        return xlsx_rules_start(read->file, &read->rules, name, attributes);
    }
    return NULL;
}

static Err *sheet_end(void *arg, const char *name)
{
    SheetRead *read = arg;
    if (strcmp(name, "c") == 0)
        return cell_end(read);
    if (strcmp(name, "row") == 0)
        return row_end(read);
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        read->collecting = false;
    if (strcmp(name, "rPh") == 0)
        read->phonetic = false;
    if (read->rules.inside) {
        read->collecting = false;
        return xlsx_rules_end(read->file, &read->rules, name);
    }
    return NULL;
}

static Err *sheet_text_piece(void *arg, const char *text, size_t length)
{
    SheetRead *read = arg;
    return read->collecting ? cell_text_put(read->file->cx, &read->file->text, text, length) : NULL;
}

Err *xlsx_sheet_read(XlsxFile *file, const char *path, Sheet *sheet)
{
    bool found;
    SheetRead *read = arena_new(file->cx->arena, SheetRead);
    *read = (SheetRead){.file = file, .sheet = sheet};
    TRY(package_read(file->package, path,
                     &(XmlReader){.start = sheet_start, .end = sheet_end, .text = sheet_text_piece}, read, &found));
    if (!found)
        return file_damaged(file->cx);
    sheet_count_hidden(sheet);
    TRY(sheet_fill_merged(file->cx, file->book, sheet, &read->ranges));
    return xlsx_rules_apply(file, &read->rules, sheet);
}
