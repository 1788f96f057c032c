/* SPDX-License-Identifier: MIT */
/* Whether the database is sound: what `takt check` says. */
#ifndef OPS_CHECK_H
#define OPS_CHECK_H

#include "db/store.h"

/*
 * Looks at engine integrity, foreign keys, and every week's sums against its allocations, overtime the
 * invariant, and the seals of the audit log; prints a line for each finding. *exit_code is 1 when something is wrong,
 * else 0.
 */
MUST_USE Err *ops_check(Ctx *cx, Store *store, int *exit_code);

/* Whether the audit log is as it was sealed; prints the newest seal, to be noted elsewhere. *exit_code as above. */
MUST_USE Err *ops_verify_audit(Ctx *cx, Store *store, int *exit_code);

/* Prints the libraries in use with their versions. */
void ops_version_full(void);

#endif
