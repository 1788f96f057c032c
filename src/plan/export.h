/* SPDX-License-Identifier: MIT */
/*
 * The plan as a table: people and their subjects in rows, weeks in columns. What import_read makes of it is the same
 * plan: it can be taken out, changed in a spreadsheet and brought back.
 */
#ifndef PLAN_EXPORT_H
#define PLAN_EXPORT_H

#include "base/buf.h"
#include "db/store.h"
#include "formats/csv.h"
#include "plan/plan_projects.h"

/*
 * A workbook: percents as numbers, tentative cells hatched blue with a "?", sums as formulas, people folded under
 * their groups, a sheet that explains. group as PlanQuery has it.
 */
MUST_USE Err *plan_xlsx(Ctx *cx, const Plan *plan, const char *group, Buf *file);

/* The same rows as text, without the groups. */
MUST_USE Err *plan_csv(Ctx *cx, const Plan *plan, CsvFlavour flavour, Buf *file);

/* The same from the projects' side. */
MUST_USE Err *plan_projects_xlsx(Ctx *cx, const Plan *plan, const ProjectPlan *projects, const char *group, Buf *file);
MUST_USE Err *plan_projects_csv(Ctx *cx, const Plan *plan, const ProjectPlan *projects, CsvFlavour flavour, Buf *file);

typedef enum { EXPORT_XLSX, EXPORT_CSV, EXPORT_CSV_PLAIN } ExportFormat;

/* The plan that cx may see as the query asks for it, all of its pages, people's or projects' side. */
MUST_USE Err *plan_export(Ctx *cx, const PlanQuery *query, ExportFormat format, Buf *file);

/* A table to fill in: the people there are, the next eight weeks, one row as an example. */
MUST_USE Err *plan_sample(Ctx *cx, Buf *file);

/* takt export plan */
typedef struct {
    const char *file;   /* "": standard output */
    const char *from;   /* a day; "": the week before this one */
    const char *weeks;  /* a number; "": 13 */
    const char *format; /* xlsx, csv, plain-csv, json; "": by the file's ending, else csv */
} ExportCommand;

/* ERR_INPUT on "from", "weeks", "format", "output". */
MUST_USE Err *export_command(Ctx *cx, Store *store, const ExportCommand *command);

#endif
