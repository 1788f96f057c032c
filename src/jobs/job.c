/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <sodium.h>

#include "base/day.h"
#include "base/json.h"
#include "db/topics.h"
#include "jobs/job.h"
#include "jobs/job.sql.h"

#define JOB_STATE_WORD(value, word, label) word,
const char *const job_state_words[] = {JOB_STATES(JOB_STATE_WORD) NULL};

SHAPE(Job, FIELD(Job, id), FIELD(Job, kind), FIELD(Job, body, .hidden = true), FIELD(Job, key), FIELD(Job, scheduled),
      FIELD(Job, priority), FIELD_WORD(Job, state, job_state_words), FIELD(Job, due_at),
      FIELD(Job, lease, .hidden = true), FIELD(Job, tries), FIELD(Job, error), FIELD(Job, created_at),
      FIELD(Job, started_at), FIELD(Job, done_at));

/* What the statements ask by: the row, and the times that are reckoned here. */
typedef struct {
    Id id;
    const char *kind, *body, *key, *lease, *error;
    bool scheduled, any, failed;
    int priority, tries;
    JobState state;
    Instant now, due_at, next_at, done_at, lease_until, forget_until;
} JobKey;
SHAPE_STATIC(JobKey, FIELD(JobKey, id), FIELD(JobKey, kind), FIELD(JobKey, body), FIELD(JobKey, key),
             FIELD(JobKey, lease), FIELD(JobKey, error), FIELD(JobKey, scheduled), FIELD(JobKey, any),
             FIELD(JobKey, failed), FIELD(JobKey, priority), FIELD(JobKey, tries),
             FIELD_WORD(JobKey, state, job_state_words), FIELD(JobKey, now), FIELD(JobKey, due_at),
             FIELD(JobKey, next_at), FIELD(JobKey, done_at), FIELD(JobKey, lease_until), FIELD(JobKey, forget_until));

static JobKey key_now(const Ctx *cx)
{
    return (JobKey){.kind = "",
                    .body = "",
                    .key = "",
                    .lease = "",
                    .error = "",
                    .now = cx->now,
                    .due_at = cx->now,
                    .lease_until = {cx->now.n + JOB_LEASE},
                    .forget_until = {cx->now.n - (int64_t)JOB_DAYS_KEPT * MINUTES_PER_DAY * 60}};
}

static JobKey key_of(const Ctx *cx, const Job *job)
{
    JobKey key = key_now(cx);
    key.id = job->id;
    key.lease = job->lease ? job->lease : "";
    return key;
}

const char *job_state_text(const Ctx *cx, JobState state)
{
#define JOB_STATE_LABEL(value, word, label) [value] = (label),
    static const char *const labels[] = {JOB_STATES(JOB_STATE_LABEL)};
    return tr(cx, labels[state]);
}

const JobDef *job_def(const JobDef *const *defs, const char *kind)
{
    for (; defs && *defs; defs++)
        if (strcmp((*defs)->kind, kind) == 0)
            return *defs;
    return NULL;
}

/* ---- queueing ---- */

Err *job_queue(Ctx *cx, const JobDef *def, In body, const JobOptions *options)
{
    JobKey key = key_now(cx);
    Buf json = {0};
    assert(def->body == body.shape); /* a body of another kind is a slip of the program */
    if (body.shape)
        json_write(cx, &json, body);
    key.kind = def->kind;
    key.body = arena_strndup(cx->arena, json.data ? json.data : "", json.length);
    buf_finish(&json);
    if (options && options->due_at.n)
        key.due_at = options->due_at;
    key.key = options && options->key ? options->key : "";
    key.priority = options ? options->priority : 0;
    cx_touch(cx, "jobs");
    return db_exec(cx, &sql_job_add, IN(JobKey, &key));
}

static Err *forget(Ctx *cx, const void *body UNUSED, bool *more)
{
    JobKey key = key_now(cx);
    int64_t gone;
    TRY(db_change(cx, &sql_job_forget, IN(JobKey, &key), &gone));
    *more = gone > 0;
    return NULL;
}

const JobDef job_forget_job = {
    .kind = "job.forget", .label = N_("Forget jobs that are done"), .run = forget, .daily_at = JOB_AT(3, 40)};

/* ---- schedules ---- */

static bool is_scheduled(const JobDef *def)
{
    return def && (def->each_minutes || def->daily_at);
}

/* The next time behind now; those that were missed meanwhile are one. */
static Instant next_time(const Ctx *cx, const JobDef *def)
{
    if (def->each_minutes) {
        int64_t step = (int64_t)def->each_minutes * 60;
        return (Instant){(cx->now.n / step + 1) * step};
    }
    Instant today = day_at(cx->today, def->daily_at);
    return today.n > cx->now.n ? today : day_at(day_plus(cx->today, 1), def->daily_at);
}

static const char *schedule_key(Ctx *cx, const char *kind)
{
    return arena_printf(cx->arena, "schedule %s", kind);
}

/* One that comes several times a day begins at once. */
static Err *schedule_one(Ctx *cx, const JobDef *def)
{
    JobKey key = key_now(cx);
    key.kind = def->kind;
    key.key = schedule_key(cx, def->kind);
    key.next_at = next_time(cx, def);
    key.due_at = def->each_minutes ? cx->now : key.next_at;
    return db_exec(cx, &sql_job_schedule, IN(JobKey, &key));
}

