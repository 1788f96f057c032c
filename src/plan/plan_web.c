/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include "base/text.h"
#include "plan/export.h"
#include "plan/plan_feature.h"
#include "plan/plan_group.h"
#include "plan/plan_page.h"
#include "plan/plan_web.h"
#include "web/form.h"

#define PEOPLE_A_PAGE 50
#define PEOPLE_LEAN 250

static Err *show_page(Ctx *cx, Reply *reply, PlanQuery *query, const PlanRefused *refused)
{
    Plan *plan = arena_new(cx->arena, Plan);
    PlanPage *page = arena_new(cx->arena, PlanPage);
    query->limit = query->lean && !*query->cell ? PEOPLE_LEAN : PEOPLE_A_PAGE;
    bool projects = strcmp(query->view, "projects") == 0;
    TRY(projects ? plan_projects_people(cx, query, plan) : plan_load(cx, query, plan));
    TRY(plan_page_fill(cx, query, plan, refused, page));
    return reply_page(cx, reply, _("Load plan"), IN(PlanPage, page));
}

static Err *show_table(Ctx *cx, const Req *req, Reply *reply, const PlanQuery *query)
{
    Buf file = {0};
    bool xlsx = req->wants == WANTS_XLSX;
    ExportFormat csv = strcmp(query->csv, "plain") == 0 ? EXPORT_CSV_PLAIN : EXPORT_CSV;
    const char *name = arena_printf(cx->arena, "plan-%s.%s", day_iso(cx->arena, query->from), xlsx ? "xlsx" : "csv");
    TRY(plan_export(cx, query, xlsx ? EXPORT_XLSX : csv, &file));
    return reply_file(cx, reply,
                      xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                           : "text/csv; charset=utf-8",
                      name, &file);
}

/* The view that "view=12" names, or that this person's plan opens with; id 0: none. */
static Err *find_view(Ctx *cx, const Req *req, PlanQuery *query, PlanView *view)
{
    PlanViewItems items = {0};
    int64_t id = 0;
    *view = (PlanView){.query = ""};
    if (text_int(pairs_get(&req->query, "view"), &id) && id > 0)
        return plan_view_get(cx, ID(id), view);
    if (req->wants != WANTS_PAGE)
        return NULL;
    TRY(plan_view_list(cx, &items));
    for (size_t i = 0; i < items.count; i++) {
        query->homed = query->homed || items.items[i].opens;
        if (items.items[i].opens && req->query.count == 0)
            *view = (PlanView){.id = items.items[i].id, .query = items.items[i].query};
    }
    return NULL;
}

/* What a saved view says, and over it what the address says beside. */
static Err *read_query(Ctx *cx, const Req *req, PlanQuery *query)
{
    PlanView view;
    Req asked = *req;
    TRY(find_view(cx, req, query, &view));
    asked.query = (Pairs){0};
    TRY(pairs_read(cx, view.query, &asked.query));
    for (size_t i = 0; i < req->query.count; i++)
        if (!view.id.n || strcmp(req->query.items[i].name, "view") != 0)
            *(Pair *)list_push(cx->arena, &asked.query) = req->query.items[i];
    TRY(form_read(cx, &asked, ONE(PlanQuery, query)));
    if (view.id.n)
        query->saved = view.id;
    plan_query_settle(cx, query);
    return plan_query_moment(cx, query);
}

static Err *show_plan(Ctx *cx, const Req *req, Reply *reply)
{
    static const PlanRefused nothing = {NULL, NULL};
    PlanQuery query = {.from = DAY_NONE};
    TRY(read_query(cx, req, &query));
    if (req->wants == WANTS_PAGE)
        return show_page(cx, reply, &query, &nothing);
    if (req->wants != WANTS_JSON)
        return show_table(cx, req, reply, &query);
    Plan *plan = arena_new(cx->arena, Plan);
    query.uncounted = true;
    TRY(plan_load(cx, &query, plan));
    if (*query.group)
        TRY(plan_group_make(cx, &query, plan, &plan->groups));
    plan_ready_json(cx, plan);
    return reply_show(cx, reply, IN(Plan, plan));
}

static Err *show_projects(Ctx *cx, const Req *req, Reply *reply)
{
    static const PlanRefused nothing = {NULL, NULL};
    PlanQuery query = {.from = DAY_NONE};
    Plan plan;
    ProjectPlan *projects = arena_new(cx->arena, ProjectPlan);
    TRY(form_read(cx, req, ONE(PlanQuery, &query)));
    query.view = "projects";
    plan_query_settle(cx, &query);
    if (req->wants == WANTS_PAGE)
        return show_page(cx, reply, &query, &nothing);
    if (req->wants != WANTS_JSON)
        return show_table(cx, req, reply, &query);
    TRY(plan_projects_people(cx, &query, &plan));
    TRY(plan_projects_make(cx, &query, &plan, projects));
    return reply_show(cx, reply, IN(ProjectPlan, projects));
}

#define QUERY_FIELDS                                                                                                   \
    "from weeks q person_id position_id department_id client_id project_id only under "                                \
    "group unit zoom hide view open cell csv page limit lean "                                                         \
    "saved as_of since tour"

const Route plan_routes[] = {
    {METHOD_GET, "/plan", "plan.read", show_plan, .in = &PlanQuery_shape, .fields = QUERY_FIELDS, .out = &Plan_shape,
     .page = "plan/plan.html", .view = &PlanPage_shape, .formats = "csv xlsx", .cached = true,
     .families = "plan people work view", .summary = "The week plan: people and weeks"},
    {METHOD_GET, "/plan/projects", "plan.read", show_projects, .in = &PlanQuery_shape, .fields = QUERY_FIELDS,
     .out = &ProjectPlan_shape, .page = "plan/plan.html", .view = &PlanPage_shape, .formats = "csv xlsx",
     .cached = true, .families = "plan people work",
     .summary = "The week plan from the projects' side: who works on each"},
    {.path = NULL},
};

Err *plan_query_of(Ctx *cx, const Req *req, const char *text, PlanQuery *query)
{
    Req asked = *req;
    asked.method = METHOD_GET;
    asked.route = &plan_routes[0];
    asked.json = NULL;
    asked.form = asked.query = (Pairs){0};
    *query = (PlanQuery){.from = DAY_NONE};
    TRY(pairs_read(cx, text, &asked.query));
    TRY(form_read(cx, &asked, ONE(PlanQuery, query)));
    plan_query_settle(cx, query);
    return NULL;
}

/* The window that the form stood on, from its "back" address. */
static Err *query_of_back(Ctx *cx, const Req *req, PlanQuery *query)
{
    const char *question = strchr(req_typed(req, "back"), '?');
    TRY(plan_query_of(cx, req, question ? question + 1 : "", query));
    query->cell = "";
    return NULL;
}

Err *plan_show_refused(Ctx *cx, const Req *req, Reply *reply, const AllocationPut *put)
{
    PlanQuery query;
    PlanRefused refused = {put, req->err};
    TRY(query_of_back(cx, req, &query));
    return show_page(cx, reply, &query, &refused);
}
