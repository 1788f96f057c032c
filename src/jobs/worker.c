/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>

#include "base/json.h"
#include "base/log.h"
#include "jobs/worker.h"

#define SLEEP_LONGEST 60 /* seconds: a clock that was set forward is noticed within a minute */
#define PAUSE 5          /* seconds until the database is asked again */

struct Worker {
    WorkerOptions options;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool woken;
    _Atomic bool stopping;
    bool released, scheduled; /* of what is done once */
    Instant seen;             /* the clock, to notice when it is set back */
};

/* One job under way. */
typedef struct {
    const WorkerOptions *options;
    Job *job;
    const JobDef *def;
    void *body;
    const char *lease, *error;
    bool taken, more, lost;
} Work;

/* ---- steps, each a transaction ---- */

static Err *write_step(Ctx *cx, const WorkerOptions *options, Err *(*step)(Ctx *cx, void *arg), void *arg)
{
    Topics topics = {0};
    cx->topics = &topics;
    cx->change_id = ID(0);
    options->set_clock(cx);
    Err *err = store_write(options->store, cx, step, arg);
    if (!err && options->changed && topics.names.count)
        options->changed(options->arg, &topics);
    cx->topics = NULL;
    return err;
}

static Err *take(Ctx *cx, void *arg)
{
    Work *work = arg;
    Job job = *work->job; /* a repeat begins with the job as it was */
    TRY(job_take(cx, &job, work->lease, &work->taken));
    if (work->taken)
        *work->job = job;
    return NULL;
}

/* The last slice and the end of the job are one; a lease that was lost takes the slice back. */
static Err *run_slice(Ctx *cx, void *arg)
{
    Work *work = arg;
    work->more = false;
    TRY(work->def->run(cx, work->body, &work->more));
    Err *err = work->more ? job_keep(cx, work->job) : job_done(cx, work->job, work->def);
    work->lost = err && err->kind == ERR_MISSING;
    return work->lost ? err_fault(cx, "another worker has taken the job meanwhile") : err;
}

static Err *note_failure(Ctx *cx, void *arg)
{
    const Work *work = arg;
    return job_failed(cx, work->job, work->def, work->error);
}

static Err *give_back(Ctx *cx, void *arg)
{
    const Work *work = arg;
    return job_give_back(cx, work->job);
}

/* ---- one job ---- */

static Err *read_body(Ctx *cx, Work *work)
{
    const Shape *shape = work->def->body;
    struct json_t *json;
    if (!shape)
        return NULL;
    TRY(json_parse(cx, work->job->body, strlen(work->job->body), &json));
    work->body = arena_alloc(cx->arena, shape->size);
    Err *err = json_read(cx, json, (Out){.shape = shape, .data = work->body}, NULL, NULL);
    json_drop(json);
    shape_blank(shape, work->body);
    return err;
}

static Err *prepare(Ctx *cx, Work *work)
{
    if (!work->def)
        return err_fault(cx, "this program knows no job of the kind %s", work->job->kind);
    if (work->job->tries > JOB_TRIES)
        return err_fault(cx, "the program ended %d times while the job ran", JOB_TRIES);
    return read_body(cx, work);
}

static Err *run_slices(Ctx *cx, const _Atomic bool *stopping, Work *work)
{
    ArenaMark mark = arena_mark(cx->arena);
    do {
        if (stopping && *stopping)
            return write_step(cx, work->options, give_back, work);
        TRY(write_step(cx, work->options, run_slice, work));
        arena_rewind(cx->arena, mark);
    } while (work->more);
    return NULL;
}

static Err *run_taken(Ctx *cx, const _Atomic bool *stopping, Work *work)
{
    Err *err = prepare(cx, work);
    if (!err)
        err = run_slices(cx, stopping, work);
    if (!err)
        return NULL;
    log_line(LOG_WARN, cx->request_id, "job %s, try %d: %s", work->job->kind, work->job->tries, err->text);
    if (work->lost)
        return err;
    work->error = err->text;
    Err *unsaid = write_step(cx, work->options, note_failure, work);
    if (unsaid)
        log_line(LOG_ERROR, cx->request_id, "the job's failure could not be noted: %s", unsaid->text);
    return err;
}

