/* SPDX-License-Identifier: MIT */
/* Between the files that read tables with weeks as columns: where things stand in such a sheet. */
#ifndef IMPORT_WIDE_H
#define IMPORT_WIDE_H

#include "import/read.h"

typedef struct {
    const ImportSource *from;
    const Sheet *sheet;
    ImportTable *table;
    size_t head_row, names_row, first_row;
    WeekHead heads[SHEET_COLUMNS_MAX];
    int head_of[SHEET_COLUMNS_MAX]; /* place in table->heads; -1: the column is no week */
    int first, last;                /* columns of weeks */
    int person, project, client, position, team;
    int sums;                /* the column with sums of rows; -1: there is none */
    const char *person_name; /* the sheet is this person's; NULL: people stand in a column */
    const char *team_name;   /* by the heading above; "" */
    uint8_t *tree;           /* RowRole by row, where people and projects share a column; else NULL */
    ImportTotals totals;
} Wide;

/* The row with weeks or months, and the row with the columns' names; false when there is none. */
bool wide_find_heads(Ctx *cx, Wide *wide);
bool wide_are_months(const Wide *wide);
/* Which column is what; those that stay unclear are listed as problems. */
void wide_find_columns(Ctx *cx, Wide *wide);
/* What the table calls a column. */
const char *wide_column_name(Ctx *cx, const Wide *wide, int column);
ColumnRole wide_column_role(Ctx *cx, const Wide *wide, int column);
/* Lists the column as not understood. */
void wide_column_left_out(Ctx *cx, const Wide *wide, int column, const char *name);

bool wide_row_has_values(Ctx *cx, const Wide *wide, size_t row);
/* Tells people, their projects and headings of teams apart where they stand in one column; sets wide->tree if so. */
void wide_find_tree(Ctx *cx, Wide *wide);

#endif
