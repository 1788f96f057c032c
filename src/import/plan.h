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

#define IMPORT_ITEM(value, word) value,
/* Cells that the table and somebody in Takt have both changed since the last import. */
#define IMPORT_CHANGEDS(X)                                                                                             \
    X(IMPORT_KEEP, "keep")                                                                                             \
    X(IMPORT_OVERWRITE, "file")
typedef enum { IMPORT_CHANGEDS(IMPORT_ITEM) } ImportChanged;
#undef IMPORT_ITEM
extern const char *const import_changed_words[];

typedef struct {
    int year;        /* of weeks without one; 0: guessed */
    ImportUnit unit; /* of bare numbers; IMPORT_UNIT_UNKNOWN: what the table shows */
    ImportOver over;
    ImportChanged changed;
    ImportChoices cells; /* the same of single cells: import_cell_key and a word of import_changed_words */
    int words;           /* percent of the week that a cell with words only is; 0: not said */
    ImportChoices people, subjects;
    ImportChoices colours; /* "9DC3E6" and a ColourMeaning's word */
    ImportHints hints;     /* on how the workbook is read */
} ImportAnswers;

typedef enum {
    WANT_SAME,
    WANT_WRITE,
    WANT_REFUSED,
    WANT_KEPT, /* Takt's own value stays, changed since the last import */
} WantOutcome;

/* What differs from the last table of this make. */
typedef enum {
    DIFFER_NOT,
    DIFFER_FILE, /* the table alone: it is written */
    DIFFER_BOTH, /* the table and Takt: somebody decides */
    DIFFER_TAKT, /* Takt alone */
    DIFFER_GONE, /* the table has it no more */
} Differ;

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
    Minutes file;       /* wanted, before what tasks hold was taken off */
    Minutes said, left; /* remembered: what the last table said, and what it left in Takt */
    bool remembered, kept, gone;
    Differ differ;
    Id allocation_id; /* of was; 0: there is none */
    Minutes put;      /* what will stand there */
    bool whole;       /* absences: all of the week */
    uint8_t days;     /* of an absence by days: bit 0 is Monday; 0: the table does not say which */
    bool taken;       /* absences: written together with others */
    WantOutcome outcome;
    const char *why; /* refused, or only a part of it put in; "" */
} ImportWant;
typedef LIST_OF(ImportWant) ImportWants;

/* One cell as an earlier table had it. */
typedef struct {
    Id person_id;
    Day week;
    Id project_id;
    AllocationKind kind;
    AllocationState state;
    Minutes file, put; /* as the table said, and what was left in Takt */
    bool kept;
} ImportSaid;

typedef struct {
    LIST_OF(ImportSaid) items; /* by person, week */
    bool any;
} ImportMemory;

/* Names a cell among answers. */
const char *import_cell_key(Ctx *cx, const ImportWant *want);

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
    ImportUnit unit;  /* in force */
    int year;         /* in force */
    uint8_t *colours; /* ColourMeaning by colour of the table */
    ImportTargets people, subjects;
    ImportWants wants;               /* by person, week */
    LIST_OF(ImportExtra) extra;      /* by person, week */
    LIST_OF(ImportProblem) problems; /* beyond the table's own */
    ImportSum *sums;                 /* by person of the table */
    int words_only;                  /* cells that wait for answers->words */
    bool again;                      /* a table of this make was brought over before */
    const char *trouble;             /* why nothing can be written yet; "" */
} ImportPlan;

/* What plan->trouble is about: "file", "unit" or "year". */
const char *import_trouble_field(const ImportTable *table, ImportUnit unit);

/* Matches and weighs everything. */
MUST_USE Err *import_plan_make(Ctx *cx, ImportTable *table, const ImportAnswers *answers, ImportPlan *plan);

#endif
