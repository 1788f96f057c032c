/* SPDX-License-Identifier: MIT */
/* The four of work_fixture.h with 40 hours a week each; Timur and Lara share a position. */
#ifndef PLAN_ALLOCATION_FIXTURE_H
#define PLAN_ALLOCATION_FIXTURE_H

#include "work/work_fixture.h"

void allocation_fixture(Test *t, Ctx *cx);
/* The same people for a store, inside store_write. */
MUST_USE Err *allocation_fixture_people(Ctx *cx);

#endif
