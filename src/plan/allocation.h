/* SPDX-License-Identifier: MIT */
/*
 * What a person's week is planned for. Every way to change it (page, grid, API, import, undo) ends in
 * allocation_put_all, which holds the rule that a week never goes past 100 %.
 */
#ifndef PLAN_ALLOCATION_H
#define PLAN_ALLOCATION_H

#include "db/history.h"
#include "plan/week.h"

/* A project, or a kind of the agency's own work, or time kept free on purpose. */
#define ALLOCATION_KINDS(X)                                                                                            \
    X(ALLOCATION_PROJECT, "project")                                                                                   \
    X(ALLOCATION_AGENCY_MEETING, "agency_meeting")                                                                     \
    X(ALLOCATION_PROCESS_MEETING, "process_meeting")                                                                   \
    X(ALLOCATION_OWN_TASKS, "own_tasks")                                                                               \
    X(ALLOCATION_LEARNING, "learning")                                                                                 \
    X(ALLOCATION_NEW_BUSINESS, "new_business")                                                                         \
    X(ALLOCATION_RESERVE_CLIENT, "reserve_client")                                                                     \
    X(ALLOCATION_RESERVE_DATA, "reserve_data")                                                                         \
    X(ALLOCATION_RESERVE_URGENT, "reserve_urgent")
#define ALLOCATION_STATES(X)                                                                                           \
    X(ALLOCATION_CONFIRMED, "confirmed")                                                                               \
    X(ALLOCATION_TENTATIVE, "tentative")

#define ALLOCATION_ITEM(value, word) value,
typedef enum { ALLOCATION_KINDS(ALLOCATION_ITEM) ALLOCATION_KIND_COUNT } AllocationKind;
typedef enum { ALLOCATION_STATES(ALLOCATION_ITEM) } AllocationState;
#undef ALLOCATION_ITEM
extern const char *const allocation_kind_words[];
extern const char *const allocation_state_words[];

/* In cx's language: "agency meetings", "reserve for clients' requests". */
const char *allocation_kind_text(const Ctx *cx, AllocationKind kind);
const char *allocation_state_text(const Ctx *cx, AllocationState state);
static inline bool allocation_is_reserve(AllocationKind kind)
{
    return kind >= ALLOCATION_RESERVE_CLIENT;
}

/* One quantity of a person's week. Table allocation; unique by person, week, subject, state, work. */
typedef struct {
    Id id;
    Id person_id;
    Day week;
    Id project_id; /* 0: kind says it all */
    AllocationKind kind;
    AllocationState state;
    const char *work; /* estimate line or task; "" */
    Minutes minutes;
    Day until;      /* tentative: asks again after this day; not set: never */
    Id reserved_by; /* tentative: who holds the seat */
    const char *note;
    Id changed_by;
    Instant changed_at;
} Allocation;
extern const Shape Allocation_shape;
typedef LIST_OF(Allocation) AllocationList;

/*
 * What is wanted of one key: its new value (0 takes it away). The value is minutes, or percent of the person's week,
 * or a text as people type it ("20", "12,5 %", "8ч", "1:30", "20?").
 */
typedef struct {
    Id person_id;
    Day week; /* any day of it */
    Id project_id;
    AllocationKind kind;
    const char *subject; /* both in one word, as lists offer it: "12" or "own_tasks"; "": see the two */
    AllocationState state;
    const char *work;
    Minutes minutes; /* NOT_SET: see percent */
    int64_t percent; /* NOT_SET: see value */
    const char *value;
    bool value_is_hours; /* a bare number in value is hours */
    Day until;
    const char *note;
    Minutes was_minutes; /* the value that was shown; NOT_SET: the last writer wins */
    bool switches;       /* the other state's quantity of this subject is taken away ("B") */
    Id reserved_by;      /* undo only: who held the seat before; 0: as it is, or cx's person */
    bool past;           /* undo and imports only: the lock of past weeks was looked at before */
    bool restores;       /* undo only: date and note become as they were, empty too */
} AllocationPut;
extern const Shape AllocationPut_shape;
typedef LIST_OF(AllocationPut) AllocationPuts;
/* Splits put->subject into project_id and kind; ERR_INPUT on "subject" when it is neither. */
MUST_USE Err *allocation_put_subject(Ctx *cx, AllocationPut *put);
/* With the blanks that "not set" needs. */
AllocationPut allocation_put_blank(void);

