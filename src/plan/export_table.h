/* SPDX-License-Identifier: MIT */
/* The plan as lines and columns, before it becomes a workbook or text. */
#ifndef PLAN_EXPORT_TABLE_H
#define PLAN_EXPORT_TABLE_H

#include "formats/xlsx_write.h"
#include "plan/plan_projects.h"

typedef enum {
    LINE_GROUP, /* a department, a client: only its name */
    LINE_SUM,   /* what the lines below it add up to */
    LINE_PART,  /* one subject of a person */
} ExportLineKind;

/* A week of a line; all zero: nothing. */
typedef struct {
    Minutes minutes;
    int64_t percent; /* thousandths of the week; 0 where a week without working time holds minutes */
    bool tentative;
    bool over; /* of a sum: more than the week holds */
} ExportCell;

#define EXPORT_TEXTS 3 /* columns before the weeks */

typedef struct {
    ExportLineKind kind;
    const char *texts[EXPORT_TEXTS];
    XlsxLook look;
    int parts; /* of a sum: how many lines below it count */
    ExportCell *cells;
} ExportLine;

typedef struct {
    const char *heads[EXPORT_TEXTS];
    Day from;
    size_t weeks;
    bool grouped;
    LIST_OF(ExportLine) lines;
} ExportTable;

/* People with their subjects; group as PlanQuery has it, but none by what people work on. */
MUST_USE Err *export_people(Ctx *cx, const Plan *plan, const char *group, ExportTable *table);

/* Projects with their people. group: "" by clients, "manager", "direction", "none". */
MUST_USE Err *export_projects(Ctx *cx, const Plan *plan, const ProjectPlan *projects, const char *group,
                              ExportTable *table);

#endif
