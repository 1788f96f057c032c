/* SPDX-License-Identifier: MIT */
/* The plan from memory is the plan of the database: whatever several people change at once, byte by byte. */
#include "base/base.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/hooks.h"
#include "base/json.h"
#include "people/position.h"
#include "plan/absence.h"
#include "plan/calendar_own.h"
#include "plan/desk.h"
#include "plan/plan_fixture.h"
#include "plan/plan_page.h"
#include "plan/undo.h"
#include "web/template.h"
#include "work/client.h"

#define PEOPLE 4
#define WEEKS 6
#define WRITERS 3
#define READERS 2
#define CHANGES 60 /* of each writer */

/* An agency behind a store, as a server has it. */
typedef struct {
    Test *t;
    Store *store;
    Ctx cx;
    Hooks kept, cold; /* with a desk and a shelf, and without */
    Id people[PEOPLE];
    Id projects[2];
    const Template *page;
    atomic_int writing, compared;
} Office;

static Err *follow_contract(Ctx *cx, Id person_id, Day from)
{
    return week_refresh(cx, person_id, from, DAY_NONE);
}

static Id add_project(Test *t, Ctx *cx, const char *client_name, Id manager_id)
{
    Client client = {.name = client_name, .manager_id = manager_id};
    CHECK_OK(t, client_add(cx, &client));
    Project project = {
        .client_id = client.id, .name = "Лето", .stage = PROJECT_RUNNING, .starts = DAY_NONE, .ends = DAY_NONE};
    CHECK_OK(t, project_add(cx, &project));
    return project.id;
}

static Err *move_in(Ctx *cx, void *arg)
{
    static const char *const names[PEOPLE] = {"Павел Дорн", "Анна Ветрова", "Полина Грек", "Илья Сомов"};
    Office *office = arg;
    for (int i = 0; i < PEOPLE; i++)
        office->people[i] =
            fixture_person(office->t, cx, names[i], arena_printf(cx->arena, "p%d@polden.example", i), "specialist");
    office->projects[0] = add_project(office->t, cx, "Опора", office->people[0]);
    office->projects[1] = add_project(office->t, cx, "Берег", office->people[1]);
    return NULL;
}

static void office_open(Test *t, Office *office)
{
    *office = (Office){.t = t};
    office->store = fixture_store(t, &office->cx);
    office->cold = fixture_hooks;
    office->cold.contract_changed = follow_contract;
    office->cold.person_removed = week_forget;
    office->kept = office->cold;
    office->kept.desk = desk_new();
    office->kept.shelf = shelf_new(32 << 20);
    office->cx.hooks = &office->kept;
    CHECK_OK(t, template_compile(&office->cx, office->cx.arena, "plan/plan.html", &PlanPage_shape, &office->page));
    CHECK_OK(t, store_write(office->store, &office->cx, move_in, office));
}

static void office_close(Office *office)
{
    desk_free(office->kept.desk);
    shelf_free(office->kept.shelf);
}

/* ---- reading it twice ---- */

static PlanQuery query_of(const Ctx *cx, int weeks)
{
    PlanQuery query = {.from = WEEK, .weeks = weeks};
    shape_blank(&PlanQuery_shape, &query);
    plan_query_settle(cx, &query);
    return query;
}

static Err *plan_text(Ctx *cx, const Hooks *hooks, int weeks, const char **text)
{
    Plan plan;
    Buf out = {0};
    PlanQuery query = query_of(cx, weeks);
    const Hooks *before = cx->hooks;
    cx->hooks = hooks;
    Err *err = plan_load(cx, &query, &plan);
    if (!err) {
        plan_ready_json(cx, &plan);
        json_write(cx, &out, IN(Plan, &plan));
        *text = arena_printf(cx->arena, "%d %d %d %d %s", plan.over, plan.tentative, plan.free, plan.under, out.data);
    }
    cx->hooks = before;
    buf_finish(&out);
    return err;
}

