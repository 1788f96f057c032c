/* SPDX-License-Identifier: MIT */
/* The plan as of a moment, and what has changed since. */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/overtime.h"
#include "plan/plan_diff.h"
#include "plan/plan_web_fixture.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)
#define HOUR 3600

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

/* The clock of what is done next: so many hours from the fixture's now, each act a change of its own. */
static void at(Agency *agency, Instant now, int hours)
{
    agency->cx.now = (Instant){now.n + (int64_t)hours * HOUR};
    agency->cx.change_id = ID(0);
}

/*
 * Ten hours before now Полина has 10 hours of Опора and 4 of Берег; since then Опора became 16, Берег went, and Илья
 * got 6 tentative hours, a day off and agreed overtime.
 */
static Instant start(Test *t, Agency *agency)
{
    AllocationResult result;
    Overtime made;
    Absence absence = {.person_id = ID(0), .kind = ABSENCE_DAY_OFF, .note = ""};
    plan_agency(t, agency);
    Instant now = agency->cx.now;
    at(agency, now, -10);
    plan_fill(t, agency, agency->designer, WEEK, agency->project, H(10));
    plan_fill(t, agency, agency->designer, WEEK, agency->foreign, H(4));
    plan_act_as(t, agency, agency->account);
    at(agency, now, -4);
    plan_fill(t, agency, agency->designer, WEEK, agency->project, H(12));
    plan_act_as(t, agency, agency->head);
    at(agency, now, -3);
    plan_fill(t, agency, agency->designer, WEEK, agency->project, H(16));
    plan_fill(t, agency, agency->designer, WEEK, agency->foreign, 0);
    AllocationPut put = plan_put(agency->other, WEEK, agency->project, H(6));
    put.state = ALLOCATION_TENTATIVE;
    CHECK_OK(t, allocation_put(&agency->cx, &put, &result));
    at(agency, now, -2);
    absence.person_id = agency->other;
    absence.from_day = absence.until_day = day_plus(WEEK, 3);
    CHECK_OK(t, absence_add(&agency->cx, &absence));
    OvertimePut overtime = {.person_id = agency->other, .week = WEEK, .minutes = MINUTES(H(2)), .reason = "запуск"};
    CHECK_OK(t, overtime_put(&agency->cx, &overtime, &made));
    at(agency, now, 0);
    return now;
}

static const PlanWeek *week_of(const Plan *plan, Id person_id)
{
    for (size_t i = 0; i < plan->people.count; i++)
        if (plan->people.items[i].id.n == person_id.n)
            return &plan->people.items[i].weeks.items[0];
    return NULL;
}

static Req ask(Test *t, Agency *agency, const char *path, const char *name, int hours)
{
    Req req = plan_ask(t, METHOD_GET, path);
    Instant moment = {agency->cx.now.n + (int64_t)hours * HOUR};
    plan_say(agency, &req, "from", "2026-06-15");
    plan_say(agency, &req, "weeks", "1");
    plan_say(agency, &req, name, instant_iso(agency->cx.arena, moment));
    return req;
}

static const Plan *plan_then(Test *t, Agency *agency, int hours)
{
    Req req = ask(t, agency, "/plan", "as_of", hours);
    return plan_json(t, agency, &req);
}

static void the_plan_of_a_moment_is_what_stood_then(Test *t)
{
    Agency agency;
    start(t, &agency);
    const PlanWeek *week = week_of(plan_then(t, &agency, -5), agency.designer);
    CHECK_INT(t, week->confirmed.n, H(14));
    CHECK_INT(t, week->free.n, H(26));
    CHECK_INT(t, week->allocations.count, 2);
    CHECK_INT(t, week_of(plan_then(t, &agency, -11), agency.designer)->confirmed.n, 0); /* before all of it */
    CHECK_INT(t, week_of(plan_then(t, &agency, 0), agency.designer)->confirmed.n, H(16));
    week = week_of(plan_then(t, &agency, -5), agency.other);
    CHECK_INT(t, week->tentative.n + week->absence.n + week->overtime.n, 0);
    week = week_of(plan_then(t, &agency, 0), agency.other);
    CHECK_INT(t, week->tentative.n, H(6));
    CHECK_INT(t, week->absence.n, H(8));
    CHECK_INT(t, week->overtime.n, H(2));
}

static void a_moment_between_two_changes_holds_the_first(Test *t)
{
    Agency agency;
    Instant now = start(t, &agency);
    at(&agency, now, 0);
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &req, "from", "2026-06-15");
    Instant between = {now.n - 3 * HOUR - HOUR / 2};
    plan_say(&agency, &req, "as_of", instant_iso(agency.cx.arena, between));
    CHECK_INT(t, week_of(plan_json(t, &agency, &req), agency.designer)->confirmed.n, H(16)); /* 12 and 4 */
}

static void what_was_taken_back_is_not_there(Test *t)
{
    Agency agency;
    Instant now = start(t, &agency);
    at(&agency, now, 0);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(20));
    CHECK_OK(t, plan_undo(&agency));
    at(&agency, now, 1);
    CHECK_INT(t, week_of(plan_then(t, &agency, -2), agency.designer)->confirmed.n, H(16));
}

