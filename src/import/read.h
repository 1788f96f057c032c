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
#include "import/hints.h"

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
    bool silent;    /* has a row, but no amount in it */
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
    int person, head;
    int subject;   /* -1: an empty cell whose colour may mean something */
    int colour;    /* colours[colour]; -1: none that is listed */
    Amount amount; /* AMOUNT_NONE: words only; of an absence the whole week, or day */
    const char *place;
} ImportRow;

/* A fill of cells, and what it is taken for unless somebody says otherwise. */
typedef struct {
    uint32_t rgb;
    int count, blank; /* cells with something in them, and without */
    ColourMeaning meaning;
    const char *legend; /* what the sheet itself says of the colour; "" */
} ImportColour;

/* How one sheet of the workbook was read, for a person to look at and to put right. */
typedef struct {
    const Sheet *sheet;
    bool taken;
    bool shows_heads;                   /* head_row is one */
    ImportLayout layout;                /* of a taken one */
    const char *why;                    /* not taken; "" */
    size_t head_row;                    /* with the names of columns */
    uint8_t columns[SHEET_COLUMNS_MAX]; /* ColumnRole */
    uint8_t *rows;                      /* RowRole */
} ImportSheet;

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
    const char *sheet;       /* the first one taken; "" of a CSV */
    const char *trouble;     /* why no table was seen in the workbook; "" or NULL: one was */
    const char *explanation; /* a sentence: where people, projects and weeks were found */
    const char *profile;     /* fingerprint of the heads: tables of the same make have the same */
    ImportUnit unit;         /* as far as the table says or shows it */
    bool needs_unit;         /* there are bare numbers */
    bool needs_year;         /* some weeks have no year */
    bool months;             /* columns are months */
    bool days;               /* several days of one week stand in it */
    int hidden;              /* rows and columns that were left out because hidden */
    LIST_OF(ImportSheet) sheets;
    LIST_OF(ImportColour) colours;
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
#define IMPORT_ROWS_MAX 200000
#define IMPORT_PROBLEMS_MAX 500
#define IMPORT_NAMES_MAX 2000 /* people, and projects */

/*
 * Understands the sheets that hold a load table: weeks or months as columns, a row for each entry, a sheet for each
 * week or each person. hints: what a person says about it; NULL: nothing. The profile is that of the table without
 * hints. ERR_INPUT on "file" when there is no table: the sentence says what was found and what is missing;
 * table->sheets can be shown even so.
 */
MUST_USE Err *import_read(Ctx *cx, Workbook *book, const ImportHints *hints, ImportTable *table);

/* Sets the days of all heads; `year` is that of the first one that says none. */
void import_settle(ImportTable *table, int year);

/* The year that brings the table nearest to today. */
int import_guess_year(const Ctx *cx, const ImportTable *table);

/* Between the files that read: the unit as far as the numbers show it, whether the table goes by days. */
void import_decide_unit(Ctx *cx, ImportTable *table);
void import_settle_days(Ctx *cx, ImportTable *table);
/* The Monday of a head; DAY_NONE when there is none in that year. */
Day import_monday(const ImportHead *head);
/* FNV-1a */
uint64_t import_hash(const char *text);

/* Why the settled heads cannot be weeks (all of them Sundays); "" when they can. */
const char *import_heads_trouble(const Ctx *cx, const ImportTable *table);

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

/* How many rows from the top may stand above the heads. */
#define IMPORT_HEAD_ROWS 30

/* A sheet on its way in: what is said about it, and what is seen in it. */
typedef struct {
    const Sheet *sheet;
    const ImportHints *hints;
    ImportSheet *seen;
    bool person_sheets; /* names of sheets are people */
} ImportSource;

/* What a column is: as a person says, else by its name. */
ColumnRole import_column_role(Ctx *cx, const ImportSource *from, int column, const char *name);
/* What a person says about a row; ROW_AUTO: nothing. */
RowRole import_row_hint(Ctx *cx, const ImportSource *from, size_t row);
/* The first text of a row, by which it is known again. */
const char *import_row_label(Ctx *cx, const Sheet *sheet, size_t row);
/* The row that a person calls that of the heads; false when nobody says. */
bool import_head_hint(Ctx *cx, const ImportSource *from, size_t *row);
/* Whether a text looks like the name of a person: two or three words that begin with capitals, or initials. */
bool import_is_person_like(const char *text);

/* Where in table->colours a fill stands; -1: greys, white, or too many colours. Counts the cell. */
int import_colour(Ctx *cx, ImportTable *table, const Cell *cell);

/* One cell of a table on its way in. */
typedef struct {
    const ImportSource *from;
    ImportTable *table;
    size_t row;
    int column;
    int person, head;
    int subject; /* -1: the cell itself says what it is about */
} ImportCell;
/* Takes an amount, words, several projects in one cell; what cannot be taken becomes a problem. */
void import_take_cell(Ctx *cx, const ImportCell *at);
/* The same of a person's row of sums: only absences. */
void import_take_absence(Ctx *cx, const ImportCell *at);

/* The table's own sum for a person and a week; head -1: over all weeks of the row. */
typedef struct {
    int person, head;
    Amount amount;
    size_t first_row; /* rows of the table that a sum over one row of the sheet counts */
    size_t last_row;
    const char *place;
} ImportTotal;
typedef LIST_OF(ImportTotal) ImportTotals;
/* Takes the sum that a cell holds, if it holds one. */
void import_take_total(Ctx *cx, ImportTotals *totals, const ImportCell *at, size_t first_row);
/* Compares the table's own sums with what was read; what differs becomes a problem. */
void import_check_totals(Ctx *cx, ImportTable *table, const ImportTotals *totals);

/* A new head of the table; its group is that of its sheet. */
int import_head(Ctx *cx, ImportTable *table, const WeekHead *head, const char *text, const char *place, int group);
bool import_same_head(const WeekHead *a, const WeekHead *b);
/* The group of the heads of a further sheet. */
int import_next_group(const ImportTable *table);

/* The week that a sheet's name or a title of its says; false when they say none. */
bool import_sheet_week(Ctx *cx, const Sheet *sheet, WeekHead *head, const char **text);

/* Whether the sheet has that layout; fills the table if so. ERR_INPUT on "file" when it is spoilt by something. */
MUST_USE Err *import_read_wide(Ctx *cx, const ImportSource *from, ImportTable *table, bool *is);
MUST_USE Err *import_read_long(Ctx *cx, const ImportSource *from, ImportTable *table, bool *is);
/* Rows of persons and projects, all of one week. */
MUST_USE Err *import_read_week_rows(Ctx *cx, const ImportSource *from, const WeekHead *week, const char *text,
                                    ImportTable *table, bool *is);
MUST_USE Err *import_read_week(Ctx *cx, const ImportSource *from, ImportTable *table, bool *is);

/* Legends of the sheet: what its colours mean. */
void import_read_legend(Ctx *cx, const ImportSource *from, ImportTable *table);
/* Whether the text tells what a colour means: "синим — предварительно". */
bool import_is_legend(Ctx *cx, const char *text);
/* Gives each colour its meaning: the legend's, else blue is tentative unless most of the table is. */
void import_settle_colours(ImportTable *table);

#endif
