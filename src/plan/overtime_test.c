/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/overtime.h"
#include "plan/plan_fixture.h"

#define H(hours) ((hours)*60)

static OvertimePut some(Id person_id, Day week, int64_t minutes)
{
    return (OvertimePut){person_id, week, MINUTES(minutes), "запуск"};
}

static Err *try_put(Agency *agency, OvertimePut put)
{
    Overtime made;
    return overtime_put(&agency->cx, &put, &made);
}

static void adds_room_with_a_reason(Test *t)
{
    Agency agency;
    Overtime made;
    OvertimePage page = {.from = DAY_NONE, .until = DAY_NONE};
    plan_agency(t, &agency);
    OvertimePut put = some(agency.designer, day_plus(WEEK, 3), H(4));
    CHECK_OK(t, overtime_put(&agency.cx, &put, &made));
    CHECK_INT(t, made.week.n, WEEK.n);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(44));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).pushed.n, 0);
    CHECK_OK(t, overtime_list(&agency.cx, &page));
    CHECK_INT(t, page.items.count, 1);
    CHECK_STR(t, page.items.items[0].reason, "запуск");
    CHECK_STR(t, page.items.items[0].person_name, "Полина Грек");
    CHECK_STR(t, page.items.items[0].agreed_by_name, "Павел Дорн");
    CHECK_INT(t, page.items.items[0].agreed_by.n, agency.head.n);
}

static void refuses_what_cannot_be(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    OvertimePut silent = some(agency.designer, WEEK, H(4));
    silent.reason = "  ";
    CHECK_ERR(t, try_put(&agency, silent), ERR_INPUT, "reason");
    CHECK_ERR(t, try_put(&agency, some(ID(0), WEEK, H(4))), ERR_INPUT, "person_id");
    CHECK_ERR(t, try_put(&agency, some(ID(424242), WEEK, H(4))), ERR_INPUT, "person_id");
    CHECK_ERR(t, try_put(&agency, some(agency.designer, DAY_NONE, H(4))), ERR_INPUT, "week");
    CHECK_ERR(t, try_put(&agency, some(agency.designer, WEEK, 0)), ERR_INPUT, "minutes");
    CHECK_ERR(t, try_put(&agency, some(agency.designer, WEEK, H(169))), ERR_INPUT, "minutes");
}

static void needs_the_right(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_act_as(t, &agency, agency.account);
    CHECK_ERR(t, try_put(&agency, some(agency.designer, WEEK, H(4))), ERR_DENIED, "overtime");
    CHECK_ERR(t, overtime_remove(&agency.cx, ID(1)), ERR_MISSING, "");
}

static void goes_only_while_the_week_holds_without_it(Test *t)
{
    Agency agency;
    Overtime made;
    plan_agency(t, &agency);
    OvertimePut put = some(agency.designer, WEEK, H(4));
    CHECK_OK(t, overtime_put(&agency.cx, &put, &made));
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(43));
    CHECK_ERR(t, overtime_remove(&agency.cx, made.id), ERR_CONFLICT, "");
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(40));
    CHECK_OK(t, overtime_remove(&agency.cx, made.id));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).overtime.n, 0);
}

static void undo_takes_back_an_agreement_and_a_deletion(Test *t)
{
    Agency agency;
    Overtime made;
    plan_agency(t, &agency);
    OvertimePut put = some(agency.designer, WEEK, H(4));
    CHECK_OK(t, overtime_put(&agency.cx, &put, &made));
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, overtime_remove(&agency.cx, made.id));
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).overtime.n, H(4));
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, overtime_put(&agency.cx, &put, &made));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).overtime.n, H(8));
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).overtime.n, H(4));
}

static void lists_by_week_page_by_page(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    for (int i = 0; i < 4; i++)
        CHECK_OK(t, try_put(&agency, some(i % 2 ? agency.other : agency.designer, day_plus(WEEK, i * 7), H(1))));
    OvertimePage first = {.from = day_plus(WEEK, 9), .until = DAY_NONE, .limit = 2};
    CHECK_OK(t, overtime_list(&agency.cx, &first));
    CHECK_INT(t, first.items.count, 2);
    CHECK_INT(t, first.items.items[0].week.n, WEEK.n + 21);
    OvertimePage rest = {.from = day_plus(WEEK, 9), .until = DAY_NONE, .limit = 2, .cursor = first.next};
    CHECK_OK(t, overtime_list(&agency.cx, &rest));
    CHECK_INT(t, rest.items.count, 1);
    CHECK_INT(t, rest.items.items[0].week.n, WEEK.n + 7);
    CHECK_STR(t, rest.next, "");
    OvertimePage own = {.person_id = agency.other, .from = DAY_NONE, .until = DAY_NONE};
    CHECK_OK(t, overtime_list(&agency.cx, &own));
    CHECK_INT(t, own.items.count, 2);
}

TEST_SUITE_DB("plan: overtime", {"agreed overtime adds room, with its reason", adds_room_with_a_reason},
              {"what cannot be is refused at its field", refuses_what_cannot_be},
              {"overtime needs the right", needs_the_right},
              {"an agreement goes only while the week holds without it", goes_only_while_the_week_holds_without_it},
              {"undo takes back an agreement and a deletion", undo_takes_back_an_agreement_and_a_deletion},
              {"the list goes by weeks and pages", lists_by_week_page_by_page});
