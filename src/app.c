/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <pthread.h>
#include <signal.h>
#include <sodium.h>

#include "app.h"
#include "app_web.h"
#include "base/log.h"
#include "base/text.h"
#include "db/setting.h"
#include "import/import_feature.h"
#include "jobs/worker.h"
#include "ops/ops_feature.h"
#include "people/agency.h"
#include "people/password.h"
#include "people/people_web.h"
#include "plan/allocation.h"
#include "plan/desk.h"
#include "plan/plan_feature.h"
#include "plan/week.h"
#include "work/work_feature.h"

const Feature *const app_features[] = {
    &app_feature, &people_feature, &work_feature, &plan_feature, &import_feature, &ops_feature, NULL,
};

/* ---- hooks: what a folder needs of those on its right ---- */

static Err *contract_changed(Ctx *cx, Id person_id, Day from)
{
    return week_refresh(cx, person_id, from, DAY_NONE);
}

static const RightDef *const *rights_of_all(void)
{
    static const RightDef *tables[COUNT_OF(app_features)];
    size_t count = 0;
    for (size_t i = 0; app_features[i]; i++)
        if (app_features[i]->rights)
            tables[count++] = app_features[i]->rights;
    tables[count] = NULL;
    return tables;
}

#define JOBS_MOST 64
/* A thousand people take 50 KB for each week, most of it JSON. */
#define SHELF_BYTES ((size_t)96 << 20)

static const JobDef *const *jobs_of_all(void)
{
    static const JobDef *defs[JOBS_MOST + 1];
    size_t count = 0;
    for (size_t i = 0; app_features[i]; i++)
        for (const JobDef *const *def = app_features[i]->jobs; def && *def; def++) {
            assert(count < JOBS_MOST);
            defs[count++] = *def;
        }
    defs[count] = NULL;
    return defs;
}

Err *app_open(Ctx *cx, const StoreOptions *options, App *app)
{
    *app = (App){.url = options->url};
    app->hooks = (Hooks){.rights = rights_of_all(),
                         .jobs = jobs_of_all(),
                         .desk = desk_new(),
                         .shelf = shelf_new(SHELF_BYTES),
                         .hashing = calloc(1, sizeof(Hashing)),
                         .plan_has_begun = allocation_any,
                         .contract_changed = contract_changed,
                         .person_removed = week_forget};
    assert(app->hooks.hashing);
    hashing_init(app->hooks.hashing);
    cx->hooks = &app->hooks;
    return store_open(cx, options, &app->store);
}

void app_close(App *app)
{
    store_close(app->store);
    desk_free(app->hooks.desk);
    shelf_free(app->hooks.shelf);
    if (app->hooks.hashing)
        hashing_finish(app->hooks.hashing);
    free(app->hooks.hashing);
    *app = (App){0};
}

/* ---- writes of other processes ---- */

/* The command line leaves a new mark here with each change; a server looks every second. */
#define OUTSIDE "outside.mark"

static Err *leave_mark(Ctx *cx, void *arg UNUSED)
{
    return setting_set(cx, OUTSIDE, arena_printf(cx->arena, "%08" PRIx32, randombytes_random()));
}

Err *app_tell_server(Ctx *cx, App *app)
{
    return store_write(app->store, cx, leave_mark, NULL);
}

static Err *read_mark(Ctx *cx, void *arg)
{
    const char **mark = arg;
    return setting_get(cx, OUTSIDE, "", mark);
}

typedef struct {
    App *app;
    Web *web;
    pthread_t thread;
    _Atomic bool ends;
} Watch;

static void *watch_outside(void *arg)
{
    Watch *watch = arg;
    char seen[32] = "?";
    while (!watch->ends) {
        Arena arena;
        arena_init(&arena, 0);
        Ctx cx = {.arena = &arena, .person_name = "", .request_id = "watch", .through = "job", .action = "watch"};
        const char *mark = "";
        clock_set(&cx);
        if (!store_read(watch->app->store, &cx, read_mark, (void *)&mark) && strcmp(mark, seen) != 0) {
            if (*seen != '?')
                live_publish_all(web_live(watch->web));
            snprintf(seen, sizeof seen, "%s", mark);
        }
        arena_finish(&arena);
        for (int i = 0; i < 10 && !watch->ends; i++)
            nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
    return NULL;
}

/* ---- jobs ---- */

static void tell_pages(void *web, const Topics *topics)
{
    live_publish(web_live(web), topics, "", "");
}

static void job_is_queued(void *worker)
{
    worker_wake(worker);
}

/* Whoever commits a change that queued a job wakes the worker, also another process through the watch. */
static Err *start_jobs(Ctx *cx, App *app, Web *web, Worker **worker)
{
    WorkerOptions options = {.store = app->store,
                             .defs = app->hooks.jobs,
                             .hooks = &app->hooks,
                             .set_clock = clock_set,
                             .changed = tell_pages,
                             .arg = web};
    TRY(worker_start(cx, &options, worker));
    live_listen(web_live(web), "jobs", job_is_queued, *worker);
    return NULL;
}

static void stop_jobs(Web *web, Worker *worker)
{
    live_listen(web_live(web), "", NULL, NULL);
    worker_stop(worker);
}

/* ---- serving ---- */

static void wait_for_signal(const sigset_t *signals)
{
    int got;
    sigwait(signals, &got);
    log_line(LOG_INFO, NULL, "stopping: %s", strsignal(got));
}

Err *app_serve(Ctx *cx, App *app, WebOptions *options)
{
    sigset_t signals;
    Watch watch = {.app = app};
    Worker *worker = NULL;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL); /* threads inherit it: only sigwait below hears them */
    signal(SIGPIPE, SIG_IGN);
    options->store = app->store;
    options->features = app_features;
    app->hooks.base_url = options->base_url;
    options->hooks = &app->hooks;
    options->identify = login_identify;
    options->agency = agency_name;
    options->first_page = agency_first_page;
    TRY(store_serve_alone(app->store, cx));
    TRY(web_start(cx, options, &watch.web));
    Err *err = start_jobs(cx, app, watch.web, &worker);
    if (err) {
        web_stop(watch.web);
        return err;
    }
    bool watches = pthread_create(&watch.thread, NULL, watch_outside, &watch) == 0;
    printf("listening on http://%s:%d\n", options->host, web_port(watch.web));
    fflush(stdout);
    wait_for_signal(&signals);
    watch.ends = true;
    if (watches)
        pthread_join(watch.thread, NULL);
    stop_jobs(watch.web, worker);
    web_stop(watch.web);
    return NULL;
}
