/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/overtime.h"
#include "plan/plan_fixture.h"
#include "plan/refusal.h"
#include "plan/request.h"

#define H(hours) ((hours)*60)

/* The way out of a full week that the account manager is offered: the fourth. */
static const Exit *fourth_exit(Test *t, Agency *agency, const AllocationPut *put)
{
    AllocationResult result;
    Err *err = allocation_put(&agency->cx, put, &result);
    CHECK_ERR(t, err, ERR_INPUT, "value");
    CHECK(t, err->shape == &Refusal_shape);
    const Refusal *refusal = err->data;
    CHECK_INT(t, refusal->exits.count, 4);
    return &refusal->exits.items[3];
}

static AllocationBatch batch_of(Ctx *cx, const ExitBody *body)
{
    AllocationBatch batch = {0};
    for (size_t i = 0; i < body->items.count; i++) {
        const ExitItem *item = &body->items.items[i];
        AllocationPut *put = list_push(cx->arena, &batch.items);
        *put = plan_put(item->person_id, item->week, item->project_id, item->minutes.n);
        put->kind = item->kind;
        put->state = item->state;
    }
    for (size_t i = 0; i < body->overtime.count; i++) {
        const ExitOvertime *overtime = &body->overtime.items[i];
        *(OvertimePut *)list_push(cx->arena, &batch.overtime) =
            (OvertimePut){overtime->person_id, overtime->week, overtime->minutes, ""};
    }
    return batch;
}

/* A full week of the designer, and the account manager's request for ten hours more. */
static Id ask(Test *t, Agency *agency, PlanRequest *request)
{
    plan_agency(t, agency);
    plan_fill(t, agency, agency->designer, WEEK, agency->foreign, H(36));
    plan_act_as(t, agency, agency->account);
    AllocationPut put = plan_put(agency->designer, WEEK, agency->project, H(14));
    const Exit *way = fourth_exit(t, agency, &put);
    AllocationBatch batch = batch_of(&agency->cx, way->body);
    CHECK_OK(t, plan_request_ask(&agency->cx, &batch, "запуск в среду", request));
    return request->id;
}

static void offers_to_ask_those_who_may_not_agree(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.foreign, H(36));
    AllocationPut put = plan_put(agency.designer, WEEK, agency.project, H(14));
    const Exit *heads = fourth_exit(t, &agency, &put);
    CHECK_STR(t, heads->path, "/allocations/batch");
    CHECK_STR(t, heads->say, "Agree 10 h of overtime");
    plan_act_as(t, &agency, agency.account);
    const Exit *asked = fourth_exit(t, &agency, &put);
    CHECK_STR(t, asked->kind, "overtime");
    CHECK_STR(t, asked->path, "/allocations/request");
    CHECK_STR(t, asked->say, "Ask for 10 h of overtime");
    CHECK_STR(t, asked->unavailable, "");
    CHECK_INT(t, asked->needs.count, 1);
    CHECK_STR(t, asked->needs.items[0], "reason");
    CHECK_INT(t, asked->body->overtime.items[0].minutes.n, H(10));
}

static void waits_until_somebody_decides(Test *t)
{
    Agency agency;
    PlanRequest request;
    PlanRequestItems items = {0}, others = {0};
    int waiting;
    ask(t, &agency, &request);
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, H(36));
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, plan_request_list(&agency.cx, &items));
    CHECK_INT(t, items.count, 1);
    CHECK_STR(t, items.items[0].person_name, "Полина Грек");
    CHECK_STR(t, items.items[0].asked_by_name, "Анна Ветрова");
    CHECK_STR(t, items.items[0].reason, "запуск в среду");
    CHECK_STR(t, items.items[0].what, "Опора · Лето: 14 h");
    CHECK_INT(t, items.items[0].minutes.n, H(10));
    CHECK_OK(t, plan_request_waiting(&agency.cx, &waiting));
    CHECK_INT(t, waiting, 1);
    plan_act_as(t, &agency, agency.other);
    CHECK_OK(t, plan_request_list(&agency.cx, &others));
    CHECK_INT(t, others.count, 0);
}

static void agreeing_puts_it_into_the_plan_with_its_overtime(Test *t)
{
    Agency agency;
    PlanRequest request;
    OvertimePage page = {.from = DAY_NONE, .until = DAY_NONE};
    Id id = ask(t, &agency, &request);
    plan_act_as(t, &agency, agency.head);
    int waiting;
    CHECK_OK(t, plan_request_agree(&agency.cx, id, &request));
    CHECK_OK(t, plan_request_waiting(&agency.cx, &waiting));
    CHECK_INT(t, waiting, 0);
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, week.confirmed.n, H(50));
    CHECK_INT(t, week.overtime.n, H(10));
    CHECK_INT(t, week.pushed.n, 0);
    CHECK_OK(t, overtime_list(&agency.cx, &page));
    CHECK_STR(t, page.items.items[0].reason, "запуск в среду");
    CHECK_INT(t, page.items.items[0].agreed_by.n, agency.head.n);
    CHECK_ERR(t, plan_request_decline(&agency.cx, id, &request), ERR_CONFLICT, "");
    CHECK_ERR(t, plan_request_agree(&agency.cx, id, &request), ERR_CONFLICT, "");
}

