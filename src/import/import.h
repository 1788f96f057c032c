/* SPDX-License-Identifier: MIT */
/*
 * Bringing a load table over: it is staged as understood, answered by a person, and enters the plan in one change
 * that can be taken back. The same table again changes nothing. Right plan.import.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "db/store.h"
#include "import/plan.h"
#include "jobs/job.h"

/* A staged table. Table import. */
typedef struct {
    Id id;
    Id person_id; /* who brought it; 0: the command line */
    const char *file_name;
    const char *profile; /* of its make */
    const char *answers; /* lines: "year", "unit", "over", "blue", "person", "subject", tabs between */
    const char *body;    /* import_table_write; "" once it is done */
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

/* What would happen; page import-preview.html. */
typedef struct {
    Id id;
    const char *file_name, *summary, *layout_text;
    const char *trouble; /* why nothing can be written yet; "" */
    ImportOptions years, units, over_choices, blue_choices, words_choices;
    int blue_count;
    const char *blue_label;
    LIST_OF(ImportMatch) people;
    LIST_OF(ImportMatch) projects;
    LIST_OF(ImportRefused) refused;
    LIST_OF(ImportSkipped) skipped;
    LIST_OF(ImportTotalLine) totals;
    int will_write, will_same;
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

/*
 * Keeps a table for its preview, with the answers that the last table of its make got. Tables that waited for more
 * than a week are forgotten.
 */
MUST_USE Err *import_stage(Ctx *cx, const char *file_name, const ImportTable *table, Id *id);

/* What was said about the last table of this make that was brought over, without its year. */
MUST_USE Err *import_remembered(Ctx *cx, const ImportTable *table, ImportAnswers *answers);

/* Leaves only the choices that say something else than the names by themselves. */
MUST_USE Err *import_trim(Ctx *cx, const ImportTable *table, ImportAnswers *answers);

/* A staged table with its answers; ERR_MISSING when there is none or it is another person's. */
MUST_USE Err *import_load(Ctx *cx, Id id, Import *import, ImportTable *table, ImportAnswers *answers);

/* Keeps the answers. ERR_CONFLICT when the table is in the plan already. */
MUST_USE Err *import_answer(Ctx *cx, Id id, const ImportAnswers *answers);

/* answers NULL: those kept. ERR_MISSING as import_load. */
MUST_USE Err *import_preview(Ctx *cx, Id id, const ImportAnswers *answers, ImportPreview *preview);
/* The same of a table that is not staged. */
MUST_USE Err *import_preview_table(Ctx *cx, const char *file_name, ImportTable *table, const ImportAnswers *answers,
                                   ImportPreview *preview);

/*
 * Writes what fits, as one change. ERR_INPUT on "unit" or "year" while the table cannot be understood without an
 * answer, ERR_CONFLICT when it was brought over already. People who are made have no sign-in.
 */
MUST_USE Err *import_confirm(Ctx *cx, Id id, const ImportAnswers *answers, ImportReport *report);

/* Lists of what was refused and what was not understood, for preview and report. */
void import_tell_refused(Ctx *cx, const ImportPlan *plan, ImportReport *report);
void import_tell_skipped(Ctx *cx, const ImportPlan *plan, ImportReport *report);

/* takt import plan FILE */
typedef struct {
    const char *file;
    const char *year, *unit, *over, *words; /* "": not said */
    bool dry;                               /* only say what would happen */
} ImportCommand;

/*
 * Brings the file over and prints a report. *code: 0 all of it was taken, 1 something was not, 2 the file or an option
 * is of no use (with the error).
 */
MUST_USE Err *import_command(Ctx *cx, Store *store, const ImportCommand *command, int *code);

/* Reads a file of any kind that holds tables. ERR_INPUT or ERR_TOO_LARGE on "file". */
MUST_USE Err *import_read_file(Ctx *cx, const char *data, size_t size, ImportTable *table);

#endif
