/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/day.h"
#include "db/db_fixture.h"
#include "jobs/job.h"

typedef struct {
    const char *name;
    int times;
} Errand;
SHAPE_STATIC(Errand, FIELD(Errand, name), FIELD(Errand, times));

static Err *never_run(Ctx *cx, const void *body UNUSED, bool *more UNUSED)
{
    return err_fault(cx, "no test here runs a job");
}

static const JobDef errand = {.kind = "test.errand", .label = "Errand", .body = &Errand_shape, .run = never_run};
static const JobDef hourly = {.kind = "test.hourly", .label = "Hourly", .run = never_run, .each_minutes = 60};
static const JobDef nightly = {.kind = "test.nightly", .label = "Nightly", .run = never_run, .daily_at = JOB_AT(3, 30)};
static const JobDef *const defs[] = {&errand, &hourly, &nightly, NULL};

static void queue(Test *t, Ctx *cx, const char *key, Instant due_at, int priority)
{
    Errand body = {.name = key, .times = 2};
    CHECK_OK(t, job_queue(cx, &errand, IN(Errand, &body), &(JobOptions){key, due_at, priority}));
}

static Job next(Test *t, Ctx *cx)
{
    Job job;
    CHECK_OK(t, job_next(cx, &job));
    return job;
}

static Job take(Test *t, Ctx *cx, const char *lease)
{
    bool taken;
    Job job = next(t, cx);
    CHECK(t, job.id.n);
    CHECK_OK(t, job_take(cx, &job, lease, &taken));
    CHECK(t, taken);
    return job;
}

static Job stored(Test *t, Ctx *cx, Id id)
{
    Job job = {0};
    CHECK_OK(t, job_get(cx, id, &job));
    return job;
}

static Job schedule_of(Test *t, Ctx *cx, const JobDef *def)
{
    Job job = {0};
    CHECK_OK(t, job_of_schedule(cx, def->kind, &job));
    return job;
}

/* ---- the queue ---- */

static void takes_in_order(Test *t)
{
    static const char *const order[] = {"urgent", "early", "first", "second"};
    Ctx cx;
    fixture_db(t, &cx);
    queue(t, &cx, "first", cx.now, 0);
    queue(t, &cx, "second", cx.now, 0);
    queue(t, &cx, "later", (Instant){cx.now.n + 60}, 9);
    queue(t, &cx, "early", (Instant){cx.now.n - 60}, 0);
    queue(t, &cx, "urgent", cx.now, 5);
    for (size_t i = 0; i < COUNT_OF(order); i++)
        CHECK_STR(t, take(t, &cx, "server a").key, order[i]);
    CHECK_INT(t, next(t, &cx).id.n, 0);
}

static void says_when_to_look_again(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx);
    CHECK_INT(t, next(t, &cx).due_at.n, 0);
    queue(t, &cx, "later", (Instant){cx.now.n + 300}, 0);
    queue(t, &cx, "late", (Instant){cx.now.n + 900}, 0);
    CHECK_INT(t, next(t, &cx).id.n, 0);
    CHECK_INT(t, next(t, &cx).due_at.n, cx.now.n + 300);
    cx.now.n += 300;
    CHECK_STR(t, next(t, &cx).key, "later");
}

static void queues_a_key_once(Test *t)
{
    Ctx cx;
    JobList jobs = {0};
    fixture_db(t, &cx);
    queue(t, &cx, "invoice 7", cx.now, 0);
    queue(t, &cx, "invoice 7", cx.now, 0);
    CHECK_OK(t, job_queue(&cx, &hourly, NOTHING_IN, NULL));
    CHECK_OK(t, job_queue(&cx, &hourly, NOTHING_IN, NULL));
    CHECK_OK(t, job_list(&cx, &(JobFilter){.state = -1}, &jobs));
    CHECK_INT(t, jobs.count, 3);
    Job job = take(t, &cx, "server a");
    CHECK_STR(t, job.key, "invoice 7");
    CHECK_OK(t, job_done(&cx, &job, &errand));
    queue(t, &cx, "invoice 7", cx.now, 0);
    CHECK_STR(t, next(t, &cx).key, "");
}