Err *job_schedule(Ctx *cx, const JobDef *const *defs)
{
    JobList rows = {0};
    TRY(db_all(cx, &sql_job_scheduled, NOTHING_IN, MANY(Job, &rows)));
    for (size_t i = 0; i < rows.count; i++)
        if (!is_scheduled(job_def(defs, rows.items[i].kind)))
            TRY(db_exec(cx, &sql_job_remove, BY_ID(rows.items[i].id)));
    for (; defs && *defs; defs++)
        if (is_scheduled(*defs))
            TRY(schedule_one(cx, *defs));
    return NULL;
}

/* ---- a worker's steps ---- */

Err *job_next(Ctx *cx, Job *job)
{
    JobKey key = key_now(cx);
    bool found;
    *job = (Job){.kind = "", .body = "", .key = "", .lease = "", .error = ""};
    TRY(db_find(cx, &sql_job_due, IN(JobKey, &key), ONE(Job, job), &found));
    return found ? NULL : db_one(cx, &sql_job_soonest, NOTHING_IN, ONE(Job, job));
}

Err *job_take(Ctx *cx, Job *job, const char *lease, bool *taken)
{
    JobKey key = key_of(cx, job);
    int64_t changed;
    key.lease = lease;
    key.state = job->state;
    key.tries = job->tries;
    key.due_at = job->due_at;
    TRY(db_change(cx, &sql_job_take, IN(JobKey, &key), &changed));
    *taken = changed == 1;
    if (!*taken)
        return NULL;
    cx_touch(cx, "jobs");
    job->state = JOB_RUNNING;
    job->lease = lease;
    job->tries++;
    job->due_at = key.lease_until;
    return NULL;
}

Err *job_keep(Ctx *cx, const Job *job)
{
    JobKey key = key_of(cx, job);
    return db_one(cx, &sql_job_keep, IN(JobKey, &key), ONE(JobKey, &key));
}

static Err *end(Ctx *cx, JobKey *key)
{
    cx_touch(cx, "jobs");
    return db_one(cx, &sql_job_end, IN(JobKey, key), ONE(JobKey, key));
}

Err *job_done(Ctx *cx, const Job *job, const JobDef *def)
{
    JobKey key = key_of(cx, job);
    key.state = job->scheduled ? JOB_WAITING : JOB_DONE;
    key.done_at = cx->now;
    if (job->scheduled)
        key.due_at = next_time(cx, def);
    return end(cx, &key);
}

/* Doubled with each try, and a fifth more or less, so that those that failed together do not come back together. */
static int64_t pause_after(int tries)
{
    int64_t pause = JOB_PAUSE_FIRST;
    for (int i = 1; i < tries && pause < JOB_PAUSE_LONGEST; i++)
        pause *= 2;
    pause = MIN_OF(pause, JOB_PAUSE_LONGEST);
    return pause * 4 / 5 + randombytes_uniform((uint32_t)(pause * 2 / 5 + 1));
}

Err *job_failed(Ctx *cx, const Job *job, const JobDef *def, const char *error)
{
    JobKey key = key_of(cx, job);
    key.error = error;
    key.tries = job->tries;
    if (job->tries < JOB_TRIES) {
        key.due_at.n += pause_after(job->tries);
    } else if (job->scheduled && is_scheduled(def)) {
        key.due_at = next_time(cx, def);
        key.tries = 0;
    } else {
        key.state = JOB_DEAD;
    }
    return end(cx, &key);
}

Err *job_give_back(Ctx *cx, const Job *job)
{
    JobKey key = key_of(cx, job);
    key.tries = job->tries - 1;
    return end(cx, &key);
}

Err *job_release(Ctx *cx)
{
    JobKey key = key_now(cx);
    return db_exec(cx, &sql_job_release, IN(JobKey, &key));
}

/* ---- looking after them ---- */

Err *job_list(Ctx *cx, const JobFilter *filter, JobList *jobs)
{
    JobKey key = key_now(cx);
    key.any = filter->state < 0;
    key.state = key.any ? JOB_WAITING : (JobState)filter->state;
    key.failed = filter->failed;
    return db_all(cx, &sql_job_list, IN(JobKey, &key), MANY(Job, jobs));
}

Err *job_get(Ctx *cx, Id id, Job *job)
{
    return db_one(cx, &sql_job_get, BY_ID(id), ONE(Job, job));
}

Err *job_of_schedule(Ctx *cx, const char *kind, Job *job)
{
    return db_one(cx, &sql_job_of_schedule, BY_KEY(schedule_key(cx, kind)), ONE(Job, job));
}

Err *job_again(Ctx *cx, Id id)
{
    JobKey key = key_now(cx);
    Job job = {0};
    bool found;
    key.id = id;
    TRY(db_find(cx, &sql_job_again, IN(JobKey, &key), ONE(JobKey, &key), &found));
    cx_touch(cx, "jobs");
    if (found)
        return NULL;
    TRY(job_get(cx, id, &job));
    return err_new(cx, ERR_CONFLICT, "", "%s",
                   job.state == JOB_RUNNING ? _("This job is running already") : _("This job is done"));
}
