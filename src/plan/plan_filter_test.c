/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "people/person.h"
#include "plan/plan.h"
#include "plan/plan_web_fixture.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static void plan_tentative(Test *t, Agency *agency, Id person_id, int64_t minutes)
{
    AllocationResult result;
    AllocationPut put = plan_put(person_id, WEEK, agency->project, minutes);
    put.state = ALLOCATION_TENTATIVE;
    CHECK_OK(t, allocation_put(&agency->cx, &put, &result));
}

/* Полина: full, with tentative work for Опора. Илья: 10 hours for Берег. Анна and the head: nothing. */
static void start(Test *t, Agency *agency)
{
    plan_agency(t, agency);
    plan_fill(t, agency, agency->designer, WEEK, agency->foreign, H(20));
    plan_tentative(t, agency, agency->designer, H(20));
    plan_fill(t, agency, agency->other, WEEK, agency->foreign, H(10));
}

typedef struct {
    const char *name, *value;
} Ask;

static const Plan *asked(Test *t, Agency *agency, const Ask *asks, size_t count)
{
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(agency, &req, "from", "2026-06-15");
    plan_say(agency, &req, "weeks", "1");
    for (size_t i = 0; i < count; i++)
        plan_say(agency, &req, asks[i].name, asks[i].value);
    return plan_json(t, agency, &req);
}
#define ASKED(...) asked(t, &agency, (const Ask[]){__VA_ARGS__}, COUNT_OF(((const Ask[]){__VA_ARGS__})))

static void filters_hold_together(Test *t)
{
    Agency agency;
    start(t, &agency);
    CHECK_INT(t, ASKED({"only", "free"})->total, 3);
    CHECK_INT(t, ASKED({"only", "free.mine"})->total, 1); /* Берег is the head's */
    CHECK_INT(t, ASKED({"only", "tentative.free"})->total, 0);
    CHECK_INT(t, ASKED({"only", "mine"}, {"q", "полина"})->total, 1);
    const char *client = id_value(&agency.cx, agency.project);
    CHECK_INT(t, ASKED({"project_id", client}, {"only", "tentative"})->total, 1);
    CHECK_INT(t, ASKED({"project_id", client}, {"only", "free"})->total, 0);
}

static void each_word_is_counted_as_if_it_were_added(Test *t)
{
    Agency agency;
    start(t, &agency);
    const Plan *plan = ASKED({"only", "mine"});
    CHECK_INT(t, plan->total, 2);
    CHECK_INT(t, plan->tentative, 1);
    CHECK_INT(t, plan->free, 1);
    CHECK_INT(t, plan->over, 0);
}

static void too_little_has_a_threshold(Test *t)
{
    Agency agency;
    start(t, &agency);
    CHECK_INT(t, ASKED({"only", "under"})->total, 3);
    CHECK_INT(t, ASKED({"only", "under"}, {"under", "25"})->total, 2); /* Илья has a quarter */
    CHECK_INT(t, ASKED({"only", "under"}, {"under", "26"})->total, 3);
}

static void put_in_department(Test *t, Agency *agency, Id id, const char *name)
{
    Person person;
    CHECK_OK(t, person_get(&agency->cx, id, &person));
    person.department = name;
    CHECK_OK(t, person_change(&agency->cx, &person));
}

static void by_department_and_ones_own(Test *t)
{
    Agency agency;
    Person person;
    start(t, &agency);
    put_in_department(t, &agency, agency.designer, "Креатив");
    put_in_department(t, &agency, agency.other, "Креатив");
    CHECK_INT(t, ASKED({"only", "team"})->total, 0); /* the head is in none */
    CHECK_OK(t, person_get(&agency.cx, agency.designer, &person));
    CHECK_INT(t, ASKED({"department_id", id_value(&agency.cx, person.department_id)})->total, 2);
    plan_act_as(t, &agency, agency.other);
    const Plan *plan = ASKED({"q", ""});
    CHECK_INT(t, plan->team, 2);
    CHECK_INT(t, ASKED({"only", "team"})->total, 2);
}

static void text_finds_positions_too(Test *t)
{
    Agency agency;
    start(t, &agency);
    CHECK_INT(t, ASKED({"q", "дизайн"})->total, 2);
    CHECK_INT(t, ASKED({"q", "сомов"})->total, 1);
}

static void each_filter_comes_off_by_itself(Test *t)
{
    Agency agency;
    start(t, &agency);
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &req, "q", "Полина");
    plan_say(&agency, &req, "only", "over");
    plan_say(&agency, &req, "hide", "blue");
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "href=\"/plan?only=over&amp;hide=blue\""));                              /* without the text */
    CHECK(t, has(page, "href=\"/plan?q=%D0%9F%D0%BE%D0%BB%D0%B8%D0%BD%D0%B0&amp;only=over\"")); /* with the blue */
    CHECK(t, has(page, "Nobody fits these filters"));
    CHECK(t, has(page, "<input type=\"hidden\" name=\"only\" value=\"over\">"));
    CHECK(t, !has(page, "Take from a table</a></p>")); /* that is for an agency without people */
}

static void weeks_without_a_plan_say_so(Test *t)
{
    Agency agency;
    start(t, &agency);
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &req, "from", "2027-03-01");
    CHECK(t, has(plan_page_text(t, &agency, &req), "Nothing is planned in these weeks yet"));
    req = plan_ask(t, METHOD_GET, "/plan");
    CHECK(t, !has(plan_page_text(t, &agency, &req), "Nothing is planned in these weeks yet"));
}

TEST_SUITE_DB("plan: filters", {"filters hold together", filters_hold_together},
              {"each word is counted as if it were added", each_word_is_counted_as_if_it_were_added},
              {"too little has a threshold", too_little_has_a_threshold},
              {"by department, and one's own", by_department_and_ones_own},
              {"text finds positions too", text_finds_positions_too},
              {"each filter comes off by itself", each_filter_comes_off_by_itself},
              {"weeks without a plan say so", weeks_without_a_plan_say_so});
