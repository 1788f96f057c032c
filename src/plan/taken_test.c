/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_web_fixture.h"
#include "plan/taken.h"
#include "plan/week_history.h"

#define H(hours) ((hours)*60)

static TakenList taken_from_mine(Test *t, Agency *agency, Id person_id)
{
    TakenList list = {.mine = true, .from = DAY_NONE, .until = DAY_NONE};
    plan_act_as(t, agency, person_id);
    CHECK_OK(t, taken_list(&agency->cx, &list));
    return list;
}

/* The head takes 8 of 30 hours from the account manager's project for the own one. */
static void take(Test *t, Agency *agency)
{
    AllocationBatch batch = {.reason = "the client waits"};
    AllocationResults results = {0};
    plan_fill(t, agency, agency->designer, WEEK, agency->project, H(30));
    plan_fill(t, agency, agency->designer, WEEK, agency->foreign, H(10));
    plan_act_as(t, agency, agency->head);
    *(AllocationPut *)list_push(agency->cx.arena, &batch.items) =
        plan_put(agency->designer, WEEK, agency->project, H(22));
    *(AllocationPut *)list_push(agency->cx.arena, &batch.items) =
        plan_put(agency->designer, WEEK, agency->foreign, H(18));
    CHECK_OK(t, allocation_put_all(&agency->cx, &batch, &results));
}

static void the_account_manager_sees_what_was_taken(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    take(t, &agency);
    TakenList list = taken_from_mine(t, &agency, agency.account);
    CHECK_INT(t, list.items.count, 1);
    const TakenItem *item = &list.items.items[0];
    CHECK_INT(t, item->by_id.n, agency.head.n);
    CHECK_INT(t, item->minutes.n, H(8));
    CHECK_INT(t, item->for_project_id.n, agency.foreign.n);
    CHECK_STR(t, item->reason, "the client waits");
    CHECK(t, !item->undone);
    int count;
    CHECK_OK(t, taken_count(&agency.cx, WEEK, &count));
    CHECK_INT(t, count, 1);
    CHECK_INT(t, taken_from_mine(t, &agency, agency.head).items.count, 0);
}

static void the_message_of_the_change_names_who_lost(Test *t)
{
    Agency agency;
    const char *text;
    plan_agency(t, &agency);
    take(t, &agency);
    CHECK_OK(t, taken_say(&agency.cx, &text));
    CHECK(t, strstr(text, "8 h") != NULL);
    plan_act_as(t, &agency, agency.account);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    CHECK_OK(t, taken_say(&agency.cx, &text));
    CHECK_STR(t, text, "");
}

static void what_was_taken_back_is_marked(Test *t)
{
    Agency agency;
    int count;
    plan_agency(t, &agency);
    take(t, &agency);
    CHECK_OK(t, plan_undo(&agency));
    TakenList list = taken_from_mine(t, &agency, agency.account);
    CHECK_INT(t, list.items.count, 1);
    CHECK(t, list.items.items[0].undone);
    CHECK_INT(t, list.minutes.n, 0);
    CHECK_OK(t, taken_count(&agency.cx, WEEK, &count));
    CHECK_INT(t, count, 0);
}

static void own_projects_and_a_change_of_state_take_nothing(Test *t)
{
    Agency agency;
    AllocationResult result;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(30));
    AllocationPut put = plan_put(agency.designer, WEEK, agency.project, H(30));
    put.state = ALLOCATION_TENTATIVE;
    put.switches = true;
    CHECK_OK(t, allocation_put(&agency.cx, &put, &result));
    plan_act_as(t, &agency, agency.account);
    put.minutes = MINUTES(H(5));
    CHECK_OK(t, allocation_put(&agency.cx, &put, &result));
    CHECK_INT(t, taken_from_mine(t, &agency, agency.account).items.count, 0);
}

static void the_period_is_of_the_day_it_was_done(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    take(t, &agency);
    plan_act_as(t, &agency, agency.account);
    TakenList list = {.mine = true, .from = day_plus(agency.cx.today, 1), .until = DAY_NONE};
    CHECK_OK(t, taken_list(&agency.cx, &list));
    CHECK_INT(t, list.items.count, 0);
    list = (TakenList){.from = DAY_NONE, .until = agency.cx.today};
    CHECK_OK(t, taken_list(&agency.cx, &list));
    CHECK_INT(t, list.items.count, 1);
}

static void the_history_of_the_cell_says_what_for(Test *t)
{
    Agency agency;
    WeekHistory history;
    plan_agency(t, &agency);
    take(t, &agency);
    HistoryQuery query = {agency.designer, WEEK, agency.project, ""};
    CHECK_OK(t, week_history_load(&agency.cx, &query, &history));
    CHECK(t, strstr(history.changes.items[0].items.items[0].note, "the client waits") != NULL);
    CHECK_STR(t, history.changes.items[1].items.items[0].note, "");
}

static void a_refusal_says_what_could_give_way_and_its_price(Test *t)
{
    Agency agency;
    AllocationResult result;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(40));
    plan_fill(t, &agency, agency.designer, day_plus(WEEK, 7), agency.project, H(20));
    plan_fill(t, &agency, agency.other, WEEK, agency.project, H(4));
    AllocationPut put = plan_put(agency.designer, WEEK, agency.foreign, H(8));
    Err *err = allocation_put(&agency.cx, &put, &result);
    CHECK(t, err && err->shape == &Refusal_shape);
    const GiveWay *give = &((const Refusal *)err->data)->gives.items[0];
    CHECK_INT(t, give->takes.n, H(8));
    CHECK_INT(t, give->person_left.n, H(52));
    CHECK_INT(t, give->project_left.n, H(56));
    CHECK(t, give->body && give->body->items.count == 2);
    CHECK(t, *give->client_manager);
}

static void the_page_lists_them(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    take(t, &agency);
    plan_act_as(t, &agency, agency.account);
    Req req = plan_ask(t, METHOD_GET, "/plan/taken");
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, strstr(page, "the client waits") != NULL);
    CHECK(t, strstr(page, "/plan/history?person_id=") != NULL);
}

TEST_SUITE_DB("plan: taken from projects",
              {"the account manager sees what was taken", the_account_manager_sees_what_was_taken},
              {"the message of the change names who lost", the_message_of_the_change_names_who_lost},
              {"what was taken back is marked", what_was_taken_back_is_marked},
              {"own projects and a change of state take nothing", own_projects_and_a_change_of_state_take_nothing},
              {"the period is of the day it was done", the_period_is_of_the_day_it_was_done},
              {"the history of the cell says what for", the_history_of_the_cell_says_what_for},
              {"a refusal says what could give way and its price", a_refusal_says_what_could_give_way_and_its_price},
              {"the page lists them", the_page_lists_them});
