/* SPDX-License-Identifier: MIT */
/* Whether the database is sound: what `takt check` says. */
#ifndef OPS_CHECK_H
#define OPS_CHECK_H

#include "db/store.h"

/*
 * Looks at engine integrity, foreign keys, and every week's sums against its allocations, overtime and the
 * invariant; prints a line for each finding. *exit_code is 1 when something is wrong, else 0.
 */
MUST_USE Err *ops_check(Ctx *cx, Store *store, int *exit_code);

/* Prints the libraries in use with their versions. */
void ops_version_full(void);

#endif