/* Overtime that goes with a batch: adds minutes to a person's week. */
typedef struct {
    Id person_id;
    Day week;
    Minutes minutes;
    const char *reason;
} OvertimePut;
extern const Shape OvertimePut_shape;
typedef LIST_OF(OvertimePut) OvertimePuts;

typedef struct {
    AllocationPuts items;
    OvertimePuts overtime;
    const char *reason; /* why time is taken from others' projects; NULL or "": not said */
} AllocationBatch;
extern const Shape AllocationBatch_shape;

/* A week as JSON tells it; "vacation" and holidays are derived rows with id null. */
typedef struct {
    Id id;
    Id project_id;
    const char *kind; /* a word of allocation_kind_words, or holiday, vacation, sick, day_off */
    Minutes minutes;
    const char *state; /* confirmed, tentative; "" of derived rows */
    const char *work;
    Day until;
    Id reserved_by;
    const char *note;
} PlanAllocation;
extern const Shape PlanAllocation_shape;

typedef struct {
    Day week;
    Minutes capacity, room, confirmed, tentative, internal, absence, reserve, overtime, free, excess;
    LIST_OF(PlanAllocation) allocations;
} PlanWeek;
extern const Shape PlanWeek_shape;
/* The sums of a row; allocations stay empty. */
PlanWeek plan_week_of(const PersonWeek *row);

/* What a put did: the cell, and its week's sums. */
typedef struct {
    Id id; /* 0: taken away */
    Id person_id;
    Day week;
    Id project_id;
    AllocationKind kind;
    AllocationState state;
    Minutes minutes;
    Minutes was_minutes;
    const PlanWeek *sums; /* of that week */
    Id change_id;
} AllocationResult;
extern const Shape AllocationResult_shape;
typedef LIST_OF(AllocationResult) AllocationResults;

/*
 * All or nothing. ERR_INPUT at a field for a malformed item; ERR_INPUT with data of Refusal_shape (refusal.h) when a
 * week would go further past its room; ERR_CONFLICT with AllocationConflict when was_minutes is stale; ERR_DENIED
 * when cx may not write there, ERR_MISSING for people and projects that are not cx's to see.
 */
MUST_USE Err *allocation_put_all(Ctx *cx, const AllocationBatch *batch, AllocationResults *results);
/* One item of a batch. */
MUST_USE Err *allocation_put(Ctx *cx, const AllocationPut *put, AllocationResult *result);

/* Whether cx may ask for the batch at all, whatever room there is: subjects, rights, closed weeks, no cell twice. */
MUST_USE Err *allocation_check(Ctx *cx, const AllocationBatch *batch);

/* Both values of a cell that two have changed: data of ERR_CONFLICT. */
typedef struct {
    Minutes yours, theirs;
    const char *changed_by_name;
} AllocationConflict;
extern const Shape AllocationConflict_shape;

/* Allocations of the weeks from…(not including) until, by person, week; optionally of one person. */
MUST_USE Err *allocation_range(Ctx *cx, Id person_id, Day from, Day until, AllocationList *list);
/* Those of everybody by week, person, which costs the database half as much. */
MUST_USE Err *allocation_by_week(Ctx *cx, Day from, Day until, AllocationList *list);

/* What stands under a key like this one, for another person or week; 0 when nothing does. */
MUST_USE Err *allocation_value(Ctx *cx, const Allocation *like, Id person_id, Day week, Minutes *minutes);

/* Whether anything is planned at all. */
MUST_USE Err *allocation_any(Ctx *cx, bool *any);

/* Whether cx may change this subject of this person ("plan.write": all; team: on projects of the team; own). */
MUST_USE Err *allocation_may_write(Ctx *cx, Id person_id, Id project_id, bool *may);

/* Weeks before this Monday are read-only but for right "plan.past": the one before last and older. */
Day allocation_locked_before(const Ctx *cx);

/* Undoer.restore_all of noun "allocation": one batch, so that the rule looks at the weeks as they end up. */
MUST_USE Err *allocation_restore_all(Ctx *cx, const ChangeItem *items, size_t count);

#endif
