/* SPDX-License-Identifier: MIT */
/* The tour of the plan; who last touched a row, and who looked through it. */
#include "base/base.h"

#include "plan/plan_seen.h"
#include "plan/plan_web_fixture.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static const char *plan_page(Test *t, Agency *agency, const char *name, const char *value)
{
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(agency, &req, name, value);
    return plan_page_text(t, agency, &req);
}

static void the_tour_comes_once_and_when_it_is_asked_for(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    const char *page = plan_page(t, &agency, "unit", "");
    CHECK(t, has(page, "A row is a person"));
    CHECK(t, has(page, "href=\"/plan?tour=2\""));
    Req req = plan_ask(t, METHOD_POST, "/plan/tour");
    plan_say(&agency, &req, "back", "/plan?only=over");
    CHECK_STR(t, plan_send(t, &agency, &req), "/plan?only=over");
    CHECK(t, !has(plan_page(t, &agency, "unit", ""), "class=\"tour\""));
    CHECK(t, has(plan_page(t, &agency, "tour", "1"), "A row is a person"));
    CHECK(t, has(plan_page(t, &agency, "tour", "3"), "type a number"));
    CHECK(t, has(plan_page(t, &agency, "tour", "5"), "Got it"));
    plan_act_as(t, &agency, agency.designer); /* another has not seen it */
    CHECK(t, has(plan_page(t, &agency, "unit", ""), "class=\"tour\""));
}

static const PlanTouched *touched(Test *t, Agency *agency)
{
    PlanTouchedList *list = arena_new(agency->cx.arena, PlanTouchedList);
    CHECK_OK(t, plan_touched_list(&agency->cx, list));
    return plan_touched_of(list, agency->designer);
}

static void a_row_says_who_touched_it_last(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    CHECK(t, touched(t, &agency) == NULL || touched(t, &agency)->touched_at.n > 0);
    plan_act_as(t, &agency, agency.account);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    CHECK_STR(t, touched(t, &agency)->touched_by, "Анна Ветрова");
    CHECK_INT(t, touched(t, &agency)->touched_at.n, agency.cx.now.n);
    CHECK(t, has(plan_page(t, &agency, "unit", ""), ", Анна Ветрова\"><span class=\"m\">"));
}

static void what_nobody_looked_at_this_week_is_marked(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Instant now = agency.cx.now;
    agency.cx.now.n -= (int64_t)7 * 86400;
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    agency.cx.now = now;
    CHECK(t, plan_is_stale(&agency.cx, touched(t, &agency)));
    CHECK(t, has(plan_page(t, &agency, "unit", ""), "nobody has looked this week"));
    Req req = plan_ask(t, METHOD_POST, "/plan/review");
    plan_say(&agency, &req, "person_id", id_value(&agency.cx, agency.designer));
    plan_send(t, &agency, &req);
    CHECK(t, !plan_is_stale(&agency.cx, touched(t, &agency)));
    req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &req, "view", "person");
    plan_say(&agency, &req, "person_id", id_value(&agency.cx, agency.designer));
    CHECK(t, has(plan_page_text(t, &agency, &req), "looked through"));
}

TEST_SUITE_DB("plan: the tour, and rows nobody looked at",
              {"the tour comes once, and when it is asked for", the_tour_comes_once_and_when_it_is_asked_for},
              {"a row says who touched it last", a_row_says_who_touched_it_last},
              {"what nobody looked at this week is marked", what_nobody_looked_at_this_week_is_marked});
