/* SPDX-License-Identifier: MIT */
/* The tables of an OpenDocument spreadsheet. Rows, cells and what repeats them: OpenDocument 1.3, part 3, 9. */
#include "base/base.h"

#include <math.h>

#include "base/day.h"
#include "base/text.h"
#include "formats/ods_parts.h"

#define SHEET_NAME_MAX 1024

typedef enum { VALUE_NONE, VALUE_NUMBER, VALUE_PERCENT, VALUE_DATE, VALUE_TIME, VALUE_FLAG, VALUE_TEXT } ValueType;

typedef struct OdsSheet {
    Sheet *sheet;
    int skipped; /* depth inside of what holds no cells of ours */
    int column_count;
    const OdsStyle *column_styles[SHEET_COLUMNS_MAX];
    SheetRanges ranges;
    /* the row being read */
    int64_t row;
    int row_repeat;
    bool row_hidden;
    int level; /* of grouped rows */
    const OdsStyle *row_style;
    Cell cells[SHEET_COLUMNS_MAX];
    int used;
    int64_t column;
    /* the cell being read */
    int depth; /* 0: outside of a cell */
    bool paragraph;
    int paragraphs, cell_repeat;
    bool formula, error;
    ValueType type;
    double number;
    const OdsStyle *style;
    CellText text;
} OdsSheet;

static const Cell empty_cell = {.text = "", .fill = FILL_NONE};

static int repeat_of(XmlAttributes attributes, const char *name)
{
    return MAX_OF(xml_int(attributes, name, 1), 1);
}

static bool says(XmlAttributes attributes, const char *name, const char *value)
{
    const char *text = xml_attribute(attributes, name);
    return text && strcmp(text, value) == 0;
}

static bool is_hidden(XmlAttributes attributes)
{
    return says(attributes, "visibility", "collapse") || says(attributes, "visibility", "filter");
}

/* ---- tables, columns, rows ---- */

static Err *table_start(OdsFile *file, XmlAttributes attributes)
{
    Ctx *cx = file->cx;
    OdsSheet *read = file->sheet;
    const char *name = xml_attribute(attributes, "table:name");
    const char *style_name = xml_attribute(attributes, "style-name");
    CellText text = read->text;
    Sheet *sheet;
    if (name && strlen(name) > SHEET_NAME_MAX)
        return file_damaged(cx);
    TRY(workbook_add_sheet(cx, file->book, arena_strdup(cx->arena, name ? name : ""), &sheet));
    const OdsStyle *style = style_name ? ods_style(&file->styles, true, style_name) : NULL;
    sheet->hidden = style && style->undisplayed;
    *read = (OdsSheet){.sheet = sheet, .text = text, .row = 1};
    return NULL;
}

static Err *table_end(OdsFile *file)
{
    OdsSheet *read = file->sheet;
    sheet_count_hidden(read->sheet);
    TRY(sheet_fill_merged(file->cx, file->book, read->sheet, &read->ranges));
    read->sheet = NULL;
    return NULL;
}

static const OdsStyle *default_style(const OdsFile *file, XmlAttributes attributes)
{
    const char *name = xml_attribute(attributes, "default-cell-style-name");
    return name ? ods_style(&file->styles, false, name) : NULL;
}

static void column_start(OdsFile *file, XmlAttributes attributes)
{
    OdsSheet *read = file->sheet;
    const OdsStyle *style = default_style(file, attributes);
    int repeat = repeat_of(attributes, "number-columns-repeated");
    for (; repeat > 0 && read->column_count < SHEET_COLUMNS_MAX; repeat--) {
        read->column_styles[read->column_count] = style;
        read->sheet->column_hidden[read->column_count++] = is_hidden(attributes);
    }
}

static void row_start(OdsFile *file, XmlAttributes attributes)
{
    OdsSheet *read = file->sheet;
    read->row_repeat = repeat_of(attributes, "number-rows-repeated");
    read->row_hidden = is_hidden(attributes);
    read->row_style = default_style(file, attributes);
    read->used = 0;
    read->column = 0;
}

