/* SPDX-License-Identifier: MIT */
/* When somebody is away. Lowers what can be planned, never silently overwrites what was. */
#ifndef PLAN_ABSENCE_H
#define PLAN_ABSENCE_H

#include "db/history.h"

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

#endif
