/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "plan/plan_view.h"
#include "plan/plan_web_fixture.h"
#include "work/view_web.h"

static bool has(const char *page, const char *part)
{
    return strstr(page, part) != NULL;
}

static PlanView saved(Test *t, Agency *agency, const char *name, const char *query, bool shared)
{
    PlanView view = {.name = name, .query = query, .shared = shared};
    agency->cx.change_id = ID(0);
    CHECK_OK(t, plan_view_add(&agency->cx, &view));
    return view;
}

static const char *plan_page(Test *t, Agency *agency, const char *name, const char *value)
{
    Req req = plan_ask(t, METHOD_GET, "/plan");
    if (*name)
        plan_say(agency, &req, name, value);
    return plan_page_text(t, agency, &req);
}

static void a_view_opens_by_its_address(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    PlanView view = saved(t, &agency, " Узкий ", "zoom=narrow&hide=past", false);
    const char *page = plan_page(t, &agency, "view", id_value(&agency.cx, view.id));
    CHECK(t, has(page, "--weeks: 26"));
    CHECK(t, has(page, ">Узкий<"));
    CHECK(t, !has(page, ", changed"));
    CHECK(t, has(page, "saved=1")); /* links keep to it */
    Req req = plan_ask(t, METHOD_GET, "/plan");
    plan_say(&agency, &req, "view", id_value(&agency.cx, view.id));
    plan_say(&agency, &req, "zoom", "wide");
    page = plan_page_text(t, &agency, &req);
    CHECK(t, has(page, "--weeks: 8"));
    CHECK(t, has(page, ", changed"));
    CHECK(t, has(page, "name=\"query\" value=\"zoom=wide&amp;hide=past\""));
}

static void own_views_are_seen_by_one_alone(Test *t)
{
    Agency agency;
    PlanView stored;
    PlanViewItems items = {0};
    plan_agency(t, &agency);
    PlanView mine = saved(t, &agency, "Мой", "only=over", false);
    PlanView all = saved(t, &agency, "Общий", "only=free", true);
    plan_act_as(t, &agency, agency.designer);
    CHECK_ERR(t, plan_view_get(&agency.cx, mine.id, &stored), ERR_MISSING, "");
    CHECK_OK(t, plan_view_list(&agency.cx, &items));
    CHECK_INT(t, items.count, 1);
    CHECK_INT(t, items.items[0].id.n, all.id.n);
    CHECK(t, !items.items[0].may);
    CHECK_ERR(t, plan_view_remove(&agency.cx, all.id), ERR_DENIED, "");
}

static void sharing_needs_a_right(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    plan_act_as(t, &agency, agency.designer);
    PlanView view = {.name = "Для всех", .query = "", .shared = true};
    CHECK_ERR(t, plan_view_add(&agency.cx, &view), ERR_DENIED, "shared");
    view.shared = false;
    CHECK_OK(t, plan_view_add(&agency.cx, &view));
    plan_act_as(t, &agency, agency.account);
    saved(t, &agency, "Аккаунтов", "group=position", true);
}

static void names_and_queries_are_checked(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    saved(t, &agency, "Ёлка", "", false);
    PlanView view = {.name = "елка", .query = ""};
    CHECK_ERR(t, plan_view_add(&agency.cx, &view), ERR_INPUT, "name");
    view = (PlanView){.name = " ", .query = ""};
    CHECK_ERR(t, plan_view_add(&agency.cx, &view), ERR_INPUT, "name");
    view = (PlanView){.name = "Другой", .query = "\"><script>"};
    CHECK_ERR(t, plan_view_add(&agency.cx, &view), ERR_INPUT, "query");
}

static void the_plan_opens_with_the_chosen_view(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    PlanView view = saved(t, &agency, "Широкий", "zoom=wide", true);
    CHECK_OK(t, plan_view_open_with(&agency.cx, view.id));
    CHECK(t, has(plan_page(t, &agency, "", ""), "--weeks: 8"));
    const char *whole = plan_page(t, &agency, "view", "people");
    CHECK(t, has(whole, "--weeks: 13"));
    CHECK(t, has(whole, "href=\"/plan?view=people\""));
    plan_act_as(t, &agency, agency.designer); /* another's plan opens as it did */
    CHECK(t, has(plan_page(t, &agency, "", ""), "--weeks: 13"));
    plan_act_as(t, &agency, agency.head);
    CHECK_OK(t, plan_view_open_with(&agency.cx, ID(0)));
    CHECK(t, has(plan_page(t, &agency, "", ""), "--weeks: 13"));
}

static void two_who_change_a_view_hear_of_each_other(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    PlanView view = saved(t, &agency, "Общий", "", true);
    PlanView other = view;
    view.query = "only=over";
    CHECK_OK(t, plan_view_change(&agency.cx, &view));
    CHECK_INT(t, view.revision, 2);
    other.name = "Иначе";
    CHECK_ERR(t, plan_view_change(&agency.cx, &other), ERR_CONFLICT, "");
    other.revision = 0;
    CHECK_ERR(t, plan_view_change(&agency.cx, &other), ERR_INPUT, "revision");
}

static void changes_are_taken_back(Test *t)
{
    Agency agency;
    PlanView stored;
    plan_agency(t, &agency);
    PlanView view = saved(t, &agency, "Общий", "only=over", true);
    agency.cx.change_id = ID(0);
    CHECK_OK(t, plan_view_remove(&agency.cx, view.id));
    CHECK_OK(t, plan_undo(&agency));
    CHECK_OK(t, plan_view_get(&agency.cx, view.id, &stored));
    CHECK_STR(t, stored.query, "only=over");
    agency.cx.change_id = ID(0);
    stored.name = "Другой";
    CHECK_OK(t, plan_view_change(&agency.cx, &stored));
    CHECK_OK(t, plan_undo(&agency));
    CHECK_OK(t, plan_view_get(&agency.cx, view.id, &stored));
    CHECK_STR(t, stored.name, "Общий");
}

static void the_page_of_views_renames_and_deletes(Test *t)
{
    Agency agency;
    plan_agency(t, &agency);
    PlanView view = saved(t, &agency, "Мой", "only=over", false);
    Req req = plan_ask(t, METHOD_GET, "/plan/views");
    CHECK(t, has(plan_page_text(t, &agency, &req), "Мой"));
    req = plan_ask(t, METHOD_POST, "/plan/views/:id");
    *(Pair *)list_push(agency.cx.arena, &req.params) = (Pair){"id", id_value(&agency.cx, view.id)};
    plan_say(&agency, &req, "name", "");
    plan_say(&agency, &req, "revision", "1");
    CHECK(t, has(plan_refused_text(t, &agency, &req, ERR_INPUT), "Give the view a name"));
    plan_say(&agency, &req, "name", "Новый");
    CHECK_STR(t, plan_send(t, &agency, &req), "/plan/views");
}

TEST_SUITE_DB("plan: saved views",
              {"a view opens by its address, and says when it was changed", a_view_opens_by_its_address},
              {"own views are seen by one alone, shared ones by all", own_views_are_seen_by_one_alone},
              {"sharing needs a right", sharing_needs_a_right},
              {"names and queries are checked", names_and_queries_are_checked},
              {"the plan opens with the chosen view", the_plan_opens_with_the_chosen_view},
              {"two who change a view hear of each other", two_who_change_a_view_hear_of_each_other},
              {"changes of views are taken back", changes_are_taken_back},
              {"the page of views renames and deletes", the_page_of_views_renames_and_deletes});
