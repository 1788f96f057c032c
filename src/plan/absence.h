/* SPDX-License-Identifier: MIT */
/* When somebody is away. Lowers what can be planned, never silently overwrites what was. */
#ifndef PLAN_ABSENCE_H
#define PLAN_ABSENCE_H

#include "db/history.h"
#include "plan/week.h"

#define ABSENCE_KINDS(X)                                                                                               \
    X(ABSENCE_VACATION, "vacation")                                                                                    \
    X(ABSENCE_SICK, "sick")                                                                                            \
    X(ABSENCE_DAY_OFF, "day_off")

#define ABSENCE_ITEM(value, word) value,
typedef enum { ABSENCE_KINDS(ABSENCE_ITEM) } AbsenceKind;
#undef ABSENCE_ITEM
extern const char *const absence_kind_words[];
/* "vacation", "sick leave", "day off" in cx's language. */
const char *absence_kind_text(const Ctx *cx, AbsenceKind kind);

/* Days of one kind, both ends within. Table absence. */
typedef struct {
    Id id;
    int64_t revision;
    Id person_id;
    AbsenceKind kind;
    Day from_day, until_day;
    bool half; /* half of each day */
    const char *note;
} Absence;
extern const Shape Absence_shape;
typedef LIST_OF(Absence) AbsenceList;

/* These absences, by person and day, count in the facts instead of those that were read. See week.c. */
void week_facts_absences(WeekFacts *facts, const AbsenceList *absences);

/* One of a list, with whose it is. */
typedef struct {
    Id id;
    int64_t revision;
    Id person_id;
    const char *person_name;
    int person_hue;
    AbsenceKind kind;
    const char *kind_text; /* for people */
    Day from_day, until_day;
    bool half;
    const char *note;
} AbsenceItem;
extern const Shape AbsenceItem_shape;

/* What to list, and the page of it that came. */
typedef struct {
    Id person_id;     /* 0: everybody whom cx may see */
    const char *kind; /* a word of absence_kind_words; "": any */
    Day from, until;  /* those with a day in it; DAY_NONE: open */
    int limit;        /* 1–500; 0: 100 */
    const char *cursor;
    LIST_OF(AbsenceItem) items; /* by first day */
    const char *next;           /* "": this was the last page */
} AbsencePage;
extern const Shape AbsencePage_shape;

/* Both versions of an absence that somebody else changed meanwhile: data of ERR_CONFLICT. */
typedef struct {
    const Absence *yours, *theirs;
    Id changed_by_id;
    const char *changed_by_name; /* "" unknown */
} AbsenceConflict;
extern const Shape AbsenceConflict_shape;

/*
 * Stores a new absence, sets absence->id and brings the person's weeks up to date: what no longer fits stays planned
 * and is marked pushed. Right plan.absence: everybody's, or one's own. ERR_INPUT on "person_id", "until_day" (before
 * from_day, or over a year after it), "from_day" (other absence there), "note"; ERR_DENIED in closed weeks.
 */
MUST_USE Err *absence_add(Ctx *cx, Absence *absence);

/*
 * Stores what changed; the person stays. absence->revision is the one that was shown: ERR_INPUT on "revision" when it
 * is 0, ERR_CONFLICT with an AbsenceConflict when somebody saved meanwhile. Otherwise as absence_add.
 */
MUST_USE Err *absence_change(Ctx *cx, Absence *absence);

/* Takes it away; its days come back as room. */
MUST_USE Err *absence_remove(Ctx *cx, Id id);

/* One that cx may see (right plan.read: everybody's, or one's own); ERR_MISSING otherwise. */
MUST_USE Err *absence_get(Ctx *cx, Id id, Absence *absence);
MUST_USE Err *absence_list(Ctx *cx, AbsencePage *page);

/* Whether cx may change the absences of this person; 0: of anybody. */
bool absence_may_write(const Ctx *cx, Id person_id);

/* Weeks of the absence whose plan does not fit: over 100 % until somebody resolves it. */
MUST_USE Err *absence_pushed(Ctx *cx, const Absence *absence, PersonWeekList *weeks);

/* Undoer.restore of noun "absence". */
MUST_USE Err *absence_restore(Ctx *cx, const ChangeItem *item);

#endif
