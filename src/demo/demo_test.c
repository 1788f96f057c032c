/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "db/db_fixture.h"
#include "demo/demo.h"
#include "demo/demo_fixture.h"
#include "people/agency.h"
#include "people/login.h"
#include "people/role.h"
#include "plan/overtime.h"
#include "plan/plan.h"
#include "work/client.h"
#include "work/project.h"

#define PASSWORD "orbit-lamp-cedar-42"

static Store *filled(Test *t, Ctx *cx, DemoOptions options)
{
    Store *store = fixture_store(t, cx);
    options.password = PASSWORD;
    CHECK_OK(t, demo_fill(cx, store, &options));
    return store;
}

/* What is read of the database, in one snapshot. */
typedef struct {
    Plan plan;
    PersonWeekList rows;
    AllocationList allocations;
    OvertimeList overtime;
    ClientList clients;
    ProjectList projects;
    Change own;
    Id pavel, anna;
    RoleSet roles;
    SignIn sign_in;
    const char *agency;
} Look;

static Err *look(Ctx *cx, void *arg)
{
    Look *seen = arg;
    PlanQuery query = {.from = day_from_ymd(2026, 6, 8),
                       .weeks = JUNE_WEEKS,
                       .q = "",
                       .only = "",
                       .group = "",
                       .unit = "",
                       .open = "",
                       .cell = ""};
    plan_query_settle(cx, &query);
    TRY(plan_load(cx, &query, &seen->plan));
    TRY(week_rows(cx, DAY_MIN, DAY_MAX, &seen->rows));
    TRY(allocation_range(cx, ID(0), DAY_MIN, DAY_MAX, &seen->allocations));
    TRY(overtime_range(cx, DAY_MIN, DAY_MAX, &seen->overtime));
    TRY(client_list(cx, &seen->clients));
    TRY(project_list(cx, &seen->projects));
    TRY(agency_name(cx, &seen->agency));
    TRY(person_by_email(cx, "pavel@polden.example", &seen->pavel));
    TRY(person_by_email(cx, "anna@polden.example", &seen->anna));
    return roles_of_person(cx, seen->pavel, &seen->roles);
}

static Look look_at(Test *t, Ctx *cx, Store *store)
{
    Look seen = {.projects = {.q = "", .stage = "", .cursor = ""}, .clients = {.q = "", .cursor = ""}};
    CHECK_OK(t, store_read(store, cx, look, &seen));
    return seen;
}

static const PlanMember *member_called(const Plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->people.count; i++)
        if (!strcmp(plan->people.items[i].name, name))
            return &plan->people.items[i];
    return NULL;
}

static int64_t sum_of(const PlanWeek *week)
{
    return week->confirmed.n + week->tentative.n + week->internal.n + week->reserve.n + week->absence.n;
}

static void has_the_sums_of_june(Test *t)
{
    Ctx cx;
    Store *store = filled(t, &cx, (DemoOptions){0});
    Look seen = look_at(t, &cx, store);
    CHECK_INT(t, seen.plan.people.count, COUNT_OF(june_sums));
    for (size_t i = 0; i < COUNT_OF(june_sums); i++) {
        const PlanMember *member = member_called(&seen.plan, june_sums[i].name);
        CHECK(t, member && member->weeks.count == JUNE_WEEKS);
        for (int w = 0; w < JUNE_WEEKS; w++) {
            const PlanWeek *week = &member->weeks.items[w];
            CHECK_INT(t, sum_of(week), june_sums[i].percents[w] * week->capacity.n / 100);
        }
    }
}

/* The rows carry what the allocations come to, and stand above the week only where overtime or leave says so. */
static void check_row(Test *t, const Look *seen, const PersonWeek *row)
{
    int64_t planned = 0;
    int64_t overtime = 0;
    for (size_t i = 0; i < seen->allocations.count; i++) {
        const Allocation *one = &seen->allocations.items[i];
        if (one->person_id.n == row->person_id.n && one->week.n == row->week.n)
            planned += one->minutes.n;
    }
    for (size_t i = 0; i < seen->overtime.count; i++) {
        const Overtime *one = &seen->overtime.items[i];
        if (one->person_id.n == row->person_id.n && one->week.n == row->week.n)
            overtime += one->minutes.n;
    }
    CHECK_INT(t, row->confirmed.n + row->tentative.n + row->internal.n + row->reserve.n, planned);
    CHECK_INT(t, row->overtime.n, overtime);
    CHECK_INT(t, row->pushed.n, week_excess(row).n);
    CHECK(t, week_excess(row).n == 0 || row->absence.n > 0);
}

static void goes_over_only_by_overtime_or_absence(Test *t)
{
    Ctx cx;
    Store *store = filled(t, &cx, (DemoOptions){0});
    Look seen = look_at(t, &cx, store);
    int64_t over = 0;
    int64_t pushed = 0;
    CHECK(t, seen.rows.count > 250 && seen.allocations.count > 1500);
    for (size_t i = 0; i < seen.rows.count; i++) {
        const PersonWeek *row = &seen.rows.items[i];
        check_row(t, &seen, row);
        over += week_planned(row).n > row->room.n;
        pushed += row->pushed.n > 0;
    }
    CHECK_INT(t, seen.overtime.count, 15);
    CHECK(t, over > 15 && pushed > 0); /* there is something to see */
}

