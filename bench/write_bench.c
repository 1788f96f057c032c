/* SPDX-License-Identifier: MIT */
/*
 * The reference for durable writes: the same change of the plan by the same rules and statements, but from a loop in
 * C without HTTP, where each thread has a connection of its own and commits each change by itself (BEGIN IMMEDIATE on
 * SQLite, which waits for its turn by polling). bench/writes.py runs it beside the server.
 *
 *   write-bench URL THREADS SECONDS     an agency with people and a project must be there
 */
#include "base/base.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>

#include "app.h"
#include "base/day.h"
#include "base/log.h"
#include "base/text.h"
#include "db/engine.h"
#include "plan/allocation.h"
#include "plan/plan.h"

#define THREADS_MAX 256
#define WEEKS 15

typedef struct {
    App app;
    Ctx cx;
    PersonBriefList people;
    Id project_id;
    Day first_week;
    _Atomic int64_t next; /* number of the next write */
    _Atomic int64_t busy; /* tries that another writer was in the way of */
    _Atomic bool ends;
} Bench;

typedef struct {
    Bench *bench;
    pthread_t thread;
    int64_t writes;
    double worst_ms;
} Writer;

static void stop(const char *what, const Err *err)
{
    fprintf(stderr, "write-bench: %s: %s\n", what, err ? err->text : "");
    exit(1);
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Each write goes to the next cell; when all had one, the minutes change. */
static AllocationPut put_of(const Bench *bench, int64_t number)
{
    int64_t people = (int64_t)bench->people.count;
    AllocationPut put = allocation_put_blank();
    put.person_id = bench->people.items[number % people].id;
    put.week = day_plus(bench->first_week, 7 * (number / people % WEEKS));
    put.project_id = bench->project_id;
    put.minutes = MINUTES(30 + number / people / WEEKS % 100);
    return put;
}

static Err *write_once(Ctx *cx, const AllocationPut *put)
{
    AllocationResult result;
    Topics topics = {0};
    cx->topics = &topics;
    cx->change_id = ID(0);
    TRY(db_begin(cx, TX_WRITE));
    Err *err = allocation_put(cx, put, &result);
    if (!err)
        err = db_commit(cx);
    if (err)
        db_rollback(cx);
    return err;
}

static void write_one(Writer *writer, Ctx *cx)
{
    Bench *bench = writer->bench;
    AllocationPut put = put_of(bench, atomic_fetch_add(&bench->next, 1));
    double start = now_ms();
    for (;;) {
        Err *err = write_once(cx, &put);
        if (!err)
            break;
        if (err->kind != ERR_BUSY && err->kind != ERR_RETRY)
            stop("a write failed", err);
        atomic_fetch_add(&bench->busy, 1);
        if (atomic_load(&bench->ends))
            return;
    }
    writer->writes++;
    writer->worst_ms = MAX_OF(writer->worst_ms, now_ms() - start);
}

static void *body(void *arg)
{
    Writer *writer = arg;
    Bench *bench = writer->bench;
    Arena arena;
    Db *db = NULL;
    arena_init(&arena, 0);
    Ctx cx = bench->cx;
    cx.arena = &arena;
    const char *url = bench->app.url;
    Err *err = text_starts(url, "sqlite:") ? sqlite_open(&cx, url + strlen("sqlite:"), false, &db)
                                           : postgres_open(&cx, url, false, &db);
    if (err)
        stop("opening", err);
    cx.db = db;
    while (!atomic_load(&bench->ends)) {
        arena_reset(&arena);
        write_one(writer, &cx);
    }
    db_close(db);
    arena_finish(&arena);
    return NULL;
}

static Err *find_cells(Ctx *cx, void *arg)
{
    Bench *bench = arg;
    ProjectBriefList projects = {0};
    TRY(person_brief_list(cx, cx->today, cx->today, true, &bench->people));
    TRY(project_all(cx, &projects));
    for (size_t i = 0; i < projects.count && !bench->project_id.n; i++)
        if (!projects.items[i].archived)
            bench->project_id = projects.items[i].id;
    if (!bench->people.count || !bench->project_id.n)
        return err_fault(cx, "there are no people or no projects; run takt demo first");
    bench->first_week = day_monday(day_plus(cx->today, 7 * 165)); /* behind all that is planned, before New Year */
    return NULL;
}

static void run(Bench *bench, int threads, double seconds)
{
    static Writer writers[THREADS_MAX];
    int64_t writes = 0;
    double worst = 0;
    double start = now_ms();
    for (int i = 0; i < threads; i++) {
        writers[i] = (Writer){.bench = bench};
        if (pthread_create(&writers[i].thread, NULL, body, &writers[i]))
            stop("a thread", NULL);
    }
    nanosleep(&(struct timespec){.tv_sec = (time_t)seconds}, NULL);
    atomic_store(&bench->ends, true);
    for (int i = 0; i < threads; i++) {
        pthread_join(writers[i].thread, NULL);
        writes += writers[i].writes;
        worst = MAX_OF(worst, writers[i].worst_ms);
    }
    double took = (now_ms() - start) / 1e3;
    printf("{\"rate\":%.1f,\"worst_ms\":%.1f,\"busy\":%" PRId64 "}\n", (double)writes / took, worst,
           atomic_load(&bench->busy));
}

int main(int argc, char **argv)
{
    static Bench bench;
    Arena arena;
    int64_t threads = 1, seconds = 2;
    if (argc != 4 || sodium_init() < 0 || !text_int(argv[2], &threads) || !text_int(argv[3], &seconds) || threads < 1 ||
        threads > THREADS_MAX)
        stop("usage: write-bench URL THREADS SECONDS", NULL);
    log_level(LOG_WARN);
    arena_init(&arena, 0);
    bench.cx = (Ctx){.arena = &arena,
                     .person_name = "",
                     .request_id = "bench",
                     .through = "command",
                     .action = "bench",
                     .root = true,
                     .lang = LANG_RU};
    clock_set(&bench.cx);
    StoreOptions options = {.url = argv[1], .writers = 1};
    Err *err = app_open(&bench.cx, &options, &bench.app);
    if (!err)
        err = store_read(bench.app.store, &bench.cx, find_cells, &bench);
    if (err)
        stop("setting up", err);
    run(&bench, (int)threads, (double)seconds);
    app_close(&bench.app);
    arena_finish(&arena);
    return 0;
}
