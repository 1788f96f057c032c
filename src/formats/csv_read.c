/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "formats/csv.h"
#include "formats/detect.h"

#define SNIFF_ROWS 20

/* Reads the text from front to back and unquotes the fields where they lie. */
typedef struct {
    char *at, *end;
    char delimiter;
    int line;
} Scan;

/* Looks at one character of a row for count_fields, which only counts and changes nothing. */
typedef struct {
    char delimiter;
    bool quoted, at_start, blank;
    int fields;
} Sniff;

static const char *sniff_char(Sniff *sniff, const char *at, const char *end)
{
    if (sniff->quoted) {
        if (*at == '"' && at + 1 < end && at[1] == '"')
            return at + 2;
        sniff->quoted = *at != '"';
        return at + 1;
    }
    sniff->quoted = *at == '"' && sniff->at_start;
    sniff->at_start = *at == sniff->delimiter;
    sniff->fields += *at == sniff->delimiter;
    sniff->blank = sniff->blank && (*at == '\r' || *at == ' ');
    return at + 1;
}

/* How many fields each of the first rows has. Returns the number of rows that are not blank. */
static int count_fields(const char *at, const char *end, char delimiter, int counts[SNIFF_ROWS])
{
    const Sniff fresh = {.delimiter = delimiter, .at_start = true, .blank = true, .fields = 1};
    Sniff sniff = fresh;
    int rows = 0;
    while (at < end && rows < SNIFF_ROWS) {
        if (sniff.quoted || *at != '\n') {
            at = sniff_char(&sniff, at, end);
            continue;
        }
        if (!sniff.blank)
            counts[rows++] = sniff.fields;
        sniff = fresh;
        at++;
    }
    if (!sniff.blank && rows < SNIFF_ROWS)
        counts[rows++] = sniff.fields;
    return rows;
}

/* How many rows agree on the most frequent number of fields; that number, when it is above one. */
static int agreement(const int *counts, int rows, int *fields)
{
    int best = 0;
    *fields = 0;
    for (int i = 0; i < rows; i++) {
        int same = 0;
        for (int k = 0; k < rows; k++)
            same += counts[k] == counts[i];
        if (counts[i] > 1 && (same > best || (same == best && counts[i] > *fields))) {
            best = same;
            *fields = counts[i];
        }
    }
    return best;
}

static char choose_delimiter(const char *at, const char *end)
{
    static const char delimiters[] = {'\t', ';', ','}; /* of equals the one rarer in texts */
    char chosen = ',';
    int best = 0;
    int best_fields = 0;
    for (size_t i = 0; i < COUNT_OF(delimiters); i++) {
        int counts[SNIFF_ROWS];
        int fields;
        int rows = count_fields(at, end, delimiters[i], counts);
        int same = agreement(counts, rows, &fields);
        if (same > best || (same == best && fields > best_fields)) {
            best = same;
            best_fields = fields;
            chosen = delimiters[i];
        }
    }
    return chosen;
}

/* Excel's own hint in the first line: "sep=;". */
static bool take_hint(Scan *scan)
{
    if (scan->end - scan->at < 5 || memcmp(scan->at, "sep=", 4) != 0)
        return false;
    char *end = memchr(scan->at, '\n', (size_t)(scan->end - scan->at));
    size_t length = (size_t)((end ? end : scan->end) - scan->at);
    if (length > 6 || !strchr(",;\t|", scan->at[4]))
        return false;
    scan->delimiter = scan->at[4];
    scan->at = end ? end + 1 : scan->end;
    scan->line++;
    return true;
}

/* The text between quotes, doubled ones made single; scan stands behind the closing quote. NULL: it is never closed. */
static char *unquote(Scan *scan, char *out)
{
    for (scan->at++; scan->at < scan->end; scan->at++) {
        if (*scan->at == '\n')
            scan->line++;
        if (*scan->at == '"') {
            if (scan->at + 1 >= scan->end || scan->at[1] != '"') {
                scan->at++;
                return out;
            }
            scan->at++;
        }
        *out++ = *scan->at;
    }
    return NULL;
}

/* Whether the scan stands at the end of a row; a lone CR is one too, as old programs write it. */
static bool at_row_end(const Scan *scan)
{
    return scan->at >= scan->end || *scan->at == '\n' || *scan->at == '\r';
}

/* CRLF, LF, CR, and the CRCRLF of files that were converted twice. */
static void skip_row_end(Scan *scan)
{
    while (scan->at < scan->end && *scan->at == '\r')
        scan->at++;
    if (scan->at < scan->end && *scan->at == '\n')
        scan->at++;
    scan->line++;
}

/* The next field, NUL-terminated in place later: its end is given, since the NUL would overwrite the delimiter. */
static MUST_USE Err *next_field(Ctx *cx, Scan *scan, char **start, char **end)
{
    char *out = scan->at;
    int line = scan->line;
    *start = out;
    if (scan->at < scan->end && *scan->at == '"') {
        out = unquote(scan, out);
        if (!out)
            return err_new(cx, ERR_INPUT, "file", _("Row %d: the quote opened in this row is never closed"), line);
    }
    while (!at_row_end(scan) && *scan->at != scan->delimiter)
        *out++ = *scan->at++;
    *end = out;
    return NULL;
}

static Cell cell_of(const char *text)
{
    bool empty = text_is_blank(text);
    return (Cell){.text = empty ? "" : text, .kind = empty ? CELL_EMPTY : CELL_TEXT, .fill = FILL_NONE};
}

/* Cells of one row; values beyond the last column are refused, empty ones are not. */
static MUST_USE Err *next_row(Ctx *cx, Scan *scan, Cell *cells, int *count)
{
    int row = scan->line;
    for (*count = 0;;) {
        char *start = NULL;
        char *end = NULL;
        TRY(next_field(cx, scan, &start, &end));
        bool more = scan->at < scan->end && *scan->at == scan->delimiter;
        if (!more)
            skip_row_end(scan);
        else
            scan->at++;
        *end = 0;
        if (*count < SHEET_COLUMNS_MAX)
            cells[(*count)++] = cell_of(start);
        else if (!text_is_blank(start))
            return sheet_too_wide(cx, row);
        if (!more)
            return NULL;
    }
}

static MUST_USE Err *read_rows(Ctx *cx, Workbook *book, Sheet *sheet, Scan *scan)
{
    while (scan->at < scan->end) {
        Cell cells[SHEET_COLUMNS_MAX];
        int count;
        int number = scan->line;
        TRY(next_row(cx, scan, cells, &count));
        TRY(sheet_add_row(cx, book, sheet, number, cells, count));
    }
    return NULL;
}

Err *csv_read(Ctx *cx, const char *data, size_t size, Workbook *book)
{
    Decoded decoded;
    Sheet *sheet;
    TRY(table_file_fits(cx, size));
    workbook_init(cx, book);
    TRY(text_decode(cx, data, size, &decoded));
    book->undecodable = decoded.undecodable;
    TRY(workbook_add_sheet(cx, book, "", &sheet));
    Scan scan = {.at = decoded.text, .end = decoded.text + decoded.length, .line = 1};
    if (!take_hint(&scan))
        scan.delimiter = choose_delimiter(scan.at, scan.end);
    TRY(read_rows(cx, book, sheet, &scan));
    return sheet->rows.count > 0 ? NULL : file_refuse(cx, FILE_EMPTY);
}
