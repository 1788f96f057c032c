/* SPDX-License-Identifier: MIT */
#ifndef PLAN_PLAN_CHECK_H
#define PLAN_PLAN_CHECK_H

#include "db/db.h"

/* Every week's sums against its allocations, overtime and the invariant; prints what differs and adds it to *wrong. */
MUST_USE Err *plan_check(Ctx *cx, int *wrong);

#endif