/* Now and then in another unit, language and role, and with somebody unfolded. */
static Err *page_text(Ctx *cx, const Office *office, const Hooks *hooks, int variant, const char **text)
{
    static const PlanRefused nothing = {NULL, NULL};
    static const Grant own[] = {{"plan.read", SCOPE_ALL}, {"plan.write", SCOPE_OWN}};
    Plan plan;
    PlanPage page;
    Buf out = {0};
    PlanQuery query = query_of(cx, WEEKS);
    Ctx other = *cx;
    other.hooks = hooks;
    other.lang = variant & 1 ? LANG_RU : LANG_EN;
    other.root = !(variant & 2);
    other.person_id = office->people[1];
    other.grants = (Grants){own, COUNT_OF(own)};
    query.unit = variant & 4 ? "hours" : "";
    query.open = variant & 8 ? arena_printf(cx->arena, "%" PRId64, office->people[0].n) : "";
    Err *err = plan_load(&other, &query, &plan);
    err = err ? err : plan_page_fill(&other, &query, &plan, &nothing, &page);
    if (!err)
        template_render(&other, office->page, &page, NULL, &out);
    *text = arena_strdup(cx->arena, out.data ? out.data : "");
    buf_finish(&out);
    return err;
}

static Err *compare_pages(Ctx *cx, const Office *office, int variant)
{
    const char *kept, *again, *cold;
    TRY(page_text(cx, office, &office->kept, variant, &kept));
    TRY(page_text(cx, office, &office->kept, variant, &again));
    TRY(page_text(cx, office, &office->cold, variant, &cold));
    CHECK(office->t, strlen(cold) > 1000);
    CHECK_STR(office->t, kept, cold);
    CHECK_STR(office->t, again, cold);
    return NULL;
}

/* Parts of the list, read by themselves, are what they are in the whole. */
static Err *compare_parts(Ctx *cx, const Office *office)
{
    Plan whole, part;
    PlanQuery query = query_of(cx, WEEKS);
    TRY(plan_load(cx, &query, &whole));
    query.uncounted = true;
    query.limit = 3;
    for (query.page = 0; query.page < 3; query.page++) {
        TRY(plan_load(cx, &query, &part));
        size_t skip = MIN_OF((size_t)query.page * 3, whole.people.count);
        CHECK_INT(office->t, part.total, whole.total);
        CHECK_INT(office->t, part.people.count, MIN_OF(whole.people.count - skip, (size_t)3));
        for (size_t i = 0; i < part.people.count; i++)
            CHECK_INT(office->t, part.people.items[i].id.n, whole.people.items[skip + i].id.n);
    }
    return NULL;
}

static Err *compare(Ctx *cx, void *arg)
{
    Office *office = arg;
    for (int weeks = WEEKS - 1; weeks <= WEEKS; weeks++) {
        const char *kept, *again, *cold;
        TRY(plan_text(cx, &office->kept, weeks, &kept));
        TRY(plan_text(cx, &office->kept, weeks, &again));
        TRY(plan_text(cx, &office->cold, weeks, &cold));
        CHECK_STR(office->t, kept, cold);
        CHECK_STR(office->t, again, cold);
    }
    TRY(compare_parts(cx, office));
    return compare_pages(cx, office, atomic_fetch_add(&office->compared, 1) % 16);
}

static void compare_now(Office *office)
{
    Arena arena;
    arena_init(&arena, 0);
    Ctx cx = office->cx;
    cx.arena = &arena;
    CHECK_OK(office->t, store_read(office->store, &cx, compare, office));
    arena_finish(&arena);
}

/* ---- changing it ---- */

typedef struct {
    Office *office;
    pthread_t thread;
    unsigned seed;
    Id last_change;
    bool refuses; /* the change is made, looked at, and taken away with its transaction */
} Writer;

static int chance(Writer *writer, int of)
{
    return (int)((unsigned)rand_r(&writer->seed) % (unsigned)of);
}

static Day some_day(Writer *writer)
{
    return day_plus(WEEK, chance(writer, WEEKS * 7));
}

