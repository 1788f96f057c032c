/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "people/person.h"
#include "plan/ahead.h"
#include "plan/plan_template.h"
#include "plan/plan_web_fixture.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static void put_line(Test *t, Agency *agency, Id position_id, const char *kind, const char *percent)
{
    Req req = plan_ask(t, METHOD_POST, "/settings/plan-lines");
    plan_say(agency, &req, "position_id", id_value(&agency->cx, position_id));
    plan_say(agency, &req, "kind", kind);
    plan_say(agency, &req, "percent", percent);
    CHECK_STR(t, plan_send(t, agency, &req), "/settings/plan-lines");
}

static Id position_of(Test *t, Agency *agency, Id person_id)
{
    Person person;
    CHECK_OK(t, person_get(&agency->cx, person_id, &person));
    return person.position_id;
}

static Req ask_lines(Test *t, Agency *agency, Method method, Id person_id)
{
    Req req = plan_ask(t, method, "/plan/ahead");
    plan_say(agency, &req, "way", "lines");
    plan_say(agency, &req, "person_id", id_value(&agency->cx, person_id));
    plan_say(agency, &req, "from", "2026-06-15");
    plan_say(agency, &req, "weeks", "2");
    return req;
}

static void a_line_is_set_changed_and_taken_away(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    put_line(t, &agency, ID(0), "learning", "10");
    put_line(t, &agency, ID(0), "learning", "15");
    Req req = plan_ask(t, METHOD_GET, "/settings/plan-lines");
    CHECK(t, has(plan_page_text(t, &agency, &req), ">15</td>"));
    put_line(t, &agency, ID(0), "learning", "0");
    PlanTemplates list = {0};
    CHECK_OK(t, plan_template_list(&agency.cx, &list));
    CHECK_INT(t, list.count, 0);
    CHECK_OK(t, plan_undo(&agency));
    CHECK_OK(t, plan_template_list(&agency.cx, &list));
    CHECK_INT(t, list.count, 1);
    CHECK_INT(t, list.count ? list.items[0].percent : 0, 15);
}

static void a_position_has_its_own_share(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Id designers = position_of(t, &agency, agency.designer);
    put_line(t, &agency, designers, "learning", "20");
    put_line(t, &agency, ID(0), "learning", "10");
    put_line(t, &agency, ID(0), "agency_meeting", "5");
    Req req = ask_lines(t, &agency, METHOD_POST, ID(0));
    (void)plan_send(t, &agency, &req);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).internal.n, H(10));
    CHECK_INT(t, plan_week(t, &agency, agency.account, day_plus(WEEK, 7)).internal.n, H(6));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_plus(WEEK, 14)).internal.n, 0);
}

static void what_stands_already_stays(Test *t)
{
    Agency agency;
    AllocationResult result;
    plan_agency(t, &agency);
    put_line(t, &agency, ID(0), "learning", "10");
    AllocationPut put = plan_put(agency.designer, WEEK, ID(0), H(1));
    put.kind = ALLOCATION_LEARNING;
    CHECK_OK(t, allocation_put(&agency.cx, &put, &result));
    Req req = ask_lines(t, &agency, METHOD_GET, agency.designer);
    const Ahead *ahead = plan_json(t, &agency, &req);
    CHECK_INT(t, ahead->items.count, 1);
    CHECK_INT(t, ahead->items.items[0].week.n, day_plus(WEEK, 7).n);
    CHECK_INT(t, ahead->items.items[0].becomes.n, H(4));
}

static void a_refused_line_says_why(Test *t)
{
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    Req req = plan_ask(t, METHOD_POST, "/settings/plan-lines");
    plan_say(&agency, &req, "kind", "project");
    plan_say(&agency, &req, "percent", "10");
    CHECK(t, has(plan_refused_text(t, &agency, &req, ERR_INPUT), "role=\"alert\""));
    plan_act_as(t, &agency, agency.designer);
    req = plan_ask(t, METHOD_POST, "/settings/plan-lines");
    plan_say(&agency, &req, "kind", "learning");
    plan_say(&agency, &req, "percent", "10");
    CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_DENIED, "");
    req = plan_ask(t, METHOD_GET, "/settings/plan-lines");
    CHECK(t, !has(plan_page_text(t, &agency, &req), "method=\"post\""));
}

TEST_SUITE_DB("plan: internal lines", {"a line is set, changed and taken away", a_line_is_set_changed_and_taken_away},
              {"a position has its own share", a_position_has_its_own_share},
              {"what stands already stays", what_stands_already_stays},
              {"a refused line says why", a_refused_line_says_why});
