/* SPDX-License-Identifier: MIT */
/* `takt jobs`, `takt jobs run` and `takt jobs retry`. */
#ifndef OPS_JOB_COMMAND_H
#define OPS_JOB_COMMAND_H

#include "db/store.h"

/* Prints a line for each job; `only`: "" all, "failed", or a state's word. ERR_INPUT on "only". */
MUST_USE Err *job_command_list(Ctx *cx, Store *store, const char *only);

/* Runs a scheduled kind of job now, in this process, and waits for its end: the error is the job's. */
MUST_USE Err *job_command_run(Ctx *cx, Store *store, const char *kind);

/* Lets a job that waits or was given up come due at once; a server takes it. */
MUST_USE Err *job_command_retry(Ctx *cx, Store *store, const char *id);

#endif
