/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/ahead.h"
#include "plan/plan_web_fixture.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static Day week(int plus)
{
    return day_plus(WEEK, (int64_t)plus * DAYS_PER_WEEK);
}

static Req ask(Test *t, Agency *agency, Method method, const char *way, Id person_id, Id project_id)
{
    Req req = plan_ask(t, method, "/plan/ahead");
    plan_say(agency, &req, "way", way);
    plan_say(agency, &req, "person_id", id_value(&agency->cx, person_id));
    plan_say(agency, &req, "subject", id_value(&agency->cx, project_id));
    plan_say(agency, &req, "from", "2026-06-17");
    return req;
}

static int64_t confirmed(Test *t, Agency *agency, Id person_id, int plus)
{
    return plan_week(t, agency, person_id, week(plus)).confirmed.n;
}

/* ---- copying ---- */

static void a_week_is_copied_whole_and_taken_back_at_once(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(16));
    plan_fill(t, &agency, agency.designer, WEEK, agency.foreign, H(8));
    Req req = ask(t, &agency, METHOD_POST, "copy", agency.designer, ID(0));
    plan_say(&agency, &req, "weeks", "2");
    CHECK(t, has(plan_send(t, &agency, &req), "/plan?from=2026-06-15"));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 1), H(24));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 2), H(24));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 3), 0);
    CHECK_OK(t, plan_undo(&agency));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 1), 0);
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 0), H(24));
}

static void everybodys_week_is_copied_as_far_as_one_plans_it(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(16));
    plan_fill(t, &agency, agency.other, WEEK, agency.project, H(4));
    plan_fill(t, &agency, agency.other, WEEK, agency.foreign, H(8));
    plan_act_as(t, &agency, agency.account);
    Req req = ask(t, &agency, METHOD_POST, "copy", ID(0), ID(0));
    plan_say(&agency, &req, "weeks", "1");
    CHECK(t, has(plan_send(t, &agency, &req), "/plan?from=2026-06-15"));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 1), H(16));
    CHECK_INT(t, confirmed(t, &agency, agency.other, 1), H(4));
    CHECK_OK(t, plan_undo(&agency));
    plan_act_as(t, &agency, agency.head);
    (void)plan_send(t, &agency, &req);
    CHECK_INT(t, confirmed(t, &agency, agency.other, 1), H(12));
}

static void a_shorter_week_gets_the_same_share(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_hours(t, &agency, agency.designer, week(1), MINUTES(H(20)));
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(16));
    Req req = ask(t, &agency, METHOD_POST, "copy", agency.designer, agency.project);
    plan_say(&agency, &req, "weeks", "1");
    (void)plan_send(t, &agency, &req);
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 1), H(8));
}

static void the_preview_says_what_does_not_fit_and_writes_nothing(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(16));
    plan_fill(t, &agency, agency.designer, week(1), agency.foreign, H(30));
    Req req = ask(t, &agency, METHOD_GET, "copy", agency.designer, ID(0));
    plan_say(&agency, &req, "weeks", "2");
    const char *page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "Not all of it fits: 6 h are left out"));
    CHECK(t, has(page, "name=\"fit\" value=\"1\""));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 1), H(30));
    const Ahead *ahead = plan_json(t, &agency, &req);
    CHECK_INT(t, ahead->short_of, 1);
    CHECK_INT(t, ahead->items.items[0].becomes.n, H(10));
    CHECK_INT(t, ahead->items.items[1].becomes.n, H(16));
}

static void what_does_not_fit_is_refused_or_left_out(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(16));
    plan_fill(t, &agency, agency.designer, week(1), agency.foreign, H(30));
    Req req = ask(t, &agency, METHOD_POST, "copy", agency.designer, ID(0));
    plan_say(&agency, &req, "weeks", "1");
    const char *page = plan_refused_text(t, &agency, &req, ERR_INPUT);
    CHECK(t, has(page, "6 h do not fit"));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 1), H(30));
    req.err = NULL;
    plan_say(&agency, &req, "fit", "1");
    (void)plan_send(t, &agency, &req);
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 1), H(40));
}

/* ---- a share ---- */

static void a_share_is_kept_until_the_date(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Req req = ask(t, &agency, METHOD_POST, "pattern", agency.designer, agency.project);
    plan_say(&agency, &req, "value", "12,5");
    plan_say(&agency, &req, "until", "2026-06-29");
    (void)plan_send(t, &agency, &req);
    for (int i = 0; i <= 2; i++)
        CHECK_INT(t, confirmed(t, &agency, agency.designer, i), H(5));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 3), 0);
}

static void a_share_in_a_vacation_does_not_fit(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence absence = {.person_id = agency.designer, .from_day = week(1), .until_day = day_plus(week(1), 6)};
    absence.note = "";
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    Req req = ask(t, &agency, METHOD_GET, "pattern", agency.designer, agency.project);
    plan_say(&agency, &req, "value", "20");
    plan_say(&agency, &req, "until", "2026-06-28");
    const Ahead *ahead = plan_json(t, &agency, &req);
    CHECK_INT(t, ahead->items.count, 2);
    CHECK_INT(t, ahead->items.items[1].missing.n, H(8));
    CHECK_INT(t, ahead->cells, 1);
}

