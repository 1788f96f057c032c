/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <pthread.h>

#include "base/text.h"
#include "plan/allocation.h"
#include "plan/allocation_fixture.h"
#include "plan/overtime.h"
#include "plan/refusal.h"
#include "plan/undo.h"

/* Monday of the fixture's week (2026-06-17 is its Wednesday); no holiday in it. */
#define WEEK day_from_ymd(2026, 6, 15)

static Project project_of(Test *t, Ctx *cx, const char *name)
{
    Client client = work_client(t, cx, name, ANNA);
    return work_project(t, cx, client.id, "Запуск");
}

static AllocationPut put_of(Id person_id, Id project_id, const char *value)
{
    AllocationPut put = allocation_put_blank();
    put.person_id = person_id;
    put.week = WEEK;
    put.project_id = project_id;
    put.value = value;
    return put;
}

static Err *set(Ctx *cx, Id person_id, Id project_id, const char *value)
{
    AllocationResult result;
    AllocationPut put = put_of(person_id, project_id, value);
    return allocation_put(cx, &put, &result);
}

static PersonWeek week_of(Test *t, Ctx *cx, Id person_id)
{
    PersonWeek week;
    CHECK_OK(t, week_load(cx, person_id, WEEK, &week));
    return week;
}

static void takes_what_people_type(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Id project = project_of(t, &cx, "Берег").id;
    static const struct {
        const char *typed;
        int minutes;
    } rows[] = {{"20", 480}, {"12,5 %", 300}, {"8ч", 480}, {"1:30", 90}, {"0", 0}, {"", 0}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CHECK_OK(t, set(&cx, TIMUR, project, rows[i].typed));
        CHECK_INT(t, week_of(t, &cx, TIMUR).confirmed.n, rows[i].minutes);
    }
    CHECK_ERR(t, set(&cx, TIMUR, project, "много"), ERR_INPUT, "value");
}

static void a_mark_makes_it_tentative(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Id project = project_of(t, &cx, "Берег").id;
    CHECK_OK(t, set(&cx, TIMUR, project, "20?"));
    CHECK_INT(t, week_of(t, &cx, TIMUR).tentative.n, 480);
    CHECK_OK(t, set(&cx, TIMUR, project, "30"));
    CHECK_INT(t, week_of(t, &cx, TIMUR).confirmed.n, 720); /* two states of one subject are two rows */
    CHECK_INT(t, week_of(t, &cx, TIMUR).tentative.n, 480);
}

static void switching_moves_the_other_state(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Id project = project_of(t, &cx, "Берег").id;
    AllocationPut put = put_of(TIMUR, project, "20");
    AllocationResult result;
    CHECK_OK(t, set(&cx, TIMUR, project, "20?"));
    put.switches = true;
    CHECK_OK(t, allocation_put(&cx, &put, &result));
    CHECK_INT(t, week_of(t, &cx, TIMUR).tentative.n, 0);
    CHECK_INT(t, week_of(t, &cx, TIMUR).confirmed.n, 480);
}

static void refuses_more_than_the_week(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Id first = project_of(t, &cx, "Берег").id;
    Id second = project_of(t, &cx, "Опора").id;
    CHECK_OK(t, set(&cx, TIMUR, first, "80"));
    CHECK_OK(t, db_savepoint(&cx));
    Err *err = set(&cx, TIMUR, second, "30");
    db_rollback_to_savepoint(&cx);
    CHECK_ERR(t, err, ERR_INPUT, "value");
    CHECK(t, err->shape == &Refusal_shape);
    const Refusal *refusal = err->data;
    CHECK_INT(t, refusal->over.n, 240);
    CHECK_INT(t, refusal->exits.count, 4);
    CHECK_INT(t, week_of(t, &cx, TIMUR).confirmed.n, 1920);
    CHECK_OK(t, set(&cx, TIMUR, second, "20")); /* exactly full is fine */
    CHECK_INT(t, week_free(&(PersonWeek){.room = MINUTES(0)}).n, 0);
}

/* Runs an exit as a client would: its body, posted as it is. */
static Err *take_exit(Ctx *cx, const Exit *one, const char *reason)
{
    AllocationBatch batch = {0};
    AllocationResults results = {0};
    for (size_t i = 0; i < one->body->items.count; i++) {
        const ExitItem *item = &one->body->items.items[i];
        AllocationPut *put = list_push(cx->arena, &batch.items);
        *put = allocation_put_blank();
        put->person_id = item->person_id;
        put->week = item->week;
        put->project_id = item->project_id;
        put->kind = item->kind;
        put->state = item->state;
        put->minutes = item->minutes;
    }
    for (size_t i = 0; i < one->body->overtime.count; i++) {
        const ExitOvertime *item = &one->body->overtime.items[i];
        *(OvertimePut *)list_push(cx->arena, &batch.overtime) =
            (OvertimePut){item->person_id, item->week, item->minutes, reason};
    }
    return allocation_put_all(cx, &batch, &results);
}

