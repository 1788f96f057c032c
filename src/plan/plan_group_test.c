/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_group.h"
#include "plan/plan_web_fixture.h"
#include "work/project.h"

#define H(hours) ((hours)*60)

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static const Plan *grouped(Test *t, Agency *agency, const char *by)
{
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(agency, &req, "from", "2026-06-15");
    plan_say(agency, &req, "weeks", "2");
    plan_say(agency, &req, "group", by);
    return plan_json(t, agency, &req);
}

static const PlanPart *part_of(const Plan *plan, const char *label)
{
    for (size_t i = 0; i < plan->groups.count; i++)
        if (strcmp(plan->groups.items[i].label, label) == 0)
            return &plan->groups.items[i];
    return NULL;
}

/* Полина on both projects, Илья on one; Анна and the head on none. */
static void start(Test *t, Agency *agency)
{
    plan_agency(t, agency);
    plan_fill(t, agency, agency->designer, WEEK, agency->project, H(10));
    plan_fill(t, agency, agency->designer, WEEK, agency->foreign, H(4));
    plan_fill(t, agency, agency->other, day_plus(WEEK, 7), agency->foreign, H(6));
}

static void by_client_people_stand_in_each_of_theirs(Test *t)
{
    Agency agency;
    start(t, &agency);
    const Plan *plan = grouped(t, &agency, "client");
    CHECK_INT(t, plan->groups.count, 3);
    const PlanPart *bereg = part_of(plan, "Берег");
    const PlanPart *opora = part_of(plan, "Опора");
    CHECK_INT(t, bereg->people.count, 2);
    CHECK_INT(t, bereg->weeks.items[0].planned.n, H(4)); /* of this client's work alone */
    CHECK_INT(t, bereg->weeks.items[1].planned.n, H(6));
    CHECK_INT(t, opora->people.count, 1);
    CHECK_INT(t, opora->people.items[0].id.n, agency.designer.n);
    CHECK_INT(t, opora->weeks.items[0].planned.n, H(10));
    CHECK_INT(t, part_of(plan, "No work on projects in these weeks")->people.count, 2);
    CHECK_INT(t, plan->total, 4); /* people are counted once */
}

static void by_manager_project_and_direction_too(Test *t)
{
    Agency agency;
    Project project;
    start(t, &agency);
    CHECK_OK(t, project_get(&agency.cx, agency.project, &project));
    project.direction = "контент";
    CHECK_OK(t, project_change(&agency.cx, &project));
    CHECK_INT(t, part_of(grouped(t, &agency, "manager"), "Анна Ветрова")->id.n, agency.account.n);
    CHECK_INT(t, part_of(grouped(t, &agency, "project"), "Опора · Лето")->weeks.items[0].planned.n, H(10));
    const Plan *plan = grouped(t, &agency, "direction");
    CHECK_INT(t, part_of(plan, "контент")->people.count, 1);
    CHECK_INT(t, part_of(plan, "Without a direction")->people.count, 2);
}

static void by_position_sums_hold_whole_weeks(Test *t)
{
    Agency agency;
    start(t, &agency);
    const PlanPart *designers = part_of(grouped(t, &agency, "position"), "Дизайнер");
    CHECK_INT(t, designers->people.count, 2);
    CHECK_INT(t, designers->weeks.items[0].planned.n, H(14));
    CHECK_INT(t, designers->weeks.items[0].capacity.n, H(80));
}

static void projects_that_are_not_ones_own_have_no_name(Test *t)
{
    Agency agency;
    start(t, &agency);
    Id lara = fixture_person(t, &agency.cx, "Лара", "lara@polden.example", "contractor");
    plan_fill(t, &agency, lara, WEEK, agency.project, H(2));
    plan_act_as(t, &agency, lara);
    const Plan *plan = grouped(t, &agency, "client");
    CHECK_INT(t, plan->groups.count, 1);
    CHECK_STR(t, plan->groups.items[0].label, "Projects that are not yours to see");
}

static void the_page_says_what_sums_hold(Test *t)
{
    Agency agency;
    start(t, &agency);
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &req, "group", "client");
    plan_say(&agency, &req, "from", "2026-06-15");
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "hours of that group"));
    CHECK(t, has(page, "id=\"plan-still\""));
    CHECK(t, has(page, "<td>4 h</td><td>6 h</td>"));
    CHECK(t, has(page, "cell=")); /* its cells open the editor */
    CHECK(t, !has(page, "id=\"plan\""));
}

TEST_SUITE_DB("plan: put together",
              {"by client people stand in each of theirs, with its work alone",
               by_client_people_stand_in_each_of_theirs},
              {"by manager, project and direction too", by_manager_project_and_direction_too},
              {"by position sums hold whole weeks", by_position_sums_hold_whole_weeks},
              {"projects that are not one's own have no name", projects_that_are_not_ones_own_have_no_name},
              {"the page says what sums hold", the_page_says_what_sums_hold});
