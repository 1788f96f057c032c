/* SPDX-License-Identifier: MIT */
/*
 * What the plan costs in CPU time, beside the bare SQL that it stands on: the statements that plan_load ran when it
 * knew nothing are taken down and stepped again by themselves, reading every column. "The first ever" reads all of
 * it; "fresh" is the answer after one cell of these weeks was changed. All parts take turns, so what disturbs the
 * machine disturbs them alike; a figure is the median of all turns. Prints a table in Markdown.
 *
 *   plan-bench [PEOPLE WEEKS [ROUNDS [SHOWN]]]     SHOWN: so many of the weeks are asked for; all of them
 */
#include "base/base.h"

#include <sodium.h>
#include <sqlite3.h>
#include <unistd.h>

#include "app.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "db/engine.h"
#include "demo/demo.h"
#include "plan/plan_page.h"
#include "web/template.h"

#define ROUNDS_MAX 2000
#define STATEMENTS_MAX 32

typedef enum {
    SQL,
    JSON_FIRST,
    JSON_LOAD,
    JSON_WRITTEN,
    JSON_FRESH,
    PAGE_FIRST,
    PAGE_LOAD,
    PAGE_FILL,
    PAGE_TEMPLATE,
    PAGE_FRESH,
    PARTS
} Part;

static const char *const part_names[PARTS] = {
    [SQL] = "bare SQL of all weeks",           [JSON_FIRST] = "JSON: whole, the first ever",
    [JSON_LOAD] = "JSON, fresh: plan_load",    [JSON_WRITTEN] = "JSON, fresh: written",
    [JSON_FRESH] = "JSON, fresh: whole",       [PAGE_FIRST] = "page: whole, the first ever",
    [PAGE_LOAD] = "page, fresh: plan_load",    [PAGE_FILL] = "page, fresh: plan_page_fill",
    [PAGE_TEMPLATE] = "page, fresh: template", [PAGE_FRESH] = "page, fresh: whole",
};

/* The statements of one kind of answer, stepped by themselves. */
typedef struct {
    char *texts[STATEMENTS_MAX];
    sqlite3_stmt *prepared[STATEMENTS_MAX];
    int count;
    int64_t rows;
} Bare;

typedef struct {
    App app;
    Arena arena; /* of what lasts: template, texts of statements */
    Ctx cx;      /* of the program itself; each turn has a copy with its own arena */
    PlanQuery json_query, page_query;
    const Template *page;
    sqlite3 *bare;
    Hooks hooks; /* without a desk and a shelf: nothing is kept */
    Bare sql;
    AllocationList cells;
    size_t next_cell;
    size_t json_bytes, page_bytes;
    double times[PARTS][ROUNDS_MAX]; /* in µs */
    int round;
} Bench;

static void stop(const char *what, const Err *err)
{
    fprintf(stderr, "plan-bench: %s: %s\n", what, err ? err->text : "");
    exit(1);
}

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* ---- the bare SQL ---- */

static int note_statement(unsigned kind UNUSED, void *context, void *statement, void *text UNUSED)
{
    Bare *bare = context;
    if (bare->count < STATEMENTS_MAX)
        bare->texts[bare->count++] = sqlite3_expanded_sql(statement);
    return 0;
}

static Err *note_statements(Ctx *cx, void *arg)
{
    Bench *bench = arg;
    Plan plan;
    sqlite3 *handle = cx->db->handle;
    const Hooks *kept = cx->hooks;
    cx->hooks = &bench->hooks;
    sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, note_statement, &bench->sql);
    TRY(plan_load(cx, &bench->json_query, &plan));
    sqlite3_trace_v2(handle, 0, NULL, NULL);
    cx->hooks = kept;
    Day until = day_plus(plan.from, (int64_t)plan.count * 7);
    AllocationList all = {0};
    TRY(allocation_range(cx, ID(0), plan.from, until, &all));
    for (size_t i = 0; i < all.count; i++)
        if (!all.items[i].project_id.n) /* lowering the agency's own work always fits and takes from nobody */
            *(Allocation *)list_push(cx->arena, &bench->cells) = all.items[i];
    return NULL;
}

static void prepare_bare(Bench *bench, Bare *bare)
{
    for (int i = 0; i < bare->count; i++)
        if (sqlite3_prepare_v3(bench->bare, bare->texts[i], -1, SQLITE_PREPARE_PERSISTENT, &bare->prepared[i], NULL))
            stop(sqlite3_errmsg(bench->bare), NULL);
}

static void open_bare(Bench *bench, const char *path)
{
    if (sqlite3_open_v2(path, &bench->bare, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, NULL) ||
        sqlite3_exec(bench->bare, "PRAGMA query_only=1; PRAGMA cache_size=-4000", NULL, NULL, NULL))
        stop(sqlite3_errmsg(bench->bare), NULL);
    prepare_bare(bench, &bench->sql);
}

