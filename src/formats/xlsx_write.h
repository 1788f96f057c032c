/* SPDX-License-Identifier: MIT */
/* Spreadsheets (XLSX) to download. Rows and columns are counted from 0, as in the library. */
#ifndef FORMATS_XLSX_WRITE_H
#define FORMATS_XLSX_WRITE_H

#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"

/* How a cell looks; the meaning must not hang on the colour alone: a tentative number is shown with SHOW_TENTATIVE. */
typedef enum {
    LOOK_PLAIN,
    LOOK_HEAD,  /* column heads */
    LOOK_GROUP, /* a row that starts a group: department, client */
    LOOK_CONFIRMED,
    LOOK_TENTATIVE, /* hatched in 9DC3E6, a blue that imports offer as tentative */
    LOOK_INTERNAL,
    LOOK_LEAVE,
    LOOK_RESERVE,
    LOOK_OVER,  /* red: more than there is */
    LOOK_TOTAL, /* bold with a line above */
    LOOK_NOTE,  /* grey small print: legends, sources */
    LOOK_COUNT,
} XlsxLook;

typedef enum {
    SHOW_GENERAL,
    SHOW_WHOLE,                   /* 1 235 */
    SHOW_CENTS,                   /* 1 234,56 */
    SHOW_TENTATIVE,               /* 20? */
    SHOW_HOURS,                   /* 6,5 ч */
    SHOW_PERCENT,                 /* 0.2 as 20% */
    SHOW_PERCENT_TENTH,           /* 0.125 as 12,5% */
    SHOW_PERCENT_TENTATIVE,       /* 0.2 as 20%? */
    SHOW_PERCENT_TENTH_TENTATIVE, /* 0.125 as 12,5%? */
    SHOW_DAY,                     /* 15.06.2026 */
    SHOW_COUNT,
} XlsxShow;

typedef struct XlsxWriter XlsxWriter;

/* A new workbook. Must end with xlsx_finish or xlsx_drop. */
MUST_USE Err *xlsx_start(Ctx *cx, const char *title, XlsxWriter **writer);

/*
 * Adds a sheet and makes it the one that cells go to. The name is made to fit: at most 31 characters, none of []:*?/\,
 * a number behind it where it is taken already.
 */
MUST_USE Err *xlsx_sheet(Ctx *cx, XlsxWriter *writer, const char *name);

/* Width in characters of columns from…to. */
void xlsx_width(XlsxWriter *writer, int from, int to, double width);
/* Rows above and columns left of this cell stay in place when the sheet is scrolled. */
void xlsx_freeze(XlsxWriter *writer, int row, int column);
/*
 * Folds the row under the last one above it of a lower level: 0 stands free, up to 7. Before the row's cells are
 * written.
 */
void xlsx_outline(XlsxWriter *writer, int row, int level);
/* Buttons in the head row to sort and filter the rows below. */
void xlsx_filter(XlsxWriter *writer, int first_row, int first_column, int last_row, int last_column);

/* A text stays a text, whatever it looks like; beyond 32 767 characters it is cut. */
void xlsx_text(XlsxWriter *writer, int row, int column, XlsxLook look, const char *text);
void xlsx_number(XlsxWriter *writer, int row, int column, XlsxLook look, XlsxShow show, double number);
/* Kopecks as roubles. */
void xlsx_money(XlsxWriter *writer, int row, int column, XlsxLook look, Money money);
/* Minutes as hours: 390 is shown as 6,5 ч. */
void xlsx_hours(XlsxWriter *writer, int row, int column, XlsxLook look, Minutes minutes);
/* Thousandths of a percent as a share with a percent format: 20000 is 0.2, shown as 20%. */
void xlsx_percent(XlsxWriter *writer, int row, int column, XlsxLook look, int64_t thousandths);
/* Nothing for DAY_NONE. */
void xlsx_day(XlsxWriter *writer, int row, int column, XlsxLook look, Day day);
/* A formula of ours ("=SUM(C2:C9)"), never built from what people typed, and the value to show until it is computed. */
void xlsx_formula(XlsxWriter *writer, int row, int column, XlsxLook look, XlsxShow show, const char *formula,
                  double value);
/* Only the look. */
void xlsx_blank(XlsxWriter *writer, int row, int column, XlsxLook look);
/* One text over several columns of a row. */
void xlsx_merge(XlsxWriter *writer, int row, int first_column, int last_column, XlsxLook look, const char *text);
/* A row of the legend: a swatch with the look in the column, what it means beside it. */
void xlsx_legend(XlsxWriter *writer, int row, int column, XlsxLook look, const char *meaning);

/* The file's bytes go to the end of out; the writer is gone, whatever the outcome. ERR_FAULT when it cannot be made. */
MUST_USE Err *xlsx_finish(Ctx *cx, XlsxWriter *writer, Buf *out);
/* Gives up without a file; NULL is fine. */
void xlsx_drop(XlsxWriter *writer);

#endif