static const Refusal *refusal_of_full_week(Test *t, Ctx *cx, Id *second)
{
    Id first = project_of(t, cx, "Берег").id;
    *second = project_of(t, cx, "Опора").id;
    CHECK_OK(t, set(cx, TIMUR, first, "80"));
    CHECK_OK(t, db_savepoint(cx));
    Err *err = set(cx, TIMUR, *second, "30");
    db_rollback_to_savepoint(cx);
    CHECK_ERR(t, err, ERR_INPUT, "value");
    return err->data;
}

static void the_first_exit_puts_in_what_is_free(Test *t)
{
    Ctx cx;
    Id second;
    allocation_fixture(t, &cx);
    const Refusal *refusal = refusal_of_full_week(t, &cx, &second);
    CHECK_STR(t, refusal->exits.items[0].kind, "fit");
    CHECK_OK(t, take_exit(&cx, &refusal->exits.items[0], ""));
    CHECK_INT(t, week_of(t, &cx, TIMUR).confirmed.n, 2400);
}

static void the_second_exit_moves_the_rest_ahead(Test *t)
{
    Ctx cx;
    Id second;
    PersonWeek later;
    allocation_fixture(t, &cx);
    const Refusal *refusal = refusal_of_full_week(t, &cx, &second);
    CHECK_STR(t, refusal->exits.items[1].kind, "later");
    CHECK_OK(t, take_exit(&cx, &refusal->exits.items[1], ""));
    CHECK_INT(t, week_of(t, &cx, TIMUR).confirmed.n, 2400);
    CHECK_OK(t, week_load(&cx, TIMUR, day_plus(WEEK, 7), &later));
    CHECK_INT(t, later.confirmed.n, 240);
}

static void the_fourth_exit_needs_a_reason(Test *t)
{
    Ctx cx;
    Id second;
    allocation_fixture(t, &cx);
    const Refusal *refusal = refusal_of_full_week(t, &cx, &second);
    const Exit *overtime = &refusal->exits.items[3];
    CHECK_STR(t, overtime->kind, "overtime");
    CHECK_STR(t, overtime->needs.items[0], "reason");
    CHECK_OK(t, db_savepoint(&cx));
    CHECK_ERR(t, take_exit(&cx, overtime, " "), ERR_INPUT, "reason");
    db_rollback_to_savepoint(&cx);
    CHECK_OK(t, take_exit(&cx, overtime, "запуск в пятницу"));
    CHECK_INT(t, week_of(t, &cx, TIMUR).overtime.n, 240);
    CHECK_INT(t, week_of(t, &cx, TIMUR).confirmed.n, 2640);
}

static void tentative_holds_the_seat(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Id first = project_of(t, &cx, "Берег").id;
    Id second = project_of(t, &cx, "Опора").id;
    CHECK_OK(t, set(&cx, TIMUR, first, "80?"));
    CHECK_ERR(t, set(&cx, TIMUR, second, "30"), ERR_INPUT, "value");
}

static void a_pushed_week_may_only_go_down(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Id project = project_of(t, &cx, "Берег").id;
    PersonWeek week;
    CHECK_OK(t, set(&cx, TIMUR, project, "90"));
    CHECK_OK(t, week_lock(&cx, TIMUR, WEEK, &week));
    week.absence = MINUTES(480); /* as a day off would */
    CHECK_OK(t, week_save(&cx, &week));
    CHECK_INT(t, week_of(t, &cx, TIMUR).pushed.n, 240);
    CHECK_ERR(t, set(&cx, TIMUR, project, "91"), ERR_INPUT, "value");
    CHECK_OK(t, set(&cx, TIMUR, project, "85"));
    CHECK_INT(t, week_of(t, &cx, TIMUR).pushed.n, 120);
    CHECK_OK(t, set(&cx, TIMUR, project, "80"));
    CHECK_INT(t, week_of(t, &cx, TIMUR).pushed.n, 0);
}

static void a_stale_cell_names_who_changed_it(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Id project = project_of(t, &cx, "Берег").id;
    AllocationPut put = put_of(TIMUR, project, "30");
    AllocationResult result;
    CHECK_OK(t, set(&cx, TIMUR, project, "20"));
    put.was_minutes = MINUTES(240);
    Err *err = allocation_put(&cx, &put, &result);
    CHECK_ERR(t, err, ERR_CONFLICT, "value");
    const AllocationConflict *conflict = err->data;
    CHECK_INT(t, conflict->theirs.n, 480);
    CHECK_INT(t, conflict->yours.n, 720);
    put.was_minutes = MINUTES(480);
    CHECK_OK(t, allocation_put(&cx, &put, &result));
}

