/* SPDX-License-Identifier: MIT */
/* What the readers of the parts of an .xlsx share. */
#ifndef FORMATS_XLSX_PARTS_H
#define FORMATS_XLSX_PARTS_H

#include "formats/sheet.h"
#include "formats/xlsx_package.h"
#include "formats/xlsx_styles.h"

#define XLSX_TEXT_ROOM (SHEET_TEXT_MAX * 4)

/* Text that arrives in pieces. */
typedef struct {
    char *data; /* XLSX_TEXT_ROOM bytes and a NUL */
    size_t length;
} XlsxText;

typedef struct {
    Ctx *cx;
    Workbook *book;
    XlsxPackage *package;
    XlsxStyles styles;
    LIST_OF(const char *) strings; /* shared by the cells of all sheets */
    XlsxText text;
    bool from_1904; /* days count from 1904, as old Macs did */
} XlsxFile;

/* Whether an escaped character stands there: "_x000D_", four hexadecimal digits. */
bool xlsx_escape_at(const char *text, size_t left, unsigned *value);

/* ERR_TOO_LARGE on "file" when one cell holds too much. */
MUST_USE Err *xlsx_text_put(XlsxFile *file, const char *text, size_t length);
/* The collected text copied into the workbook, escapes (_x000D_) undone; the collection is empty again. */
MUST_USE Err *xlsx_text_take(XlsxFile *file, const char **text);

/* Reads sharedStrings.xml. */
MUST_USE Err *xlsx_strings_read(XlsxFile *file, const char *path);
/* Reads one worksheet into the sheet, which is the last of the workbook. */
MUST_USE Err *xlsx_sheet_read(XlsxFile *file, const char *path, Sheet *sheet);

/* Fills merged ranges ("A1:C2", …); rows are sorted by number. */
typedef struct {
    int first_row, last_row;       /* in the file, from 1 */
    int first_column, last_column; /* from 0 */
} XlsxRange;
typedef LIST_OF(XlsxRange) XlsxRanges;

MUST_USE Err *xlsx_merge_fill(XlsxFile *file, Sheet *sheet, const XlsxRanges *ranges);

#endif
