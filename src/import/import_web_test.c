/* SPDX-License-Identifier: MIT */
/* The import as a person goes through it: form, file, preview, answers, confirmation. Handlers and templates. */
#include "base/base.h"

#include "import/import.h"
#include "import/import_feature.h"
#include "plan/plan_fixture.h"
#include "web/template.h"

static Req request(Method method, const char *path)
{
    const Route *route = import_routes;
    while (route->path && (route->method != method || strcmp(route->path, path) != 0))
        route++;
    return (Req){.method = method, .path = path, .target = path, .route = route, .wants = WANTS_PAGE};
}

static void put(Agency *agency, Pairs *pairs, const char *name, const char *value)
{
    *(Pair *)list_push(agency->cx.arena, pairs) = (Pair){name, value};
}

static const char *page_text(Test *t, Ctx *cx, const Req *req, const Reply *reply)
{
    const Template *compiled;
    Buf out = {0};
    CHECK_OK(t, template_compile(cx, cx->arena, req->route->page, req->route->view, &compiled));
    template_render(cx, compiled, reply->page_view.data, NULL, &out);
    const char *text = arena_strdup(cx->arena, out.data ? out.data : "");
    buf_finish(&out);
    return text;
}

/* Posts the file; the address of its preview. */
static const char *post_file(Test *t, Agency *agency, const char *name, const char *text)
{
    Reply reply = {0};
    Req req = request(METHOD_POST, "/plan/import");
    Upload upload = {.field = "file", .file_name = name, .data = text, .size = strlen(text)};
    req.uploads.items = &upload;
    req.uploads.count = 1;
    CHECK_OK(t, req.route->prepare(&agency->cx, &req));
    CHECK_OK(t, req.route->handler(&agency->cx, &req, &reply));
    return reply.location;
}

static Req of_import(Agency *agency, Method method, const char *path, const char *location)
{
    Req req = request(method, path);
    put(agency, &req.params, "id", strrchr(location, '/') + 1);
    return req;
}

static const char *preview_page(Test *t, Agency *agency, const char *location)
{
    Reply reply = {0};
    Req req = of_import(agency, METHOD_GET, "/plan/import/:id", location);
    CHECK_OK(t, req.route->handler(&agency->cx, &req, &reply));
    return page_text(t, &agency->cx, &req, &reply);
}

static void a_table_goes_from_file_to_plan(Test *t)
{
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    const char *location = post_file(t, &agency, "Загрузка <1>.csv",
                                     "Сотрудник;Проект;15.06.2026\nПолина Г.;Опера;10\nНина <b>;Опора;10\n");
    const char *page = preview_page(t, &agency, location);
    CHECK(t, strstr(page, "Загрузка &lt;1&gt;.csv"));
    CHECK(t, strstr(page, "Нина &lt;b&gt;"));
    CHECK(t, strstr(page, "Say what the numbers are"));
    CHECK(t, !strstr(page, "/confirm\""));
    Req answer = of_import(&agency, METHOD_POST, "/plan/import/:id", location);
    put(&agency, &answer.form, "unit", "hours");
    put(&agency, &answer.form, "p1", "skip");
    CHECK_OK(t, answer.route->handler(&agency.cx, &answer, &reply));
    CHECK_STR(t, reply.location, location);
    page = preview_page(t, &agency, location);
    CHECK(t, strstr(page, "/confirm\""));
    CHECK(t, strstr(page, "check this")); /* «Опера» is a guess still */
    Req confirm = of_import(&agency, METHOD_POST, "/plan/import/:id/confirm", location);
    reply = (Reply){0};
    CHECK_OK(t, confirm.route->handler(&agency.cx, &confirm, &reply));
    CHECK_STR(t, reply.location, "/plan");
    CHECK_STR(t, reply.toast, "1 cell was written");
    CHECK_INT(t, plan_week(t, &agency, agency.designer, WEEK).confirmed.n, 600);
    CHECK(t, strstr(preview_page(t, &agency, location), "This table is in the plan already"));
    CHECK_ERR(t, confirm.route->handler(&agency.cx, &confirm, &reply), ERR_CONFLICT, "");
}

static void a_file_that_is_no_table_is_refused_at_its_field(Test *t)
{
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    Req req = request(METHOD_POST, "/plan/import");
    CHECK_ERR(t, req.route->prepare(&agency.cx, &req), ERR_INPUT, "file");
    Upload upload = {.field = "file", .file_name = "a.pdf", .data = "%PDF-1.7", .size = 8};
    req.uploads.items = &upload;
    req.uploads.count = 1;
    Err *err = req.route->prepare(&agency.cx, &req);
    CHECK_ERR(t, err, ERR_INPUT, "file");
    req.err = err;
    CHECK_OK(t, req.route->again(&agency.cx, &req, &reply));
    CHECK(t, strstr(page_text(t, &agency.cx, &req, &reply), "PDF"));
}

static void a_wrong_answer_is_refused(Test *t)
{
    static const char *const wrong[][2] = {
        {"unit", "pounds"}, {"over", "x"}, {"year", "soon"}, {"layout", "red"}, {"changed", "x"}};
    Agency agency;
    Reply reply = {0};
    plan_agency(t, &agency);
    const char *location = post_file(t, &agency, "a.csv", "Сотрудник;Проект;15.06.2026\nПолина;Опора;10%\n");
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Req req = of_import(&agency, METHOD_POST, "/plan/import/:id", location);
        put(&agency, &req.form, wrong[i][0], wrong[i][1]);
        CHECK_ERR(t, req.route->handler(&agency.cx, &req, &reply), ERR_INPUT, wrong[i][0]);
    }
    Req req = of_import(&agency, METHOD_POST, "/plan/import/:id", location);
    put(&agency, &req.form, "p99", "1");
    put(&agency, &req.form, "p0", "no such person");
    put(&agency, &req.form, "", "");
    CHECK_OK(t, req.route->handler(&agency.cx, &req, &reply));
    CHECK(t, strstr(preview_page(t, &agency, location), "matched"));
}

static void the_sample_can_be_brought_back(Test *t)
{
    Agency agency;
    Reply reply = {0};
    ImportTable table;
    plan_agency(t, &agency);
    Req req = request(METHOD_GET, "/plan/import/sample.xlsx");
    CHECK_OK(t, req.route->handler(&agency.cx, &req, &reply));
    CHECK_STR(t, reply.file_name, "Load plan.xlsx");
    CHECK_OK(t, import_read_file(&agency.cx, reply.body.data, reply.body.length, NULL, &table));
    buf_finish(&reply.body);
}

TEST_SUITE_DB("plan: import pages", {"a table goes from file to plan", a_table_goes_from_file_to_plan},
              {"a file that is no table is refused at its field", a_file_that_is_no_table_is_refused_at_its_field},
              {"a wrong answer is refused", a_wrong_answer_is_refused},
              {"the sample can be brought back", the_sample_can_be_brought_back});
