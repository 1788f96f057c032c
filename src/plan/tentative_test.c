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

static Err *settle(Agency *agency, TentativeAction action, TextList keys, int *weeks)
{
    TentativeSettle wanted = {.action = action, .keys = keys, .until = DAY_NONE};
    return tentative_settle(&agency->cx, &wanted, weeks);
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
    CHECK_OK(t, settle(&agency, TENTATIVE_CONFIRM, keys, &weeks));
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, weeks, 1);
    CHECK_INT(t, week.tentative.n, 0);
    CHECK_INT(t, week.confirmed.n, 720);
    CHECK_ERR(t, settle(&agency, TENTATIVE_CONFIRM, keys, &weeks), ERR_INPUT, "keys");
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
    CHECK_OK(t, settle(&agency, TENTATIVE_RELEASE, keys, &weeks));
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
    CHECK_ERR(t, settle(&agency, TENTATIVE_RELEASE, keys, &weeks), ERR_DENIED, "");
}

static void a_whole_project_is_settled_at_once(Test *t)
{
    Agency agency;
    int weeks;
    plan_agency(t, &agency);
    book(t, &agency, agency.designer, WEEK, 480, DAY_NONE);
    book(t, &agency, agency.other, day_plus(WEEK, 7), 240, DAY_NONE);
    TentativeSettle all = {.action = TENTATIVE_RELEASE, .project_id = agency.project, .until = DAY_NONE};
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, tentative_settle(&agency.cx, &all, &weeks));
    CHECK_INT(t, weeks, 2);
    CHECK_INT(t, list_of(t, &agency, "").items.count, 0);
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, list_of(t, &agency, "").items.count, 2);
    all.project_id = agency.foreign;
    CHECK_ERR(t, tentative_settle(&agency.cx, &all, &weeks), ERR_INPUT, "keys");
}

static void prolonging_moves_the_date_and_undo_brings_it_back(Test *t)
{
    Agency agency;
    int weeks;
    plan_agency(t, &agency);
    book(t, &agency, agency.designer, WEEK, 480, day_plus(WEEK, -1));
    book(t, &agency, agency.other, WEEK, 480, DAY_NONE);
    TentativeSettle all = {.action = TENTATIVE_PROLONG, .project_id = agency.project, .until = day_plus(WEEK, 40)};
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, tentative_settle(&agency.cx, &all, &weeks));
    TentativeList list = list_of(t, &agency, "");
    CHECK_INT(t, list.past, 0);
    CHECK_INT(t, list.items.items[0].until.n, day_plus(WEEK, 40).n);
    CHECK_INT(t, list.items.items[0].minutes.n, 480);
    CHECK_OK(t, plan_undo(&agency));
    list = list_of(t, &agency, "");
    CHECK_INT(t, list.past, 1);
    CHECK(t, !day_is_set(list.items.items[1].until));
    all.until = day_plus(agency.cx.today, -1);
    CHECK_ERR(t, tentative_settle(&agency.cx, &all, &weeks), ERR_INPUT, "until");
}

static void a_reminder_stands_until_the_date_moves(Test *t)
{
    Agency agency;
    int weeks;
    plan_agency(t, &agency);
    book(t, &agency, agency.designer, WEEK, 480, day_plus(WEEK, -1));
    TentativeSettle one = {.action = TENTATIVE_REMIND, .project_id = agency.project, .until = DAY_NONE};
    CHECK_OK(t, tentative_settle(&agency.cx, &one, &weeks));
    CHECK(t, *list_of(t, &agency, "").items.items[0].reminded_by_name);
    one.action = TENTATIVE_PROLONG;
    one.until = day_plus(WEEK, 40);
    CHECK_OK(t, tentative_settle(&agency.cx, &one, &weeks));
    CHECK_STR(t, list_of(t, &agency, "").items.items[0].reminded_by_name, "");
    plan_act_as(t, &agency, agency.other);
    one.action = TENTATIVE_REMIND;
    CHECK_ERR(t, tentative_settle(&agency.cx, &one, &weeks), ERR_DENIED, "");
}

TEST_SUITE_DB("plan: tentative bookings", {"weeks of one booking stand together", weeks_of_one_booking_stand_together},
              {"those past their date come first", those_past_their_date_come_first},
              {"confirming joins what was sure already", confirming_joins_what_was_sure},
              {"releasing frees the seat and can be taken back", releasing_frees_and_can_be_taken_back},
              {"only the project's team settles a booking", only_the_team_settles},
              {"a whole project is settled at once, and undone at once", a_whole_project_is_settled_at_once},
              {"prolonging moves the date and undo brings it back", prolonging_moves_the_date_and_undo_brings_it_back},
              {"a reminder stands until the date moves", a_reminder_stands_until_the_date_moves});
