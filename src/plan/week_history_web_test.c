/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/overtime.h"
#include "plan/plan_web_fixture.h"
#include "plan/week_history.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static Req ask_history(Test *t, Agency *agency, Id person_id, const char *week)
{
    Req req = plan_ask(t, METHOD_GET, "/plan/history");
    plan_say(agency, &req, "person_id", id_value(&agency->cx, person_id));
    plan_say(agency, &req, "week", week);
    return req;
}

/* Each put is a change of its own, as over HTTP. */
static void put_apart(Test *t, Agency *agency, Id project, int64_t minutes)
{
    agency->cx.change_id = ID(0);
    plan_fill(t, agency, agency->designer, WEEK, project, minutes);
}

static void a_cell_tells_who_changed_it_from_what_to_what(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    put_apart(t, &agency, agency.project, H(8));
    put_apart(t, &agency, agency.foreign, H(4));
    plan_act_as(t, &agency, agency.account);
    put_apart(t, &agency, agency.project, H(6));
    Req req = ask_history(t, &agency, agency.designer, "2026-06-18");
    plan_say(&agency, &req, "project_id", id_value(&agency.cx, agency.project));
    const WeekHistory *history = plan_json(t, &agency, &req);
    CHECK_INT(t, history->changes.count, 2);
    const HistoryChange *last = &history->changes.items[0];
    CHECK_STR(t, last->person_name, "Анна Ветрова");
    CHECK_INT(t, last->items.items[0].before.n, H(8));
    CHECK_INT(t, last->items.items[0].after.n, H(6));
    CHECK(t, last->may_undo);
    CHECK(t, !history->changes.items[1].may_undo);
    CHECK_INT(t, history->changes.items[1].items.items[0].before.n, 0);
}

static void a_week_tells_absences_and_overtime_too(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    put_apart(t, &agency, agency.project, H(8));
    agency.cx.change_id = ID(0);
    Overtime made;
    OvertimePut overtime = {.person_id = agency.designer, .week = WEEK, .minutes = MINUTES(120), .reason = "запуск"};
    CHECK_OK(t, overtime_put(&agency.cx, &overtime, &made));
    agency.cx.change_id = ID(0);
    Absence absence = {.person_id = agency.designer, .from_day = day_plus(WEEK, 4), .until_day = day_plus(WEEK, 8)};
    absence.note = "";
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    Req req = ask_history(t, &agency, agency.designer, "2026-06-15");
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "vacation"));
    CHECK(t, has(page, "Overtime: запуск"));
    CHECK(t, has(page, "20% (8 h)"));
    req = ask_history(t, &agency, agency.designer, "2026-06-22");
    const WeekHistory *next = plan_json(t, &agency, &req);
    CHECK_INT(t, next->changes.count, 1);
    CHECK_STR(t, next->changes.items[0].items.items[0].noun, "absence");
}

static void a_moved_absence_leaves_a_trace_where_it_was(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence absence = {.person_id = agency.designer, .from_day = WEEK, .until_day = WEEK, .note = ""};
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    agency.cx.change_id = ID(0);
    absence.from_day = absence.until_day = day_plus(WEEK, 7);
    CHECK_OK(t, absence_change(&agency.cx, &absence));
    Req req = ask_history(t, &agency, agency.designer, "2026-06-15");
    CHECK_INT(t, ((const WeekHistory *)plan_json(t, &agency, &req))->changes.count, 2);
    req = ask_history(t, &agency, agency.designer, "2026-06-22");
    CHECK_INT(t, ((const WeekHistory *)plan_json(t, &agency, &req))->changes.count, 1);
}

static void what_was_taken_back_says_so(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    put_apart(t, &agency, agency.project, H(8));
    Req req = ask_history(t, &agency, agency.designer, "2026-06-15");
    CHECK(t, has(plan_page_text(t, &agency, &req), "/undo\""));
    CHECK_OK(t, plan_undo(&agency));
    const WeekHistory *history = plan_json(t, &agency, &req);
    CHECK_INT(t, history->changes.count, 2);
    CHECK(t, history->changes.items[0].undoes_id.n == history->changes.items[1].change_id.n);
    CHECK(t, history->changes.items[1].undone && !history->changes.items[1].may_undo);
}

static void strangers_are_told_nothing(Test *t)
{
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    put_apart(t, &agency, agency.project, H(8));
    plan_act_as(t, &agency, fixture_person(t, &agency.cx, "Лара", "lara@polden.example", "contractor"));
    Req req = ask_history(t, &agency, agency.designer, "2026-06-15");
    CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_MISSING, "");
}

static void the_week_and_the_person_must_be_said(Test *t)
{
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    Req req = plan_ask(t, METHOD_GET, "/plan/history");
    CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_INPUT, "person_id");
    req = ask_history(t, &agency, agency.designer, "2026-06-15");
    plan_say(&agency, &req, "kind", "party");
    CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_INPUT, "kind");
}

TEST_SUITE_DB("plan: the history of a week",
              {"a cell tells who changed it from what to what", a_cell_tells_who_changed_it_from_what_to_what},
              {"a week tells of absences and overtime too", a_week_tells_absences_and_overtime_too},
              {"a moved absence leaves a trace where it was", a_moved_absence_leaves_a_trace_where_it_was},
              {"what was taken back says so", what_was_taken_back_says_so},
              {"strangers are told nothing", strangers_are_told_nothing},
              {"the week and the person must be said", the_week_and_the_person_must_be_said});