/* ---- spreading ---- */

static void hours_are_spread_evenly_and_come_out_whole(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(2));
    Req req = ask(t, &agency, METHOD_POST, "spread", agency.designer, agency.project);
    plan_say(&agency, &req, "value", "10");
    plan_say(&agency, &req, "weeks", "3");
    (void)plan_send(t, &agency, &req);
    int64_t sum = 0;
    for (int i = 0; i < 3; i++)
        sum += confirmed(t, &agency, agency.designer, i);
    CHECK_INT(t, sum, H(12));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 0), H(2) + 195);
}

static void by_free_time_the_emptier_week_takes_more(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.foreign, H(40));
    plan_fill(t, &agency, agency.designer, week(1), agency.foreign, H(30));
    Req req = ask(t, &agency, METHOD_GET, "spread", agency.designer, agency.project);
    plan_say(&agency, &req, "value", "20");
    plan_say(&agency, &req, "weeks", "3");
    plan_say(&agency, &req, "by_room", "1");
    const Ahead *ahead = plan_json(t, &agency, &req);
    CHECK_INT(t, ahead->items.count, 2);
    CHECK_INT(t, ahead->items.items[0].wanted.n, H(4));
    CHECK_INT(t, ahead->items.items[1].wanted.n, H(16));
    CHECK_INT(t, ahead->short_of, 0);
}

/* ---- moving ---- */

static void a_project_moves_by_weeks_and_back(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(10));
    plan_fill(t, &agency, agency.designer, week(1), agency.project, H(20));
    plan_fill(t, &agency, agency.other, week(1), agency.project, H(5));
    Req req = ask(t, &agency, METHOD_POST, "shift", ID(0), agency.project);
    plan_say(&agency, &req, "weeks", "1");
    (void)plan_send(t, &agency, &req);
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 0), 0);
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 1), H(10));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 2), H(20));
    CHECK_INT(t, confirmed(t, &agency, agency.other, 2), H(5));
    req = ask(t, &agency, METHOD_POST, "shift", ID(0), agency.project);
    plan_say(&agency, &req, "weeks", "-1");
    (void)plan_send(t, &agency, &req);
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 0), H(10));
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 2), 0);
}

/* ---- who may, and what is missing ---- */

static void an_account_manager_plans_only_the_own_projects(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_act_as(t, &agency, agency.account);
    Req req = ask(t, &agency, METHOD_POST, "pattern", agency.designer, agency.foreign);
    plan_say(&agency, &req, "value", "20");
    plan_say(&agency, &req, "until", "2026-06-29");
    Reply reply = {0};
    CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_DENIED, "");
    req = ask(t, &agency, METHOD_POST, "pattern", agency.designer, agency.project);
    plan_say(&agency, &req, "value", "20");
    plan_say(&agency, &req, "until", "2026-06-21");
    (void)plan_send(t, &agency, &req);
    CHECK_INT(t, confirmed(t, &agency, agency.designer, 0), H(8));
}

static void incomplete_questions_say_what_is_missing(Test *t)
{
    static const struct {
        const char *way, *field;
    } cases[] = {{"copy", "weeks"}, {"pattern", "value"}, {"spread", "value"}, {"shift", "weeks"}, {"", "way"}};
    Agency agency;
    plan_agency(t, &agency);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Reply reply = {0};
        Req req = ask(t, &agency, METHOD_GET, cases[i].way, agency.designer, agency.project);
        req.wants = WANTS_JSON;
        CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_INPUT, cases[i].field);
    }
    Req req = ask(t, &agency, METHOD_GET, "spread", agency.designer, ID(0));
    CHECK(t, has(plan_page_text(t, &agency, &req), "role=\"alert\""));
}

TEST_SUITE_DB("plan: ahead",
              {"a week is copied whole and taken back at once", a_week_is_copied_whole_and_taken_back_at_once},
              {"everybody's week is copied as far as one plans it", everybodys_week_is_copied_as_far_as_one_plans_it},
              {"a shorter week gets the same share", a_shorter_week_gets_the_same_share},
              {"the preview says what does not fit and writes nothing",
               the_preview_says_what_does_not_fit_and_writes_nothing},
              {"what does not fit is refused or left out", what_does_not_fit_is_refused_or_left_out},
              {"a share is kept until the date", a_share_is_kept_until_the_date},
              {"a share in a vacation does not fit", a_share_in_a_vacation_does_not_fit},
              {"hours are spread evenly and come out whole", hours_are_spread_evenly_and_come_out_whole},
              {"by free time the emptier week takes more", by_free_time_the_emptier_week_takes_more},
              {"a project moves by weeks and back", a_project_moves_by_weeks_and_back},
              {"an account manager plans only the own projects", an_account_manager_plans_only_the_own_projects},
              {"incomplete questions say what is missing", incomplete_questions_say_what_is_missing});
