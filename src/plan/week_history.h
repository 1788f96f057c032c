/* SPDX-License-Identifier: MIT */
/* Who changed a person's week, or one cell of it, from what to what, when and through what. */
#ifndef PLAN_WEEK_HISTORY_H
#define PLAN_WEEK_HISTORY_H

#include "plan/allocation.h"

/*
 * history_note for a record that stands in a person's weeks from…until (any days of the first and the last): the
 * history of these weeks tells of it from now on.
 */
MUST_USE Err *week_history_note(Ctx *cx, const char *noun, Id record_id, const Shape *shape, const void *before,
                                const void *after, Id person_id, Day from, Day until);
/* More weeks of a record that was noted already: where it stood before. */
MUST_USE Err *week_history_weeks(Ctx *cx, const char *noun, Id record_id, Id person_id, Day from, Day until);

/* Which week, and which cell of it: a project, or a kind of the agency's own work; neither: the whole week. */
typedef struct {
    Id person_id;
    Day week; /* any day of it */
    Id project_id;
    const char *kind; /* a word of allocation_kind_words; "" */
} HistoryQuery;
extern const Shape HistoryQuery_shape;

/* One quantity or absence of a change. */
typedef struct {
    const char *noun; /* allocation, overtime, absence */
    Id project_id;
    const char *kind;      /* of allocations and absences; "" */
    const char *state;     /* of allocations; "" */
    const char *label;     /* for people: "Берег · Лето, tentative", "overtime", "vacation" */
    const char *was, *now; /* for people: "20 % (8 h)"; "" nothing */
    Minutes before, after; /* 0 nothing; of absences both 0 */
    const char *note;      /* taken from a project that others lead: "for Опора · Тендер: why"; "" */
} HistoryItem;
extern const Shape HistoryItem_shape;
typedef LIST_OF(HistoryItem) HistoryItems;

typedef struct {
    Id change_id;
    Instant at;
    Id person_id;            /* who; 0: the program */
    const char *person_name; /* "" unknown */
    int hue;
    const char *through; /* page, api, import, command, job */
    Id undoes_id;        /* the change that this one took back */
    bool undone;
    bool may_undo; /* cx's own, and not undone yet */
    HistoryItems items;
} HistoryChange;
extern const Shape HistoryChange_shape;

typedef struct {
    Id person_id;
    const char *person_name;
    Day week;
    const char *subject;            /* for people; "" the whole week */
    LIST_OF(HistoryChange) changes; /* newest first, at most 200 quantities */
} WeekHistory;
extern const Shape WeekHistory_shape;

/* Right plan.read: everybody's, or one's own; ERR_MISSING otherwise. ERR_INPUT on "person_id", "week", "kind". */
MUST_USE Err *week_history_load(Ctx *cx, const HistoryQuery *query, WeekHistory *history);

#endif
