/* SPDX-License-Identifier: MIT */
/* The pages of absences, overtime, the calendar and one's own week without a server: handlers and templates. */
#include "base/base.h"

#include "plan/absence.h"
#include "plan/overtime.h"
#include "plan/plan_feature.h"
#include "plan/plan_fixture.h"
#include "plan/request.h"
#include "web/template.h"
#include "work/view_web.h"

#define H(hours) ((hours)*60)

/* ---- asking ---- */

static const Route *route_of(Method method, const char *path)
{
    const Feature *const features[] = {&plan_feature, NULL};
    for (RouteWalk walk = {.feature = features}; route_walk(&walk);)
        if (walk.route->method == method && strcmp(walk.route->path, path) == 0)
            return walk.route;
    return NULL;
}

static Req request(Method method, const char *path)
{
    return (Req){.method = method, .path = path, .target = path, .route = route_of(method, path), .wants = WANTS_PAGE};
}

static void put(Agency *agency, Pairs *pairs, const char *name, const char *value)
{
    *(Pair *)list_push(agency->cx.arena, pairs) = (Pair){name, value};
}

/* The page that the reply is. */
static const char *page_text(Test *t, Ctx *cx, const Req *req, const Reply *reply)
{
    const Template *compiled;
    Buf out = {0};
    const Route *route = req->route;
    CHECK_OK(t, template_compile(cx, cx->arena, route->page, route->view ? route->view : route->out, &compiled));
    template_render(cx, compiled, reply->page_view.data ? reply->page_view.data : reply->shown.data, NULL, &out);
    const char *text = arena_strdup(cx->arena, out.data ? out.data : "");
    buf_finish(&out);
    return text;
}

static const char *shown_text(Test *t, Agency *agency, const Req *req)
{
    Reply reply = {0};
    CHECK_OK(t, req->route->handler(&agency->cx, req, &reply));
    return page_text(t, &agency->cx, req, &reply);
}

/* The refused form as the person sees it again. */
static const char *refused_text(Test *t, Agency *agency, Req *req, ErrKind kind)
{
    Reply reply = {0};
    Err *err = req->route->handler(&agency->cx, req, &reply);
    CHECK(t, err && err->kind == kind);
    req->err = err;
    reply = (Reply){0};
    CHECK_OK(t, req->route->again(&agency->cx, req, &reply));
    return page_text(t, &agency->cx, req, &reply);
}

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

/* ---- absences ---- */

static void a_refused_absence_keeps_what_was_typed(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Req req = request(METHOD_POST, "/absences");
    put(&agency, &req.form, "person_id", id_value(&agency.cx, agency.designer));
    put(&agency, &req.form, "kind", "sick");
    put(&agency, &req.form, "from_day", "2026-06-24");
    put(&agency, &req.form, "until_day", "2026-06-20");
    put(&agency, &req.form, "half", "0");
    put(&agency, &req.form, "half", "1");
    put(&agency, &req.form, "note", "<b>");
    const char *page = refused_text(t, &agency, &req, ERR_INPUT);
    CHECK(t, has(page, "value=\"sick\" selected"));
    CHECK(t, has(page, "value=\"2026-06-24\""));
    CHECK(t, has(page, "value=\"2026-06-20\""));
    CHECK(t, has(page, "id=\"absence-until-error\""));
    CHECK(t, !has(page, "id=\"absence-from-error\""));
    CHECK(t, has(page, "value=\"&lt;b&gt;\""));
    CHECK(t, has(page, "name=\"half\" value=\"1\" checked"));
    CHECK(t, has(page, arena_printf(agency.cx.arena, "value=\"%" PRId64 "\" selected", agency.designer.n)));
}

static void malformed_days_are_said_together(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Req req = request(METHOD_POST, "/absences");
    put(&agency, &req.form, "kind", "party");
    put(&agency, &req.form, "from_day", "31.02.2026");
    const char *page = refused_text(t, &agency, &req, ERR_INPUT);
    CHECK(t, has(page, "id=\"absence-kind-error\""));
    CHECK(t, has(page, "id=\"absence-from-error\""));
    CHECK(t, has(page, "id=\"absence-until-error\""));
    CHECK(t, has(page, "value=\"31.02.2026\""));
}

static void without_a_person_it_is_ones_own(Test *t)
{
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    plan_act_as(t, &agency, agency.designer);
    Req req = request(METHOD_POST, "/absences");
    put(&agency, &req.form, "kind", "vacation");
    put(&agency, &req.form, "from_day", "2026-07-06");
    put(&agency, &req.form, "until_day", "2026-07-12");
    CHECK_OK(t, req.route->handler(&agency.cx, &req, &reply));
    CHECK_INT(t, ((const Absence *)reply.shown.data)->person_id.n, agency.designer.n);
    CHECK_INT(t, reply.status, 201);
}