static void close_bare(Bare *bare)
{
    for (int i = 0; i < bare->count; i++) {
        sqlite3_finalize(bare->prepared[i]);
        sqlite3_free(bare->texts[i]);
    }
}

static int64_t read_columns(sqlite3_stmt *statement)
{
    int64_t sum = 0;
    for (int i = 0; i < sqlite3_data_count(statement); i++) {
        if (sqlite3_column_type(statement, i) == SQLITE_TEXT)
            sum += sqlite3_column_text(statement, i)[0];
        else
            sum += sqlite3_column_int64(statement, i);
    }
    return sum;
}

static double run_bare(Bench *bench, Bare *bare)
{
    volatile int64_t sum = 0;
    double start = now_us();
    bare->rows = 0;
    sqlite3_exec(bench->bare, "BEGIN", NULL, NULL, NULL);
    for (int i = 0; i < bare->count; i++) {
        for (; sqlite3_step(bare->prepared[i]) == SQLITE_ROW; bare->rows++)
            sum += read_columns(bare->prepared[i]);
        sqlite3_reset(bare->prepared[i]);
    }
    sqlite3_exec(bench->bare, "ROLLBACK", NULL, NULL, NULL);
    return now_us() - start;
}

/* ---- the plan ---- */

static Err *json_turn(Ctx *cx, void *arg)
{
    Bench *bench = arg;
    Plan plan;
    Buf out = {0};
    double start = now_us();
    TRY(plan_load(cx, &bench->json_query, &plan));
    plan_ready_json(cx, &plan);
    double loaded = now_us();
    json_write(cx, &out, IN(Plan, &plan));
    double written = now_us();
    bench->json_bytes = out.length;
    buf_finish(&out);
    bench->times[JSON_LOAD][bench->round] = loaded - start;
    bench->times[JSON_WRITTEN][bench->round] = written - loaded;
    return NULL;
}

static Err *page_turn(Ctx *cx, void *arg)
{
    static const PlanRefused nothing = {NULL, NULL};
    Bench *bench = arg;
    Plan plan;
    PlanPage page;
    Buf out = {0};
    double start = now_us();
    TRY(plan_load(cx, &bench->page_query, &plan));
    double loaded = now_us();
    TRY(plan_page_fill(cx, &bench->page_query, &plan, &nothing, &page));
    double filled = now_us();
    template_render(cx, bench->page, &page, NULL, &out);
    double rendered = now_us();
    bench->page_bytes = out.length;
    buf_finish(&out);
    bench->times[PAGE_LOAD][bench->round] = loaded - start;
    bench->times[PAGE_FILL][bench->round] = filled - loaded;
    bench->times[PAGE_TEMPLATE][bench->round] = rendered - filled;
    return NULL;
}

/* With all that a request has: its arena, a connection, a snapshot. */
static double turn(Bench *bench, const Hooks *hooks, Err *(*run)(Ctx *cx, void *arg))
{
    Arena arena;
    double start = now_us();
    arena_init(&arena, 0);
    Ctx cx = bench->cx;
    cx.arena = &arena;
    cx.hooks = hooks;
    Err *err = store_read(bench->app.store, &cx, run, bench);
    if (err)
        stop("a turn failed", err);
    arena_finish(&arena);
    return now_us() - start;
}

static Err *lower_a_cell(Ctx *cx, void *arg)
{
    Bench *bench = arg;
    AllocationResult result;
    AllocationPut put = allocation_put_blank();
    assert(bench->cells.count > 0);
    Allocation *cell = &bench->cells.items[bench->next_cell++ * 31 % bench->cells.count];
    cell->minutes.n = MAX_OF(cell->minutes.n - 1, 1);
    put.person_id = cell->person_id;
    put.week = cell->week;
    put.project_id = cell->project_id;
    put.kind = cell->kind;
    put.state = cell->state;
    put.work = cell->work;
    put.minutes = cell->minutes;
    return allocation_put(cx, &put, &result);
}

/* On the writer's thread, whose time is not counted. */
static void change_a_cell(Bench *bench)
{
    Arena arena;
    arena_init(&arena, 0);
    Ctx cx = bench->cx;
    cx.arena = &arena;
    cx.change_id = ID(0);
    Err *err = store_write(bench->app.store, &cx, lower_a_cell, bench);
    if (err)
        stop("a change failed", err);
    arena_finish(&arena);
}