static Err *put_a_cell(Ctx *cx, Writer *writer, Id person_id)
{
    AllocationResult result;
    AllocationPut put = allocation_put_blank();
    put.person_id = person_id;
    put.week = some_day(writer);
    put.project_id = writer->office->projects[chance(writer, 2)];
    put.state = (AllocationState)chance(writer, 2);
    put.minutes = MINUTES(60 * chance(writer, 20));
    put.note = chance(writer, 4) ? "" : "по звонку";
    return allocation_put(cx, &put, &result);
}

static Err *put_leave(Ctx *cx, Writer *writer, Id person_id)
{
    Absence absence = {.person_id = person_id, .kind = (AbsenceKind)chance(writer, 3), .from_day = some_day(writer)};
    absence.until_day = day_plus(absence.from_day, chance(writer, 12));
    return absence_add(cx, &absence);
}

static Err *put_hours(Ctx *cx, Writer *writer, Id person_id)
{
    Contract contract = contract_default();
    contract.person_id = person_id;
    contract.from_day = some_day(writer);
    contract.fri = MINUTES(60 * (4 + chance(writer, 5)));
    return contract_put(cx, &contract);
}

static Err *put_overtime(Ctx *cx, Writer *writer, Id person_id)
{
    Overtime made;
    OvertimePut put = {person_id, some_day(writer), MINUTES(60), "запуск"};
    return overtime_put(cx, &put, &made);
}

static Err *put_holiday(Ctx *cx, Writer *writer, Id person_id UNUSED)
{
    CalendarDay day = {some_day(writer), (CalendarDayKind)chance(writer, 3), "День города"};
    return chance(writer, 2) ? calendar_own_put(cx, &day) : calendar_own_remove(cx, day.day);
}

static Err *put_last_day(Ctx *cx, Writer *writer, Id person_id)
{
    Person person;
    TRY(person_get(cx, person_id, &person));
    person.employed_until = chance(writer, 2) ? some_day(writer) : DAY_NONE;
    person.hue = chance(writer, 6);
    person.position = chance(writer, 2) ? "Дизайнер" : "Арт-директор";
    return person_change(cx, &person);
}

static Err *rename_position(Ctx *cx, Writer *writer, Id person_id)
{
    Person person;
    Place place;
    TRY(person_get(cx, person_id, &person));
    if (!person.position_id.n)
        return NULL;
    TRY(place_get(cx, PLACE_POSITION, person.position_id, &place));
    place.name = arena_printf(cx->arena, "Должность %d", chance(writer, 1000));
    place.sort = chance(writer, 10);
    return place_change(cx, PLACE_POSITION, &place);
}

static Err *undo_last(Ctx *cx, Writer *writer, Id person_id UNUSED)
{
    const Undoer *const all[] = {plan_undoers};
    return history_undo(cx, writer->last_change, all, 1);
}

static Err *change(Ctx *cx, void *arg)
{
    static Err *(*const ways[])(Ctx * cx, Writer * writer, Id person_id) = {
        put_a_cell, put_a_cell, put_a_cell,  put_a_cell,   put_a_cell,   put_leave,
        put_hours,  undo_last,  put_holiday, put_last_day, put_overtime, rename_position};
    Writer *writer = arg;
    const char *text;
    Id person_id = writer->office->people[chance(writer, PEOPLE)];
    TRY(ways[chance(writer, COUNT_OF(ways))](cx, writer, person_id));
    if (!writer->refuses)
        return NULL;
    TRY(plan_text(cx, &writer->office->kept, WEEKS, &text));
    return err_new(cx, ERR_INPUT, "", "not so");
}

static void change_once(Writer *writer)
{
    Arena arena;
    arena_init(&arena, 0);
    Ctx cx = writer->office->cx;
    cx.arena = &arena;
    cx.change_id = ID(0);
    writer->refuses = chance(writer, 4) == 0;
    const Err *err = store_write(writer->office->store, &cx, change, writer);
    bool refused = err && (err->kind == ERR_INPUT || err->kind == ERR_CONFLICT || err->kind == ERR_MISSING ||
                           err->kind == ERR_DENIED || err->kind == ERR_BUSY);
    if (err && !refused)
        CHECK_OK(writer->office->t, err);
    if (!err)
        writer->last_change = cx.change_id;
    arena_finish(&arena);
}

