/* SPDX-License-Identifier: MIT */
/*
 * Bringing a load table over: it is staged as understood, answered by a person, and enters the plan in one change
 * that can be taken back. The same table again changes nothing. Right plan.import.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "base/buf.h"
#include "db/store.h"
#include "import/plan.h"
#include "jobs/job.h"

/* A staged table. Table import. */
typedef struct {
    Id id;
    Id person_id; /* who brought it; 0: the command line */
    const char *file_name;
    const char *profile; /* of its make */
    const char *answers; /* lines: "year", "unit", "person" …, tabs between */
    const char *body;    /* the file in base64; "" once it is done */
    const char *state;   /* waiting, done */
    Instant created_at;
} Import;
extern const Shape Import_shape;

/* Tables that were staged and not brought over within a week go. */
extern const JobDef import_forget_job;

typedef struct {
    const char *value, *label;
    bool on;
} ImportOption;
extern const Shape ImportOption_shape;
typedef LIST_OF(ImportOption) ImportOptions;

/* A name of the table and what it is taken for. */
typedef struct {
    const char *raw;
    const char *field;  /* of the form */
    const char *choice; /* in force; "" nobody knows */
    ImportOptions options;
    bool status_ok;
    const char *status_text;
} ImportMatch;
extern const Shape ImportMatch_shape;

/* A cell that does not fit, or not wholly. */
typedef struct {
    const char *person;
    Day week;
    const char *subject, *percent, *why, *where;
} ImportRefused;
extern const Shape ImportRefused_shape;

typedef struct {
    const char *where, *text, *why;
} ImportSkipped;
extern const Shape ImportSkipped_shape;

typedef struct {
    const char *person, *file_total, *takt_total;
    bool same;
} ImportTotalLine;
extern const Shape ImportTotalLine_shape;

/* A cell that the table, Takt or both have changed since the last import. */
typedef struct {
    const char *person;
    Day week;
    const char *subject;
    const char *said, *takt, *file; /* percent: of the last table, of Takt now, of this table */
    const char *what;               /* what has changed, and who did */
    const char *field, *choice;     /* "": there is nothing to decide */
    ImportOptions options;
} ImportDiffer;
extern const Shape ImportDiffer_shape;

/* A fill and what it is taken for. */
typedef struct {
    const char *raw;    /* "9DC3E6" */
    const char *label;  /* "blue, 12 cells" */
    const char *legend; /* what the sheet itself says; "" */
    const char *field, *choice;
    int red, green, blue;
    ImportOptions options;
} ImportColourLine;
extern const Shape ImportColourLine_shape;

/* ---- the sheet as it was understood ---- */

typedef struct {
    const char *name, *field, *why, *path;
    bool taken, shown;
    ImportOptions options;
} ImportSheetLine;
extern const Shape ImportSheetLine_shape;

typedef struct {
    const char *letters, *field, *role;
    ImportOptions options;
} ImportColumnLine;
extern const Shape ImportColumnLine_shape;

typedef struct {
    const char *text;
    bool filled, number;
    int red, green, blue;
} ImportCellLine;
extern const Shape ImportCellLine_shape;

typedef struct {
    int number;
    const char *field, *role;
    ImportOptions options;
    LIST_OF(ImportCellLine) cells;
} ImportRowLine;
extern const Shape ImportRowLine_shape;

typedef struct {
    const char *prev_page_path, *next_page_path;
    const char *text; /* "1–50 of 730" */
} ImportPages;
extern const Shape ImportPages_shape;

typedef struct {
    int sheet; /* place in the file's list */
    const char *name;
    ImportOptions layouts, hidden;
    LIST_OF(ImportSheetLine) sheets;
    LIST_OF(ImportColumnLine) columns;
    LIST_OF(ImportRowLine) rows;
    const ImportPages *pages;
    bool open; /* something is unclear: shown at once */
} ImportSheetView;
extern const Shape ImportSheetView_shape;

/* Which part of long lists is shown: pages from 1; sheet -1: the first one taken. */
typedef struct {
    int sheet, rows, people, projects, differs, refused, skipped, totals;
    const char *only; /* "check": names that somebody should look at */
} ImportView;
extern const Shape ImportView_shape;

/* What would happen; page preview.html. */
typedef struct {
    Id id;
    const char *file_name, *summary, *layout_text;
    const char *path;    /* of this page, with what is shown of it */
    const char *trouble; /* why nothing can be written yet; "" */
    ImportOptions years, units, over_choices, words_choices, changed_choices;
    const ImportSheetView *sheet; /* NULL in JSON unless asked for */
    LIST_OF(ImportColourLine) colours;
    LIST_OF(ImportMatch) people;
    LIST_OF(ImportMatch) projects;
    LIST_OF(ImportDiffer) differs;
    LIST_OF(ImportRefused) refused;
    LIST_OF(ImportSkipped) skipped;
    LIST_OF(ImportTotalLine) totals;
    const ImportPages *people_pages, *projects_pages, *differs_pages, *refused_pages, *skipped_pages, *totals_pages;
    int people_all, people_check, projects_all, projects_check;
    const char *only_path, *all_path; /* names to check; all of them */
    bool only;
    int will_write, will_same, will_keep, will_ask;
    bool again; /* a table of this make was brought over before */
    bool can_confirm, done;
} ImportPreview;
extern const Shape ImportPreview_shape;

