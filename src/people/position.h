/* SPDX-License-Identifier: MIT */
/* The agency's own words for what people are (positions) and where they belong (departments). */
#ifndef PEOPLE_POSITION_H
#define PEOPLE_POSITION_H

#include "db/db.h"

/* Two lists of one kind: tables position and department. */
typedef enum { PLACE_POSITION, PLACE_DEPARTMENT } PlaceKind;

typedef struct {
    Id id;
    const char *name;
    int sort;       /* order in lists; equal ones by name */
    int64_t people; /* how many have it */
    const char *name_fold;
} Place;
extern const Shape Place_shape;
typedef LIST_OF(Place) PlaceList;

/* In the agency's order. */
MUST_USE Err *place_list(Ctx *cx, PlaceKind kind, PlaceList *places);
/* ERR_MISSING when there is none. */
MUST_USE Err *place_get(Ctx *cx, PlaceKind kind, Id id, Place *place);
/* The id of the one with this name, whatever its case; made when there is none yet. "" gives id 0. */
MUST_USE Err *place_by_name(Ctx *cx, PlaceKind kind, const char *name, Id *id);
/* Stores name and order of an existing one. ERR_INPUT on "name": blank, or another has it. */
MUST_USE Err *place_change(Ctx *cx, PlaceKind kind, Place *place);
/* ERR_CONFLICT while people have it. */
MUST_USE Err *place_remove(Ctx *cx, PlaceKind kind, Id id);

#endif