static void the_page_leads_to_the_weeks_that_were_pushed(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(40));
    Absence absence = {.person_id = agency.designer, .from_day = WEEK, .until_day = day_plus(WEEK, 8)};
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    Req req = request(METHOD_GET, "/absences/:id");
    put(&agency, &req.params, "id", id_value(&agency.cx, absence.id));
    const char *page = shown_text(t, &agency, &req);
    CHECK(t, has(page, "1 week does not fit any more"));
    CHECK(t, has(page, "/plan?from=2026-06-15&amp;person_id="));
    CHECK(t, has(page, "+40"));
    CHECK(t, !has(page, "/plan?from=2026-06-22"));
}

static void a_stale_form_shows_both_versions(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence absence = {.person_id = agency.designer, .from_day = WEEK, .until_day = WEEK, .note = ""};
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    absence.kind = ABSENCE_SICK;
    CHECK_OK(t, absence_change(&agency.cx, &absence));
    Req req = request(METHOD_POST, "/absences/:id");
    put(&agency, &req.params, "id", id_value(&agency.cx, absence.id));
    put(&agency, &req.form, "revision", "1");
    put(&agency, &req.form, "kind", "day_off");
    put(&agency, &req.form, "from_day", "2026-06-15");
    put(&agency, &req.form, "until_day", "2026-06-15");
    const char *page = refused_text(t, &agency, &req, ERR_CONFLICT);
    CHECK(t, has(page, "<b>sick leave</b>"));
    CHECK(t, has(page, "value=\"day_off\" selected"));
    CHECK(t, has(page, "name=\"revision\" value=\"2\""));
}

static void others_read_without_forms(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Absence absence = {.person_id = agency.designer, .from_day = WEEK, .until_day = WEEK, .note = ""};
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    plan_act_as(t, &agency, agency.other);
    Req req = request(METHOD_GET, "/absences/:id");
    put(&agency, &req.params, "id", id_value(&agency.cx, absence.id));
    CHECK(t, !has(shown_text(t, &agency, &req), "<form"));
    req = request(METHOD_GET, "/calendar");
    CHECK(t, !has(shown_text(t, &agency, &req), "<form"));
    req = request(METHOD_GET, "/overtime");
    CHECK(t, !has(shown_text(t, &agency, &req), "method=\"post\""));
}

static void who_sees_only_themselves_is_told_no_names(Test *t)
{
    static const char *const paths[] = {"/absences", "/overtime", "/absences/new", "/my-week"};
    Agency agency;
    plan_agency(t, &agency);
    Absence absence = {.person_id = agency.designer, .from_day = WEEK, .until_day = WEEK, .note = ""};
    CHECK_OK(t, absence_add(&agency.cx, &absence));
    plan_act_as(t, &agency, fixture_person(t, &agency.cx, "Лара", "lara@polden.example", "contractor"));
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        Req req = request(METHOD_GET, paths[i]);
        CHECK(t, !has(shown_text(t, &agency, &req), "Полина"));
    }
    Req req = request(METHOD_GET, "/absences/:id");
    Reply reply = {0};
    put(&agency, &req.params, "id", id_value(&agency.cx, absence.id));
    CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_MISSING, "");
}

/* ---- overtime ---- */

static void overtime_is_agreed_in_hours_as_people_write_them(Test *t)
{
    static const struct {
        const char *text;
        int64_t minutes;
    } cases[] = {{"4", 240}, {"3,5", 210}, {"2:30", 150}, {"1.25", 75}};
    Agency agency;
    plan_agency(t, &agency);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Reply reply = {0};
        Req req = request(METHOD_POST, "/overtime");
        put(&agency, &req.form, "person_id", id_value(&agency.cx, agency.designer));
        put(&agency, &req.form, "week", "2026-06-17");
        put(&agency, &req.form, "hours", cases[i].text);
        put(&agency, &req.form, "reason", "запуск");
        CHECK_OK(t, req.route->handler(&agency.cx, &req, &reply));
        CHECK_INT(t, ((const Overtime *)reply.shown.data)->minutes.n, cases[i].minutes);
    }
}

static void refused_overtime_keeps_what_was_typed(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Req req = request(METHOD_POST, "/overtime");
    put(&agency, &req.form, "person_id", id_value(&agency.cx, agency.designer));
    put(&agency, &req.form, "week", "2026-06-17");
    put(&agency, &req.form, "hours", "20%");
    put(&agency, &req.form, "reason", "запуск");
    const char *page = refused_text(t, &agency, &req, ERR_INPUT);
    CHECK(t, has(page, "id=\"overtime-hours-error\""));
    CHECK(t, has(page, "value=\"20%\""));
    CHECK(t, has(page, "value=\"запуск\""));
}

