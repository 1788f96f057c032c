/* SPDX-License-Identifier: MIT */
/* Ways of looking at the plan: width of weeks, what is left out. */
#include "base/base.h"

#include "plan/plan_page.h"
#include "plan/plan_web_fixture.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static void plan_tentative(Test *t, Agency *agency, Id person_id, Day week, int64_t minutes)
{
    AllocationResult result;
    AllocationPut put = plan_put(person_id, week, agency->project, minutes);
    put.state = ALLOCATION_TENTATIVE;
    CHECK_OK(t, allocation_put(&agency->cx, &put, &result));
}

static const char *look(Test *t, Agency *agency, const char *name, const char *value)
{
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(agency, &req, name, value);
    return plan_page_text(t, agency, &req);
}

static void a_narrow_week_keeps_its_number_under_the_month(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    const char *page = look(t, &agency, "zoom", "narrow");
    CHECK(t, has(page, "colspan=\"4\">June"));
    CHECK(t, has(page, "--weeks: 26"));
    CHECK(t, has(page, "<span class=\"sr\">15–\u206021\u00a0June</span>"));
    CHECK(t, has(page, "href=\"/plan?zoom=wide\""));
    const char *wide = look(t, &agency, "zoom", "wide");
    CHECK(t, has(wide, "--weeks: 8"));
    CHECK(t, !has(wide, "class=\"months\""));
}

/* The script has the minutes of the others in the rows; "lean" leaves it the cells of all. */
static void a_long_plan_writes_the_cells_of_the_first_weeks(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, day_plus(WEEK, 7 * 30), agency.project, H(10));
    const char *page = look(t, &agency, "weeks", "52");
    CHECK(t, has(page, "--weeks: 13"));
    CHECK(t, has(page, "<td data-week=\"2026-08-31\""));
    CHECK(t, !has(page, "<td data-week=\"2026-09-07\""));
    CHECK(t, has(page, "data-week=\"2027-05-31\" class=\" far\""));
    CHECK(t, has(page, "2400 2400 0 0 600 0 0 0 "));
    CHECK(t, has(page, "from=2026-07-20")); /* what follows, half of what is shown further on */
    Req lean = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &lean, "weeks", "4");
    plan_say(&agency, &lean, "lean", "1");
    page = plan_page_text(t, &agency, &lean);
    CHECK(t, has(page, "data-m=\"2400 "));
    CHECK(t, !has(page, "<td data-week=\"2026-06-15\""));
}

static void hidden_blue_leaves_sums_without_it(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    plan_tentative(t, &agency, agency.designer, WEEK, H(20));
    CHECK(t, has(look(t, &agency, "unit", ""), "<b>75</b><em>free 25</em>"));
    const char *page = look(t, &agency, "hide", "blue");
    CHECK(t, has(page, "<b>25</b><em>free 75</em>"));
    CHECK(t, has(page, "2400 2400 0 0 600 1200 0 0 ")); /* scripts know all */
    CHECK(t, has(page, "data-hide=\"blue\""));
}

static void a_hidden_past_begins_with_this_week(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    CHECK(t, has(look(t, &agency, "unit", ""), "data-week=\"2026-06-08\""));
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &req, "hide", "past");
    plan_say(&agency, &req, "from", "2026-05-04");
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, !has(page, "data-week=\"2026-06-08\""));
    CHECK(t, has(page, "data-week=\"2026-06-15\""));
    CHECK(t, has(page, "href=\"/plan?hide=past.blue\""));
}

static void words_go_in_and_out_of_a_list(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    CHECK(t, plan_says("blue.past", "past") && plan_says("blue", "blue"));
    CHECK(t, !plan_says("blues.past", "blue") && !plan_says("", "blue"));
    CHECK_STR(t, plan_say_other(&agency.cx, "", "past"), "past");
    CHECK_STR(t, plan_say_other(&agency.cx, "blue", "past"), "blue.past");
    CHECK_STR(t, plan_say_other(&agency.cx, "blue.past", "blue"), "past");
}

static void the_team_s_week_is_one_week_of_everybody(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    const char *page = look(t, &agency, "view", "week");
    CHECK(t, has(page, "class=\"sec week-team\""));
    CHECK(t, has(page, "Полина Грек"));
    CHECK(t, has(page, "<b>25</b>"));
    CHECK(t, has(page, "href=\"/plan?from=2026-06-22&amp;view=week\""));
    CHECK(t, has(page, "view=person"));
    CHECK(t, !has(page, "id=\"plan\""));
}

static void a_person_s_weeks_are_cards_that_open_the_editor(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &req, "view", "person");
    plan_say(&agency, &req, "person_id", id_value(&agency.cx, agency.designer));
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "<h3>15–\u206021\u00a0June</h3><b>25</b>"));
    CHECK(t, has(page, arena_printf(agency.cx.arena, "cell=%" PRId64 ".2026-06-15.%" PRId64, agency.designer.n,
                                    agency.project.n)));
    CHECK(t, has(page, "/plan/history?person_id="));
    plan_act_as(t, &agency, agency.other); /* reads, and has nothing to open */
    CHECK(t, !has(plan_page_text(t, &agency, &req), "cell="));
}

TEST_SUITE_DB("plan: ways of looking",
              {"a narrow week keeps its number, with the month above", a_narrow_week_keeps_its_number_under_the_month},
              {"a long plan writes the cells of the first weeks", a_long_plan_writes_the_cells_of_the_first_weeks},
              {"hidden blue leaves sums without it", hidden_blue_leaves_sums_without_it},
              {"a hidden past begins with this week", a_hidden_past_begins_with_this_week},
              {"the team's week is one week of everybody", the_team_s_week_is_one_week_of_everybody},
              {"a person's weeks are cards that open the editor", a_person_s_weeks_are_cards_that_open_the_editor},
              {"words go in and out of a list", words_go_in_and_out_of_a_list});
