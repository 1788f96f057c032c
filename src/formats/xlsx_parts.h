/* SPDX-License-Identifier: MIT */
/* What the readers of the parts of an .xlsx share. */
#ifndef FORMATS_XLSX_PARTS_H
#define FORMATS_XLSX_PARTS_H

#include "formats/package.h"
#include "formats/sheet_parts.h"
#include "formats/xlsx_styles.h"

typedef struct {
    Ctx *cx;
    Workbook *book;
    Package *package;
    XlsxStyles styles;
    LIST_OF(const char *) strings; /* shared by the cells of all sheets */
    CellText text;
    bool from_1904; /* days count from 1904, as old Macs did */
} XlsxFile;

/* Days from the file's epoch to 1970-01-01: of 1899-12-30 or, in old files of a Mac, of 1904-01-01. */
int xlsx_epoch(const XlsxFile *file);

/* "AB12", "$AB$12": column from 0, row from 1; false when it is no such place. */
bool xlsx_place(const char *text, int *column, int *row);
/* "A1:C2" of that many bytes; false for anything else. */
bool xlsx_range(const char *text, size_t size, SheetRange *range);

/* Whether an escaped character stands there: "_x000D_", four hexadecimal digits. */
bool xlsx_escape_at(const char *text, size_t left, unsigned *value);

/* The collected text copied into the workbook, escapes (_x000D_) undone; the collection is empty again. */
MUST_USE Err *xlsx_text_take(XlsxFile *file, const char **text);

/* Reads sharedStrings.xml. */
MUST_USE Err *xlsx_strings_read(XlsxFile *file, const char *path);
/* Reads one worksheet into the sheet, which is the last of the workbook. */
MUST_USE Err *xlsx_sheet_read(XlsxFile *file, const char *path, Sheet *sheet);

#endif