static void one_cell_stands_once_in_a_batch(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Id project = project_of(t, &cx, "Берег").id;
    AllocationPut puts[] = {put_of(TIMUR, project, "20"), put_of(TIMUR, project, "30")};
    AllocationBatch batch = {.items = {puts, 2}};
    AllocationResults results = {0};
    CHECK_ERR(t, allocation_put_all(&cx, &batch, &results), ERR_INPUT, "items");
}

static void a_batch_is_looked_at_as_it_ends_up(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Id first = project_of(t, &cx, "Берег").id;
    Id second = project_of(t, &cx, "Опора").id;
    CHECK_OK(t, set(&cx, TIMUR, first, "100"));
    AllocationPut puts[] = {put_of(TIMUR, second, "40"), put_of(TIMUR, first, "60")};
    AllocationBatch batch = {.items = {puts, 2}};
    AllocationResults results = {0};
    CHECK_OK(t, allocation_put_all(&cx, &batch, &results));
    CHECK_INT(t, week_of(t, &cx, TIMUR).confirmed.n, 2400);
    CHECK_INT(t, results.count, 2);
}

static void undo_takes_a_whole_batch_back(Test *t)
{
    const Undoer *const all[] = {plan_undoers};
    Ctx cx;
    allocation_fixture(t, &cx);
    Id first = project_of(t, &cx, "Берег").id;
    Id second = project_of(t, &cx, "Опора").id;
    CHECK_OK(t, set(&cx, TIMUR, first, "100"));
    cx.change_id = ID(0);
    AllocationPut puts[] = {put_of(TIMUR, second, "40"), put_of(TIMUR, first, "60")};
    AllocationBatch batch = {.items = {puts, 2}};
    AllocationResults results = {0};
    CHECK_OK(t, allocation_put_all(&cx, &batch, &results));
    Id change = cx.change_id;
    cx.change_id = ID(0);
    CHECK_OK(t, history_undo(&cx, change, all, 1));
    AllocationList left = {0};
    CHECK_OK(t, allocation_range(&cx, TIMUR, WEEK, day_plus(WEEK, 7), &left));
    CHECK_INT(t, left.count, 1);
    CHECK_INT(t, left.items[0].project_id.n, first.n);
    CHECK_INT(t, left.items[0].minutes.n, 2400);
}

static void undo_refuses_what_changed_meanwhile(Test *t)
{
    const Undoer *const all[] = {plan_undoers};
    Ctx cx;
    allocation_fixture(t, &cx);
    Id project = project_of(t, &cx, "Берег").id;
    cx.change_id = ID(0);
    CHECK_OK(t, set(&cx, TIMUR, project, "20"));
    Id change = cx.change_id;
    cx.change_id = ID(0);
    CHECK_OK(t, set(&cx, TIMUR, project, "30"));
    cx.change_id = ID(0);
    CHECK_ERR(t, history_undo(&cx, change, all, 1), ERR_CONFLICT, "value");
}

static void account_managers_plan_their_own_projects(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Project mine = project_of(t, &cx, "Берег"); /* Анна's client */
    Client other = work_client(t, &cx, "Липа", KIRILL);
    Project foreign = work_project(t, &cx, other.id, "SMM");
    static const Grant grants[] = {{"plan.write", SCOPE_TEAM}, {"projects.read", SCOPE_ALL}};
    cx.root = false;
    cx.person_id = ANNA;
    cx.grants = (Grants){grants, 2};
    CHECK_OK(t, set(&cx, TIMUR, mine.id, "20"));
    CHECK_ERR(t, set(&cx, TIMUR, foreign.id, "20"), ERR_DENIED, "");
    AllocationPut own = put_of(ANNA, ID(0), "10");
    AllocationResult result;
    own.kind = ALLOCATION_OWN_TASKS;
    CHECK_OK(t, allocation_put(&cx, &own, &result));
    own.person_id = TIMUR;
    CHECK_ERR(t, allocation_put(&cx, &own, &result), ERR_DENIED, "");
}

