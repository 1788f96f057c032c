/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_projects.h"
#include "plan/plan_web_fixture.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static Req ask_projects(Test *t, Agency *agency)
{
    Req req = plan_ask(t, METHOD_GET, "/plan/projects");
    plan_say(agency, &req, "from", "2026-06-15");
    plan_say(agency, &req, "weeks", "2");
    return req;
}

static void plan_tentative(Test *t, Agency *agency, Id person_id, Day week, int64_t minutes)
{
    AllocationResult result;
    AllocationPut put = plan_put(person_id, week, agency->project, minutes);
    put.state = ALLOCATION_TENTATIVE;
    CHECK_OK(t, allocation_put(&agency->cx, &put, &result));
}

static void hours_of_people_add_up(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    plan_fill(t, &agency, agency.other, WEEK, agency.project, H(6));
    plan_fill(t, &agency, agency.other, WEEK, agency.foreign, H(3));
    plan_tentative(t, &agency, agency.other, day_plus(WEEK, 7), H(4));
    Req req = ask_projects(t, &agency);
    const ProjectPlan *plan = plan_json(t, &agency, &req);
    CHECK_INT(t, plan->total, 2);
    const ProjectLoad *foreign = &plan->projects.items[0];
    const ProjectLoad *project = &plan->projects.items[1];
    CHECK_INT(t, foreign->id.n, agency.foreign.n);
    CHECK_INT(t, foreign->weeks.items[0].confirmed.n, H(3));
    CHECK_INT(t, project->weeks.items[0].confirmed.n, H(16));
    CHECK_INT(t, project->weeks.items[1].confirmed.n, 0);
    CHECK_INT(t, project->weeks.items[1].tentative.n, H(4));
    CHECK_INT(t, project->people.count, 2);
    CHECK_STR(t, project->manager_name, "Анна Ветрова");
}

static void filters_leave_projects(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    plan_tentative(t, &agency, agency.designer, WEEK, H(2));
    Req req = ask_projects(t, &agency);
    CHECK_INT(t, ((const ProjectPlan *)plan_json(t, &agency, &req))->total, 2);
    plan_say(&agency, &req, "q", "опор");
    CHECK_INT(t, ((const ProjectPlan *)plan_json(t, &agency, &req))->total, 1);
    req = ask_projects(t, &agency);
    plan_say(&agency, &req, "only", "tentative");
    CHECK_INT(t, ((const ProjectPlan *)plan_json(t, &agency, &req))->total, 1);
    req = ask_projects(t, &agency);
    plan_say(&agency, &req, "person_id", id_value(&agency.cx, agency.other));
    CHECK_INT(t, ((const ProjectPlan *)plan_json(t, &agency, &req))->total, 0);
    req = ask_projects(t, &agency);
    plan_say(&agency, &req, "only", "mine");
    const ProjectPlan *mine = plan_json(t, &agency, &req);
    CHECK_INT(t, mine->total, 1);
    CHECK_INT(t, mine->projects.items[0].id.n, agency.foreign.n);
}

static void the_page_unfolds_a_project_into_people(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &req, "view", "projects");
    plan_say(&agency, &req, "from", "2026-06-15");
    const char *folded = plan_page_text(t, &agency, &req);
    CHECK(t, has(folded, "10 h"));
    CHECK(t, has(folded, "id=\"plan-projects\""));
    CHECK(t, !has(folded, "id=\"plan\""));
    CHECK(t, !has(folded, "Полина"));
    plan_say(&agency, &req, "open", id_value(&agency.cx, agency.project));
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "Полина"));
    CHECK(t, has(page, ">25%</b>"));
    CHECK(t, has(page, "view=projects"));
    CHECK(t, has(page, "1 project in progress has nobody planned"));
}

static void the_people_side_leads_over(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Req req = plan_ask(t, METHOD_GET, "/plan");
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "href=\"/plan?view=projects\""));
    CHECK(t, has(page, "id=\"plan\""));
}

static void who_sees_only_themselves_sees_their_part(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Id lara = fixture_person(t, &agency.cx, "Лара", "lara@polden.example", "contractor");
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    plan_fill(t, &agency, lara, WEEK, agency.project, H(2));
    plan_act_as(t, &agency, lara);
    Req req = plan_ask(t, METHOD_GET, "/plan/projects");
    plan_say(&agency, &req, "open", id_value(&agency.cx, agency.project));
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, !has(page, "Полина"));
    CHECK(t, !has(page, "12 h"));
}

TEST_SUITE_DB("plan: the projects' side", {"hours of people add up by project", hours_of_people_add_up},
              {"filters leave some of the projects", filters_leave_projects},
              {"the page unfolds a project into its people", the_page_unfolds_a_project_into_people},
              {"the people's side leads to the projects'", the_people_side_leads_over},
              {"who sees only themselves sees only their part", who_sees_only_themselves_sees_their_part});
