/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "db/db_fixture.h"
#include "db/history.h"
#include "db/setting.h"
#include "db/topics.h"

#define JOBS 60

typedef enum { ACT_WRITE, ACT_REFUSE, ACT_BREAK } Act;

/* A request with its own arena, as the server has them. */
typedef struct {
    WriteJob job;
    Arena arena;
    Ctx cx;
    Act act;
    int number;
    atomic_int *answered;
    const atomic_int *gate; /* waits until this is set; NULL: does not wait */
} Request;

static Err *act(Ctx *cx, void *arg)
{
    const Request *request = arg;
    while (request->gate && !atomic_load(request->gate))
        usleep(1000);
    TRY(setting_set(cx, arena_printf(cx->arena, "key.%d", request->number), "written"));
    if (request->act == ACT_REFUSE)
        return err_new(cx, ERR_INPUT, "field", "not so");
    if (request->act == ACT_BREAK) {
        cx->change_id = ID(999999); /* there is no such change: the database itself refuses */
        return history_note(cx, "thing", ID(1), &DbKey_shape, NULL, &(DbKey){.key = "x"});
    }
    return NULL;
}

static void count_answer(WriteJob *job)
{
    Request *request = (Request *)job;
    atomic_fetch_add(request->answered, 1);
}

static Request *requests_new(const Ctx *cx, size_t count, atomic_int *answered)
{
    Request *requests = arena_new_array(cx->arena, Request, count);
    for (size_t i = 0; i < count; i++) {
        Request *request = &requests[i];
        arena_init(&request->arena, 0);
        request->cx = *cx;
        request->cx.arena = &request->arena;
        request->job = (WriteJob){.cx = &request->cx, .run = act, .arg = request, .done = count_answer};
        request->number = (int)i;
        request->answered = answered;
    }
    return requests;
}

static void requests_free(Request *requests, size_t count)
{
    for (size_t i = 0; i < count; i++)
        arena_finish(&requests[i].arena);
}

static void wait_for(Test *t, const atomic_int *answered, int count)
{
    for (int i = 0; atomic_load(answered) < count; i++) {
        usleep(2000);
        if (i > 10000)
            test_fail(t, __FILE__, __LINE__, "%d of %d jobs were answered", atomic_load(answered), count);
    }
}

typedef struct {
    const char *key, *value;
} Wanted;

static Err *read_key(Ctx *cx, void *arg)
{
    Wanted *wanted = arg;
    return setting_get(cx, wanted->key, "absent", &wanted->value);
}

static const char *stored(Test *t, Store *store, Ctx *cx, const char *key)
{
    Wanted wanted = {.key = key};
    CHECK_OK(t, store_read(store, cx, read_key, &wanted));
    return wanted.value;
}

/* The first job holds the writer until all are queued, so that on SQLite they are one batch. */
static void keeps_neighbours_apart(Test *t)
{
    Ctx cx;
    Store *store = fixture_store(t, &cx);
    atomic_int answered = 0;
    atomic_int gate = 0;
    Request *requests = requests_new(&cx, JOBS, &answered);
    requests[0].gate = &gate;
    for (int i = 0; i < JOBS; i++) {
        requests[i].act = (Act)(i % 3);
        store_submit(store, &requests[i].job);
    }
    atomic_store(&gate, 1);
    wait_for(t, &answered, JOBS);
    for (int i = 0; i < JOBS; i++) {
        const Err *err = requests[i].job.err;
        const char *value = stored(t, store, &cx, arena_printf(cx.arena, "key.%d", i));
        CHECK_STR(t, value, i % 3 == ACT_WRITE ? "written" : "absent");
        CHECK(t, (err == NULL) == (i % 3 == ACT_WRITE));
        CHECK(t, i % 3 != ACT_REFUSE || err->kind == ERR_INPUT);
    }
    requests_free(requests, JOBS);
}

typedef struct {
    Store *store;
    Request *requests;
} Sender;

static void *send_all(void *arg)
{
    Sender *sender = arg;
    for (int i = 0; i < JOBS; i++)
        store_submit(sender->store, &sender->requests[i].job);
    return NULL;
}

