/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/plan_web_fixture.h"
#include "plan/pushed.h"
#include "plan/waiting.h"

#define H(hours) ((hours)*60)

/* The designer is planned in full and then goes on leave for three of the week's days: 24 hours too many. */
static void push(Test *t, Agency *agency)
{
    plan_agency(t, agency);
    plan_fill(t, agency, agency->designer, WEEK, agency->project, H(30));
    plan_fill(t, agency, agency->designer, WEEK, agency->foreign, H(10));
    Absence absence = {.person_id = agency->designer,
                       .kind = ABSENCE_VACATION,
                       .from_day = WEEK,
                       .until_day = day_plus(WEEK, 2),
                       .note = ""};
    CHECK_OK(t, absence_add(&agency->cx, &absence));
}

static Pushed load(Test *t, Agency *agency)
{
    Pushed pushed;
    CHECK_OK(t, pushed_load(&agency->cx, agency->designer, WEEK, &pushed));
    return pushed;
}

static const Exit *exit_of(const PushedGive *give, const char *kind)
{
    for (size_t i = 0; i < give->exits.count; i++)
        if (strcmp(give->exits.items[i].kind, kind) == 0)
            return &give->exits.items[i];
    return NULL;
}

/* Carries out what an exit offers. */
static Err *take(Agency *agency, const ExitBody *body, const char *reason)
{
    AllocationBatch batch = {0};
    AllocationResults results = {0};
    for (size_t i = 0; i < body->items.count; i++) {
        const ExitItem *item = &body->items.items[i];
        AllocationPut put = plan_put(item->person_id, item->week, item->project_id, item->minutes.n);
        put.state = item->state;
        *(AllocationPut *)list_push(agency->cx.arena, &batch.items) = put;
    }
    for (size_t i = 0; i < body->overtime.count; i++) {
        const ExitOvertime *one = &body->overtime.items[i];
        *(OvertimePut *)list_push(agency->cx.arena, &batch.overtime) =
            (OvertimePut){one->person_id, one->week, one->minutes, reason};
    }
    return allocation_put_all(&agency->cx, &batch, &results);
}

static void a_pushed_week_is_listed_with_its_cause(Test *t)
{
    Agency agency;
    push(t, &agency);
    PushedList list = {0};
    CHECK_OK(t, pushed_list(&agency.cx, &list));
    CHECK_INT(t, list.total, 1);
    CHECK_INT(t, list.items.items[0].person_id.n, agency.designer.n);
    CHECK_INT(t, list.items.items[0].over.n, H(24));
    CHECK(t, strstr(list.items.items[0].why, "vacation") != NULL);
    list = (PushedList){.person_id = agency.other};
    CHECK_OK(t, pushed_list(&agency.cx, &list));
    CHECK_INT(t, list.total, 0);
    int count;
    CHECK_OK(t, pushed_count(&agency.cx, &count));
    CHECK_INT(t, count, 1);
}

static void lowering_resolves_it(Test *t)
{
    Agency agency;
    push(t, &agency);
    Pushed pushed = load(t, &agency);
    CHECK_INT(t, pushed.gives.count, 2);
    const PushedGive *big =
        pushed.gives.items[0].give->minutes.n == H(30) ? &pushed.gives.items[0] : &pushed.gives.items[1];
    CHECK_INT(t, big->give->takes.n, H(24));
    CHECK_OK(t, take(&agency, exit_of(big, "lower")->body, ""));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, H(16));
    CHECK_INT(t, load(t, &agency).week->over.n, 0);
}

static void work_moves_to_a_later_week_or_a_colleague(Test *t)
{
    Agency agency;
    push(t, &agency);
    Pushed pushed = load(t, &agency);
    const PushedGive *give = &pushed.gives.items[0];
    CHECK(t, exit_of(give, "later") != NULL && exit_of(give, "other_person") != NULL);
    int64_t takes = give->give->takes.n;
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, take(&agency, exit_of(give, "other_person")->body, ""));
    CHECK_INT(t, plan_week(t, &agency, agency.other, WEEK).confirmed.n, takes);
    CHECK_OK(t, plan_undo(&agency));
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, take(&agency, exit_of(give, "later")->body, ""));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, day_plus(WEEK, 7)).confirmed.n, takes);
}

static void overtime_resolves_it_in_the_right_of_a_head(Test *t)
{
    Agency agency;
    push(t, &agency);
    plan_act_as(t, &agency, agency.account);
    Pushed pushed = load(t, &agency);
    CHECK(t, pushed.overtime && !pushed.overtime->body && *pushed.overtime->unavailable);
    plan_act_as(t, &agency, agency.head);
    pushed = load(t, &agency);
    CHECK_ERR(t, take(&agency, pushed.overtime->body, ""), ERR_INPUT, "reason");
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, take(&agency, pushed.overtime->body, "the client waits"));
    CHECK_INT(t, load(t, &agency).week->over.n, 0);
}

static void who_leads_other_projects_lowers_only_their_own(Test *t)
{
    Agency agency;
    push(t, &agency);
    plan_act_as(t, &agency, agency.account);
    Pushed pushed = load(t, &agency);
    for (size_t i = 0; i < pushed.gives.count; i++) {
        const PushedGive *of = &pushed.gives.items[i];
        CHECK(t, of->give->may == (of->give->project_id.n == agency.project.n));
        CHECK(t, (of->exits.count > 0) == of->give->may);
    }
}

static void released_time_knows_what_waits_for_it(Test *t)
{
    Agency agency;
    push(t, &agency);
    Waiting waiting = {.person_id = agency.other, .from = WEEK, .until = WEEK};
    CHECK_OK(t, waiting_load(&agency.cx, &waiting));
    CHECK_INT(t, waiting.items.count, 1);
    CHECK_INT(t, waiting.items.items[0].kind, WAITING_PUSHED);
    CHECK_INT(t, waiting.items.items[0].minutes.n, H(24));
    waiting = (Waiting){.person_id = agency.account, .from = WEEK, .until = WEEK};
    CHECK_OK(t, waiting_load(&agency.cx, &waiting));
    CHECK_INT(t, waiting.items.count, 0);
}

static void the_pages_offer_each_way_out_as_a_form(Test *t)
{
    Agency agency;
    push(t, &agency);
    Req req = plan_ask(t, METHOD_GET, "/plan/pushed");
    CHECK(t, strstr(plan_page_text(t, &agency, &req), "/plan/pushed/week?person_id=") != NULL);
    req = plan_ask(t, METHOD_GET, "/plan/pushed/week");
    plan_say(&agency, &req, "person_id", arena_printf(agency.cx.arena, "%" PRId64, agency.designer.n));
    plan_say(&agency, &req, "week", "2026-06-15");
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, strstr(page, "action=\"/allocations/batch\"") != NULL);
    CHECK(t, strstr(page, "name=\"reason\"") != NULL);
}

TEST_SUITE_DB("plan: weeks that do not fit",
              {"a pushed week is listed with its cause", a_pushed_week_is_listed_with_its_cause},
              {"lowering resolves it", lowering_resolves_it},
              {"work moves to a later week or a colleague", work_moves_to_a_later_week_or_a_colleague},
              {"overtime resolves it in the right of a head", overtime_resolves_it_in_the_right_of_a_head},
              {"who leads other projects lowers only their own", who_leads_other_projects_lowers_only_their_own},
              {"released time knows what waits for it", released_time_knows_what_waits_for_it},
              {"the pages offer each way out as a form", the_pages_offer_each_way_out_as_a_form});