static Err *queue_and_fail(Ctx *cx, void *arg UNUSED)
{
    TRY(job_queue(cx, &hourly, NOTHING_IN, NULL));
    return err_new(cx, ERR_INPUT, "", "%s", "refused");
}

static Err *count_all(Ctx *cx, void *arg)
{
    JobList jobs = {0};
    TRY(job_list(cx, &(JobFilter){.state = -1}, &jobs));
    *(size_t *)arg = jobs.count;
    return NULL;
}

static void queues_nothing_of_a_refused_change(Test *t)
{
    Ctx cx;
    size_t count = 9;
    Store *store = fixture_store(t, &cx);
    CHECK_ERR(t, store_write(store, &cx, queue_and_fail, NULL), ERR_INPUT, "");
    CHECK_OK(t, store_read(store, &cx, count_all, &count));
    CHECK_INT(t, count, 0);
}

static void forgets_what_is_done(Test *t)
{
    Ctx cx;
    bool more;
    fixture_db(t, &cx);
    queue(t, &cx, "done", cx.now, 0);
    Job done = take(t, &cx, "server a");
    CHECK_OK(t, job_done(&cx, &done, &errand));
    queue(t, &cx, "waits", cx.now, 0);
    cx.now.n += JOB_DAYS_KEPT * 86400 - 1;
    CHECK_OK(t, job_forget_job.run(&cx, NULL, &more));
    CHECK(t, !more);
    cx.now.n++;
    CHECK_OK(t, job_forget_job.run(&cx, NULL, &more));
    CHECK(t, more);
    CHECK_ERR(t, job_get(&cx, done.id, &done), ERR_MISSING, "");
    CHECK_STR(t, next(t, &cx).key, "waits");
}

/* ---- leases ---- */

static void takes_again_after_the_lease(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx);
    queue(t, &cx, "once", cx.now, 0);
    Job lost = take(t, &cx, "server a");
    CHECK_INT(t, next(t, &cx).id.n, 0);
    CHECK_INT(t, next(t, &cx).due_at.n, cx.now.n + JOB_LEASE);
    cx.now.n += JOB_LEASE;
    Job again = take(t, &cx, "server b");
    CHECK_INT(t, again.id.n, lost.id.n);
    CHECK_INT(t, again.tries, 2);
    CHECK_ERR(t, job_keep(&cx, &lost), ERR_MISSING, "");
    CHECK_ERR(t, job_done(&cx, &lost, &errand), ERR_MISSING, "");
    CHECK_ERR(t, job_failed(&cx, &lost, &errand, "late"), ERR_MISSING, "");
    CHECK_OK(t, job_done(&cx, &again, &errand));
}

static void a_slice_keeps_the_lease(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx);
    queue(t, &cx, "long", cx.now, 0);
    Job job = take(t, &cx, "server a");
    for (int i = 0; i < 5; i++) {
        cx.now.n += JOB_LEASE - 1;
        CHECK_OK(t, job_keep(&cx, &job));
        CHECK_INT(t, next(t, &cx).id.n, 0);
    }
}

static void is_taken_by_one(Test *t)
{
    Ctx cx;
    bool first, second;
    fixture_db(t, &cx);
    queue(t, &cx, "once", cx.now, 0);
    Job one = next(t, &cx), other = one;
    CHECK_OK(t, job_take(&cx, &one, "server a", &first));
    CHECK_OK(t, job_take(&cx, &other, "server b", &second));
    CHECK(t, first && !second);
    CHECK_STR(t, stored(t, &cx, one.id).lease, "server a");
}

