/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "base/hooks.h"
#include "base/text.h"
#include "jobs/worker.h"
#include "ops/job_command.h"
#include "web/serve.h"

/* ---- the list ---- */

typedef struct {
    JobFilter filter;
    JobList jobs;
} Listing;

static Err *read_jobs(Ctx *cx, void *arg)
{
    Listing *listing = arg;
    return job_list(cx, &listing->filter, &listing->jobs);
}

static const char *moment(Ctx *cx, Instant instant)
{
    return instant.n ? instant_iso(cx->arena, instant) : "-";
}

static void print_job(Ctx *cx, const Job *job)
{
    printf("%6" PRId64 "  %-16s %-8s due %-20s  well %-20s%s%s\n", job->id.n, job->kind, job_state_words[job->state],
           job->state == JOB_WAITING ? moment(cx, job->due_at) : "-", moment(cx, job->done_at),
           *job->error ? "  error: " : "", job->error);
}

static Err *read_filter(Ctx *cx, const char *only, JobFilter *filter)
{
    *filter = (JobFilter){.state = -1, .failed = strcmp(only, "failed") == 0};
    if (!*only || filter->failed || word_value(job_state_words, only, &filter->state))
        return NULL;
    return err_fault(cx, "--only wants waiting, running, done, dead or failed, not %s", only);
}

Err *job_command_list(Ctx *cx, Store *store, const char *only)
{
    Listing listing = {.jobs = {0}};
    TRY(read_filter(cx, only, &listing.filter));
    TRY(store_read(store, cx, read_jobs, &listing));
    for (size_t i = 0; i < listing.jobs.count; i++)
        print_job(cx, &listing.jobs.items[i]);
    if (listing.jobs.count == 0)
        printf("no jobs\n");
    return NULL;
}

/* ---- one job ---- */

/* Nobody may have served this database yet, so the schedules are set first. */
static Err *find_scheduled(Ctx *cx, void *arg)
{
    Job *job = arg;
    TRY(job_schedule(cx, cx->hooks->jobs));
    Err *err = job_of_schedule(cx, job->kind, job);
    if (err && err->kind == ERR_MISSING)
        return err_fault(cx, "there is no scheduled job %s; see takt jobs", job->kind);
    TRY(err);
    TRY(job_again(cx, job->id));
    return job_get(cx, job->id, job);
}

Err *job_command_run(Ctx *cx, Store *store, const char *kind)
{
    Job job = {.kind = kind};
    bool taken;
    WorkerOptions options = {.store = store, .defs = cx->hooks->jobs, .hooks = cx->hooks, .set_clock = clock_set};
    TRY(store_write(store, cx, find_scheduled, &job));
    TRY(worker_run(cx, &options, &job, &taken));
    printf(taken ? "%s is done\n" : "%s has begun in the server\n", kind);
    return NULL;
}

static Err *again(Ctx *cx, void *arg)
{
    return job_again(cx, *(Id *)arg);
}

Err *job_command_retry(Ctx *cx, Store *store, const char *text)
{
    Id id = {0};
    if (!text_int(text, &id.n) || id.n <= 0)
        return err_fault(cx, "%s is no job's number; see takt jobs", text);
    TRY(store_write(store, cx, again, &id));
    printf("job %" PRId64 " comes due at once\n", id.n);
    return NULL;
}