static void agreeing_is_one_change_for_undo(Test *t)
{
    Agency agency;
    PlanRequest request;
    PlanRequestItems items = {0};
    Id id = ask(t, &agency, &request);
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, plan_request_agree(&agency.cx, id, &request));
    CHECK_OK(t, plan_undo(&agency));
    PersonWeek week = plan_week(t, &agency, agency.designer, WEEK);
    CHECK_INT(t, week.confirmed.n, H(36));
    CHECK_INT(t, week.overtime.n, 0);
    CHECK_OK(t, plan_request_list(&agency.cx, &items));
    CHECK_INT(t, items.items[0].state, PLAN_REQUEST_ASKED);
}

static void declining_leaves_the_plan_alone(Test *t)
{
    Agency agency;
    PlanRequest request;
    PlanRequestItems items = {0};
    Id id = ask(t, &agency, &request);
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, plan_request_decline(&agency.cx, id, &request));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, H(36));
    plan_act_as(t, &agency, agency.account);
    CHECK_OK(t, plan_request_list(&agency.cx, &items));
    CHECK_INT(t, items.items[0].state, PLAN_REQUEST_DECLINED);
    CHECK_STR(t, items.items[0].decided_by_name, "Павел Дорн");
}

static void only_who_may_agree_decides(Test *t)
{
    Agency agency;
    PlanRequest request;
    Id id = ask(t, &agency, &request);
    CHECK_ERR(t, plan_request_agree(&agency.cx, id, &request), ERR_DENIED, "overtime");
    CHECK_ERR(t, plan_request_decline(&agency.cx, id, &request), ERR_DENIED, "overtime");
    plan_act_as(t, &agency, agency.head);
    CHECK_ERR(t, plan_request_agree(&agency.cx, ID(424242), &request), ERR_MISSING, "");
}

static void agreeing_obeys_the_plan_as_it_is_by_then(Test *t)
{
    Agency agency;
    PlanRequest request;
    Id id = ask(t, &agency, &request);
    plan_act_as(t, &agency, agency.head);
    plan_fill(t, &agency, agency.designer, WEEK, agency.foreign, H(40));
    CHECK_ERR(t, plan_request_agree(&agency.cx, id, &request), ERR_INPUT, "value");
}

static void refuses_what_may_not_be_asked(Test *t)
{
    Agency agency;
    PlanRequest request;
    plan_agency(t, &agency);
    plan_act_as(t, &agency, agency.account);
    AllocationPut own = plan_put(agency.designer, WEEK, agency.project, H(44));
    AllocationPut foreign = plan_put(agency.designer, WEEK, agency.foreign, H(44));
    OvertimePut overtime = {agency.designer, WEEK, MINUTES(H(4)), ""};
    AllocationBatch batch = {.items = {&own, 1}, .overtime = {&overtime, 1}};
    CHECK_ERR(t, plan_request_ask(&agency.cx, &batch, " ", &request), ERR_INPUT, "reason");
    batch.items.items = &foreign;
    CHECK_ERR(t, plan_request_ask(&agency.cx, &batch, "надо", &request), ERR_DENIED, "");
    batch.items.items = &own;
    batch.overtime.count = 0;
    CHECK_ERR(t, plan_request_ask(&agency.cx, &batch, "надо", &request), ERR_INPUT, "overtime");
    batch.overtime.count = 1;
    batch.items.count = 0;
    CHECK_ERR(t, plan_request_ask(&agency.cx, &batch, "надо", &request), ERR_INPUT, "items");
}

static void undo_withdraws_what_was_asked(Test *t)
{
    Agency agency;
    PlanRequest request;
    PlanRequestItems items = {0};
    ask(t, &agency, &request);
    CHECK_OK(t, plan_undo(&agency));
    CHECK_OK(t, plan_request_list(&agency.cx, &items));
    CHECK_INT(t, items.count, 0);
}

TEST_SUITE_DB("plan: request",
              {"who may not agree overtime is offered to ask for it", offers_to_ask_those_who_may_not_agree},
              {"a request waits until somebody decides", waits_until_somebody_decides},
              {"agreeing puts it into the plan with its overtime", agreeing_puts_it_into_the_plan_with_its_overtime},
              {"agreeing is one change for undo", agreeing_is_one_change_for_undo},
              {"declining leaves the plan alone", declining_leaves_the_plan_alone},
              {"only who may agree overtime decides", only_who_may_agree_decides},
              {"agreeing obeys the plan as it is by then", agreeing_obeys_the_plan_as_it_is_by_then},
              {"what may not be planned may not be asked for", refuses_what_may_not_be_asked},
              {"undo withdraws a request", undo_withdraws_what_was_asked});