static void a_clock_set_back_holds_nothing_up(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx);
    cx.now.n += 86400;
    cx.today = day_plus(cx.today, 1);
    queue(t, &cx, "once", (Instant){cx.now.n - 90000}, 0);
    CHECK_OK(t, job_schedule(&cx, defs));
    Job ahead = take(t, &cx, "server a");
    cx.now.n -= 86400;
    cx.today = day_plus(cx.today, -1);
    CHECK_INT(t, next(t, &cx).id.n, ahead.id.n);
    CHECK_OK(t, job_schedule(&cx, defs));
    CHECK(t, schedule_of(t, &cx, &hourly).due_at.n <= cx.now.n + 3600);
    CHECK(t, schedule_of(t, &cx, &nightly).due_at.n <= cx.now.n + 86400);
}

static void a_new_server_takes_up_what_the_killed_one_held(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx);
    queue(t, &cx, "server's", cx.now, 1);
    queue(t, &cx, "command's", cx.now, 0);
    Job of_server = take(t, &cx, "server a");
    take(t, &cx, "command a");
    CHECK_INT(t, next(t, &cx).id.n, 0);
    CHECK_OK(t, job_release(&cx));
    CHECK_INT(t, take(t, &cx, "server b").id.n, of_server.id.n);
    CHECK_INT(t, next(t, &cx).id.n, 0);
}

/* ---- failing ---- */

static void waits_longer_each_time(Test *t)
{
    Ctx cx;
    int64_t longest = JOB_PAUSE_FIRST;
    fixture_db(t, &cx);
    queue(t, &cx, "poison", cx.now, 0);
    for (int i = 1; i < JOB_TRIES; i++) {
        Job job = take(t, &cx, "server a");
        CHECK_INT(t, job.tries, i);
        CHECK_OK(t, job_failed(&cx, &job, &errand, "the host does not answer"));
        Job waiting = stored(t, &cx, job.id);
        CHECK_INT(t, waiting.state, JOB_WAITING);
        CHECK_STR(t, waiting.error, "the host does not answer");
        int64_t pause = waiting.due_at.n - cx.now.n;
        CHECK(t, pause >= longest * 4 / 5 && pause <= longest * 6 / 5);
        cx.now = waiting.due_at;
        longest = MIN_OF(longest * 2, JOB_PAUSE_LONGEST);
    }
}

static void gives_up_and_keeps_the_error(Test *t)
{
    Ctx cx;
    JobList failed = {0};
    fixture_db(t, &cx);
    queue(t, &cx, "poison", cx.now, 0);
    Job job = {0};
    for (int i = 0; i < JOB_TRIES; i++) {
        job = take(t, &cx, "server a");
        CHECK_OK(t, job_failed(&cx, &job, &errand, "refused"));
        cx.now.n += 2 * JOB_PAUSE_LONGEST;
    }
    CHECK_INT(t, next(t, &cx).id.n, 0);
    CHECK_INT(t, stored(t, &cx, job.id).state, JOB_DEAD);
    CHECK_OK(t, job_list(&cx, &(JobFilter){.state = -1, .failed = true}, &failed));
    CHECK_INT(t, failed.count, 1);
    CHECK_STR(t, failed.items[0].error, "refused");
    CHECK_OK(t, job_again(&cx, job.id));
    CHECK_INT(t, take(t, &cx, "server a").tries, 1);
}

static void what_runs_or_is_done_is_not_begun_again(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx);
    queue(t, &cx, "once", cx.now, 0);
    Job job = take(t, &cx, "server a");
    CHECK_ERR(t, job_again(&cx, job.id), ERR_CONFLICT, "");
    CHECK_OK(t, job_done(&cx, &job, &errand));
    CHECK_ERR(t, job_again(&cx, job.id), ERR_CONFLICT, "");
    CHECK_ERR(t, job_again(&cx, ID(job.id.n + 1)), ERR_MISSING, "");
}

/* ---- schedules ---- */