/* A row without a text is left out, however often it stands there: a sheet ends in a million of them. */
static Err *row_end(OdsFile *file)
{
    OdsSheet *read = file->sheet;
    Sheet *sheet = read->sheet;
    for (int i = 0; i < read->row_repeat; i++) {
        size_t before = sheet->rows.count;
        int number = (int)MIN_OF(read->row + i, (int64_t)INT_MAX);
        TRY(sheet_add_row(file->cx, file->book, sheet, number, read->cells, read->used));
        if (sheet->rows.count == before)
            break;
        sheet->rows.items[before].hidden = read->row_hidden;
        sheet->rows.items[before].level = read->level;
        sheet->hidden_rows += read->row_hidden;
    }
    read->row += read->row_repeat;
    read->row_repeat = 0;
    return NULL;
}

/* ---- cells ---- */

static ValueType type_of(XmlAttributes attributes)
{
    static const struct {
        const char *word;
        ValueType type;
    } types[] = {
        {"float", VALUE_NUMBER}, {"currency", VALUE_NUMBER}, {"percentage", VALUE_PERCENT}, {"date", VALUE_DATE},
        {"time", VALUE_TIME},    {"boolean", VALUE_FLAG},    {"string", VALUE_TEXT},
    };
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (says(attributes, "office:value-type", types[i].word))
            return types[i].type;
    return VALUE_NONE;
}

static bool parse_number(const char *text, double *number)
{
    char *end = NULL;
    *number = text ? strtod(text, &end) : 0;
    return end && end != text && !*end && isfinite(*number);
}

/* "2026-06-15" or "2026-06-15T09:30:00", as days since 1970-01-01. */
static bool parse_date(const char *text, double *number)
{
    Day day;
    int hours = 0, minutes = 0;
    char iso[11] = {0};
    if (!text)
        return false;
    memcpy(iso, text, strnlen(text, sizeof iso - 1));
    if (!day_parse(iso, &day))
        return false;
    if (strlen(iso) == 10 && text[10] == 'T' && sscanf(text + 11, "%2d:%2d", &hours, &minutes) != 2)
        hours = minutes = 0;
    *number = (double)day.n + (hours * 60 + minutes) / (double)MINUTES_PER_DAY;
    return true;
}

/* "PT08H30M00S" as a fraction of a day. */
static bool parse_time(const char *text, double *number)
{
    int hours, minutes;
    double seconds;
    bool minus = text && *text == '-';
    if (!text || sscanf(text + minus, "PT%6dH%6dM%lfS", &hours, &minutes, &seconds) != 3 || !isfinite(seconds))
        return false;
    *number = (hours * 60 + minutes + seconds / 60) / (double)MINUTES_PER_DAY * (minus ? -1 : 1);
    return true;
}

static bool take_value(OdsSheet *read, XmlAttributes attributes)
{
    switch (read->type) {
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        return parse_number(xml_attribute(attributes, "office:value"), &read->number);
    case VALUE_DATE:
        return parse_date(xml_attribute(attributes, "date-value"), &read->number);
    case VALUE_TIME:
        return parse_time(xml_attribute(attributes, "time-value"), &read->number);
    case VALUE_FLAG:
        read->number = says(attributes, "boolean-value", "true");
        return true;
    case VALUE_NONE:
    case VALUE_TEXT:
        break;
    }
    return true;
}

/* The range that the cell is merged over. */
static Err *take_span(OdsFile *file, XmlAttributes attributes)
{
    OdsSheet *read = file->sheet;
    int rows = repeat_of(attributes, "number-rows-spanned");
    int columns = repeat_of(attributes, "number-columns-spanned");
    if ((rows == 1 && columns == 1) || read->column >= SHEET_COLUMNS_MAX || read->row > SHEET_ROWS_MAX)
        return NULL;
    if (read->ranges.count >= SHEET_RANGES_MAX)
        return file_damaged(file->cx);
    int row = (int)read->row, column = (int)read->column;
    SheetRange *range = list_push(file->cx->arena, &read->ranges);
    *range = (SheetRange){row, row + MIN_OF(rows, SHEET_ROWS_MAX) - 1, column,
                          column + MIN_OF(columns, SHEET_COLUMNS_MAX) - 1};
    return NULL;
}

/* A cell's own style, else the row's, else the column's. */
static const OdsStyle *style_of(const OdsFile *file, XmlAttributes attributes)
{
    const OdsSheet *read = file->sheet;
    const char *name = xml_attribute(attributes, "style-name");
    if (name)
        return ods_style(&file->styles, false, name);
    if (read->row_style || read->column >= SHEET_COLUMNS_MAX)
        return read->row_style;
    return read->column_styles[read->column];
}