/* From the form of the refused cell to the head's button. */
static void a_request_goes_from_the_exit_to_the_decision(Test *t)
{
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.foreign, H(36));
    plan_act_as(t, &agency, agency.account);
    Req req = request(METHOD_POST, "/allocations/request");
    const char *batch = arena_printf(
        agency.cx.arena,
        "{\"items\":[{\"person_id\":%" PRId64 ",\"week\":\"2026-06-15\",\"project_id\":%" PRId64
        ",\"kind\":\"project\",\"state\":\"confirmed\",\"work\":\"\",\"minutes\":480,\"until\":null}],"
        "\"overtime\":[{\"person_id\":%" PRId64 ",\"week\":\"2026-06-15\",\"minutes\":240,\"reason\":\"\"}]}",
        agency.designer.n, agency.project.n, agency.designer.n);
    put(&agency, &req.form, "batch", batch);
    put(&agency, &req.form, "reason", "запуск в среду");
    put(&agency, &req.form, "back", "/plan?from=2026-06-15");
    CHECK_OK(t, req.route->handler(&agency.cx, &req, &reply));
    CHECK_STR(t, reply.location, "/plan?from=2026-06-15");
    Id id = ((const PlanRequest *)reply.shown.data)->id;
    plan_act_as(t, &agency, agency.head);
    req = request(METHOD_GET, "/overtime");
    const char *page = shown_text(t, &agency, &req);
    CHECK(t, has(page, arena_printf(agency.cx.arena, "action=\"/overtime/requests/%" PRId64 "/agree\"", id.n)));
    CHECK(t, has(page, "запуск в среду"));
    req = request(METHOD_POST, "/overtime/requests/:id/agree");
    put(&agency, &req.params, "id", id_value(&agency.cx, id));
    reply = (Reply){0};
    CHECK_OK(t, req.route->handler(&agency.cx, &req, &reply));
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, H(44));
    page = refused_text(t, &agency, &req, ERR_CONFLICT);
    CHECK(t, has(page, "role=\"alert\""));
}

/* ---- the calendar ---- */

static void the_calendar_tells_norms_and_holidays(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    Req req = request(METHOD_GET, "/calendar");
    put(&agency, &req.query, "year", "2026");
    const char *page = shown_text(t, &agency, &req);
    CHECK(t, has(page, "1,972 h") || has(page, "1972 h"));
    CHECK(t, has(page, "Russia Day"));
    CHECK(t, has(page, "/calendar?year=2027"));
    put(&agency, &req.query, "year", "1000");
    Reply reply = {0};
    CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_INPUT, "year");
}

static void an_own_day_shows_and_a_refused_one_is_kept(Test *t)
{
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    Req req = request(METHOD_POST, "/calendar");
    put(&agency, &req.form, "day", "2027-07-02");
    put(&agency, &req.form, "kind", "off");
    put(&agency, &req.form, "name", "День агентства");
    CHECK_OK(t, req.route->handler(&agency.cx, &req, &reply));
    CHECK_STR(t, reply.location, "/calendar?year=2027");
    req = request(METHOD_POST, "/calendar");
    put(&agency, &req.form, "day", "2027-07-05");
    put(&agency, &req.form, "kind", "short");
    put(&agency, &req.form, "name", "");
    const char *page = refused_text(t, &agency, &req, ERR_INPUT);
    CHECK(t, has(page, "id=\"calendar-name-error\""));
    CHECK(t, has(page, "value=\"2027-07-05\""));
    CHECK(t, has(page, "value=\"short\" selected"));
    CHECK(t, has(page, "День агентства"));
    CHECK(t, has(page, "action=\"/calendar/2027-07-02/delete\""));
}

/* ---- one's own week ---- */

static void the_own_week_is_told_in_percent_and_hours(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_fill(t, &agency, agency.designer, WEEK, agency.project, H(20));
    plan_act_as(t, &agency, agency.designer);
    Req req = request(METHOD_GET, "/my-week");
    const char *page = shown_text(t, &agency, &req);
    CHECK(t, has(page, ">50%</b>"));
    CHECK(t, has(page, "50% are free, 20 h"));
    CHECK(t, has(page, "data-k=\"work\""));
    CHECK(t, has(page, "/my-week?week=2026-06-22"));
}

TEST_SUITE_DB("plan: pages of time away and over",
              {"a refused absence keeps what was typed", a_refused_absence_keeps_what_was_typed},
              {"malformed fields are said together", malformed_days_are_said_together},
              {"an absence without a person is one's own", without_a_person_it_is_ones_own},
              {"the page leads to the weeks that were pushed", the_page_leads_to_the_weeks_that_were_pushed},
              {"a stale form shows both versions", a_stale_form_shows_both_versions},
              {"who may not change anything gets no forms", others_read_without_forms},
              {"who sees only themselves is told no names", who_sees_only_themselves_is_told_no_names},
              {"overtime is agreed in hours as people write them", overtime_is_agreed_in_hours_as_people_write_them},
              {"refused overtime keeps what was typed", refused_overtime_keeps_what_was_typed},
              {"a request goes from the exit to the decision", a_request_goes_from_the_exit_to_the_decision},
              {"the calendar tells norms and holidays", the_calendar_tells_norms_and_holidays},
              {"an own day shows, a refused one is kept", an_own_day_shows_and_a_refused_one_is_kept},
              {"one's own week is told in percent and hours", the_own_week_is_told_in_percent_and_hours});