static void a_schedule_comes_due_again(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx); /* Wednesday, 9:40 in Moscow */
    CHECK_OK(t, job_schedule(&cx, defs));
    CHECK_INT(t, schedule_of(t, &cx, &nightly).due_at.n, day_at(day_plus(cx.today, 1), JOB_AT(3, 30)).n);
    Job job = take(t, &cx, "server a");
    CHECK_STR(t, job.kind, "test.hourly");
    CHECK_OK(t, job_done(&cx, &job, &hourly));
    job = schedule_of(t, &cx, &hourly);
    CHECK_INT(t, job.state, JOB_WAITING);
    CHECK_INT(t, job.due_at.n, day_at(cx.today, JOB_AT(10, 0)).n);
    CHECK_INT(t, job.done_at.n, cx.now.n);
    CHECK_INT(t, job.tries, 0);
}

static void missed_times_are_one(Test *t)
{
    Ctx cx;
    fixture_db(t, &cx);
    CHECK_OK(t, job_schedule(&cx, defs));
    cx.now.n += 10 * 86400;
    cx.today = day_plus(cx.today, 10);
    CHECK_OK(t, job_schedule(&cx, defs));
    for (int i = 0; i < 2; i++) {
        Job job = take(t, &cx, "server a");
        CHECK_OK(t, job_done(&cx, &job, job_def(defs, job.kind)));
    }
    CHECK_INT(t, next(t, &cx).id.n, 0);
    CHECK_INT(t, schedule_of(t, &cx, &nightly).due_at.n, day_at(day_plus(cx.today, 1), JOB_AT(3, 30)).n);
}

static void a_schedule_never_dies(Test *t)
{
    Ctx cx;
    Job job = {0};
    fixture_db(t, &cx);
    CHECK_OK(t, job_schedule(&cx, defs));
    for (int i = 0; i < JOB_TRIES; i++) {
        job = take(t, &cx, "server a");
        CHECK_OK(t, job_failed(&cx, &job, job_def(defs, job.kind), "broken"));
        cx.now = stored(t, &cx, job.id).due_at;
    }
    job = stored(t, &cx, job.id);
    CHECK_INT(t, job.state, JOB_WAITING);
    CHECK_INT(t, job.tries, 0);
    CHECK_STR(t, job.error, "broken");
    CHECK_INT(t, job.due_at.n % 3600, 0);
}

static void forgets_schedules_that_are_no_more(Test *t)
{
    Ctx cx;
    Job job;
    static const JobDef *const fewer[] = {&nightly, NULL};
    fixture_db(t, &cx);
    CHECK_OK(t, job_schedule(&cx, defs));
    queue(t, &cx, "waits", cx.now, 0);
    CHECK_OK(t, job_schedule(&cx, fewer));
    CHECK_ERR(t, job_of_schedule(&cx, "test.hourly", &job), ERR_MISSING, "");
    CHECK_OK(t, job_of_schedule(&cx, "test.nightly", &job));
    CHECK_STR(t, next(t, &cx).key, "waits");
}

TEST_SUITE_DB("jobs: job", {"the urgent goes before the early, and the early before the rest", takes_in_order},
              {"when nothing is due it says when to look again", says_when_to_look_again},
              {"a key is queued once, also when it is done", queues_a_key_once},
              {"a change that is refused queues nothing", queues_nothing_of_a_refused_change},
              {"what is done is forgotten after a week", forgets_what_is_done},
              {"a job is taken again after its lease, and the late worker's work does not count",
               takes_again_after_the_lease},
              {"each slice begins the lease anew", a_slice_keeps_the_lease},
              {"of two who take a job one has it", is_taken_by_one},
              {"a clock that is set back holds no job up", a_clock_set_back_holds_nothing_up},
              {"a new server takes up what a killed one held", a_new_server_takes_up_what_the_killed_one_held},
              {"each failure doubles the wait", waits_longer_each_time},
              {"after eight tries a job is dead, with its error, until somebody wants it again",
               gives_up_and_keeps_the_error},
              {"what runs or is done is not begun again", what_runs_or_is_done_is_not_begun_again},
              {"a schedule comes due at its next time", a_schedule_comes_due_again},
              {"after a downtime a schedule runs once", missed_times_are_one},
              {"a schedule that fails waits for its next time", a_schedule_never_dies},
              {"schedules that are no more are forgotten", forgets_schedules_that_are_no_more});
