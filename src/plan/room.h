/* SPDX-License-Identifier: MIT */
/* Who has room for some hours in some weeks, and why one rather than another. */
#ifndef PLAN_ROOM_H
#define PLAN_ROOM_H

#include "plan/plan.h"

#define ROOM_WEEKS_MAX 12

typedef struct {
    Id position_id;    /* only this position; 0: any */
    Id person_id;      /* who cannot do it: left out, and others of the same position stand first */
    Id project_id;     /* what it is for: who works on it, or for its client, stands first */
    const char *hours; /* as people write them: "8", "6,5"; "": whoever has room at all */
    Day from;          /* any day of the first week; not set: this week */
    int weeks;         /* 1–12; 0: 1 */
} RoomQuery;
extern const Shape RoomQuery_shape;

typedef struct {
    Day week;
    Minutes free;
} RoomWeek;
extern const Shape RoomWeek_shape;

typedef struct {
    Id id;
    const char *name, *position;
    int hue;
    Minutes free; /* in all the weeks */
    Minutes away; /* leave and holidays in them */
    bool fits;    /* all of the hours */
    bool same_position, on_project, on_client;
    const char *say; /* why: "Free 12 h, the same position, already works on this project" */
    LIST_OF(RoomWeek) weeks;
} RoomPerson;
extern const Shape RoomPerson_shape;

typedef struct {
    Day from;
    int weeks;
    Minutes wanted;
    LIST_OF(RoomPerson) people; /* the best first */
} Room;
extern const Shape Room_shape;

/*
 * Sees those whom right plan.read reaches. Who has nothing free is told only of the position that was asked for.
 * ERR_INPUT on "hours"; ERR_MISSING for a person or project that is not there to see.
 */
MUST_USE Err *room_find(Ctx *cx, RoomQuery *query, Room *room);

#endif
