/* SPDX-License-Identifier: MIT */
/* The words of load tables, Russian and English: heads of columns, absences, own work, states, sums. */
#ifndef IMPORT_WORDS_H
#define IMPORT_WORDS_H

#include "plan/absence.h"
#include "plan/allocation.h"

#define COLUMN_ROLES(X)                                                                                                \
    X(COLUMN_UNKNOWN, "")                                                                                              \
    X(COLUMN_PERSON, "person")                                                                                         \
    X(COLUMN_PROJECT, "project")                                                                                       \
    X(COLUMN_CLIENT, "client")                                                                                         \
    X(COLUMN_WEEK, "week")                                                                                             \
    X(COLUMN_HOURS, "hours")                                                                                           \
    X(COLUMN_PERCENT, "percent")                                                                                       \
    X(COLUMN_VALUE, "amount") /* hours or percent, the table decides */                                                \
    X(COLUMN_STATE, "state")                                                                                           \
    X(COLUMN_POSITION, "position")                                                                                     \
    X(COLUMN_TEAM, "team")                                                                                             \
    X(COLUMN_NOTE, "note")                                                                                             \
    X(COLUMN_TOTAL, "total")                                                                                           \
    X(COLUMN_IGNORE, "ignore")
#define COLUMN_ITEM(value, word) value,
typedef enum { COLUMN_ROLES(COLUMN_ITEM) } ColumnRole;
#undef COLUMN_ITEM
extern const char *const column_role_words[];

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