static void one_round(Bench *bench)
{
    bench->times[SQL][bench->round] = run_bare(bench, &bench->sql);
    bench->times[JSON_FIRST][bench->round] = turn(bench, &bench->hooks, json_turn);
    change_a_cell(bench);
    bench->times[JSON_FRESH][bench->round] = turn(bench, bench->cx.hooks, json_turn);
    bench->times[PAGE_FIRST][bench->round] = turn(bench, &bench->hooks, page_turn);
    change_a_cell(bench);
    bench->times[PAGE_FRESH][bench->round] = turn(bench, bench->cx.hooks, page_turn);
}

/* ---- figures ---- */

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *times, int count)
{
    qsort(times, (size_t)count, sizeof times[0], by_size);
    return times[count / 2];
}

static void report(Bench *bench, int people, int weeks, int shown, int rounds)
{
    double bare = median(bench->times[SQL], rounds);
    printf("Plan of %d people × %d weeks on SQLite, %d weeks shown, medians of %d rounds: %" PRId64
           " rows, JSON %zu KB, page of 50 people at most %zu KB.\n\n",
           people, weeks, shown, rounds, bench->sql.rows, bench->json_bytes >> 10, bench->page_bytes >> 10);
    printf("| part | CPU µs | of the bare SQL |\n|---|---:|---:|\n");
    for (int part = 0; part < PARTS; part++) {
        double time = median(bench->times[part], rounds);
        printf("| %s | %.0f | %.2f |\n", part_names[part], time, time / bare);
    }
    printf("\n");
}

/* ---- start ---- */

static Err *fill_demo(Bench *bench, int people, int weeks)
{
    Ctx *cx = &bench->cx;
    DemoOptions options = {.people = people, .weeks = weeks, .seed = 1, .password = "not to be guessed"};
    return demo_fill(cx, bench->app.store, &options);
}

static Err *set_up(Bench *bench, const char *path, int people, int weeks, int shown)
{
    Ctx *cx = &bench->cx;
    StoreOptions options = {.url = arena_printf(cx->arena, "sqlite:%s", path)};
    TRY(app_open(cx, &options, &bench->app));
    TRY(fill_demo(bench, people, weeks));
    bench->json_query = (PlanQuery){.from = DAY_NONE, .weeks = shown};
    shape_blank(&PlanQuery_shape, &bench->json_query);
    plan_query_settle(cx, &bench->json_query);
    bench->page_query = bench->json_query;
    bench->page_query.limit = 50;
    bench->hooks = bench->app.hooks;
    bench->hooks.desk = NULL;
    bench->hooks.shelf = NULL;
    TRY(template_compile(cx, &bench->arena, "plan/plan.html", &PlanPage_shape, &bench->page));
    TRY(store_read(bench->app.store, cx, note_statements, bench));
    open_bare(bench, path);
    return NULL;
}

static void tear_down(Bench *bench, const char *folder, const char *path)
{
    close_bare(&bench->sql);
    sqlite3_close(bench->bare);
    app_close(&bench->app);
    unlink(path);
    unlink(arena_printf(&bench->arena, "%s-wal", path));
    unlink(arena_printf(&bench->arena, "%s-shm", path));
    rmdir(folder);
    arena_finish(&bench->arena);
}

int main(int argc, char **argv)
{
    int64_t people = 50, weeks = 13, rounds = 300, shown = 0;
    Bench *bench = calloc(1, sizeof *bench);
    const char *temp = getenv("TMPDIR");
    if (!bench || sodium_init() < 0 || (argc > 1 && !text_int(argv[1], &people)) ||
        (argc > 2 && !text_int(argv[2], &weeks)) || (argc > 3 && !text_int(argv[3], &rounds)) || rounds > ROUNDS_MAX ||
        (argc > 4 && !text_int(argv[4], &shown)))
        stop("usage: plan-bench [PEOPLE WEEKS [ROUNDS [SHOWN]]]", NULL);
    shown = shown ? shown : weeks;
    arena_keep_memory();
    log_level(LOG_WARN);
    arena_init(&bench->arena, (size_t)1 << 30);
    bench->cx = (Ctx){.arena = &bench->arena,
                      .person_name = "",
                      .request_id = "bench",
                      .through = "command",
                      .action = "bench",
                      .root = true,
                      .lang = LANG_RU};
    clock_set(&bench->cx);
    char *folder = arena_printf(&bench->arena, "%s/takt-bench-XXXXXX", temp ? temp : "/tmp");
    if (!mkdtemp(folder))
        stop("no temporary folder", NULL);
    const char *path = arena_printf(&bench->arena, "%s/takt.db", folder);
    Err *err = set_up(bench, path, (int)people, (int)weeks, (int)shown);
    if (err)
        stop("setting up", err);
    for (int i = -20; i < rounds; i++) { /* the first turns warm up and are written over */
        bench->round = MAX_OF(i, 0);
        one_round(bench);
    }
    report(bench, (int)people, (int)weeks, (int)shown, (int)rounds);
    tear_down(bench, folder, path);
    free(bench);
    return 0;
}