static Err *cell_start(OdsFile *file, XmlAttributes attributes)
{
    OdsSheet *read = file->sheet;
    const char *string = xml_attribute(attributes, "string-value");
    read->depth = 1;
    read->paragraph = false;
    read->paragraphs = 0;
    read->text.length = 0;
    read->cell_repeat = repeat_of(attributes, "number-columns-repeated");
    read->formula = xml_attribute(attributes, "formula");
    read->error = says(attributes, "calcext:value-type", "error");
    read->type = type_of(attributes);
    read->style = style_of(file, attributes);
    if (!take_value(read, attributes))
        read->type = VALUE_TEXT;
    TRY(take_span(file, attributes));
    return string ? cell_text_put(file->cx, &read->text, string, strlen(string)) : NULL;
}

/*
 * How a number is shown, from its text: "8 ч" has the unit behind; a percent that a formula inherited from its cells
 * is called a plain number.
 */
static NumberFormat words_of(const CellText *text)
{
    NumberFormat format = {0};
    size_t first = strcspn(text->data, "0123456789");
    size_t last = text->length;
    while (last > first && !strchr("0123456789", text->data[last - 1]))
        last--;
    bool minus = first > 0 && text->data[first - 1] == '-';
    size_t before = first - minus, behind = text->length - last;
    if (first >= last || before >= FORMAT_WORDS_MAX || behind >= FORMAT_WORDS_MAX)
        return format;
    if (text->data[last] == '%') {
        format.kind = FORMAT_PERCENT;
        return format;
    }
    memcpy(format.before, text->data, before);
    memcpy(format.behind, text->data + last, behind);
    return format;
}

static Err *number_cell(OdsFile *file, Cell *cell)
{
    static const FormatKind kinds[] = {
        [VALUE_PERCENT] = FORMAT_PERCENT, [VALUE_DATE] = FORMAT_DATE, [VALUE_TIME] = FORMAT_TIME};
    OdsSheet *read = file->sheet;
    NumberFormat format = {0};
    if (read->type == VALUE_NUMBER)
        format = words_of(&read->text);
    else
        format.kind = kinds[read->type];
    cell->kind = read->type == VALUE_DATE ? CELL_DATE : CELL_NUMBER;
    cell->number = read->number;
    cell->percent = format.kind == FORMAT_PERCENT;
    return cell_show(file->cx, file->book, cell, &format);
}

static Err *text_cell(OdsFile *file, Cell *cell)
{
    OdsSheet *read = file->sheet;
    const char *text;
    if (read->formula && read->text.length == 0 && read->type == VALUE_NONE) {
        cell->kind = CELL_NO_VALUE;
        return NULL;
    }
    TRY(workbook_text(file->cx, file->book, read->text.data, read->text.length, &text));
    cell_set_text(cell, read->error ? CELL_ERROR : CELL_TEXT, text);
    return NULL;
}

static Err *cell_value(OdsFile *file, Cell *cell)
{
    OdsSheet *read = file->sheet;
    read->text.data[read->text.length] = 0;
    if (read->error || read->type == VALUE_NONE || read->type == VALUE_TEXT)
        return text_cell(file, cell);
    if (read->type != VALUE_FLAG)
        return number_cell(file, cell);
    *cell = (Cell){.text = read->number > 0 ? "TRUE" : "FALSE", .number = read->number, .kind = CELL_FLAG};
    return NULL;
}

static Err *cell_end(OdsFile *file)
{
    OdsSheet *read = file->sheet;
    Cell cell = empty_cell;
    int64_t end = read->column + read->cell_repeat;
    TRY(cell_value(file, &cell));
    OdsLook look = ods_look(read->style);
    cell.fill = look.fill;
    cell.bold = look.bold;
    cell.indent = look.indent;
    if (cell.kind != CELL_EMPTY && read->style && read->style->ruled)
        read->sheet->rule_fills = true;
    if (cell.kind != CELL_EMPTY && end > SHEET_COLUMNS_MAX)
        return sheet_too_wide(file->cx, (int)MIN_OF(read->row, (int64_t)INT_MAX));
    for (; read->column < MIN_OF(end, (int64_t)SHEET_COLUMNS_MAX); read->column++)
        read->cells[read->used++] = cell;
    read->column = end;
    return NULL;
}

