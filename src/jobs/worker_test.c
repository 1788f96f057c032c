/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <stdatomic.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "db/db_fixture.h"
#include "db/setting.h"
#include "jobs/worker.h"

#define WAIT_MS 20000

/* How often slices ran, also those whose transaction was taken back. */
static atomic_int ran;

static void set_clock(Ctx *cx)
{
    cx->now = (Instant){1781678400};
    cx->today = DAY(cx->now.n / 86400);
}

/* What is committed: the count of good slices. */
static Err *count(Ctx *cx, int64_t *value)
{
    const char *text;
    TRY(setting_get(cx, "count", "0", &text));
    return text_int(text, value) ? NULL : err_fault(cx, "a count is not %s", text);
}

static Err *count_one(Ctx *cx)
{
    int64_t value;
    TRY(count(cx, &value));
    return setting_set(cx, "count", arena_printf(cx->arena, "%" PRId64, value + 1));
}

static Err *run_once(Ctx *cx, const void *body UNUSED, bool *more UNUSED)
{
    ran++;
    return count_one(cx);
}

static Err *run_three(Ctx *cx, const void *body UNUSED, bool *more)
{
    *more = ++ran < 3;
    return count_one(cx);
}

static Err *run_without_end(Ctx *cx, const void *body UNUSED, bool *more)
{
    ran++;
    *more = true;
    return count_one(cx);
}

static Err *run_and_fail(Ctx *cx, const void *body UNUSED, bool *more UNUSED)
{
    ran++;
    TRY(count_one(cx));
    return err_fault(cx, "the paper is jammed");
}

/* Not what two do at once: each job has a row of its own. */
typedef struct {
    const char *key, *say;
} Errand;
SHAPE_STATIC(Errand, FIELD(Errand, key), FIELD(Errand, say));

static Err *run_errand(Ctx *cx, const void *body, bool *more UNUSED)
{
    const Errand *errand = body;
    const char *before;
    usleep(2000); /* long enough for the other to come by */
    ran++;
    TRY(setting_get(cx, errand->key, "", &before));
    return setting_set(cx, errand->key, arena_printf(cx->arena, "%s%s", before, errand->say));
}

static const JobDef once = {.kind = "test.once", .label = "Once", .run = run_once};
static const JobDef three = {.kind = "test.three", .label = "Three", .run = run_three};
static const JobDef endless = {.kind = "test.endless", .label = "Endless", .run = run_without_end};
static const JobDef failing = {.kind = "test.failing", .label = "Failing", .run = run_and_fail};
static const JobDef errand = {.kind = "test.errand", .label = "Errand", .body = &Errand_shape, .run = run_errand};
static const JobDef *const defs[] = {&once, &three, &endless, &failing, &errand, NULL};

/* ---- what tests ask ---- */

typedef struct {
    Store *store;
    Ctx cx;
    WorkerOptions options;
} Place;

static void begin(Test *t, Place *place)
{
    ran = 0;
    place->store = fixture_store(t, &place->cx);
    log_level(LOG_ERROR); /* the warnings are wanted here */
    place->options = (WorkerOptions){.store = place->store, .defs = defs, .set_clock = set_clock};
}

static Err *queue_it(Ctx *cx, void *def)
{
    set_clock(cx);
    return job_queue(cx, def, NOTHING_IN, NULL);
}

static Err *find_it(Ctx *cx, void *job)
{
    set_clock(cx);
    return job_next(cx, job);
}

static Err *get_it(Ctx *cx, void *arg)
{
    Job *job = arg;
    return job_get(cx, job->id, job);
}

static Err *count_it(Ctx *cx, void *value)
{
    return count(cx, value);
}

static void queue(Test *t, Place *place, const JobDef *def)
{
    CHECK_OK(t, store_write(place->store, &place->cx, queue_it, (void *)(uintptr_t)def));
}

static Job next(Test *t, Place *place)
{
    Job job;
    CHECK_OK(t, store_read(place->store, &place->cx, find_it, &job));
    return job;
}

static Job stored(Test *t, Place *place, Id id)
{
    Job job = {.id = id};
    CHECK_OK(t, store_read(place->store, &place->cx, get_it, &job));
    return job;
}