static void answers_every_job(Test *t)
{
    Ctx cx;
    Store *store = fixture_store(t, &cx);
    atomic_int answered = 0;
    pthread_t threads[4];
    Sender senders[4];
    Request *requests = requests_new(&cx, JOBS * 4, &answered);
    for (int i = 0; i < 4; i++) {
        senders[i] = (Sender){store, requests + i * JOBS};
        CHECK_INT(t, pthread_create(&threads[i], NULL, send_all, &senders[i]), 0);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    wait_for(t, &answered, JOBS * 4);
    for (int i = 0; i < JOBS * 4; i++)
        CHECK_OK(t, requests[i].job.err);
    CHECK_STR(t, stored(t, store, &cx, "key.239"), "written");
    requests_free(requests, JOBS * 4);
}

static void answers_what_is_queued_when_it_closes(Test *t)
{
    Ctx cx;
    Store *second = NULL;
    Store *store = fixture_store(t, &cx);
    StoreOptions options = {.url = store_url(store), .writers = 2};
    CHECK_OK(t, store_open(&cx, &options, &second));
    atomic_int answered = 0;
    Request *requests = requests_new(&cx, JOBS, &answered);
    for (int i = 0; i < JOBS; i++)
        store_submit(second, &requests[i].job);
    store_close(second);
    CHECK_INT(t, atomic_load(&answered), JOBS);
    CHECK_STR(t, stored(t, store, &cx, "key.59"), "written");
    requests_free(requests, JOBS);
}

/* ---- after-work and topics ---- */

static Err *note_failure(Ctx *cx, void *arg)
{
    return setting_set(cx, "failures", arg);
}

static Err *fail_with_after(Ctx *cx, void *arg UNUSED)
{
    TRY(setting_set(cx, "work", "done"));
    cx_touch(cx, "people/%d", 7);
    cx_after(cx, note_failure, arena_strdup(cx->arena, "one"));
    return err_new(cx, ERR_DENIED, "", "no");
}

static void runs_after_work_of_a_failed_request(Test *t)
{
    Ctx cx;
    Topics topics = {0};
    Store *store = fixture_store(t, &cx);
    cx.topics = &topics;
    CHECK_ERR(t, store_write(store, &cx, fail_with_after, NULL), ERR_DENIED, "");
    CHECK_STR(t, stored(t, store, &cx, "work"), "absent");
    CHECK_STR(t, stored(t, store, &cx, "failures"), "one");
    CHECK_INT(t, topics.names.count, 0);
}

/* ---- repeats ---- */

typedef struct {
    int runs, fail; /* how often it ran; how often it fails first */
    bool clean;     /* each run began as the first did */
} Repeated;

static Err *fail_at_first(Ctx *cx, void *arg)
{
    Repeated *repeated = arg;
    repeated->clean = repeated->clean && !cx->change_id.n && !cx->topics->names.count && !cx->after;
    repeated->runs++;
    cx_touch(cx, "plan/1");
    cx_after(cx, note_failure, arena_strdup(cx->arena, "late"));
    TRY(history_note(cx, "thing", ID(1), &DbKey_shape, NULL, &(DbKey){.key = "x"}));
    if (repeated->runs <= repeated->fail)
        return err_new(cx, ERR_RETRY, "", "serialization failure");
    return NULL;
}

static bool is_postgres(const Store *store)
{
    return store_engine(store) == ENGINE_POSTGRES; /* SQLite has one writer and nothing to repeat */
}

static void repeats_a_serialization_failure(Test *t)
{
    Ctx cx;
    Topics topics = {0};
    Store *store = fixture_store(t, &cx);
    Repeated repeated = {.fail = is_postgres(store) ? 4 : 0, .clean = true};
    cx.topics = &topics;
    CHECK_OK(t, store_write(store, &cx, fail_at_first, &repeated));
    CHECK_INT(t, repeated.runs, repeated.fail + 1);
    CHECK(t, repeated.clean);
    CHECK_INT(t, topics.names.count, 1);
    CHECK_STR(t, stored(t, store, &cx, "failures"), "late");
}

static void gives_up_repeating(Test *t)
{
    Ctx cx;
    Topics topics = {0};
    Store *store = fixture_store(t, &cx);
    Repeated repeated = {.fail = 99, .clean = true};
    cx.topics = &topics;
    if (!is_postgres(store))
        return;
    Err *err = store_write(store, &cx, fail_at_first, &repeated);
    CHECK_ERR(t, err, ERR_BUSY, "");
    CHECK(t, err->wait > 0);
    CHECK_INT(t, repeated.runs, 5);
    CHECK_INT(t, topics.names.count, 0);
}

typedef struct {
    const char *first, *second;
    atomic_int *arrived;
    int runs;
} Crossing;

static Err *cross(Ctx *cx, void *arg)
{
    Crossing *crossing = arg;
    TRY(setting_set(cx, crossing->first, "1"));
    atomic_fetch_add(crossing->arrived, 1);
    crossing->runs++;
    while (crossing->runs == 1 && atomic_load(crossing->arrived) < 2)
        usleep(1000);
    return setting_set(cx, crossing->second, "1");
}

/* Two requests that take the same rows in opposite order: the server ends one of them, which is then repeated. */
static void survives_a_deadlock(Test *t)
{
    Ctx cx;
    Store *store = fixture_store(t, &cx);
    atomic_int answered = 0;
    atomic_int arrived = 0;
    Crossing crossings[] = {{"a", "b", &arrived, 0}, {"b", "a", &arrived, 0}};
    if (!is_postgres(store))
        return;
    Request *requests = requests_new(&cx, 2, &answered);
    for (int i = 0; i < 2; i++) {
        requests[i].job.run = cross;
        requests[i].job.arg = &crossings[i];
        store_submit(store, &requests[i].job);
    }
    wait_for(t, &answered, 2);
    CHECK_OK(t, requests[0].job.err);
    CHECK_OK(t, requests[1].job.err);
    CHECK(t, crossings[0].runs + crossings[1].runs > 2);
    requests_free(requests, 2);
}

/* ---- reading ---- */

typedef struct {
    Test *t;
    Store *store;
    Ctx writer;
    const char *before, *after;
} Reading;

static Err *set_seen(Ctx *cx, void *arg UNUSED)
{
    return setting_set(cx, "seen", "new");
}

static Err *read_around_a_write(Ctx *cx, void *arg)
{
    Reading *reading = arg;
    TRY(setting_get(cx, "seen", "old", &reading->before));
    TRY(store_write(reading->store, &reading->writer, set_seen, NULL));
    return setting_get(cx, "seen", "old", &reading->after);
}

static void reads_one_moment(Test *t)
{
    Ctx cx;
    Arena arena;
    Store *store = fixture_store(t, &cx);
    Reading reading = {.t = t, .store = store, .writer = cx};
    arena_init(&arena, 0);
    reading.writer.arena = &arena;
    Err *err = store_read(store, &cx, read_around_a_write, &reading);
    arena_finish(&arena);
    CHECK_OK(t, err);
    CHECK_STR(t, reading.before, "old");
    CHECK_STR(t, reading.after, "old");
    CHECK_STR(t, stored(t, store, &cx, "seen"), "new");
}

static void refuses_to_write_while_reading(Test *t)
{
    Ctx cx;
    Store *store = fixture_store(t, &cx);
    CHECK_ERR(t, store_read(store, &cx, set_seen, NULL), ERR_FAULT, "");
    CHECK_STR(t, stored(t, store, &cx, "seen"), "absent");
}

static void refuses_an_unknown_url(Test *t)
{
    Ctx cx;
    Store *store = NULL;
    fixture_cx(t, &cx);
    CHECK_ERR(t, store_open(&cx, &(StoreOptions){.url = "mysql://x"}, &store), ERR_FAULT, "");
    CHECK_ERR(t, store_open(&cx, &(StoreOptions){.url = "sqlite:/no/such/folder/x.db"}, &store), ERR_FAULT, "");
}

TEST_SUITE_DB("db: store", {"every job of many threads is answered and kept", answers_every_job},
              {"a job that fails does not hurt its neighbours", keeps_neighbours_apart},
              {"what is queued is answered before the store closes", answers_what_is_queued_when_it_closes},
              {"what follows a request is written though the request failed", runs_after_work_of_a_failed_request},
              {"a serialization failure is repeated from a clean start", repeats_a_serialization_failure},
              {"after five tries the person is asked to wait", gives_up_repeating},
              {"a deadlock is repeated until both are through", survives_a_deadlock},
              {"a reader sees one moment of the database", reads_one_moment},
              {"a reader cannot write", refuses_to_write_while_reading},
              {"an unknown or missing database is refused", refuses_an_unknown_url});
