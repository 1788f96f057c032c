/* SPDX-License-Identifier: MIT */
/* What the pages of this folder share: options of a select, what was typed, what is wrong with it, cookies. */
#ifndef PEOPLE_VIEW_WEB_H
#define PEOPLE_VIEW_WEB_H

#include "people/position.h"
#include "web/route.h"

/* The tables of routes; each ends with an empty line. */
extern const Route login_routes[], me_routes[], person_routes[], role_routes[], settings_routes[], invite_routes[];

/* An option of a select or a radio button. */
typedef struct {
    const char *value, *label;
    bool on;
} Option;
extern const Shape Option_shape;
typedef LIST_OF(Option) Options;

void option_add(Ctx *cx, Options *options, const char *value, const char *label, const char *chosen);

/* Positions or departments, behind an option of all with value "". */
MUST_USE Err *option_add_places(Ctx *cx, Options *options, PlaceKind kind, const char *all, Id chosen);

/* A refused form shows the value as it was typed, another page what is stored. */
const char *form_typed(const Req *req, const char *field, const char *stored);
bool form_ticked(const Req *req, const char *field, bool stored);
/* What is wrong with this field of the refused form; "" when it is fine. */
const char *form_wrong(const Req *req, const char *field);
/* What is wrong that stands at none of these fields (space-separated); "" when nothing is. */
const char *form_wrong_elsewhere(const Req *req, const char *fields);

const char *number_text(const Ctx *cx, int64_t number);
/* "2026-06-15" for a date input; "" when it is not set. */
const char *day_value(const Ctx *cx, Day day);

/* The session cookie, which outlives the browser when it is to remember. NULL deletes it. */
void session_cookie(Ctx *cx, const Req *req, Reply *reply, const char *token, bool remember);
const char *session_cookie_value(const Req *req);

#endif
