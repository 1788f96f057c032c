/* SPDX-License-Identifier: MIT */
/*
 * Who does the jobs: one thread of the server, which sleeps until one comes due or is queued. Each slice of a job is
 * a write like a request's, so the writer is never kept by more than one slice.
 */
#ifndef JOBS_WORKER_H
#define JOBS_WORKER_H

#include "db/store.h"
#include "db/topics.h"
#include "jobs/job.h"

typedef struct Worker Worker;

typedef struct {
    Store *store;
    const JobDef *const *defs;  /* of every feature; ends with NULL */
    const struct Hooks *hooks;  /* becomes cx->hooks of jobs; may be NULL */
    void (*set_clock)(Ctx *cx); /* fills now and today */
    /* Called after each commit with what it touched; may be NULL. */
    void (*changed)(void *arg, const Topics *topics);
    void *arg;
} WorkerOptions;

/*
 * Takes the job and works it to its end on the caller's thread, for a command: the error is the job's own and stands
 * in its row too. *taken false, without an error: another worker has it. cx lends its arena, clock and language.
 */
MUST_USE Err *worker_run(Ctx *cx, const WorkerOptions *options, Job *job, bool *taken);

/*
 * Starts the thread. What a killed server held is taken up again, and schedules are set: only one server may do so
 * (store_serve_alone).
 */
MUST_USE Err *worker_start(Ctx *cx, const WorkerOptions *options, Worker **worker);

/* Something was queued, here or by another process. From any thread. */
void worker_wake(Worker *worker);

/* Waits for the slice that runs; the rest of its job is given back. Frees the worker; NULL is fine. */
void worker_stop(Worker *worker);

#endif
