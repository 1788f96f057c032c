/* SPDX-License-Identifier: MIT */
/*
 * Time that somebody took from a project that others lead: by giving way, lowering, moving or clearing. Kept with who
 * did it, for what and why, so that the account manager of the project sees it.
 */
#ifndef PLAN_TAKEN_H
#define PLAN_TAKEN_H

#include "plan/refusal.h"

/* Notes what the stored batch took from projects that cx's person does not lead; part of allocation_put_all. */
MUST_USE Err *taken_note(Ctx *cx, const BatchItems *items, const char *reason);

/* One loss of a cell, with the names. */
typedef struct {
    Id id, change_id;
    Instant at;
    Id by_id;
    const char *by_name;
    int by_hue;
    Id person_id;
    const char *person_name;
    Day week;
    Id project_id;
    const char *client_name, *project_name;
    int project_hue;
    Minutes before_minutes, after_minutes;
    Minutes minutes; /* what was taken */
    Id for_project_id;
    const char *for_client_name, *for_project_name, *for_kind;
    const char *for_text; /* for people: "Опора · Тендер", "own tasks"; "" it is free */
    const char *reason;
    bool undone;
} TakenItem;
extern const Shape TakenItem_shape;

typedef struct {
    bool mine;                       /* of projects that cx's person leads */
    Id project_id, by_id, person_id; /* 0: any */
    Day from, until;                 /* days on which it was done; DAY_NONE: open */
    int limit;                       /* 1–500; 0: 100 */
    Id before;                       /* older than this one; 0: the newest */
    LIST_OF(TakenItem) items;        /* newest first */
    Id next;                         /* 0: this was the last page */
    Minutes minutes;                 /* taken in all of the items, without what was undone */
} TakenList;
extern const Shape TakenList_shape;

/* Of projects that cx may see ("projects.read"). ERR_INPUT on "limit". */
MUST_USE Err *taken_list(Ctx *cx, TakenList *list);

/* "Taken: Берег · Лето (Мария Орлова) −8 h" of cx's change, for the message that it is done; "" nothing was taken. */
MUST_USE Err *taken_say(Ctx *cx, const char **text);

/* How often others took from projects that cx's person leads since `from`, and did not undo it. */
MUST_USE Err *taken_count(Ctx *cx, Day from, int *count);

#endif
