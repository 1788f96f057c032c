/* SPDX-License-Identifier: MIT */
/* What the server does by itself: when it ran, when it runs next, what failed; and «now» for each. */
#include "base/base.h"

#include "jobs/job.h"
#include "ops/ops_feature.h"
#include "web/form.h"

/* A filter of the list. */
typedef struct {
    const char *path, *label;
    bool on;
} JobChip;
SHAPE_STATIC(JobChip, FIELD(JobChip, path), FIELD(JobChip, label), FIELD(JobChip, on));

typedef struct {
    Id id;
    const char *kind, *label;
    JobState state;
    const char *state_text;
    bool failed; /* the last try went wrong */
    bool scheduled, may_begin;
    Instant next_at; /* 0: it does not come due any more */
    Instant started_at, done_at;
    int tries;
    const char *error;
} JobView;
SHAPE_STATIC(JobView, FIELD(JobView, id), FIELD(JobView, kind), FIELD(JobView, label, .hidden = true),
             FIELD_WORD(JobView, state, job_state_words), FIELD(JobView, state_text, .hidden = true),
             FIELD(JobView, failed), FIELD(JobView, scheduled), FIELD(JobView, may_begin, .hidden = true),
             FIELD(JobView, next_at), FIELD(JobView, started_at), FIELD(JobView, done_at), FIELD(JobView, tries),
             FIELD(JobView, error));

typedef struct {
    const char *only;
    LIST_OF(JobChip) chips;
    LIST_OF(JobView) items;
    const char *refused;
} JobsPage;
SHAPE_STATIC(JobsPage, FIELD(JobsPage, only, .hidden = true, .max = 20), FIELD_LIST(JobsPage, items, JobView),
             FIELD_LIST(JobsPage, chips, JobChip, .hidden = true), FIELD(JobsPage, refused, .hidden = true));

#define PATH "/settings/jobs"

static void put_chip(Ctx *cx, JobsPage *page, const char *only, const char *label)
{
    const char *path = *only ? arena_printf(cx->arena, PATH "?only=%s", only) : PATH;
    *(JobChip *)list_push(cx->arena, &page->chips) = (JobChip){path, label, strcmp(page->only, only) == 0};
}

static void put_chips(Ctx *cx, JobsPage *page)
{
    put_chip(cx, page, "", _("All"));
    put_chip(cx, page, "failed", _("With errors"));
    for (int state = 0; job_state_words[state]; state++)
        put_chip(cx, page, job_state_words[state], job_state_text(cx, (JobState)state));
}

/* "failed", or a word of a state; anything else is all. */
static JobFilter filter_of(const char *only)
{
    JobFilter filter = {.state = -1, .failed = strcmp(only, "failed") == 0};
    if (!word_value(job_state_words, only, &filter.state))
        filter.state = -1;
    return filter;
}

static void put_job(Ctx *cx, JobsPage *page, const Job *job, bool may_write)
{
    const JobDef *def = cx->hooks ? job_def(cx->hooks->jobs, job->kind) : NULL;
    bool waits = job->state == JOB_WAITING;
    *(JobView *)list_push(cx->arena, &page->items) =
        (JobView){.id = job->id,
                  .kind = job->kind,
                  .label = def ? tr(cx, def->label) : job->kind,
                  .state = job->state,
                  .state_text = job_state_text(cx, job->state),
                  .failed = *job->error != '\0',
                  .scheduled = job->scheduled,
                  .may_begin = may_write && (waits || job->state == JOB_DEAD),
                  .next_at = waits ? job->due_at : (Instant){0},
                  .started_at = job->started_at,
                  .done_at = job->done_at,
                  .tries = job->tries,
                  .error = job->error};
}

static Err *show(Ctx *cx, const Req *req, Reply *reply)
{
    JobsPage *page = arena_new(cx->arena, JobsPage);
    JobList jobs = {0};
    *page = (JobsPage){.only = "", .refused = req->err ? req->err->text : ""};
    if (req->method == METHOD_GET)
        TRY(form_read(cx, req, ONE(JobsPage, page)));
    JobFilter filter = filter_of(page->only);
    TRY(job_list(cx, &filter, &jobs));
    for (size_t i = 0; i < jobs.count; i++)
        put_job(cx, page, &jobs.items[i], cx_scope(cx, "settings.write") == SCOPE_ALL);
    put_chips(cx, page);
    TRY(reply_show(cx, reply, IN(JobsPage, page)));
    return reply_page(cx, reply, _("Work of the server"), IN(JobsPage, page));
}

static Err *begin_now(Ctx *cx, const Req *req, Reply *reply)
{
    Id id;
    Job *job = arena_new(cx->arena, Job);
    TRY(req_id(cx, req, "id", &id));
    TRY(job_again(cx, id));
    TRY(job_get(cx, id, job));
    reply_toast(reply, _("Begins now"));
    TRY(reply_show(cx, reply, IN(Job, job)));
    return reply_see_other(cx, reply, PATH);
}

const Route job_routes[] = {
    {METHOD_GET, PATH, "settings.read", show, .in = &JobsPage_shape, .fields = "only", .out = &JobsPage_shape,
     .page = "ops/jobs.html", .families = "jobs",
     .summary = "What the server does by itself: schedules, what waits, runs and failed"},
    {METHOD_POST, PATH "/:id/run", "settings.write", begin_now, .again = show, .out = &Job_shape,
     .page = "ops/jobs.html", .view = &JobsPage_shape, .families = "jobs",
     .summary = "A job that waits or was given up begins at once"},
    {.path = NULL},
};
