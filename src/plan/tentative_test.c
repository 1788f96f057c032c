/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_fixture.h"
#include "plan/tentative.h"

static void book(Test *t, Agency *agency, Id person_id, Day week, int64_t minutes, Day until)
{
    AllocationPut put = plan_put(person_id, week, agency->project, minutes);
    AllocationResult result;
    put.state = ALLOCATION_TENTATIVE;
    put.until = until;
    CHECK_OK(t, allocation_put(&agency->cx, &put, &result));
}

static TentativeList list_of(Test *t, Agency *agency, const char *only)
{
    TentativeList list = {.only = only};
    CHECK_OK(t, tentative_list(&agency->cx, &list));
    return list;
}

static void weeks_of_one_booking_stand_together(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    book(t, &agency, agency.designer, WEEK, 480, day_plus(WEEK, 30));
    book(t, &agency, agency.designer, day_plus(WEEK, 7), 240, day_plus(WEEK, 20));
    TentativeList list = list_of(t, &agency, "");
    CHECK_INT(t, list.items.count, 1);
    CHECK_INT(t, list.items.items[0].weeks, 2);
    CHECK_INT(t, list.items.items[0].minutes.n, 720);
    CHECK_INT(t, list.items.items[0].until.n, day_plus(WEEK, 20).n);
    CHECK_INT(t, list.items.items[0].reserved_by.n, agency.head.n);
    CHECK(t, !list.items.items[0].is_past);
}

static void those_past_their_date_come_first(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    book(t, &agency, agency.designer, WEEK, 480, day_plus(WEEK, 30));
    book(t, &agency, agency.other, WEEK, 480, day_plus(WEEK, -1));
    TentativeList list = list_of(t, &agency, "");
    CHECK_INT(t, list.items.items[0].person_id.n, agency.other.n);
    CHECK(t, list.items.items[0].is_past);
    CHECK_INT(t, list.past, 1);
    CHECK_INT(t, list_of(t, &agency, "past").items.count, 1);
}

static void confirming_joins_what_was_sure(Test *t)
{
    Agency agency;
    int weeks;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, 240);
    book(t, &agency, agency.designer, WEEK, 480, DAY_NONE);
    TentativeList list = list_of(t, &agency, "");
    TextList keys = {&list.items.items[0].key, 1};
    CHECK_OK(t, tentative_settle(&agency.cx, &keys, TENTATIVE_CONFIRM, &weeks));
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, weeks, 1);
    CHECK_INT(t, week.tentative.n, 0);
    CHECK_INT(t, week.confirmed.n, 720);
    CHECK_ERR(t, tentative_settle(&agency.cx, &keys, TENTATIVE_CONFIRM, &weeks), ERR_INPUT, "keys");
}

static void releasing_frees_and_can_be_taken_back(Test *t)
{
    Agency agency;
    int weeks;
    plan_agency(t, &agency);
    book(t, &agency, agency.designer, WEEK, 480, DAY_NONE);
    TentativeList list = list_of(t, &agency, "");
    TextList keys = {&list.items.items[0].key, 1};
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, tentative_settle(&agency.cx, &keys, TENTATIVE_RELEASE, &weeks));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).tentative.n, 0);
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).tentative.n, 480);
}

static void only_the_team_settles(Test *t)
{
    Agency agency;
    int weeks;
    plan_agency(t, &agency);
    book(t, &agency, agency.designer, WEEK, 480, DAY_NONE);
    TentativeList list = list_of(t, &agency, "");
    TextList keys = {&list.items.items[0].key, 1};
    plan_act_as(t, &agency, agency.other);
    CHECK(t, !list_of(t, &agency, "").items.items[0].may);
    CHECK_ERR(t, tentative_settle(&agency.cx, &keys, TENTATIVE_RELEASE, &weeks), ERR_DENIED, "");
}

TEST_SUITE_DB("plan: tentative bookings", {"weeks of one booking stand together", weeks_of_one_booking_stand_together},
              {"those past their date come first", those_past_their_date_come_first},
              {"confirming joins what was sure already", confirming_joins_what_was_sure},
              {"releasing frees the seat and can be taken back", releasing_frees_and_can_be_taken_back},
              {"only the project's team settles a booking", only_the_team_settles});
