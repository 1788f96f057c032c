/* SPDX-License-Identifier: MIT */
/* What the pages of this folder share: choices of a select, addresses, what was typed, conflicts side by side. */
#ifndef WORK_VIEW_WEB_H
#define WORK_VIEW_WEB_H

#include "web/route.h"

/* What this folder answers; each table ends with an empty line. */
extern const Route client_routes[];
extern const Route project_routes[];

/* An option of a select or a radio button. */
typedef struct {
    const char *value, *label;
    bool on;
} Choice;
extern const Shape Choice_shape;
typedef LIST_OF(Choice) Choices;

/* A field that two have changed: data of the note above a refused form. */
typedef struct {
    const char *label, *yours, *theirs;
} Clash;
extern const Shape Clash_shape;
typedef LIST_OF(Clash) Clashes;

void choice_add(Ctx *cx, Choices *choices, const char *value, const char *label, const char *chosen);
/* The same for an id; 0 is the empty value. */
void choice_add_id(Ctx *cx, Choices *choices, Id value, const char *label, const char *chosen);

/* Name of a client's colour, 1–8, in cx's language. */
const char *hue_text(const Ctx *cx, int hue);

/* "12" or "" for 0, as a select's value. */
const char *id_value(Ctx *cx, Id id);

typedef enum {
    WHO_LEADS, /* account managers and heads */
    WHO_WORKS, /* everybody employed today */
} Who;

/* People to choose from, behind an empty choice with this label; who is chosen is always among them. */
MUST_USE Err *choose_people(Ctx *cx, Who who, const char *none, const char *chosen, Choices *choices);
/* Live clients, likewise. */
MUST_USE Err *choose_client(Ctx *cx, const char *none, const char *chosen, Choices *choices);
/* The words that projects use for their direction so far. */
MUST_USE Err *choose_direction(Ctx *cx, Choices *choices);

/* A refused form shows the value as it was typed, another page what is stored. */
const char *typed(const Req *req, const char *field, const char *stored);

/* What is wrong with this field of the refused form; "" when it is fine. */
const char *wrong(const Req *req, const char *field);
/* What is wrong that stands at none of the form's own fields (space-separated): the whole, the version; "" nothing. */
const char *wrong_elsewhere(const Req *req, const char *fields);

/* path?name=value&…: pairs of name and value up to NULL; those with an empty value are left out. */
const char *path_with(Ctx *cx, const char *path, ...) __attribute__((sentinel));

/* One line of a card's history: who did what, when. */
typedef struct {
    const char *who;
    int hue;
    Instant at;
    const char *text; /* "" when changes say it */
    Clashes changes;  /* yours: before, theirs: after */
} Past;
extern const Shape Past_shape;
typedef LIST_OF(Past) PastList;

/* The newest lines of a client's or project's history, a project's with who joined and left. */
MUST_USE Err *past_of(Ctx *cx, const char *noun, Id record_id, const Shape *shape, PastList *past);

/* The labelled fields in which both differ, as people read them. */
MUST_USE Err *clashes_of(Ctx *cx, const Shape *shape, const void *yours, const void *theirs, Clashes *clashes);

#endif