static int64_t counted(Test *t, Place *place)
{
    int64_t value = -1;
    CHECK_OK(t, store_read(place->store, &place->cx, count_it, &value));
    return value;
}

/* ---- one job ---- */

static void works_in_slices(Test *t)
{
    Place place;
    bool taken;
    begin(t, &place);
    queue(t, &place, &three);
    Job job = next(t, &place);
    CHECK_OK(t, worker_run(&place.cx, &place.options, &job, &taken));
    CHECK(t, taken);
    CHECK_INT(t, ran, 3);
    CHECK_INT(t, counted(t, &place), 3);
    CHECK_INT(t, stored(t, &place, job.id).state, JOB_DONE);
}

static void a_failure_leaves_nothing_but_its_error(Test *t)
{
    Place place;
    bool taken;
    begin(t, &place);
    queue(t, &place, &failing);
    Job job = next(t, &place);
    CHECK_ERR(t, worker_run(&place.cx, &place.options, &job, &taken), ERR_FAULT, "");
    CHECK_INT(t, counted(t, &place), 0);
    job = stored(t, &place, job.id);
    CHECK_INT(t, job.state, JOB_WAITING);
    CHECK_STR(t, job.error, "the paper is jammed");
    CHECK(t, job.due_at.n > 1781678400);
}

static Err *wear_out(Ctx *cx, void *arg UNUSED)
{
    return db_command(cx, "UPDATE job SET tries = 8");
}

static Err *rename_it(Ctx *cx, void *arg UNUSED)
{
    return db_command(cx, "UPDATE job SET kind = 'test.unheard'");
}

static void what_killed_the_program_each_time_is_not_run_again(Test *t)
{
    Place place;
    bool taken;
    begin(t, &place);
    queue(t, &place, &once);
    CHECK_OK(t, store_write(place.store, &place.cx, wear_out, NULL));
    Job job = next(t, &place);
    CHECK_ERR(t, worker_run(&place.cx, &place.options, &job, &taken), ERR_FAULT, "");
    CHECK_INT(t, ran, 0);
    job = stored(t, &place, job.id);
    CHECK_INT(t, job.state, JOB_DEAD);
    CHECK_STR(t, job.error, "the program ended 8 times while the job ran");
}

static void a_kind_that_nobody_knows_waits_for_a_program_that_does(Test *t)
{
    Place place;
    bool taken;
    begin(t, &place);
    queue(t, &place, &once);
    CHECK_OK(t, store_write(place.store, &place.cx, rename_it, NULL));
    Job job = next(t, &place);
    CHECK_ERR(t, worker_run(&place.cx, &place.options, &job, &taken), ERR_FAULT, "");
    job = stored(t, &place, job.id);
    CHECK_INT(t, job.state, JOB_WAITING);
    CHECK_STR(t, job.error, "this program knows no job of the kind test.unheard");
}

/* ---- a lease that goes to another between two slices ---- */

static Place *robbed;
static Test *robbed_in;

static Err *steal(Ctx *cx, void *arg UNUSED)
{
    return db_command(cx, "UPDATE job SET lease = 'server other', tries = 2 WHERE state = 'running'");
}

static void steal_after_the_first_slice(Ctx *cx)
{
    set_clock(cx);
    Ctx thief = robbed->cx;
    if (ran == 1)
        CHECK_OK(robbed_in, store_write(robbed->store, &thief, steal, NULL));
}

static void who_lost_the_lease_changes_nothing_more(Test *t)
{
    Place place;
    bool taken;
    Arena arena;
    begin(t, &place);
    queue(t, &place, &endless);
    Job job = next(t, &place);
    robbed = &place;
    robbed_in = t;
    place.options.set_clock = steal_after_the_first_slice;
    arena_init(&arena, 0);
    Ctx cx = place.cx;
    cx.arena = &arena;
    Err *err = worker_run(&cx, &place.options, &job, &taken);
    CHECK_ERR(t, err, ERR_FAULT, "");
    arena_finish(&arena);
    CHECK_INT(t, ran, 2);
    CHECK_INT(t, counted(t, &place), 1);
    CHECK_STR(t, stored(t, &place, job.id).lease, "server other");
}

/* ---- the thread ---- */

static bool becomes(Test *t, Place *place, Id id, JobState state)
{
    for (int i = 0; i < WAIT_MS; i++) {
        if (stored(t, place, id).state == state)
            return true;
        usleep(1000);
    }
    return false;
}

