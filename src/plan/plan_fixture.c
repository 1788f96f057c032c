/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_fixture.h"
#include "plan/undo.h"
#include "work/client.h"
#include "work/project.h"

static const RightDef plan_rights[] = {
    {"clients.read", "administrator:all head:all account:all specialist:all", "Clients"},
    {"clients.write", "head:all account:team", "Changing clients"},
    {"projects.read", "administrator:all head:all account:all specialist:all", "Projects"},
    {"projects.write", "head:all account:team", "Changing projects"},
    {"plan.read", "administrator:all head:all account:all specialist:all contractor:own", "Seeing the plan"},
    {"plan.past", "head:all", "Closed weeks"},
    {"plan.overtime", "head:all", "Overtime"},
    {"plan.absence", "head:all administrator:all account:own specialist:own", "Absences"},
    {"plan.calendar", "head:all administrator:all", "The calendar"},
    {"plan.views", "head:all administrator:all account:own", "Views"},
    {"plan.lines", "head:all administrator:all", "Internal lines"},
    {NULL, NULL, NULL},
};

static Err *follow_contract(Ctx *cx, Id person_id, Day from)
{
    return week_refresh(cx, person_id, from, DAY_NONE);
}

static const RightDef *const tables[] = {fixture_rights, plan_rights, NULL};
static const Hooks plan_hooks = {.rights = tables, .contract_changed = follow_contract, .person_removed = week_forget};

static Id add_project(Test *t, Ctx *cx, const char *client_name, Id manager_id)
{
    Client client = {.name = client_name, .manager_id = manager_id};
    CHECK_OK(t, client_add(cx, &client));
    Project project = {
        .client_id = client.id, .name = "Лето", .stage = PROJECT_RUNNING, .starts = DAY_NONE, .ends = DAY_NONE};
    CHECK_OK(t, project_add(cx, &project));
    return project.id;
}

static Id add_designer(Test *t, Ctx *cx, const char *name, const char *email)
{
    Person person;
    Id id = fixture_person(t, cx, name, email, "specialist");
    CHECK_OK(t, person_get(cx, id, &person));
    person.position = "Дизайнер";
    CHECK_OK(t, person_change(cx, &person));
    return id;
}

void plan_agency(Test *t, Agency *agency)
{
    Ctx *cx = &agency->cx;
    agency->head = fixture_agency(t, cx);
    cx->hooks = &plan_hooks;
    agency->account = fixture_person(t, cx, "Анна Ветрова", "anna@polden.example", "account");
    agency->designer = add_designer(t, cx, "Полина Грек", "polina@polden.example");
    agency->other = add_designer(t, cx, "Илья Сомов", "ilya@polden.example");
    agency->project = add_project(t, cx, "Опора", agency->account);
    agency->foreign = add_project(t, cx, "Берег", agency->head);
    plan_act_as(t, agency, agency->head);
}

void plan_act_as(Test *t, Agency *agency, Id person_id)
{
    fixture_act_as(t, &agency->cx, person_id);
    agency->cx.change_id = ID(0);
}

void plan_hours(Test *t, Agency *agency, Id person_id, Day from, Minutes week)
{
    Contract contract = contract_default();
    contract.person_id = person_id;
    contract.from_day = from;
    CHECK(t, contract_spread(&contract, week));
    agency->cx.root = true;
    CHECK_OK(t, contract_put(&agency->cx, &contract));
    agency->cx.root = false;
}

AllocationPut plan_put(Id person_id, Day week, Id project_id, int64_t minutes)
{
    AllocationPut put = allocation_put_blank();
    put.person_id = person_id;
    put.week = week;
    put.project_id = project_id;
    put.minutes = MINUTES(minutes);
    return put;
}

void plan_fill(Test *t, Agency *agency, Id person_id, Day week, Id project_id, int64_t minutes)
{
    AllocationPut put = plan_put(person_id, week, project_id, minutes);
    AllocationResult result;
    CHECK_OK(t, allocation_put(&agency->cx, &put, &result));
}

PersonWeek plan_week(Test *t, Agency *agency, Id person_id, Day week)
{
    PersonWeek found;
    CHECK_OK(t, week_load(&agency->cx, person_id, week, &found));
    return found;
}

Err *plan_undo(Agency *agency)
{
    Ctx *cx = &agency->cx;
    const Undoer *const all[] = {plan_undoers};
    Id change_id = cx->change_id;
    cx->change_id = ID(0);
    return history_undo(cx, change_id, all, 1);
}