static Err *run_as(Ctx *cx, const WorkerOptions *options, const char *holder, const _Atomic bool *stopping, Job *job,
                   bool *taken)
{
    Work work = {.options = options, .job = job, .def = job_def(options->defs, job->kind)};
    work.lease =
        arena_printf(cx->arena, "%s %08" PRIx32 "%08" PRIx32, holder, randombytes_random(), randombytes_random());
    cx->request_id = arena_printf(cx->arena, "job-%" PRId64, job->id.n);
    cx->through = "job";
    cx->action = job->kind;
    cx->root = true;
    cx->hooks = options->hooks;
    Err *err = write_step(cx, options, take, &work);
    *taken = work.taken;
    return err || !work.taken ? err : run_taken(cx, stopping, &work);
}

Err *worker_run(Ctx *cx, const WorkerOptions *options, Job *job, bool *taken)
{
    return run_as(cx, options, "command", NULL, job, taken);
}

/* ---- the thread ---- */

static Err *begin(Ctx *cx, void *arg)
{
    const Worker *worker = arg;
    if (!worker->released)
        TRY(job_release(cx));
    return job_schedule(cx, worker->options.defs);
}

static Err *find(Ctx *cx, void *job)
{
    return job_next(cx, job);
}

static Err *look(Ctx *cx, Worker *worker, Job *job)
{
    worker->options.set_clock(cx);
    if (cx->now.n < worker->seen.n)
        worker->scheduled = false; /* times that were reckoned by the clock ahead may be far off */
    worker->seen = cx->now;
    if (!worker->scheduled)
        TRY(write_step(cx, &worker->options, begin, worker));
    worker->released = worker->scheduled = true;
    return store_read(worker->options.store, cx, find, job);
}

static int64_t until(Instant due, Instant now)
{
    int64_t wait = due.n ? due.n - now.n : SLEEP_LONGEST;
    return MIN_OF(MAX_OF(wait, 1), SLEEP_LONGEST);
}

/* Does what is due; how many seconds there is nothing to do. */
static int64_t look_and_run(Ctx *cx, Worker *worker)
{
    Job job;
    bool taken = false;
    Err *err = look(cx, worker, &job);
    if (!err && !job.id.n)
        return until(job.due_at, cx->now);
    if (!err)
        err = run_as(cx, &worker->options, "server", &worker->stopping, &job, &taken);
    if (taken)
        return 0;
    if (!err)
        return 1; /* another worker was first */
    log_line(LOG_ERROR, cx->request_id, "the worker of jobs: %s", err->text);
    return PAUSE;
}

static void rest(Worker *worker, int64_t seconds)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += seconds;
    int rc = seconds ? 0 : ETIMEDOUT;
    pthread_mutex_lock(&worker->lock);
    while (!worker->woken && !worker->stopping && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&worker->wake, &worker->lock, &end);
    worker->woken = false;
    pthread_mutex_unlock(&worker->lock);
}

static void *work_on(void *arg)
{
    Worker *worker = arg;
    while (!worker->stopping) {
        Arena arena;
        arena_init(&arena, 0);
        Ctx cx = {.arena = &arena, .person_name = "", .request_id = "jobs", .through = "job", .action = "jobs"};
        int64_t seconds = look_and_run(&cx, worker);
        arena_finish(&arena);
        rest(worker, seconds);
    }
    return NULL;
}

static void free_worker(Worker *worker)
{
    pthread_cond_destroy(&worker->wake);
    pthread_mutex_destroy(&worker->lock);
    free(worker);
}

Err *worker_start(Ctx *cx, const WorkerOptions *options, Worker **started)
{
    pthread_condattr_t monotonic;
    Worker *worker = calloc(1, sizeof *worker);
    assert(worker);
    worker->options = *options;
    pthread_mutex_init(&worker->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&worker->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&worker->thread, NULL, work_on, worker)) {
        free_worker(worker);
        return err_fault(cx, "cannot start a thread: %s", strerror(errno));
    }
    *started = worker;
    return NULL;
}

void worker_wake(Worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    worker->woken = true;
    pthread_cond_signal(&worker->wake);
    pthread_mutex_unlock(&worker->lock);
}

void worker_stop(Worker *worker)
{
    if (!worker)
        return;
    pthread_mutex_lock(&worker->lock);
    worker->stopping = true;
    pthread_cond_signal(&worker->wake);
    pthread_mutex_unlock(&worker->lock);
    pthread_join(worker->thread, NULL);
    free_worker(worker);
}
