/* SPDX-License-Identifier: MIT */
/* The words of load tables, Russian and English: heads of columns, absences, own work, states, sums. */
#ifndef IMPORT_WORDS_H
#define IMPORT_WORDS_H

#include "plan/absence.h"
#include "plan/allocation.h"

typedef enum {
    COLUMN_UNKNOWN,
    COLUMN_PERSON,
    COLUMN_PROJECT,
    COLUMN_CLIENT,
    COLUMN_WEEK,
    COLUMN_HOURS,
    COLUMN_PERCENT,
    COLUMN_VALUE, /* hours or percent, the table decides */
    COLUMN_STATE,
    COLUMN_POSITION,
    COLUMN_TEAM,
    COLUMN_NOTE,
    COLUMN_TOTAL,
} ColumnRole;

/* What a head says of its column; a unit in brackets or behind a comma does not count, but for COLUMN_VALUE. */
ColumnRole column_role(Ctx *cx, const char *head);

/* Whether the text speaks of percent, or of hours. */
bool says_percent(Ctx *cx, const char *text);
bool says_hours(Ctx *cx, const char *text);

typedef enum {
    SUBJECT_PROJECT, /* anything that is none of the others */
    SUBJECT_KIND,    /* value is an AllocationKind: the agency's own work, a reserve */
    SUBJECT_ABSENCE, /* value is an AbsenceKind */
    SUBJECT_HOLIDAY, /* of the calendar */
    SUBJECT_TOTAL,   /* a sum of other rows */
    SUBJECT_FREE,    /* what is left of a week: follows from the rest */
} SubjectKind;

typedef struct {
    SubjectKind kind;
    int value;
} SubjectWord;

/* What a row or a cell is about, by its words ("Отпуск", "обучение", "Итого"). */
SubjectWord subject_word(Ctx *cx, const char *text);

/* The state that a word means; false when it means none. An empty one is confirmed. */
bool state_word(Ctx *cx, const char *text, bool *tentative);

#endif
