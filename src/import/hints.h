/* SPDX-License-Identifier: MIT */
/* What a person says about how a workbook is to be read, where the program sees it otherwise. */
#ifndef IMPORT_HINTS_H
#define IMPORT_HINTS_H

#include "formats/sheet.h"
#include "import/words.h"

#define IMPORT_LAYOUTS(X)                                                                                              \
    X(IMPORT_AUTO, "")                                                                                                 \
    X(IMPORT_WIDE, "wide")                   /* people in rows, weeks in columns */                                    \
    X(IMPORT_TREE, "tree")                   /* the same, projects under their person in one column */                 \
    X(IMPORT_LONG, "long")                   /* a row for each person, project and week */                             \
    X(IMPORT_WEEK_SHEETS, "week-sheets")     /* a sheet for each week */                                               \
    X(IMPORT_PERSON_SHEETS, "person-sheets") /* a sheet for each person */
#define IMPORT_ITEM(value, word) value,
typedef enum { IMPORT_LAYOUTS(IMPORT_ITEM) } ImportLayout;
extern const char *const import_layout_words[];

#define ROW_ROLES(X)                                                                                                   \
    X(ROW_AUTO, "")                                                                                                    \
    X(ROW_HEAD, "head")       /* names of columns */                                                                   \
    X(ROW_DATA, "data")       /* amounts */                                                                            \
    X(ROW_PERSON, "person")   /* a person over rows of projects */                                                     \
    X(ROW_PROJECT, "project") /* a project under its person */                                                         \
    X(ROW_TEAM, "team")       /* a heading over people */                                                              \
    X(ROW_TOTAL, "total")                                                                                              \
    X(ROW_IGNORE, "ignore")
typedef enum { ROW_ROLES(IMPORT_ITEM) } RowRole;
extern const char *const row_role_words[];

/* What a fill means. */
#define COLOUR_MEANINGS(X)                                                                                             \
    X(COLOUR_NOTHING, "nothing")                                                                                       \
    X(COLOUR_TENTATIVE, "tentative")                                                                                   \
    X(COLOUR_VACATION, "vacation")                                                                                     \
    X(COLOUR_SICK, "sick")                                                                                             \
    X(COLOUR_DAY_OFF, "day_off")                                                                                       \
    X(COLOUR_IGNORE, "ignore") /* such cells are left out */
typedef enum { COLOUR_MEANINGS(IMPORT_ITEM) } ColourMeaning;
#undef IMPORT_ITEM
extern const char *const colour_meaning_words[];

typedef struct {
    const char *sheet;
    int row;           /* its number in the file */
    const char *label; /* the first text of the row: the hint holds while it stands there; "": always */
    RowRole role;
} ImportRowHint;

typedef struct {
    const char *sheet;
    bool use;
} ImportSheetHint;

typedef struct {
    ImportLayout layout;
    bool hidden;                        /* hidden rows and columns count */
    uint8_t columns[SHEET_COLUMNS_MAX]; /* ColumnRole, by column of the file from 0; COLUMN_UNKNOWN: nothing said */
    LIST_OF(ImportRowHint) rows;
    LIST_OF(ImportSheetHint) sheets;
} ImportHints;

/* Says or unsays (ROW_AUTO) what a row is. */
void import_hint_row(Ctx *cx, ImportHints *hints, const char *sheet, int row, const char *label, RowRole role);
void import_hint_sheet(Ctx *cx, ImportHints *hints, const char *sheet, bool use);
/* "B": 1; 0 when it is no column. */
int import_column_number(const char *letters);
/* "C", "C5", "Лист!5", each with "=role": what the command line and JSON say. ERR_INPUT on "role". */
MUST_USE Err *import_hint_parse(Ctx *cx, const char *text, ImportHints *hints);

#endif
