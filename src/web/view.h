/* SPDX-License-Identifier: MIT */
/* What pages of several folders are made of: options of a select, what was typed, conflicts side by side, a history. */
#ifndef WEB_VIEW_H
#define WEB_VIEW_H

#include "web/route.h"

/* An option of a select or a radio button. */
typedef struct {
    const char *value, *label;
    bool on;
} Option;
extern const Shape Option_shape;
typedef LIST_OF(Option) Options;

void option_add(Ctx *cx, Options *options, const char *value, const char *label, const char *chosen);
/* The same for an id; 0 is the empty value. */
void option_add_id(Ctx *cx, Options *options, Id value, const char *label, const char *chosen);

/* "12" or "" for 0, as a select's value. */
const char *id_value(const Ctx *cx, Id id);

/* A refused form shows the value as it was typed, another page what is stored. */
const char *form_typed(const Req *req, const char *field, const char *stored);
bool form_ticked(const Req *req, const char *field, bool stored);
/* What is wrong with this field of the refused form; "" when it is fine. */
const char *form_wrong(const Req *req, const char *field);
/* What is wrong that stands at none of the form's own fields (space-separated): the whole, the version; "" nothing. */
const char *form_wrong_elsewhere(const Req *req, const char *fields);

/* A labelled field in which two versions of a record differ, as people read them. */
typedef struct {
    const char *label, *yours, *theirs;
} Clash;
extern const Shape Clash_shape;
typedef LIST_OF(Clash) Clashes;

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

#endif
