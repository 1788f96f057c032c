/* SPDX-License-Identifier: MIT */
/* What the pages of this folder share: choices of a select, values of inputs, cookies. */
#ifndef PEOPLE_VIEW_WEB_H
#define PEOPLE_VIEW_WEB_H

#include "people/position.h"
#include "web/view.h"

/* The tables of routes; each ends with an empty line. */
extern const Route login_routes[], me_routes[], person_routes[], role_routes[], settings_routes[], invite_routes[];

/* Positions or departments, behind an option of all with value "". */
MUST_USE Err *option_add_places(Ctx *cx, Options *options, PlaceKind kind, const char *all, Id chosen);

const char *number_text(const Ctx *cx, int64_t number);
/* "2026-06-15" for a date input; "" when it is not set. */
const char *day_value(const Ctx *cx, Day day);

/* The session cookie, which outlives the browser when it is to remember. NULL deletes it. */
void session_cookie(Ctx *cx, const Req *req, Reply *reply, const char *token, bool remember);
const char *session_cookie_value(const Req *req);

#endif