static void the_page_of_a_moment_is_to_be_read_only(Test *t)
{
    Agency agency;
    start(t, &agency);
    Req req = ask(t, &agency, "/plan", "as_of", -5);
    plan_say(&agency, &req, "cell", arena_printf(agency.cx.arena, "%" PRId64 ".2026-06-15.", agency.designer.n));
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "The plan as it was on"));
    CHECK(t, has(page, "<b>35</b>"));
    CHECK(t, !has(page, "cell="));
    CHECK(t, !has(page, "id=\"editor\""));
}

static void a_moment_must_be_one_of_the_past(Test *t)
{
    static const char *const wrong[] = {"yesterday", "2026-06-31", "2026-06-15T25:00", "2126-01-01"};
    static const char *const right[] = {"2026-06-15", "2026-06-15T10:00", "2026-06-15T10:00:30",
                                        "2026-06-15T07:00:00Z"};
    Agency agency;
    plan_agency(t, &agency);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        PlanQuery query = {.from = DAY_NONE, .as_of = wrong[i]};
        plan_query_settle(&agency.cx, &query);
        CHECK_ERR(t, plan_query_moment(&agency.cx, &query), ERR_INPUT, "as_of");
    }
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        PlanQuery query = {.from = DAY_NONE, .as_of = right[i]};
        plan_query_settle(&agency.cx, &query);
        CHECK_OK(t, plan_query_moment(&agency.cx, &query));
    }
}

static const PlanChange *change_of(const PlanDiff *diff, Id person_id, Id project_id, const char *kind)
{
    for (size_t i = 0; i < diff->changes.count; i++) {
        const PlanChange *one = &diff->changes.items[i];
        if (one->person_id.n == person_id.n && one->project_id.n == project_id.n && strcmp(one->kind, kind) == 0)
            return one;
    }
    return NULL;
}

static void changes_say_what_was_what_is_and_who(Test *t)
{
    Agency agency;
    Instant now = start(t, &agency);
    Req req = ask(t, &agency, "/plan/changes", "since", -5);
    const PlanDiff *diff = plan_json(t, &agency, &req);
    CHECK_INT(t, diff->cells, 5);
    CHECK_INT(t, diff->people, 2);
    const PlanChange *opora = change_of(diff, agency.designer, agency.project, "project");
    CHECK_INT(t, opora->before.n, H(10));
    CHECK_INT(t, opora->after.n, H(16));
    CHECK_INT(t, opora->changed_by.n, agency.head.n); /* the last who did */
    CHECK_INT(t, opora->at.n, now.n - 3 * HOUR);
    CHECK_INT(t, change_of(diff, agency.designer, agency.foreign, "project")->after.n, 0);
    CHECK_INT(t, change_of(diff, agency.other, ID(0), "away")->after.n, H(8));
    CHECK_INT(t, change_of(diff, agency.other, ID(0), "overtime")->after.n, H(2));
    CHECK_STR(t, change_of(diff, agency.other, agency.project, "project")->state, "tentative");
    req = ask(t, &agency, "/plan/changes", "since", 0);
    CHECK_INT(t, ((const PlanDiff *)plan_json(t, &agency, &req))->cells, 0);
}

static void changes_follow_the_filters(Test *t)
{
    Agency agency;
    start(t, &agency);
    Req req = ask(t, &agency, "/plan/changes", "since", -5);
    plan_say(&agency, &req, "project_id", id_value(&agency.cx, agency.project));
    CHECK_INT(t, ((const PlanDiff *)plan_json(t, &agency, &req))->cells, 2);
    req = ask(t, &agency, "/plan/changes", "since", -5);
    plan_say(&agency, &req, "q", "Полина");
    CHECK_INT(t, ((const PlanDiff *)plan_json(t, &agency, &req))->cells, 2);
}

static void the_plan_marks_what_has_changed(Test *t)
{
    Agency agency;
    start(t, &agency);
    Req req = ask(t, &agency, "/plan", "since", -5);
    plan_say(&agency, &req, "open", id_value(&agency.cx, agency.designer));
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "is-changed"));
    CHECK(t, has(page, "<b>40</b><em>was 35</em>"));
    CHECK(t, has(page, "5 quantities"));
    req = ask(t, &agency, "/plan/changes", "since", -5);
    page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "Опора · Лето"));
    CHECK(t, has(page, "<del>25% (10 h)</del>"));
    CHECK(t, has(page, "<ins>40% (16 h)</ins>"));
    CHECK(t, has(page, "/plan/history?person_id="));
}

TEST_SUITE_DB("plan: as of a moment",
              {"the plan of a moment is what stood then", the_plan_of_a_moment_is_what_stood_then},
              {"a moment between two changes holds the first", a_moment_between_two_changes_holds_the_first},
              {"what was taken back is not there", what_was_taken_back_is_not_there},
              {"the page of a moment is to be read only", the_page_of_a_moment_is_to_be_read_only},
              {"a moment must be one of the past", a_moment_must_be_one_of_the_past},
              {"changes say what was, what is, and who", changes_say_what_was_what_is_and_who},
              {"changes follow the filters", changes_follow_the_filters},
              {"the plan marks what has changed", the_plan_marks_what_has_changed});
