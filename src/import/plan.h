/* SPDX-License-Identifier: MIT */
/* What a load table would change in the plan: each cell against what is there and what fits. Writes nothing. */
#ifndef IMPORT_PLAN_H
#define IMPORT_PLAN_H

#include "import/match.h"

#define IMPORT_ITEM(value, word) value,
/* What to do with cells that would take a week past 100 %. */
#define IMPORT_OVERS(X)                                                                                                \
    X(IMPORT_REFUSE, "refuse")                                                                                         \
    X(IMPORT_FIT, "fit")                                                                                               \
    X(IMPORT_OVERTIME, "overtime")
typedef enum { IMPORT_OVERS(IMPORT_ITEM) } ImportOver;
#undef IMPORT_ITEM
extern const char *const import_over_words[];

/* What blue cells are; by default tentative, unless most of the table is blue. */
#define IMPORT_BLUES(X)                                                                                                \
    X(IMPORT_BLUE_UNSAID, "")                                                                                          \
    X(IMPORT_BLUE_TENTATIVE, "tentative")                                                                              \
    X(IMPORT_BLUE_NOTHING, "nothing")
#define IMPORT_ITEM(value, word) value,
typedef enum { IMPORT_BLUES(IMPORT_ITEM) } ImportBlue;
#undef IMPORT_ITEM
extern const char *const import_blue_words[];

typedef struct {
    int year;        /* of weeks without one; 0: guessed */
    ImportUnit unit; /* of bare numbers; IMPORT_UNIT_UNKNOWN: what the table shows */
    ImportOver over;
    ImportBlue blue;
    int words; /* percent of the week that a cell with words only is; 0: not said */
    ImportChoices people, subjects;
} ImportAnswers;

typedef enum { WANT_SAME, WANT_WRITE, WANT_REFUSED } WantOutcome;

/* One cell of the plan as the table wants it, several rows of the table added up. */
typedef struct {
    int order;                /* in the table */
    int person, subject;      /* of the table; subject -1: it says nothing */
    Id person_id, project_id; /* below 0: not made yet */
    Day week;
    SubjectWord word; /* a project, own work, an absence, a holiday */
    AllocationState state;
    const char *place; /* "" where the table says nothing: the other state of a subject goes */
    Minutes wanted, was, capacity;
    Minutes put; /* what will stand there */
    bool whole;  /* absences: all of the week */
    bool taken;  /* absences: written together with others */
    WantOutcome outcome;
    const char *why; /* refused, or only a part of it put in; "" */
} ImportWant;
typedef LIST_OF(ImportWant) ImportWants;

/* Overtime that the answers agree to. */
typedef struct {
    Id person_id;
    Day week;
    Minutes minutes;
} ImportExtra;

/* What the table and Takt come to for one person, in minutes and in thousandths of a percent. */
typedef struct {
    Minutes file, takt;
    int64_t file_percent, takt_percent;
    int cells;
} ImportSum;

typedef struct {
    const ImportTable *table;
    const ImportAnswers *answers;
    ImportWorld world;
    ImportUnit unit; /* in force */
    int year;        /* in force */
    bool blue;       /* blue cells are tentative */
    ImportTargets people, subjects;
    ImportWants wants;               /* by person, week */
    LIST_OF(ImportExtra) extra;      /* by person, week */
    LIST_OF(ImportProblem) problems; /* beyond the table's own */
    ImportSum *sums;                 /* by person of the table */
    int words_only;                  /* cells that wait for answers->words */
    const char *trouble;             /* why nothing can be written yet; "" */
} ImportPlan;

/* Matches and weighs everything. */
MUST_USE Err *import_plan_make(Ctx *cx, ImportTable *table, const ImportAnswers *answers, ImportPlan *plan);

#endif