static void wakes_when_something_is_queued(Test *t)
{
    Place place;
    Worker *worker = NULL;
    begin(t, &place);
    CHECK_OK(t, worker_start(&place.cx, &place.options, &worker));
    usleep(50000); /* it looks, finds nothing and sleeps for a minute */
    queue(t, &place, &once);
    Job job = next(t, &place);
    worker_wake(worker);
    bool done = becomes(t, &place, job.id.n ? job.id : ID(1), JOB_DONE);
    worker_stop(worker);
    CHECK(t, done);
    CHECK_INT(t, counted(t, &place), 1);
}

static void gives_a_long_job_back_when_it_stops(Test *t)
{
    Place place;
    Worker *worker = NULL;
    begin(t, &place);
    queue(t, &place, &endless);
    Job job = next(t, &place);
    CHECK_OK(t, worker_start(&place.cx, &place.options, &worker));
    for (int i = 0; i < WAIT_MS && ran < 3; i++)
        usleep(1000);
    worker_stop(worker);
    CHECK(t, ran >= 3);
    CHECK_INT(t, counted(t, &place), ran);
    job = stored(t, &place, job.id);
    CHECK_INT(t, job.state, JOB_WAITING);
    CHECK_INT(t, job.tries, 0);
    CHECK_STR(t, job.lease, "");
}

#define ERRANDS 40

static Err *queue_errands(Ctx *cx, void *arg UNUSED)
{
    set_clock(cx);
    for (int i = 0; i < ERRANDS; i++) {
        Errand body = {.key = arena_printf(cx->arena, "errand %d", i), .say = "x"};
        TRY(job_queue(cx, &errand, IN(Errand, &body), NULL));
    }
    return NULL;
}

static Err *count_errands(Ctx *cx, void *arg)
{
    int *wrong = arg;
    for (int i = 0; i < ERRANDS; i++) {
        const char *said;
        TRY(setting_get(cx, arena_printf(cx->arena, "errand %d", i), "", &said));
        *wrong += strcmp(said, "x") != 0;
    }
    return NULL;
}

static Err *list_done(Ctx *cx, void *arg)
{
    JobList jobs = {0};
    TRY(job_list(cx, &(JobFilter){.state = JOB_DONE}, &jobs));
    *(size_t *)arg = jobs.count;
    return NULL;
}

static size_t done(Test *t, Place *place)
{
    size_t count = 0;
    CHECK_OK(t, store_read(place->store, &place->cx, list_done, &count));
    return count;
}

/* The second begins while the first is at it, and lets go what that one holds, as after a kill. */
static void two_workers_do_each_job_once(Test *t)
{
    Place place;
    Worker *workers[2] = {NULL, NULL};
    int wrong = 0;
    begin(t, &place);
    CHECK_OK(t, store_write(place.store, &place.cx, queue_errands, NULL));
    for (size_t i = 0; i < COUNT_OF(workers); i++)
        CHECK_OK(t, worker_start(&place.cx, &place.options, &workers[i]));
    for (int i = 0; i < WAIT_MS && done(t, &place) < ERRANDS; i++)
        usleep(1000);
    for (size_t i = 0; i < COUNT_OF(workers); i++)
        worker_stop(workers[i]);
    CHECK_OK(t, store_read(place.store, &place.cx, count_errands, &wrong));
    CHECK_INT(t, wrong, 0);
    CHECK_INT(t, next(t, &place).id.n, 0);
}

TEST_SUITE_DB("jobs: worker", {"a job is worked in slices, and the last one ends it", works_in_slices},
              {"a failure leaves nothing but its error", a_failure_leaves_nothing_but_its_error},
              {"a job that killed the program each time is not run again",
               what_killed_the_program_each_time_is_not_run_again},
              {"a kind that nobody knows waits for a program that does",
               a_kind_that_nobody_knows_waits_for_a_program_that_does},
              {"who lost the lease changes nothing more", who_lost_the_lease_changes_nothing_more},
              {"the worker wakes when something is queued", wakes_when_something_is_queued},
              {"a worker that stops gives a long job back", gives_a_long_job_back_when_it_stops},
              {"two workers do each job once", two_workers_do_each_job_once});