/* ---- texts ---- */

static Err *put(OdsFile *file, const char *text, size_t length)
{
    return cell_text_put(file->cx, &file->sheet->text, text, length);
}

/* A paragraph is one line of the cell; the text of the cell's attribute gives way to paragraphs. */
static Err *paragraph_start(OdsFile *file)
{
    OdsSheet *read = file->sheet;
    read->paragraph = true;
    if (read->paragraphs++ > 0)
        return put(file, "\n", 1);
    read->text.length = 0;
    return NULL;
}

/* Spaces beyond the first, tabs and line ends are elements. */
static Err *mark_start(OdsFile *file, const char *name, XmlAttributes attributes)
{
    if (strcmp(name, "tab") == 0)
        return put(file, "\t", 1);
    if (strcmp(name, "line-break") == 0)
        return put(file, "\n", 1);
    int spaces = strcmp(name, "s") == 0 ? MIN_OF(xml_int(attributes, "c", 1), SHEET_TEXT_MAX) : 0;
    for (; spaces > 0; spaces--)
        TRY(put(file, " ", 1));
    return NULL;
}

/* Line ends and tabs of the XML stand for a space, as in HTML; several spaces stay: LibreOffice writes them so. */
Err *ods_sheet_piece(OdsFile *file, const char *text, size_t length)
{
    OdsSheet *read = file->sheet;
    if (!read || !read->paragraph)
        return NULL;
    for (size_t i = 0; i < length; i++) {
        bool blank = strchr("\t\r\n", text[i]) && text[i];
        bool more = read->text.length > 0 && read->text.data[read->text.length - 1] == ' ';
        if (!blank || !more)
            TRY(put(file, blank ? " " : &text[i], 1));
    }
    return NULL;
}

/* ---- events ---- */

/* Drawings beside the cells may hold whole documents, with tables of their own. */
static bool holds_no_cells(const char *name)
{
    return strcmp(name, "shapes") == 0 || strcmp(name, "tracked-changes") == 0 || strcmp(name, "dde-links") == 0;
}

static Err *inside_cell_start(OdsFile *file, const char *name, XmlAttributes attributes)
{
    OdsSheet *read = file->sheet;
    read->depth++;
    if (read->paragraph)
        return mark_start(file, name, attributes);
    return read->depth == 2 && strcmp(name, "p") == 0 ? paragraph_start(file) : NULL;
}

static Err *start_open(OdsFile *file)
{
    file->sheet = arena_new(file->cx->arena, OdsSheet);
    cell_text_init(file->cx, &file->sheet->text);
    file->table = true;
    return NULL;
}

Err *ods_sheet_start(OdsFile *file, const char *name, XmlAttributes attributes)
{
    OdsSheet *read = file->sheet;
    if (!read)
        return strcmp(name, "spreadsheet") == 0 ? start_open(file) : NULL;
    if (read->depth > 0)
        return inside_cell_start(file, name, attributes);
    if (read->skipped > 0 || holds_no_cells(name)) {
        read->skipped++;
        return NULL;
    }
    if (strcmp(name, "table") == 0)
        return read->sheet ? file_damaged(file->cx) : table_start(file, attributes);
    if (!read->sheet)
        return NULL;
    if (strcmp(name, "table-column") == 0)
        column_start(file, attributes);
    else if (strcmp(name, "table-row") == 0)
        row_start(file, attributes);
    else if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0)
        return read->row_repeat ? cell_start(file, attributes) : file_damaged(file->cx);
    else if (strcmp(name, "table-row-group") == 0)
        read->level++;
    else if (strcmp(name, "conditional-format") == 0)
        read->sheet->rule_fills = true;
    return NULL;
}

Err *ods_sheet_end(OdsFile *file, const char *name)
{
    OdsSheet *read = file->sheet;
    if (!read)
        return NULL;
    if (read->depth > 0) {
        read->depth--;
        if (read->depth == 1)
            read->paragraph = false;
        return read->depth == 0 ? cell_end(file) : NULL;
    }
    if (read->skipped > 0) {
        read->skipped--;
        return NULL;
    }
    if (read->sheet && strcmp(name, "table-row") == 0)
        return row_end(file);
    if (read->sheet && strcmp(name, "table-row-group") == 0)
        read->level--;
    return read->sheet && strcmp(name, "table") == 0 ? table_end(file) : NULL;
}
