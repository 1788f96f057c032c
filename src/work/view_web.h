/* SPDX-License-Identifier: MIT */
/* What the pages of this folder share: who and what there is to choose from, addresses, what changed in words. */
#ifndef WORK_VIEW_WEB_H
#define WORK_VIEW_WEB_H

#include "web/view.h"

/* What this folder answers; each table ends with an empty line. */
extern const Route client_routes[];
extern const Route project_routes[];

/* Name of a client's colour, 1–8, in cx's language. */
const char *hue_text(const Ctx *cx, int hue);

typedef enum {
    WHO_LEADS, /* account managers and heads */
    WHO_WORKS, /* everybody employed today */
} Who;

/* People to choose from, behind an empty choice with this label; who is chosen is always among them. */
MUST_USE Err *choose_people(Ctx *cx, Who who, const char *none, const char *chosen, Options *choices);
/* Live clients, likewise. */
MUST_USE Err *choose_client(Ctx *cx, const char *none, const char *chosen, Options *choices);
/* The words that projects use for their direction so far. */
MUST_USE Err *choose_direction(Ctx *cx, Options *choices);

/* path?name=value&…: pairs of name and value up to NULL; those with an empty value are left out. */
const char *path_with(Ctx *cx, const char *path, ...) __attribute__((sentinel));

/* The newest lines of a client's or project's history, a project's with who joined and left. */
MUST_USE Err *past_of(Ctx *cx, const char *noun, Id record_id, const Shape *shape, PastList *past);

/* The labelled fields in which both differ, as people read them. */
MUST_USE Err *clashes_of(Ctx *cx, const Shape *shape, const void *yours, const void *theirs, Clashes *clashes);

#endif
