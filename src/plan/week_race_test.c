/* SPDX-License-Identifier: MIT */
/* A week that is planned for the first time at the very moment in which what it is made of changes. */
#include "base/base.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "plan/allocation_fixture.h"
#include "plan/calendar_own.h"
#include "plan/plan_fixture.h"

#define H(hours) ((hours)*60)
#define THE_WEEK day_plus(WEEK, 70)
#define OTHERS_TIME_US 400000

/* Two writers: the first holds its transaction open for the second, which begins when the first has written. */
typedef struct {
    Store *store;
    const Ctx *like;
    const char *engine;
    Err *(*first)(Ctx *cx);
    Err *(*second)(Ctx *cx);
    atomic_bool written, ended;
    bool failed[2];
} Race;

/* On SQLite the second cannot begin at all. */
static Err *run_first(Ctx *cx, void *arg)
{
    Race *race = arg;
    TRY(race->first(cx));
    race->written = true;
    for (int waited = 0; strcmp(race->engine, "postgres") == 0 && !race->ended && waited < OTHERS_TIME_US;
         waited += 1000)
        usleep(1000);
    return NULL;
}

static Err *run_second(Ctx *cx, void *arg)
{
    Race *race = arg;
    return race->second(cx);
}

static bool write_as(Race *race, Err *(*run)(Ctx *cx, void *arg))
{
    Arena arena;
    arena_init(&arena, 0);
    Ctx cx = *race->like;
    cx.arena = &arena;
    bool good = !store_write(race->store, &cx, run, race);
    arena_finish(&arena);
    return good;
}

static void *go_second(void *arg)
{
    Race *race = arg;
    while (!race->written)
        usleep(500);
    race->failed[1] = !write_as(race, run_second);
    race->ended = true;
    return NULL;
}

static Err *plan_it(Ctx *cx)
{
    AllocationPut put = plan_put(TIMUR, THE_WEEK, ID(0), H(8));
    AllocationResult result;
    put.kind = ALLOCATION_OWN_TASKS;
    return allocation_put(cx, &put, &result);
}

static Err *halve_the_hours(Ctx *cx)
{
    Contract contract = contract_default();
    contract.person_id = TIMUR;
    contract.from_day = THE_WEEK;
    if (!contract_spread(&contract, MINUTES(H(20))))
        return err_fault(cx, "20 hours cannot be spread");
    return contract_put(cx, &contract);
}

static Err *close_a_day(Ctx *cx)
{
    CalendarDay day = {.day = THE_WEEK, .kind = CALENDAR_DAY_OFF, .name = "Party"};
    return calendar_own_put(cx, &day);
}

static Err *make_people(Ctx *cx, void *arg UNUSED)
{
    return allocation_fixture_people(cx);
}

static Err *read_rows(Ctx *cx, void *arg)
{
    return week_rows_of(cx, TIMUR, THE_WEEK, day_plus(THE_WEEK, 7), arg);
}

static Err *follow_contract(Ctx *cx, Id person_id, Day from)
{
    return week_refresh(cx, person_id, from, DAY_NONE);
}

static PersonWeek after(Test *t, Err *(*first)(Ctx *cx), Err *(*second)(Ctx *cx))
{
    static const Hooks hooks = {.contract_changed = follow_contract};
    Ctx cx;
    pthread_t thread;
    PersonWeekList rows = {0};
    Race race = {.engine = t->engine, .first = first, .second = second};
    race.store = fixture_store(t, &cx);
    cx.hooks = &hooks;
    const Ctx like = cx;
    race.like = &like;
    CHECK_OK(t, store_write(race.store, &cx, make_people, NULL));
    CHECK(t, pthread_create(&thread, NULL, go_second, &race) == 0);
    race.failed[0] = !write_as(&race, run_first);
    race.written = true;
    pthread_join(thread, NULL);
    CHECK(t, !race.failed[0]);
    CHECK(t, !race.failed[1]);
    CHECK_OK(t, store_read(race.store, &cx, read_rows, &rows));
    CHECK_INT(t, rows.count, 1);
    CHECK_INT(t, rows.items[0].internal.n, H(8));
    return rows.items[0];
}

static void knows_of_other_hours(Test *t)
{
    CHECK_INT(t, after(t, plan_it, halve_the_hours).capacity.n, H(20));
    CHECK_INT(t, after(t, halve_the_hours, plan_it).capacity.n, H(20));
}

static void knows_of_a_day_off(Test *t)
{
    CHECK_INT(t, after(t, plan_it, close_a_day).absence.n, H(8));
    CHECK_INT(t, after(t, close_a_day, plan_it).absence.n, H(8));
}

TEST_SUITE_DB("plan: week race", {"a week planned at the same moment knows of other hours", knows_of_other_hours},
              {"a week planned at the same moment knows of a day off", knows_of_a_day_off});