static void knows_who_works_for_whom(Test *t)
{
    Ctx cx;
    Store *store = filled(t, &cx, (DemoOptions){0});
    Look seen = look_at(t, &cx, store);
    CHECK_STR(t, seen.agency, "Полдень");
    CHECK_INT(t, seen.clients.items.count, 8);
    CHECK_INT(t, seen.projects.items.count, 10);
    CHECK_STR(t, seen.projects.items.items[0].client_name, "Берег");
    CHECK_STR(t, seen.projects.items.items[0].manager_name, "Анна Ветрова");
    CHECK_STR(t, seen.plan.people.items[0].name, "Анна Ветрова"); /* the order of the design */
    CHECK_STR(t, seen.plan.people.items[9].position, "Инфлюенс-менеджер");
    CHECK_INT(t, seen.roles, ROLE_BIT(ROLE_HEAD) | ROLE_BIT(ROLE_ADMINISTRATOR));
}

static void holds_seats_until_a_day(Test *t)
{
    Ctx cx;
    Store *store = filled(t, &cx, (DemoOptions){0});
    Look seen = look_at(t, &cx, store);
    int64_t tentative = 0;
    for (size_t i = 0; i < seen.allocations.count; i++) {
        const Allocation *one = &seen.allocations.items[i];
        if (one->state != ALLOCATION_TENTATIVE)
            continue;
        tentative++;
        CHECK(t, day_is_set(one->until) && one->reserved_by.n != 0);
    }
    CHECK(t, tentative > 50);
    for (size_t i = 0; i < seen.overtime.count; i++)
        CHECK_INT(t, seen.overtime.items[i].agreed_by.n, seen.pavel.n);
}

static Err *sign_in(Ctx *cx, void *arg)
{
    SignIn *try = arg;
    return login_verify(cx, try);
}

static void lets_everybody_sign_in(Test *t)
{
    Ctx cx;
    Store *store = filled(t, &cx, (DemoOptions){0});
    Look seen = look_at(t, &cx, store);
    SignIn good = {.email = "anna@polden.example", .password = PASSWORD, .address = "", .agent = "", .device = ""};
    SignIn bad = good;
    bad.password = "something else";
    CHECK_OK(t, store_read(store, &cx, sign_in, &good));
    CHECK_INT(t, good.person_id.n, seen.anna.n);
    CHECK_OK(t, store_read(store, &cx, sign_in, &bad));
    CHECK_INT(t, bad.person_id.n, 0);
}

static Err *last_own(Ctx *cx, void *arg)
{
    Look *seen = arg;
    TRY(person_by_email(cx, "pavel@polden.example", &cx->person_id));
    return history_last_own(cx, &seen->own);
}

static void is_nobodys_to_undo(Test *t)
{
    Ctx cx;
    Store *store = filled(t, &cx, (DemoOptions){0});
    Look seen = {0};
    CHECK_INT(t, cx.person_id.n, 0);
    CHECK_OK(t, store_read(store, &cx, last_own, &seen));
    CHECK_INT(t, seen.own.id.n, 0);
}

static void needs_an_empty_database(Test *t)
{
    Ctx cx;
    Store *store = filled(t, &cx, (DemoOptions){0});
    DemoOptions again = {.password = PASSWORD};
    CHECK_ERR(t, demo_fill(&cx, store, &again), ERR_CONFLICT, "");
    CHECK_INT(t, look_at(t, &cx, store).clients.items.count, 8);
}

static void grows(Test *t)
{
    Ctx cx;
    Store *store = filled(t, &cx, (DemoOptions){.people = 24, .clients = 14, .weeks = 12, .seed = 3});
    Look seen = look_at(t, &cx, store);
    CHECK_INT(t, seen.plan.people.count, 20); /* four of «Полдень» are not planned */
    CHECK_INT(t, seen.clients.items.count, 14);
    for (size_t i = 0; i < seen.rows.count; i++)
        check_row(t, &seen, &seen.rows.items[i]);
}

TEST_SUITE_DB("demo: filling a database", {"the weeks of June 2026 come out as designed", has_the_sums_of_june},
              {"weeks stand above 100 % by overtime or absence alone", goes_over_only_by_overtime_or_absence},
              {"clients, projects and roles are those of the texts", knows_who_works_for_whom},
              {"tentative bookings say until when and by whom", holds_seats_until_a_day},
              {"everybody signs in with the password that was given", lets_everybody_sign_in},
              {"what the demo did is nobody's to undo", is_nobodys_to_undo},
              {"a database with people in it is left alone", needs_an_empty_database},
              {"a larger agency keeps to the same rules", grows});