static void *write_much(void *arg)
{
    Writer *writer = arg;
    for (int i = 0; i < CHANGES; i++)
        change_once(writer);
    atomic_fetch_sub(&writer->office->writing, 1);
    return NULL;
}

static void *read_much(void *arg)
{
    Office *office = arg;
    while (atomic_load(&office->writing) > 0)
        compare_now(office);
    return NULL;
}

static void is_the_plan_of_its_snapshot(Test *t)
{
    Office office;
    Writer writers[WRITERS];
    pthread_t readers[READERS];
    office_open(t, &office);
    atomic_store(&office.writing, WRITERS);
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (Writer){.office = &office, .seed = 7U + (unsigned)i};
        CHECK(t, pthread_create(&writers[i].thread, NULL, write_much, &writers[i]) == 0);
    }
    for (int i = 0; i < READERS; i++)
        CHECK(t, pthread_create(&readers[i], NULL, read_much, &office) == 0);
    for (int i = 0; i < WRITERS; i++)
        pthread_join(writers[i].thread, NULL);
    for (int i = 0; i < READERS; i++)
        pthread_join(readers[i], NULL);
    CHECK(t, atomic_load(&office.compared) > 0);
    compare_now(&office);
    office_close(&office);
}

/* ---- one at a time ---- */

static void follows_each_kind_of_change(Test *t)
{
    Office office;
    office_open(t, &office);
    Writer writer = {.office = &office, .seed = 1};
    for (int i = 0; i < CHANGES; i++) {
        change_once(&writer);
        compare_now(&office);
    }
    office_close(&office);
}

typedef struct {
    Office *office;
    bool refused;
} Booking;

static Err *book_and_look(Ctx *cx, void *arg)
{
    const Booking *booking = arg;
    AllocationResult result;
    const char *text;
    AllocationPut put = plan_put(booking->office->people[0], WEEK, booking->office->projects[0], 600);
    put.note = booking->refused ? "never was" : "stays";
    put.minutes = MINUTES(booking->refused ? 600 : 300);
    TRY(allocation_put(cx, &put, &result));
    TRY(plan_text(cx, &booking->office->kept, WEEKS, &text));
    CHECK(booking->office->t, strstr(text, put.note) != NULL); /* the writer sees its own */
    return booking->refused ? err_new(cx, ERR_INPUT, "", "not so") : NULL;
}

static Err *look(Ctx *cx, void *arg)
{
    const Office *office = arg;
    const char *text;
    TRY(plan_text(cx, &office->kept, WEEKS, &text));
    CHECK(office->t, strstr(text, "never was") == NULL);
    return NULL;
}

/* The next change has the same revision that the one before had: it must not find what that one left. */
static void never_shows_what_was_rolled_back(Test *t)
{
    Office office;
    office_open(t, &office);
    Ctx *cx = &office.cx;
    Booking refused = {&office, true}, kept = {&office, false};
    compare_now(&office);
    CHECK_ERR(t, store_write(office.store, cx, book_and_look, &refused), ERR_INPUT, "");
    CHECK_OK(t, store_read(office.store, cx, look, &office));
    compare_now(&office);
    cx->change_id = ID(0);
    CHECK_OK(t, store_write(office.store, cx, book_and_look, &kept));
    CHECK_OK(t, store_read(office.store, cx, look, &office));
    compare_now(&office);
    arena_reset(cx->arena);
    office_close(&office);
}

TEST_SUITE_DB("plan: sheet", {"each kind of change is seen at once", follows_each_kind_of_change},
              {"what was rolled back is never seen", never_shows_what_was_rolled_back},
              {"with several writers memory shows what the snapshot holds", is_the_plan_of_its_snapshot});
