/* SPDX-License-Identifier: MIT */
/* Pages of the plan asked for without a server: handlers and templates. */
#ifndef PLAN_PLAN_WEB_FIXTURE_H
#define PLAN_PLAN_WEB_FIXTURE_H

#include "plan/plan_fixture.h"
#include "web/route.h"

/* A request for a page by its route's path ("/plan/projects"). */
Req plan_ask(Test *t, Method method, const char *path);
/* Adds name and value to the query of a GET, else to the form. */
void plan_say(Agency *agency, Req *req, const char *name, const char *value);
/* The page that the request is answered with. */
const char *plan_page_text(Test *t, Agency *agency, const Req *req);
/* The answer's record to a program. */
const void *plan_json(Test *t, Agency *agency, Req *req);
/* Where a form leads; the test fails when it is refused. */
const char *plan_send(Test *t, Agency *agency, const Req *req);
/* The refused form as the person sees it again. */
const char *plan_refused_text(Test *t, Agency *agency, Req *req, ErrKind kind);

#endif
