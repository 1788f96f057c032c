/* SPDX-License-Identifier: MIT */
/* The usual internal lines put into the weeks that come, for everybody: takt plan fill, and a weekly job. */
#ifndef PLAN_FILL_H
#define PLAN_FILL_H

#include "db/store.h"
#include "jobs/job.h"
#include "plan/ahead.h"

/*
 * Fills `weeks` weeks from `from` (any day of the first) as far as there is room; what does not fit is left out and
 * stands in *ahead with what is missing. Without lines nothing is done.
 */
MUST_USE Err *fill_weeks(Ctx *cx, Day from, int weeks, Ahead *ahead);

/* From Thursday on it fills the next week, once. */
extern const JobDef fill_job;

/* takt plan fill [--from DATE] [--weeks N] [--dry-run] */
typedef struct {
    const char *from, *weeks; /* "": the next week; one */
    bool dry;
} FillCommand;

/* Prints what was put and what does not fit; *code is 1 when something does not. ERR_INPUT on "from", "weeks". */
MUST_USE Err *fill_command(Ctx *cx, Store *store, const FillCommand *command, int *code);

#endif
