/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/fill.h"
#include "plan/plan_template.h"
#include "plan/plan_web_fixture.h"
#include "plan/price.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

static Price price_of_put(Test *t, Agency *agency, AllocationPut put)
{
    Price price;
    AllocationPuts puts = {&put, 1};
    CHECK_OK(t, price_of(&agency->cx, &puts, &price));
    return price;
}

static void taking_from_another_says_whose_and_what_stays(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(20));
    plan_fill(t, &agency, agency.designer, day_plus(WEEK, 7), agency.project, H(10));
    plan_fill(t, &agency, agency.other, WEEK, agency.project, H(5));
    Price price = price_of_put(t, &agency, plan_put(agency.designer, WEEK, agency.project, H(12)));
    CHECK_INT(t, price.items.count, 1);
    CHECK_INT(t, price.items.items[0].minutes.n, H(8));
    CHECK_INT(t, price.items.items[0].left.n, H(27));
    CHECK_INT(t, price.items.items[0].person_left.n, H(22));
    CHECK(t, *price.items.items[0].manager);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, H(20));
}

static void raising_and_ones_own_projects_have_no_price(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(20));
    CHECK_INT(t, price_of_put(t, &agency, plan_put(agency.designer, WEEK, agency.project, H(30))).items.count, 0);
    plan_act_as(t, &agency, agency.account);
    CHECK_INT(t, price_of_put(t, &agency, plan_put(agency.designer, WEEK, agency.project, 0)).items.count, 0);
}

static void the_preview_of_many_weeks_says_the_price(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(20));
    Req req = plan_ask(t, METHOD_GET, "/plan/ahead");
    plan_say(&agency, &req, "way", "pattern");
    plan_say(&agency, &req, "person_id", id_value(&agency.cx, agency.designer));
    plan_say(&agency, &req, "subject", id_value(&agency.cx, agency.project));
    plan_say(&agency, &req, "from", "2026-06-15");
    plan_say(&agency, &req, "until", "2026-06-21");
    plan_say(&agency, &req, "value", "10");
    CHECK(t, strstr(plan_page_text(t, &agency, &req), "note-wait") != NULL);
}

static void who_has_room_is_booked_at_a_button(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.foreign, H(36));
    plan_fill(t, &agency, agency.other, WEEK, agency.foreign, H(40));
    Req req = plan_ask(t, METHOD_GET, "/plan/room");
    plan_say(&agency, &req, "project_id", id_value(&agency.cx, agency.project));
    plan_say(&agency, &req, "person_id", id_value(&agency.cx, agency.other));
    plan_say(&agency, &req, "from", "2026-06-15");
    plan_say(&agency, &req, "weeks", "2");
    plan_say(&agency, &req, "hours", "10");
    const char *page = plan_page_text(t, &agency, &req);
    /* four hours of the first week, the rest of the next */
    CHECK(t, strstr(page, "&quot;minutes&quot;:240") != NULL);
    CHECK(t, strstr(page, "&quot;minutes&quot;:360") != NULL);
}

static void lines_fill_the_weeks_that_come_as_far_as_they_fit(Test *t)
{
    Agency agency;
    Ahead ahead;
    plan_agency(t, &agency);
    CHECK_OK(t, fill_weeks(&agency.cx, day_plus(WEEK, 7), 1, &ahead));
    CHECK_INT(t, ahead.items.count, 0);
    PlanTemplate line = {.kind = ALLOCATION_LEARNING, .percent = 10};
    CHECK_OK(t, plan_template_put(&agency.cx, &line));
    plan_fill(t, &agency, agency.designer, day_plus(WEEK, 7), agency.project, H(39));
    CHECK_OK(t, fill_weeks(&agency.cx, day_plus(WEEK, 7), 1, &ahead));
    CHECK_INT(t, ahead.short_of, 1);
    CHECK_INT(t, ahead.missing.n, H(3));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_plus(WEEK, 7)).internal.n, H(1));
    CHECK_INT(t, plan_week(t, &agency, agency.other, day_plus(WEEK, 7)).internal.n, H(4));
    CHECK_OK(t, fill_weeks(&agency.cx, day_plus(WEEK, 7), 1, &ahead));
    CHECK_INT(t, ahead.cells, 0);
}

/* As the server runs it: nobody, without rights. */
static Err *run_fill_job(const Agency *agency, bool *more)
{
    Ctx cx = agency->cx;
    cx.person_id = ID(0);
    cx.grants.count = 0;
    cx.root = false;
    cx.change_id = ID(0);
    return fill_job.run(&cx, NULL, more);
}

/* The fixture's day is a Wednesday. */
static void the_job_fills_the_next_week_once(Test *t)
{
    Agency agency;
    bool more = false;
    plan_agency(t, &agency);
    PlanTemplate line = {.kind = ALLOCATION_LEARNING, .percent = 10};
    CHECK_OK(t, plan_template_put(&agency.cx, &line));
    Day next = day_plus(WEEK, 7);
    CHECK_OK(t, run_fill_job(&agency, &more));
    CHECK_INT(t, plan_week(t, &agency, agency.other, next).internal.n, 0);
    agency.cx.today = day_plus(agency.cx.today, 2);
    CHECK_OK(t, run_fill_job(&agency, &more));
    CHECK(t, !more);
    CHECK_INT(t, plan_week(t, &agency, agency.other, next).internal.n, H(4));
    AllocationPut none = plan_put(agency.other, next, ID(0), 0);
    AllocationResult result;
    none.kind = ALLOCATION_LEARNING;
    CHECK_OK(t, allocation_put(&agency.cx, &none, &result));
    CHECK_OK(t, run_fill_job(&agency, &more));
    CHECK_INT(t, plan_week(t, &agency, agency.other, next).internal.n, 0);
}

TEST_SUITE_DB("plan: price of a change",
              {"taking from another says whose and what stays", taking_from_another_says_whose_and_what_stays},
              {"raising and one's own projects have no price", raising_and_ones_own_projects_have_no_price},
              {"the preview of many weeks says the price", the_preview_of_many_weeks_says_the_price},
              {"who has room is booked at a button", who_has_room_is_booked_at_a_button},
              {"lines fill the weeks that come as far as they fit", lines_fill_the_weeks_that_come_as_far_as_they_fit},
              {"the job fills the next week once", the_job_fills_the_next_week_once});
