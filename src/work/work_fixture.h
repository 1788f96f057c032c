/* SPDX-License-Identifier: MIT */
/* A few people and clients for the tests of this folder and of those that build on it. */
#ifndef WORK_WORK_FIXTURE_H
#define WORK_WORK_FIXTURE_H

#include "db/db_fixture.h"
#include "work/client.h"
#include "work/project.h"

/* Account managers, a specialist and a contractor. */
#define ANNA ID(9001)
#define KIRILL ID(9002)
#define TIMUR ID(9003)
#define LARA ID(9004)

/* A database with these four, and nobody acting yet: cx is root. */
void work_fixture(Test *t, Ctx *cx);

/* From now on the person acts, with rights that reach this far for both clients and projects. */
void work_act_as(Ctx *cx, Id person_id, Scope read, Scope write);
/* Back to root. */
void work_act_as_root(Ctx *cx);

/* Stored ones; the test fails when the rules refuse them. */
Client work_client(Test *t, Ctx *cx, const char *name, Id manager_id);
Project work_project(Test *t, Ctx *cx, Id client_id, const char *name);

/* Undoes what cx did since the change_id was last zero, by these rules, as the undo key does. */
MUST_USE Err *work_undo(Ctx *cx);

#endif