/* What happened. */
typedef struct {
    Id id, change_id;
    int written, same, people_made, projects_made, absences_made;
    Minutes overtime;
    Day first_week; /* that something was written into; DAY_NONE: none */
    LIST_OF(ImportRefused) refused;
    LIST_OF(ImportSkipped) skipped;
} ImportReport;
extern const Shape ImportReport_shape;

/* What came in. */
typedef struct {
    const char *data;
    size_t size;
    const char *profile; /* of the table in it */
} ImportFile;

/*
 * Reads a file of any kind that holds tables. ERR_INPUT or ERR_TOO_LARGE on "file"; where there are amounts, but no
 * table is seen in them, table->trouble says why instead.
 */
MUST_USE Err *import_read_file(Ctx *cx, const char *data, size_t size, const ImportHints *hints, ImportTable *table);

/*
 * Keeps a file for its preview, with the answers that the last table of its make got. Tables that waited for more
 * than a week are forgotten.
 */
MUST_USE Err *import_stage(Ctx *cx, const char *file_name, const ImportFile *file, Id *id);

/* What was said about the last table of this make that was brought over, without its year. */
MUST_USE Err *import_remembered(Ctx *cx, const char *profile, ImportAnswers *answers);

/* Leaves only the answers that say something else than the table by itself. */
MUST_USE Err *import_trim(Ctx *cx, const ImportTable *table, ImportAnswers *answers);

/* ERR_MISSING when there is none or it is another person's. */
MUST_USE Err *import_load(Ctx *cx, Id id, Import *import);
bool import_waits(const Import *import);
MUST_USE Err *import_done_already(Ctx *cx);

/* A staged table, read as its answers say. */
typedef struct {
    Import import;
    ImportTable table; /* empty once it is in the plan */
    ImportAnswers answers;
} ImportOpened;

/* Reads a staged table; answers NULL: those kept. The errors of import_load. */
MUST_USE Err *import_open(Ctx *cx, Id id, const ImportAnswers *answers, ImportOpened *opened);

/* Keeps the answers. ERR_CONFLICT when the table is in the plan already. */
MUST_USE Err *import_answer(Ctx *cx, Id id, const ImportAnswers *answers);

/* Answers as text for keeping, and back. */
const char *import_answers_write(Ctx *cx, const ImportAnswers *answers);
void import_answers_read(Ctx *cx, const char *text, ImportAnswers *answers);
bool import_same_hints(Ctx *cx, const ImportHints *a, const ImportHints *b);
/* Sets the choice for a text; a new one where there is none. */
void import_choose(Ctx *cx, ImportChoices *choices, const char *text, const char *choice);

MUST_USE Err *import_preview(Ctx *cx, ImportOpened *opened, const ImportView *view, ImportPreview *preview);
/* The same of a table that is not staged. */
MUST_USE Err *import_preview_table(Ctx *cx, const char *file_name, ImportTable *table, const ImportAnswers *answers,
                                   const ImportView *view, ImportPreview *preview);

/*
 * Writes what fits, as one change. ERR_INPUT on "unit" or "year" while the table cannot be understood without an
 * answer, ERR_CONFLICT when it was brought over already. People who are made have no sign-in.
 */
MUST_USE Err *import_confirm(Ctx *cx, ImportOpened *opened, ImportReport *report);

/* The sheet as it was understood, with what may be said about its rows and columns. */
const ImportSheetView *import_sheet_view(Ctx *cx, const ImportTable *table, const ImportAnswers *answers, Id id,
                                         const ImportView *view);
/* The address of the page with one part of it turned to another page. */
const char *import_view_path(Ctx *cx, Id id, const ImportView *view);
/* What the want is about, as Takt calls it. */
const char *import_want_subject(Ctx *cx, const ImportPlan *plan, const ImportWant *want);
void import_add_option(Ctx *cx, ImportOptions *options, const char *value, const char *label, const char *chosen);

/* Lists of what was refused and what was not understood, for preview and report. */
void import_tell_refused(Ctx *cx, const ImportPlan *plan, ImportReport *report);
void import_tell_skipped(Ctx *cx, const ImportPlan *plan, ImportReport *report);

/* takt import plan FILE */
typedef struct {
    const char *file;
    const char *year, *unit, *over, *words; /* "": not said */
    const char *changed, *layout;
    const char *sheets;  /* names of those to take, semicolons between */
    const char *roles;   /* "C=project;5=head" */
    const char *colours; /* "9DC3E6=tentative;FFE699=vacation" */
    const char *names;   /* "Мая=Майя Орлова;Пети=skip": people and projects */
    bool hidden;         /* hidden rows and columns count */
    bool dry;            /* only say what would happen */
} ImportCommand;

/*
 * Brings the file over and prints a report. *code: 0 all of it was taken, 1 something was not, 2 the file or an option
 * is of no use (with the error).
 */
MUST_USE Err *import_command(Ctx *cx, Store *store, const ImportCommand *command, int *code);

/* The whole file, or more than is taken of it. ERR_INPUT on "file". */
MUST_USE Err *import_file_bytes(Ctx *cx, const char *path, Buf *bytes);

#endif
