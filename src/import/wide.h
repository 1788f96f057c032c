/* SPDX-License-Identifier: MIT */
/* Between the two files that read tables with weeks as columns: where things stand in such a sheet. */
#ifndef IMPORT_WIDE_H
#define IMPORT_WIDE_H

#include "import/read.h"

/* The table's own sum for a person and a week. */
typedef struct {
    int person, head;
    Amount amount;
    const char *place;
} ImportTotal;

typedef struct {
    const Sheet *sheet;
    ImportTable *table;
    size_t head_row, names_row, first_row;
    WeekHead heads[SHEET_COLUMNS_MAX];
    int head_of[SHEET_COLUMNS_MAX]; /* place in table->heads; -1: the column is no week */
    int first, last;                /* columns of weeks */
    int person, project, client, position, team;
    LIST_OF(ImportTotal) totals;
} Wide;

/* The row with weeks or months, and the row with the columns' names; false when there is none. */
bool wide_find_heads(Ctx *cx, Wide *wide);
bool wide_are_months(const Wide *wide);
/* Which column is what; those that stay unclear are listed as problems. */
void wide_find_columns(Ctx *cx, Wide *wide);
/* What the table calls a column. */
const char *wide_column_name(Ctx *cx, const Wide *wide, int column);
/* Lists the column as not understood. */
void wide_column_left_out(Ctx *cx, const Wide *wide, int column, const char *name);

#endif
