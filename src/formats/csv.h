/* SPDX-License-Identifier: MIT */
/* Tables as text: comma, semicolon or tab between the fields, quotes as in RFC 4180. */
#ifndef FORMATS_CSV_H
#define FORMATS_CSV_H

#include "base/buf.h"
#include "formats/sheet.h"

/*
 * Reads a text file into a workbook of one sheet; every cell is text. The delimiter is the one that gives the same
 * number of fields in most of the first rows; a first line "sep=;" decides it. Blank lines are left out.
 * ERR_INPUT on "file" (empty, an unclosed quote with its line), ERR_TOO_LARGE on "file".
 */
MUST_USE Err *csv_read(Ctx *cx, const char *data, size_t size, Workbook *book);

typedef enum {
    CSV_PLAIN,   /* UTF-8, comma, decimal dot: for programs */
    CSV_RUSSIAN, /* byte order mark, semicolon, decimal comma: opens in a Russian Excel as a table */
} CsvFlavour;

/* Rows end with CRLF in both. Fields are put one after the other, csv_end ends the row. */
typedef struct {
    Buf *out;
    CsvFlavour flavour;
    bool inside; /* something was put into the row */
} CsvWriter;

void csv_start(CsvWriter *csv, Buf *out, CsvFlavour flavour);
/* A text that a spreadsheet would take for a formula gets a leading apostrophe. */
void csv_text(CsvWriter *csv, const char *text);
void csv_int(CsvWriter *csv, int64_t value);
/* value / 10^scale with exactly `scale` digits behind the point: money is csv_decimal(csv, money.n, 2). */
void csv_decimal(CsvWriter *csv, int64_t value, int scale);
/* "2026-06-15", Russian "15.06.2026"; empty for DAY_NONE. */
void csv_day(CsvWriter *csv, Day day);
void csv_empty(CsvWriter *csv);
void csv_end(CsvWriter *csv);

#endif
