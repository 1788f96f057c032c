/* SPDX-License-Identifier: MIT */
/*
 * Work for later, kept in the database: queued in the transaction of the change that needs it, so nothing is queued
 * by a change that was rolled back, and done by a worker (jobs/worker.h) soon after the commit. A worker holds a job
 * by a lease; when it dies, the job is taken again after that. A job is done in slices, each in a transaction that
 * holds the lease too; the last one marks it done, so that its effect and its end are on disk together.
 */
#ifndef JOBS_JOB_H
#define JOBS_JOB_H

#include "db/db.h"

#define JOB_LEASE 60           /* seconds; every slice begins it anew */
#define JOB_TRIES 8            /* then a queued job is dead, and a scheduled one waits for its next time */
#define JOB_PAUSE_FIRST 30     /* seconds after the first failure; doubles with each */
#define JOB_PAUSE_LONGEST 3600 /* seconds */
#define JOB_DAYS_KEPT 7        /* of what is done */

#define JOB_STATES(X)                                                                                                  \
    X(JOB_WAITING, "waiting", N_("Waiting"))                                                                           \
    X(JOB_RUNNING, "running", N_("Running"))                                                                           \
    X(JOB_DONE, "done", N_("Done"))                                                                                    \
    X(JOB_DEAD, "dead", N_("Given up"))

#define JOB_STATE_ITEM(value, word, label) value,
typedef enum { JOB_STATES(JOB_STATE_ITEM) } JobState;
#undef JOB_STATE_ITEM
extern const char *const job_state_words[];
/* "Waiting", in cx's language. */
const char *job_state_text(const Ctx *cx, JobState state);

/* A kind of work. Features list theirs; one with a time comes due by itself, also once for all times it missed. */
typedef struct JobDef {
    const char *kind;  /* "session.sweep"; kept in the database */
    const char *label; /* msgid: "End sessions that are over" */
    const Shape *body; /* of what is queued with it; NULL: nothing */
    /*
     * One slice of the work, in a writing transaction that others wait for: at most some hundred rows. *more, false
     * before, asks for another slice. It may be run again: after an error, or when the process died before the
     * commit.
     */
    Err *(*run)(Ctx *cx, const void *body, bool *more);
    int each_minutes; /* comes due each so many minutes; 0: not */
    int daily_at;     /* comes due each day at this minute of the agency's day; 0: not */
} JobDef;

#define JOB_AT(hour, minute) ((hour)*60 + (minute))

/* Table job. */
typedef struct {
    Id id;
    const char *kind, *body, *key; /* key: "" none */
    bool scheduled;
    int priority;
    JobState state;
    Instant due_at; /* waiting: not before; running: the end of the lease */
    const char *lease;
    int tries;
    const char *error; /* of the last try; "" it went well */
    Instant created_at, started_at, done_at;
} Job;
extern const Shape Job_shape;
typedef LIST_OF(Job) JobList;

/* The definition of a kind among those of all features (ends with NULL); NULL when there is none. */
const JobDef *job_def(const JobDef *const *defs, const char *kind);

/* ---- for features ---- */

/* How a job is queued; all of it may be left out. */
typedef struct {
    const char *key; /* NULL: none. The same key is queued once, until what is done under it is forgotten */
    Instant due_at;  /* not before; 0: at once */
    int priority;    /* of those that are due the highest goes first */
} JobOptions;

/* Queues the job in the running transaction. `body` is of def->body, NOTHING_IN where that is NULL. */
MUST_USE Err *job_queue(Ctx *cx, const JobDef *def, In body, const JobOptions *options);

/* JobDef.run of job_forget_job: what is done, a week later. */
extern const JobDef job_forget_job;

/* ---- for who looks after them ---- */

/* The newest 200 at most, of one state or (-1) of any; failed ones alone: dead, or with an error since the last end. */
typedef struct {
    int state;
    bool failed;
} JobFilter;
MUST_USE Err *job_list(Ctx *cx, const JobFilter *filter, JobList *jobs);
MUST_USE Err *job_get(Ctx *cx, Id id, Job *job);
/* The row of a scheduled kind; ERR_MISSING. */
MUST_USE Err *job_of_schedule(Ctx *cx, const char *kind, Job *job);

/*
 * A waiting or dead job comes due at once, with all its tries before it. ERR_CONFLICT while it runs and when it is
 * done, ERR_MISSING.
 */
MUST_USE Err *job_again(Ctx *cx, Id id);

/* ---- for workers ---- */

/* Each scheduled kind has its row, due by now or at its next time; rows of kinds that are scheduled no more go. */
MUST_USE Err *job_schedule(Ctx *cx, const JobDef *const *defs);

/*
 * The job to take now: waiting and due, or running under a lease that is over. id 0: none, then due_at says when to
 * look again (0: nothing waits).
 */
MUST_USE Err *job_next(Ctx *cx, Job *job);

/* Begins a try under this lease, which is another text each time. *taken false: somebody else was first. */
MUST_USE Err *job_take(Ctx *cx, Job *job, const char *lease, bool *taken);

/* Each ends in ERR_MISSING when the lease is not this job's any more: what else the transaction did must not count. */
MUST_USE Err *job_keep(Ctx *cx, const Job *job);
MUST_USE Err *job_done(Ctx *cx, const Job *job, const JobDef *def);
/* The try failed: again after a pause that grows, or given up. `def` NULL: nobody knows the kind. */
MUST_USE Err *job_failed(Ctx *cx, const Job *job, const JobDef *def, const char *error);

/* The try is left off, not counted: the job comes due at once. For a worker that has to stop. */
MUST_USE Err *job_give_back(Ctx *cx, const Job *job);

/* What a server held ("server …") when its process died is due at once: for the one server, before it takes any. */
MUST_USE Err *job_release(Ctx *cx);

#endif
