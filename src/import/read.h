/* SPDX-License-Identifier: MIT */
/*
 * A load table as understood: who, what, when, how much, each with the cell it stands in. Knows no database: names
 * are texts still, weeks without a year wait for one, bare numbers for their unit.
 */
#ifndef IMPORT_READ_H
#define IMPORT_READ_H

#include "formats/number.h"
#include "formats/sheet.h"
#include "formats/week_head.h"
#include "import/words.h"

typedef enum {
    IMPORT_WIDE, /* people in rows, weeks in columns */
    IMPORT_LONG, /* a row for each person, project and week */
} ImportLayout;

/* What bare numbers are. */
#define IMPORT_UNITS(X)                                                                                                \
    X(IMPORT_UNIT_UNKNOWN, "")                                                                                         \
    X(IMPORT_UNIT_PERCENT, "percent")                                                                                  \
    X(IMPORT_UNIT_HOURS, "hours")                                                                                      \
    X(IMPORT_UNIT_SHARE, "share")
#define IMPORT_ITEM(value, word) value,
typedef enum { IMPORT_UNITS(IMPORT_ITEM) } ImportUnit;
#undef IMPORT_ITEM
extern const char *const import_unit_words[];

/* A week or a month as written; the day is set by import_settle: the first of it that counts. */
typedef struct {
    WeekHead head;
    const char *text, *place;
    int group; /* heads of one sheet are in order of time */
    Day day;   /* DAY_NONE: there is no such day in that year */
} ImportHead;

typedef struct {
    const char *text, *position, *department, *place;
    bool has_total; /* the table has a sum for this person */
    int64_t total;  /* of it, in thousandths of what the numbers are */
} ImportPerson;

/* What a row is about. Client and project are what two columns, or one text, say. */
typedef struct {
    const char *text, *client, *project, *place;
    SubjectWord word;
} ImportSubject;

/* An amount: people[person], subjects[subject], heads[head]. */
typedef struct {
    int person, subject, head;
    Amount amount; /* AMOUNT_NONE: words only; of an absence the whole week */
    bool blue;     /* the cell has a blue fill */
    const char *place;
} ImportRow;

/* A cell that is not taken, and why. */
typedef struct {
    const char *place, *text, *why;
} ImportProblem;

/* Finds a text among many. */
typedef struct {
    int *slots;
    size_t size;
} ImportIndex;

typedef struct {
    ImportLayout layout;
    const char *sheet;       /* "" of a CSV */
    const char *explanation; /* a sentence: where people, projects and weeks were found */
    const char *profile;     /* fingerprint of the heads: tables of the same make have the same */
    ImportUnit unit;         /* as far as the table says or shows it */
    bool needs_unit;         /* there are bare numbers */
    bool needs_year;         /* some weeks have no year */
    bool months;             /* columns are months */
    int blue_count;
    bool blue_everywhere; /* most cells are blue: decoration */
    LIST_OF(ImportHead) heads;
    LIST_OF(ImportPerson) people;
    LIST_OF(ImportSubject) subjects;
    LIST_OF(ImportRow) rows;
    LIST_OF(ImportProblem) problems;
    int more_problems; /* beyond those listed */
    bool too_much;     /* more rows than are taken */
    ImportIndex person_index, subject_index;
} ImportTable;

/* Numbers in one table, and cells listed as not taken. */
#define IMPORT_ROWS_MAX 50000
#define IMPORT_PROBLEMS_MAX 500
#define IMPORT_NAMES_MAX 2000 /* people, and projects */

/*
 * Understands the first sheet that holds a load table, and further ones of other weeks (a sheet for each month).
 * ERR_INPUT on "file" when there is none: the sentence says what was found and what is missing.
 */
MUST_USE Err *import_read(Ctx *cx, const Workbook *book, ImportTable *table);

/* Sets the days of all heads; `year` is that of the first one that says none. */
void import_settle(ImportTable *table, int year);

/* The year that brings the table nearest to today. */
int import_guess_year(const Ctx *cx, const ImportTable *table);

/* Why the settled heads cannot be weeks (all of them Sundays); "" when they can. */
const char *import_heads_trouble(const Ctx *cx, const ImportTable *table);

/* The table as text for keeping, and back. */
const char *import_table_write(Ctx *cx, const ImportTable *table);
MUST_USE Err *import_table_read(Ctx *cx, const char *text, ImportTable *table);

/* ---- between the readers of layouts ---- */

/* Index of the person, subject or head with that text; added where it is new. */
int import_person(Ctx *cx, ImportTable *table, const char *text, const char *place);
bool import_knows_person(const ImportTable *table, const char *text);
int import_subject(Ctx *cx, ImportTable *table, const char *client, const char *project, const char *place);
void import_problem(Ctx *cx, ImportTable *table, const char *place, const char *text, const char *why);

/* The text of a cell without white space at its ends; a copy only where there is some. */
const char *import_text(Ctx *cx, const Sheet *sheet, size_t row, int column);

/* A row's place in the list; one that is thrown away when the table is too large. */
ImportRow *import_row(Ctx *cx, ImportTable *table);

/* "Лист!C12", or "C12" in a file of one sheet. */
const char *import_place(Ctx *cx, const ImportTable *table, const Sheet *sheet, size_t row, int column);

/* The amount of a cell, text or number; false when it is none. */
bool import_amount(const Cell *cell, Amount *amount);
bool import_is_blue(uint32_t fill);

/* How many rows from the top may stand above the heads. */
#define IMPORT_HEAD_ROWS 30

/* Whether the sheet has that layout; fills the table if so. ERR_INPUT on "file" when it is spoilt by something. */
MUST_USE Err *import_read_wide(Ctx *cx, const Sheet *sheet, ImportTable *table, bool *is);
MUST_USE Err *import_read_long(Ctx *cx, const Sheet *sheet, ImportTable *table, bool *is);

#endif
