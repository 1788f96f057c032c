/* SPDX-License-Identifier: MIT */
/*
 * The plan as a table: people and their subjects in rows, weeks in columns. What import_read makes of it is the same
 * plan: it can be taken out, changed in a spreadsheet and brought back.
 */
#ifndef PLAN_EXPORT_H
#define PLAN_EXPORT_H

#include "base/buf.h"
#include "db/store.h"
#include "plan/plan.h"

/* A workbook: percents as numbers, tentative cells blue with a "?", a sum for each person, a sheet that explains. */
MUST_USE Err *plan_xlsx(Ctx *cx, const Plan *plan, Buf *file);

/* The same rows as text for a Russian Excel: semicolons, decimal commas. */
MUST_USE Err *plan_csv(Ctx *cx, const Plan *plan, Buf *file);

/* A table to fill in: the people there are, the next eight weeks, one row as an example. */
MUST_USE Err *plan_sample(Ctx *cx, Buf *file);

/* takt export plan */
typedef struct {
    const char *file;   /* "": standard output */
    const char *from;   /* a day; "": the week before this one */
    const char *weeks;  /* a number; "": 13 */
    const char *format; /* xlsx, csv, json; "": by the file's ending, else csv */
} ExportCommand;

/* ERR_INPUT on "from", "weeks", "format", "output". */
MUST_USE Err *export_command(Ctx *cx, Store *store, const ExportCommand *command);

#endif