static void old_weeks_are_closed(Test *t)
{
    Ctx cx;
    allocation_fixture(t, &cx);
    Project mine = project_of(t, &cx, "Берег");
    static const Grant grants[] = {{"plan.write", SCOPE_ALL}, {"projects.read", SCOPE_ALL}};
    cx.root = false;
    cx.person_id = ANNA;
    cx.grants = (Grants){grants, 2};
    AllocationPut put = put_of(TIMUR, mine.id, "20");
    AllocationResult result;
    put.week = day_plus(WEEK, -7);
    CHECK_OK(t, allocation_put(&cx, &put, &result));
    put.week = day_plus(WEEK, -14);
    CHECK_ERR(t, allocation_put(&cx, &put, &result), ERR_DENIED, "week");
}

/* ---- two hundred at once ---- */

typedef struct {
    Store *store;
    Id project_id;
    const struct Hooks *hooks;
    Instant now;
    Day today;
    int accepted, refused, other;
} Writers;

typedef struct {
    Writers *all;
    int number;
} Writer;

static Err *put_ten(Ctx *cx, void *arg)
{
    const Writer *writer = arg;
    AllocationPut put = put_of(TIMUR, writer->all->project_id, "10");
    AllocationResult result;
    put.work = arena_printf(cx->arena, "w%d", writer->number); /* each its own key */
    return allocation_put(cx, &put, &result);
}

static void *write_ten(void *arg)
{
    Writer *writer = arg;
    Writers *all = writer->all;
    Arena arena;
    arena_init(&arena, 0);
    Ctx cx = {.arena = &arena,
              .person_name = "",
              .request_id = "test",
              .through = "api",
              .action = "test",
              .root = true,
              .hooks = all->hooks,
              .now = all->now,
              .today = all->today};
    Err *err = store_write(all->store, &cx, put_ten, writer);
    int *count = !err ? &all->accepted : err->kind == ERR_INPUT ? &all->refused : &all->other;
    __atomic_fetch_add(count, 1, __ATOMIC_SEQ_CST);
    arena_finish(&arena);
    return NULL;
}

static Err *make_project(Ctx *cx, void *arg)
{
    Writers *all = arg;
    ProjectBrief brief;
    TRY(allocation_fixture_people(cx));
    TRY(project_add_by_names(cx, "Берег", "Запуск", &brief));
    all->project_id = brief.id;
    return NULL;
}

static Err *read_timur(Ctx *cx, void *arg)
{
    return week_load(cx, TIMUR, WEEK, arg);
}

#define WRITERS 200

static void two_hundred_writers_never_pass_the_week(Test *t)
{
    static Writer writers[WRITERS];
    pthread_t threads[WRITERS];
    Ctx cx;
    PersonWeek week;
    Writers all = {.store = fixture_store(t, &cx)};
    all.hooks = cx.hooks;
    all.now = cx.now;
    all.today = cx.today;
    CHECK_OK(t, store_write(all.store, &cx, make_project, &all));
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (Writer){&all, i};
        CHECK(t, pthread_create(&threads[i], NULL, write_ten, &writers[i]) == 0);
    }
    for (int i = 0; i < WRITERS; i++)
        pthread_join(threads[i], NULL);
    CHECK_INT(t, all.accepted, 10); /* ten times ten percent, whoever came first */
    CHECK_INT(t, all.refused, WRITERS - 10);
    CHECK_INT(t, all.other, 0);
    CHECK_OK(t, store_read(all.store, &cx, read_timur, &week));
    CHECK_INT(t, week.confirmed.n, 2400);
    CHECK_INT(t, week.pushed.n, 0);
}

TEST_SUITE_DB("plan: allocation", {"a cell takes what people type", takes_what_people_type},
              {"a question mark makes it tentative", a_mark_makes_it_tentative},
              {"switching the state moves the other one", switching_moves_the_other_state},
              {"more than the week is refused, with four ways out", refuses_more_than_the_week},
              {"the first exit puts in what is free", the_first_exit_puts_in_what_is_free},
              {"the second exit moves the rest to the next week", the_second_exit_moves_the_rest_ahead},
              {"overtime needs a reason and is counted apart", the_fourth_exit_needs_a_reason},
              {"a tentative booking holds the seat", tentative_holds_the_seat},
              {"a pushed week may only go down", a_pushed_week_may_only_go_down},
              {"a stale cell is refused with both values", a_stale_cell_names_who_changed_it},
              {"one cell stands once in a batch", one_cell_stands_once_in_a_batch},
              {"a batch is looked at as it ends up", a_batch_is_looked_at_as_it_ends_up},
              {"undo takes a whole batch back", undo_takes_a_whole_batch_back},
              {"undo refuses what somebody changed meanwhile", undo_refuses_what_changed_meanwhile},
              {"account managers plan people on their own projects", account_managers_plan_their_own_projects},
              {"old weeks are closed", old_weeks_are_closed},
              {"two hundred writers never pass the week", two_hundred_writers_never_pass_the_week});
